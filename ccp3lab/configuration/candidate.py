"""A device's whole configuration as its NAPALM driver loads it: IOS lines, or one YAML document for a Linux device."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import yaml

from ccp3lab.configuration.render import Renderer
from ccp3lab.errors import DefinitionError
from ccp3lab.parts import Lines, ManagedFile, Part, Text
from ccp3lab.platforms import Platform


def candidate(
    platform: Platform,
    parts: Iterable[Part],
    renderer: Renderer,
    extra: Iterable[str] = (),
    files: Mapping[str, Text] | None = None,
) -> str:
    """The configuration that PARTS make on a device of PLATFORM.

    On a network device EXTRA lines come last and win. On Linux FILES (texts by path) stand in for the managed file of
    that path, with its owner, mode, checker and service; a path that nothing manages becomes a plain file.
    """
    extra, files = tuple(extra), files or {}
    if platform == "linux":
        if extra:
            raise DefinitionError("lines cannot be pushed to a Linux device; name a switch, or use `files:` or `run:`")
        return _document(tuple(parts), renderer, files)
    if files:
        raise DefinitionError(f"{next(iter(files))}: a network device has no files; use `lines:`")
    return _ios(tuple(parts), renderer, extra)


def _ios(parts: tuple[Part, ...], renderer: Renderer, extra: tuple[str, ...]) -> str:
    texts = [renderer.file(part.template, part.values).rstrip("\n") for part in _only(Lines, parts)]
    return "\n!\n".join([*texts, *(["\n".join(extra)] if extra else []), "end"]) + "\n"


def _document(parts: tuple[Part, ...], renderer: Renderer, texts: Mapping[str, Text]) -> str:
    """The candidate document of `custom_napalm.linux` (version 1)."""
    files: tuple[ManagedFile, ...] = _only(ManagedFile, parts)
    units = {part.service.name: part.service for part in files if part.service}
    managed = {part.path for part in files}
    added = [ManagedFile(path, "") for path in texts if path not in managed]
    document = {
        "version": 1,
        "files": [_file(part, renderer, texts.get(part.path)) for part in (*files, *added)],
        "services": [_set(asdict(unit)) for unit in units.values()],
    }
    return yaml.dump(document, Dumper=_Readable, sort_keys=False, allow_unicode=True, width=1000)


def _file(part: ManagedFile, renderer: Renderer, text: Text | None) -> dict[str, Any]:
    """PART as the document has it; TEXT is its content where it is not its template's."""
    content = text.text if text else renderer.file(part.template, part.values)
    return _set(
        {
            "path": part.path,
            "mode": part.mode,
            "owner": part.owner,
            "secret": part.secret,
            "check": part.check,
            "service": part.service.name if part.service else None,
            "counter": part.counter,
            "origin": text.name if text else renderer.origin(part.template, part.values, content),
            "content": content,
        }
    )


def _only(kind: type[Any], parts: tuple[Part, ...]) -> tuple[Any, ...]:
    foreign = [part.template for part in parts if not isinstance(part, kind)]
    if foreign:
        raise DefinitionError(f"templates/{foreign[0]}: not a part of this device's platform")
    return parts


def _set(entries: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entries.items() if value is not None}


class _Readable(yaml.SafeDumper):
    """Texts of several lines as literal blocks, so that a candidate can be read by a person."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Readable.add_representer(str, _text)
