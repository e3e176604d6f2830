"""The candidate: one YAML document of managed files and running services (pure).

    version: 1
    files:
    - path: /etc/network/interfaces
      mode: '0644'                        # quoted: bare 0644 is the integer 420 in YAML
      owner: root:root
      check: lab-networking check {}      # {} is a staged copy of the same base name; exit code 0 = good
      service: networking                 # what to activate when this file changes
      counter: 'serial ([0-9]+)'          # optional: a number that only grows, see `device.counters`
      origin: templates/interfaces.j2:1-2 # which template line made each line: told when a checker names a line
      content: |
        auto lo
        iface lo inet loopback
    services:
    - name: networking
      unit: networking                    # `systemctl status` is kept true
      ready: lab-networking ready         # probe: exit code 0 within `wait` seconds
      reload: lab-networking apply        # one of its files changed
      start: lab-networking apply         # it must be ready and is not

A service without `process` runs when its probe says so. The paths of the other files of the document, written in
double quotes inside a content, point to their staged copies while checkers run; `verify` checks in place, after the
swap, for daemons that read a whole folder.
"""

import re
from collections.abc import Sequence
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Command = Annotated[str, StringConstraints(max_length=4000)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.@-]+$", max_length=64)]
Seconds = Annotated[float, Field(ge=0, le=60)]
PATH = re.compile(r"(?:/[A-Za-z0-9._@+-]+)+")
ORIGIN = r"^(?:[^\s:]+(?::[0-9]+(?:-[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*)?(?: |$))*$"
"""Runs of `TEMPLATE:FIRST-LAST,LINE,...`, as `custom_napalm.linux.origin` reads them."""
CONTENT = 512 * 1024


class DocumentError(ValueError):
    """The candidate is not a valid document; the message says where and what is expected."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ManagedFile(_Model):
    """One file of the device: where, whose, who checks it, which service reads it. `mode` is octal text.

    `counter` is a pattern whose first group is a number of the text that only grows (`device.counters`).
    """

    path: str = Field(max_length=200)
    mode: str = "0644"
    owner: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?$")] = "root:root"
    secret: bool = False
    check: Command = ""
    service: Name | None = None
    counter: str = Field("", max_length=200)
    origin: Annotated[str, StringConstraints(pattern=ORIGIN)] = ""
    content: str

    @field_validator("path")
    @classmethod
    def _clean(cls, path: str) -> str:
        if not PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
            raise ValueError("an absolute path of letters, digits and . _ @ + - / without . and .. is expected")
        return path

    @field_validator("mode", mode="before")
    @classmethod
    def _octal(cls, mode: object) -> object:
        if not isinstance(mode, str) or not re.fullmatch(r"0[0-7]{3}", mode):
            raise ValueError("a quoted string like '0644' is expected (bare 0644 is the integer 420 in YAML)")
        return mode

    @field_validator("counter")
    @classmethod
    def _pattern(cls, counter: str) -> str:
        try:
            groups = re.compile(counter).groups
        except re.error as error:
            raise ValueError(f"no regular expression: {error}") from None
        if counter and groups != 1:
            raise ValueError("a regular expression with one group, the number, is expected")
        return counter

    @field_validator("content")
    @classmethod
    def _sized(cls, content: str) -> str:
        if len(content.encode("utf-8", "surrogatepass")) > CONTENT or "\0" in content or not _encodable(content):
            raise ValueError("text of at most 512 kB without NUL is expected")
        return content


class Service(_Model):
    """One service that must run: how it is seen to run, reloaded, started, stopped. Times are in seconds."""

    name: Name
    process: Annotated[str, StringConstraints(max_length=64)] = ""
    unit: Name | None = None
    ready: Command = ""
    verify: Command = ""
    reload: Command = ""
    start: Command = ""
    stop: Command = ""
    log: str = ""
    wait: Seconds = 10.0
    settle: Seconds = 0.0


class Candidate(_Model):
    """A whole document, version 1."""

    version: int = Field(ge=1, le=1)
    files: tuple[ManagedFile, ...] = ()
    services: tuple[Service, ...] = ()

    @field_validator("files", "services", mode="before")
    @classmethod
    def _sequence(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else () if value is None else value

    @model_validator(mode="after")
    def _consistent(self) -> "Candidate":
        names = [service.name for service in self.services]
        for twice in _twice([file.path for file in self.files]) + _twice(names):
            raise ValueError(f"{twice} is listed twice")
        for file in self.files:
            if file.service and file.service not in names:
                raise ValueError(f"{file.path}: its service {file.service} is not in the document")
        return self


def parse(text: str) -> Candidate:
    """Read a document; DocumentError names the line of broken YAML, or the entry that is not as expected."""
    try:
        data = yaml.load(text, _Loader)  # noqa: S506 - a safe loader, the quick one where there is one
    except (yaml.YAMLError, RecursionError) as error:
        raise DocumentError(f"candidate: {error}") from None
    if not isinstance(data, dict):
        raise DocumentError("candidate: a mapping with version: 1, files and services is expected")
    try:
        return Candidate.model_validate(data)
    except ValidationError as error:
        raise DocumentError("; ".join(_told(problem) for problem in error.errors()[:3])) from None  # type: ignore[arg-type]


def dump(candidate: Candidate) -> str:
    """Write a document that `parse` reads back equal, contents as readable blocks where YAML allows it."""
    data = candidate.model_dump(exclude_defaults=True)
    ordered = {
        "version": candidate.version,
        "files": [_content_last(file) for file in data.get("files", ())],
        "services": list(data.get("services", ())),
    }
    return str(yaml.dump(ordered, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000))


def _told(problem: dict[str, object]) -> str:
    where, found = problem["loc"], problem["input"]
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where) if where else ""  # type: ignore[attr-defined]
    shown = f", found {found!r}" if isinstance(found, str | int | float) and len(repr(found)) < 100 else ""
    return f"candidate{place}: {str(problem['msg']).removeprefix('Value error, ')}{shown}"


def _twice(names: Sequence[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _content_last(file: dict[str, object]) -> dict[str, object]:
    return {**{key: value for key, value in file.items() if key != "content"}, "content": file["content"]}


class _Dumper(yaml.SafeDumper):
    """Texts as literal blocks; those with line ends that YAML would change, in double quotes."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if re.search("[\r\x85\u2028\u2029\ufeff]", text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
