"""A directory in memory that is as a company's section wants it, to be spoilt; it answers what checks ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ccp3lab.company import Company, load_company
from ccp3lab.directory.distinguished import key
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import LOGGED_ON, Bind, Search, logon, told
from ccp3lab.domain import Domain
from ccp3lab.grading import CHECKS, BoundCheck, Observation, Place, Verdict
from ccp3lab.grading.need import Need, unseen
from ccp3lab.grading.run import judge
from ccp3lab.house import here
from ccp3lab.lab import load_lab
from ccp3lab.ntsecurity.descriptor import Descriptor
from ccp3lab.ntsecurity.encode import encode
from ccp3lab.ntsecurity.sid import Sid
from tasks import directory_values as values
from tasks.directory_guard import with_guard
from tasks.directory_match import place, target
from tasks.directory_wanted import wanted

DOMAIN = Sid.parse("S-1-5-21-1-2-3")


@dataclass
class Tree:
    """`things` are objects by what people call them: an OU's last name, a sAMAccountName without `$`, `domain`."""

    company: Company
    things: dict[str, Entry] = field(default_factory=dict)
    logons: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return Domain.of(self.company.plan).base_dn

    def put(self, name: str, entry: Entry) -> None:
        self.things[name] = entry

    def given(self, name: str, **attributes: str | bytes | list[str] | None) -> None:
        """Other attributes of NAME; None takes one away."""
        old, new = self.things[name], dict[str, tuple[bytes, ...]]()
        for attribute, value in attributes.items():
            several = value if isinstance(value, list) else [value] if value is not None else []
            new[attribute.lower()] = tuple(one.encode() if isinstance(one, str) else one for one in several)
        self.things[name] = Entry(old.dn, {**old.values, **new})

    def moved(self, name: str, *path: str) -> None:
        rdn = self.things[name].dn.split(",")[0]
        below = place(path, self.base) if path else self.base
        self.things[name] = Entry(f"{rdn},{below}", self.things[name].values)

    def joined(self, group: str, *names: str) -> None:
        """NAMES become members of GROUP, by their present distinguished names."""
        self.given(group, member=[*self.things[group].texts("member"), *(self.things[name].dn for name in names)])

    def left(self, group: str, name: str) -> None:
        gone = key(self.things[name].dn)
        self.given(group, member=[one for one in self.things[group].texts("member") if key(one) != gone])

    def gone(self, name: str) -> None:
        for group in [one for one, entry in self.things.items() if entry.all("groupType")]:
            self.left(group, name)
        del self.things[name]

    def _holders(self, name: str) -> list[str]:
        at = key(self.things[name].dn)
        return [one for one, entry in self.things.items() if at in map(key, entry.texts("member"))]

    def _tokens(self, name: str) -> tuple[bytes, ...]:
        held, found = {DOMAIN.member(513)}, self._holders(name)
        while found:
            group = found.pop()
            held.add(Sid.decode(self.things[group].raw("objectSid")))
            found += [one for one in self._holders(group) if one != group]
        return tuple(sid.encode() for sid in sorted(held))

    def answer(self, asked: Need) -> Observation:
        if isinstance(asked, Bind):
            says = self.logons.get(asked.login, LOGGED_ON) if asked.login in self.things else "525"
            return Observation(logon(asked.login, says))
        assert isinstance(asked, Search)
        found = [name for name in self.things if self._selected(name, asked.where)]
        return Observation(told(self._told(name, asked.attributes) for name in found))

    def _selected(self, name: str, where: str) -> bool:
        entry = self.things[name]
        kind = entry.text("kind")
        if where == "(memberOf=*)":
            return bool(self._holders(name))
        wanted = {"organizationalUnit", "domainDNS", "person", "group", "computer"}
        asked = next(one for one in wanted if f"={one})" in where)
        login = f"(sAMAccountName={entry.text('sAMAccountName')})".casefold()
        named = "sAMAccountName" not in where or login in where.casefold()
        numbered = f"(employeeNumber={entry.text('employeeNumber') or '-'})" in where
        return kind == asked and (named or numbered)

    def _told(self, name: str, attributes: tuple[str, ...]) -> Entry:
        entry = self.things[name]
        known = dict(entry.values)
        known["memberof"] = tuple(self.things[one].dn.encode() for one in self._holders(name))
        known["objectclass"] = (b"top", entry.raw("kind"))
        if "tokenGroups" in attributes:
            known.setdefault("tokengroups", self._tokens(name))
        return Entry(entry.dn, {one.lower(): known[one.lower()] for one in attributes if known.get(one.lower())})


def tree(company: Company) -> Tree:
    """The directory of COMPANY, all as it must be."""
    made, whole = Tree(company), wanted(company)
    rids = iter(range(1101, 1999))

    def put(name: str, at: str, kind: str, given: Mapping[str, tuple[bytes, ...]]) -> None:
        attributes = {attribute.lower(): found for attribute, found in given.items() if found}
        attributes["objectsid"] = (DOMAIN.member(next(rids)).encode(),)
        made.put(name, Entry(at, {**attributes, "kind": (kind.encode(),)}))

    policy = whole.policy
    assert policy is not None
    put("domain", made.base, "domainDNS", values.policy(policy, Entry("")))
    for ou in whole.ous:
        secured = {"nTSecurityDescriptor": (encode(with_guard(Descriptor(dacl=()))),), "ou": (ou.path[-1].encode(),)}
        put(ou.path[-1], place(ou.path, made.base), "organizationalUnit", secured)
    for user in whole.users:
        given = values.user(user, Domain.of(company.plan).name) | values.newborn(user)
        put(user.login, target(user, made.base), "person", given)
        made.logons[user.login] = "773"
    for group in whole.groups:
        bits = {"groupType": values.number(values.group_type(group.scope, group.kind))}
        put(group.name, target(group, made.base), "group", values.group(group) | bits)
    for computer in whole.computers:
        bits = {"userAccountControl": values.number(values.WORKSTATION)}
        put(computer.name.lower(), target(computer, made.base), "computer", values.computer(computer) | bits)
    for group in whole.groups:
        made.joined(group.name, *map(str, group.members))
    return made


def firm() -> Company:
    """The company of the lab `annuaire-comptes`."""
    lab = load_lab(here(), "annuaire-comptes")
    return lab.within(load_company(here(), lab.company))


def judged(made: Tree, name: str, given: Mapping[str, object], answers: Observation | None = None) -> Verdict:
    """What check NAME says of the directory MADE; ANSWERS instead of all that it is answered."""
    kind, at = CHECKS.get(name), Place(made.company, made.company.device("dc1"))
    assert kind is not None
    check = kind.model_validate(given, context=at)
    seen = {where: answers or made.answer(where[1]) for where in check.needs(at).values()}
    return judge(BoundCheck("x", name, "X", 1, check, at), seen, {}).verdict


GONE = unseen("ne répond pas comme annuaire (LDAPS)")
