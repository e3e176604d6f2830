"""What a device answers, typed: it is a learner's machine, so each answer is judged before it is believed (pure)."""

import base64
import binascii
import json
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from custom_napalm.linux.document import Candidate, ManagedFile, Service

SIZE = 8 * 1024 * 1024


class AnswerError(ValueError):
    """The device answered what its program never answers."""


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Refusal(_Answer):
    """Why a request was refused: in which phase, where, in whose words."""

    phase: str
    where: str
    text: str


class Reply(_Answer):
    """One line of the device: exactly one of `ok`, `refused`, `error`."""

    ok: dict[str, Any] | None = None
    note: str = ""
    refused: Refusal | None = None
    error: str | None = None


class Side(_Answer):
    """What is, or shall be, at a path; `raw` is base64 and empty where the text does not travel."""

    kind: Literal["file", "link", "absent", "big", "other"]
    mode: Annotated[str, Field(max_length=8)] = ""
    owner: Annotated[str, Field(max_length=80)] = ""
    raw: str = ""
    link: Annotated[str, Field(max_length=4096)] = ""

    def text(self) -> str | None:
        """Return the text of a file, a word for what is none, None where nothing is. AnswerError: not base64."""
        if self.kind == "absent":
            return None
        if self.kind != "file":
            return f"({self.kind} {self.link})\n"
        try:
            return base64.b64decode(self.raw, validate=True).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            raise AnswerError("a file is not in base64") from None


class FileChange(_Answer):
    """One path that differs from the candidate."""

    path: str
    now: Side
    want: Side
    secret: bool
    same_text: bool


class ServiceState(_Answer):
    """Does a service run, and must it."""

    name: str
    now: bool
    want: bool


class Comparison(_Answer):
    """The answer to `compare`."""

    files: tuple[FileChange, ...]
    services: tuple[ServiceState, ...]


class Applied(_Answer):
    """The answer to `commit` that waits for the operator's word."""

    phase: Literal["applied"]


class Changed(_Answer):
    """The answer to the operator's word, and to `rollback`."""

    changed: tuple[str, ...]


class Pending(_Answer):
    """The answer to `pending`."""

    pending: bool


class _HeldFile(_Answer):
    path: str
    mode: str
    owner: str
    secret: bool
    check: str
    service: str
    counter: str = ""
    content: str


class _Held(_Answer):
    """The answer to `config`."""

    files: tuple[_HeldFile, ...]
    services: tuple[dict[str, Any], ...]


class Nothing(_Answer):
    """An answer without content."""


class Outcome(_Answer):
    """What one command printed, and its exit code (124: out of time)."""

    code: int
    text: str


class Outcomes(_Answer):
    """The answer to `run`."""

    outcomes: tuple[Outcome, ...]


Kind = TypeVar("Kind", bound=BaseModel)


def reply(line: bytes) -> Reply:
    """Read one line of the device; AnswerError when it is not what the program says."""
    try:
        found = Reply.model_validate(json.loads(line))
    except (ValueError, RecursionError) as error:
        raise AnswerError(f"not an answer of our program: {_short(error)}") from None
    if sum(part is not None for part in (found.ok, found.refused, found.error)) != 1:
        raise AnswerError("not an answer of our program: exactly one of ok, refused, error is expected")
    return found


def typed(kind: type[Kind], ok: dict[str, Any]) -> Kind:
    """Read the content of an answer as KIND."""
    try:
        return kind.model_validate(ok)
    except (ValidationError, RecursionError) as error:
        raise AnswerError(f"not the answer that was asked for: {_short(error)}") from None


def configuration(ok: dict[str, Any]) -> Candidate:
    """Read the answer to `config`: what the device manages now, as a document.

    A learner may have given a file any text and any mode: it is shown as it is, even where no candidate may have it.
    """
    held = typed(_Held, ok)
    files = [
        ManagedFile.model_construct(**{**file.model_dump(), "service": file.service or None}) for file in held.files
    ]
    services = [{**service, "unit": service.get("unit") or None} for service in held.services]
    try:
        run = tuple(Service.model_validate(service) for service in services)
    except ValidationError as error:
        raise AnswerError(f"not a configuration: {_short(error)}") from None
    return Candidate.model_construct(version=1, files=tuple(files), services=run)


def _short(error: BaseException) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"[:200]
    return f"{type(error).__name__}: {error}"[:200]
