"""TextFSM templates of ntc-templates, loaded one by one (their index alone costs 120 ms)."""

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

from ccp3lab.grading.check import Unreadable

Row = dict[str, Any]
"""One record of a template: text, or a list of texts."""

READ_ONCE = 64
"""How many answers a reader of tables remembers: ten checks ask ten times what one table says (20 ms a reading)."""


def rows(template: str, text: str) -> list[Row]:
    """TEXT through `cisco_ios_<template>.textfsm`; raises Unreadable when the template refuses it or finds nothing."""
    import textfsm

    with _path(template).open(encoding="utf-8") as file:
        table = textfsm.TextFSM(file)
    try:
        found: list[Row] = table.ParseTextToDicts(text)
    except textfsm.TextFSMError as error:
        raise Unreadable(f"{template} : {error}") from None
    if not found:
        raise Unreadable(f"{template} : réponse vide")
    return found


@cache
def _path(template: str) -> Path:
    spec = importlib.util.find_spec("ntc_templates")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise ModuleNotFoundError("ntc_templates is not installed; run `make setup`")
    return Path(places[0]) / "templates" / f"cisco_ios_{template}.textfsm"
