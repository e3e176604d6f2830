"""Asking a check of a machine of the Atelier Vélo's domain what it makes of answers."""

from typing import Any

from ccp3lab.company import Company, load_company
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import told
from ccp3lab.grading import CHECKS, BoundCheck, Observation, Place, Verdict
from ccp3lab.grading.need import unseen
from ccp3lab.grading.run import judge
from ccp3lab.house import here

PC, DOMAIN = "pc-compta-1", "ad.atelier-velo.lan"
FULL = f"{PC}.{DOMAIN}"
DEVICES = ("sw1", "dc1", PC, "pc-atelier-1")
USED = {
    "sAMAccountName": "PC-COMPTA-1$",
    "userAccountControl": "69632",
    "dNSHostName": FULL,
    "servicePrincipalName": [f"RestrictedKrbHost/{FULL}", f"host/{FULL}", "host/PC-COMPTA-1"],
    "lastLogon": "134404582456085220",
    "logonCount": "10",
}
"""What a real Samba says of an account that a PC joined with."""


def company() -> Company:
    return load_company(here(), "atelier-velo").only(DEVICES, ["directory", "workstation"])


def judged(name: str, given: dict[str, Any] | None = None, gone: str = "", **seen: Observation | str) -> Verdict:
    """The verdict of check NAME on the PC when its needs come back as SEEN; every device is there but GONE."""
    firm, kind = company(), CHECKS.get(name)
    assert kind is not None
    place = Place(firm, firm.device(PC))
    check = kind.model_validate(given or {}, context=place)
    needs = check.needs(place)
    assert needs.keys() == seen.keys()
    all_ = {key: Observation("") for key in check.witnesses(place).values()}
    all_ |= {needs[key]: Observation(what) if isinstance(what, str) else what for key, what in seen.items()}
    all_ |= {key: unseen("ne répond pas") for key in all_ if key[0] == gone}
    return judge(BoundCheck("x", name, "X", 1, check, place), all_, {}).verdict


def account(**changed: str | list[str] | None) -> Observation:
    """What the controller answers of the PC's account, with CHANGED attributes; None: without it."""
    values = {name: value for name, value in {**USED, **changed}.items() if value is not None}
    every = {name.lower(): (value if isinstance(value, list) else [value]) for name, value in values.items()}
    entry = Entry("CN=PC-COMPTA-1,DC=x", {name: tuple(one.encode() for one in found) for name, found in every.items()})
    return Observation(told([entry]))


NO_ACCOUNT = Observation("[]")
