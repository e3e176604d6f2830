"""A company with a rights table, its directory as a domain would tell it, and what its file server would tell."""

import base64
import json
from collections.abc import Mapping

from ccp3lab.company import Company, load_company
from ccp3lab.grading import CHECKS, BoundCheck, Observation, Place, Verdict
from ccp3lab.grading.run import judge
from ccp3lab.house import here
from ccp3lab.ntsecurity import Descriptor, Sid
from ccp3lab.sharing import Told, tell
from tasks.directory_intent import Scope
from tasks.directory_wanted import wanted as people
from tasks.shares_rights import of_folder, of_share
from tasks.shares_wanted import wanted

DOMAIN = Sid.parse("S-1-5-21-1-2-3")
TYPES = {Scope.GLOBAL: -2147483646, Scope.DOMAIN_LOCAL: -2147483644, Scope.UNIVERSAL: -2147483640}


def company() -> Company:
    """The running example with what a lab of shares has of it."""
    return load_company(here(), "atelier-velo").only(["dc1", "fs1"], ["directory", "shares"])


WHOLE = company()
_ACCOUNTS = people(WHOLE)
SIDS = {
    name: DOMAIN.member(1100 + number)
    for number, name in enumerate([*(one.name for one in _ACCOUNTS.groups), *(one.login for one in _ACCOUNTS.users)])
}
"""Of every group and user of the company, by name."""


def octets(sid: Sid) -> str:
    return base64.b64encode(sid.encode()).decode()


def directory(members: Mapping[str, tuple[str, ...]] | None = None) -> Observation:
    """Every user and group; MEMBERS are other members of groups than the company says."""
    objects = [
        {
            "dn": f"CN={user.login},DC=x",
            "samaccountname": [user.login],
            "objectsid": [octets(SIDS[user.login])],
            "primarygroupid": ["513"],
        }
        for user in _ACCOUNTS.users
    ]
    for group in _ACCOUNTS.groups:
        inside = (members or {}).get(group.name, tuple(str(one) for one in group.members))
        objects.append(
            {
                "dn": f"CN={group.name},DC=x",
                "samaccountname": [group.name],
                "objectsid": [octets(SIDS[group.name])],
                "grouptype": [str(TYPES[group.scope])],
                "member": [f"CN={one},DC=x" for one in inside],
            }
        )
    for rid, name in ((500, "Administrateur"), (512, "Admins du domaine"), (513, "Utilisa. du domaine")):
        kind = {"grouptype": [str(TYPES[Scope.GLOBAL])]} if rid != 500 else {}
        objects.append(
            {"dn": f"CN={name},DC=x", "samaccountname": [name], "objectsid": [octets(DOMAIN.member(rid))], **kind}
        )
    return Observation(json.dumps(objects))


def solved() -> dict[str, Told]:
    """What the server tells when all is right, by the names of shares."""
    return {
        one.name: Told(one.name, f"C:\\srv\\{one.name}", of_share(one, SIDS), of_folder(one, SIDS))
        for one in wanted(WHOLE, "fs1").shares
    }


def server(changed: Mapping[str, Told | None] | None = None) -> Observation:
    """The shares when all is right but for those CHANGED; None takes one away."""
    found = {**solved(), **(changed or {})}
    return Observation(tell(one for one in found.values() if one))


def folder(share: str, descriptor: Descriptor) -> dict[str, Told | None]:
    """The change of SHARE's NTFS rights to DESCRIPTOR."""
    one = solved()[share]
    return {share: Told(one.name, one.path, one.through, descriptor)}


def through(share: str, descriptor: Descriptor) -> dict[str, Told | None]:
    """The change of SHARE's own permission to DESCRIPTOR."""
    one = solved()[share]
    return {share: Told(one.name, one.path, descriptor, one.folder)}


def ask(name: str, given: Mapping[str, object], **seen: Observation) -> Verdict:
    """The verdict of check NAME on fs1 when its needs come back as SEEN."""
    kind, place = CHECKS.get(name), Place(WHOLE, WHOLE.device("fs1"))
    assert kind is not None
    check = kind.model_validate(given, context=place)
    needs = check.needs(place)
    assert needs.keys() == seen.keys()
    return judge(
        BoundCheck("x", name, "X", 1, check, place), {needs[key]: what for key, what in seen.items()}, {}
    ).verdict
