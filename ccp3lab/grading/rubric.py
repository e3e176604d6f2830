"""The checks of a lab, bound to a company: every name and input validated before any device is asked."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ccp3lab.company import Company, Device
from ccp3lab.grading.check import CHECKS, Check, Place
from ccp3lab.lab import SHEET, CheckSpec, Lab, filled
from ccp3lab.problem import Loc, Problem, near
from ccp3lab.source import Source, refuse

_SHEET_PLACE = Device(SHEET, "", "la feuille de calcul")
"""Where the checks of a lab on a sheet look."""


@dataclass(frozen=True)
class BoundCheck:
    """One check of a lab, ready to run. `name` is the catalogue's, `wait` is its retry window in seconds."""

    id: str
    name: str
    title: str
    points: int
    check: Check
    place: Place
    after: tuple[str, ...] = ()
    wait: float = 0.0
    hint: str = ""


def rubric(lab: Lab, company: Company, source: Source | None = None) -> tuple[BoundCheck, ...]:
    """The checks of LAB in COMPANY, cut down to the lab's devices, with the plan's values in their titles.

    SOURCE is lab.yml as read, when it is not the one that the lab remembers. Raises ONE DefinitionError with every
    unknown check, unknown key of `with:` and unknown name of all checks.
    """
    bound, problems, present = [], [], lab.within(company)
    devices = {SHEET: _SHEET_PLACE} if lab.sheet else present.devices
    for number, spec in enumerate(filled(lab, present).checks):
        found = _bind(spec, present, devices, ("checks", number))
        if isinstance(found, BoundCheck):
            bound.append(found)
        else:
            problems.extend(found)
    refuse((source or lab.source, problem) for problem in problems)
    return tuple(bound)


def fingerprint(checks: tuple[BoundCheck, ...]) -> str:
    """SHA-256 (hex) of what is asked and what it is worth: two marks compare only when it is equal."""
    asked = [
        [c.id, c.name, c.place.device.name, c.check.model_dump(mode="json"), c.points, list(c.after), c.wait]
        for c in checks
    ]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _bind(spec: CheckSpec, company: Company, devices: Mapping[str, Device], loc: Loc) -> BoundCheck | list[Problem]:
    kind = CHECKS.get(spec.check)
    if kind is None:
        known = [name for name, _ in CHECKS.items()]
        return [Problem((*loc, "check"), f"there is no check `{spec.check}`", near(spec.check, known))]
    if spec.device not in devices:
        return [Problem((*loc, "device"), f"there is no device `{spec.device}`", near(spec.device, devices))]
    place = Place(company, devices[spec.device])
    try:
        check = kind.model_validate(dict(spec.with_), context=place)
    except ValidationError as error:
        return list(_problems(kind, error, loc))
    return BoundCheck(
        spec.id, spec.check, spec.title, spec.points, check, place, spec.after, spec.wait, spec.hint or ""
    )


def _problems(kind: type[Check], error: ValidationError, loc: Loc) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        name = str(detail["loc"][0]) if detail["loc"] else "with"
        if detail["type"] == "missing":
            yield Problem((*loc, "with"), f"`{name}` is missing in `with`", f"add `{name}:`")
        elif detail["type"] == "extra_forbidden":
            yield Problem((*loc, "with", name), f"unknown key `{name}` in `with`", near(name, kind.model_fields))
        else:
            yield Problem((*loc, "with", name), *_said(name, detail))


def _said(name: str, detail: ErrorDetails) -> tuple[str, str]:
    """Message and remedy of a value that was refused."""
    if detail["type"] == "value_error":
        message, _, remedy = str(cast("Mapping[str, object]", detail["ctx"])["error"]).partition("; ")
        return message, remedy
    return f"`{name}`: {str(detail['input'])[:60]!r} is not allowed", f"expected: {detail['msg'].lower()}"
