"""A device's whole configuration as its NAPALM driver loads it: IOS lines, or one YAML document for a Linux device."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import yaml

from ccp3lab.configuration.render import Renderer
from ccp3lab.errors import DefinitionError
from ccp3lab.parts import Lines, ManagedFile, Part
from ccp3lab.platforms import Platform


def candidate(platform: Platform, parts: Iterable[Part], renderer: Renderer, extra: Iterable[str] = ()) -> str:
    """The configuration that PARTS make on a device of PLATFORM; EXTRA lines (a planted fault) come last and win."""
    join = _document if platform == "linux" else _ios
    return join(tuple(parts), renderer, tuple(extra))


def _ios(parts: tuple[Part, ...], renderer: Renderer, extra: tuple[str, ...]) -> str:
    texts = [renderer.file(part.template, part.values).rstrip("\n") for part in _only(Lines, parts)]
    return "\n!\n".join([*texts, *(["\n".join(extra)] if extra else []), "end"]) + "\n"


def _document(parts: tuple[Part, ...], renderer: Renderer, extra: tuple[str, ...]) -> str:
    """The candidate document of `custom_napalm.linux` (version 1)."""
    if extra:
        raise DefinitionError("a fault on a Linux device cannot be configuration lines; name a switch in `on:`")
    files = _only(ManagedFile, parts)
    units = {part.service.name: part.service for part in files if part.service}
    document = {
        "version": 1,
        "files": [_file(part, renderer) for part in files],
        "services": [_set(asdict(unit)) for unit in units.values()],
    }
    return yaml.dump(document, Dumper=_Readable, sort_keys=False, allow_unicode=True, width=1000)


def _file(part: ManagedFile, renderer: Renderer) -> dict[str, Any]:
    content = renderer.file(part.template, part.values)
    return _set(
        {
            "path": part.path,
            "mode": part.mode,
            "owner": part.owner,
            "secret": part.secret,
            "check": part.check,
            "service": part.service.name if part.service else None,
            "counter": part.counter,
            "origin": renderer.origin(part.template, part.values, content),
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
