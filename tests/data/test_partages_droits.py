"""The rubric of partages-droits against a file server on paper, by Windows' own rules of access.

Proves without devices what `ccp3 selftest` proves on them: the solution scores all points, an untouched lab its base,
each fault loses exactly the checks it names.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pytest

from ccp3lab.company import Company, load_company
from ccp3lab.grading import Observation, grade
from ccp3lab.grading.need import Need
from ccp3lab.grading.rubric import rubric
from ccp3lab.house import here
from ccp3lab.lab import Lab, filled, load_lab
from ccp3lab.ntsecurity import BELOW, HERE, Ace, Descriptor, Inherit, Right, Token, allow, effective, known, masks
from ccp3lab.ntsecurity.inherit import by_file, creators
from ccp3lab.operations.sound import companies
from ccp3lab.sharing import DENIED, MISSING, OK, SILENCE, UNTRIED, Table, Told, Visit, Visited, tell
from checks.shares_known import tokens
from tasks.shares_rights import of_folder, of_share
from tasks.shares_wanted import wanted
from tests.checks.shares_seen import DOMAIN, SIDS, directory

KEY = "partages-droits"
LOCAL = {name: (f"DL_Compta_{name}", right) for name, right in (("CT", Right.FULL), ("RW", Right.CHANGE))}


@dataclass
class Paper:
    """A file server: `shares` by name, `members` of groups otherwise than the company has them."""

    shares: dict[str, Told]
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stopped: bool = False

    @classmethod
    def of(cls, company: Company) -> "Paper":
        """All as the table of COMPANY says."""
        rows = wanted(company, "fs1").shares
        return cls({one.name: Told(one.name, "C:\\srv\\x", of_share(one, SIDS), of_folder(one, SIDS)) for one in rows})

    def look(self, needs: Mapping[str, frozenset[Need]]) -> dict[tuple[str, Need], Observation]:
        """What the server and its directory answer."""
        return {(device, need): self._answer(need) for device, asked in needs.items() for need in asked}

    def _answer(self, need: Need) -> Observation:
        if self.stopped and isinstance(need, Table | Visit):
            return Observation(SILENCE)
        if isinstance(need, Table):
            return Observation(tell(self.shares.values()))
        if isinstance(need, Visit):
            return Observation(tell(self._visited(need)))
        return directory(self.members)

    def _visited(self, asked: Visit) -> Visited:
        held = tokens(directory(self.members))
        share = self.shares.get(asked.share)
        if share is None:
            return Visited(OK, OK if asked.author else UNTRIED, MISSING, MISSING, create=MISSING, rule=MISSING)
        user, author = held[asked.login], held.get(asked.author)
        there = author is not None and self._may(share, author, masks.WRITE_DATA)
        create = said(self._may(share, user, masks.WRITE_DATA))

        def of_file(mask: int) -> str:
            return said(self._may(share, user, mask, by_file(share.folder.dacl, creators(author_of, None))))

        author_of = SIDS.get(asked.author)
        return Visited(
            logon=OK,
            author_logon=OK if asked.author else UNTRIED,
            wrote=said(there) if asked.author else UNTRIED,
            enter=said(self._may(share, user, masks.READ_DATA)),
            read=of_file(masks.READ_DATA) if there else UNTRIED,
            create=create,
            remove=said(self._may(share, user, masks.DELETE)) if create == OK else UNTRIED,
            change=of_file(masks.WRITE_DATA) if there else UNTRIED,
            delete=of_file(masks.DELETE) if there else UNTRIED,
            rule=said(self._may(share, user, masks.WRITE_DAC)),
        )

    @staticmethod
    def _may(share: Told, token: Token, mask: int, entries: tuple[Ace, ...] | None = None) -> bool:
        assert share.folder
        ntfs = share.folder if entries is None else Descriptor(entries)
        return effective(share.through, ntfs, token) & mask == mask


def said(may: bool) -> str:
    return OK if may else DENIED


Deed = Callable[[Paper], None]


def adds(share: str, entry: Ace) -> Deed:
    def act(paper: Paper) -> None:
        folder = paper.shares[share].folder
        assert folder
        paper.shares[share] = replace(paper.shares[share], folder=replace(folder, dacl=(*(folder.dacl or ()), entry)))

    return act


def inherits(paper: Paper) -> None:
    adds("atelier", allow(known.SYSTEM, Right.FULL.value, BELOW | Inherit.INHERITED))(paper)


def here_only(paper: Paper) -> None:
    one = paper.shares["atelier"]
    entries = [replace(e, flags=HERE) if e.sid == SIDS["DL_Atelier_RO"] else e for e in one.folder.dacl]
    paper.shares["atelier"] = replace(one, folder=replace(one.folder, dacl=tuple(entries)))


def joins(paper: Paper) -> None:
    paper.members["DL_Compta_CT"] = ("GG_Direction", "cmartin")


def stops(paper: Paper) -> None:
    paper.stopped = True


def names_groups(paper: Paper) -> None:
    through = Descriptor(tuple(allow(SIDS[name], right.value) for name, right in LOCAL.values()))
    paper.shares["compta"] = replace(paper.shares["compta"], through=through)


def by_hand(paper: Paper) -> None:
    entries = (
        allow(known.CREATOR_OWNER, Right.CHANGE.value, BELOW | Inherit.ONLY),
        allow(DOMAIN.member(512), Right.FULL.value, BELOW),
        *(allow(SIDS[name], right.value, BELOW) for name, right in LOCAL.values()),
    )
    paper.shares["compta"] = replace(paper.shares["compta"], folder=Descriptor(entries))
    everyone = Descriptor((allow(known.EVERYONE, Right.FULL.value),))
    paper.shares["commun"] = replace(paper.shares["commun"], through=everyone)


def from_afar(paper: Paper) -> None:
    entries = (
        allow(SIDS["DL_Atelier_RO"], Right.READ.value, BELOW),
        allow(SIDS["DL_Atelier_RW"], Right.CHANGE.value, BELOW),
        allow(known.ADMINISTRATORS, Right.FULL.value, BELOW),
    )
    everyone = Descriptor((allow(known.EVERYONE, Right.FULL.value),))
    paper.shares["atelier"] = Told("atelier", "C:\\srv\\atelier", everyone, Descriptor(entries))


DEEDS: dict[str, Deed] = {
    "droit-a-un-utilisateur": adds("compta", allow(SIDS["cmartin"], Right.CHANGE.value, BELOW)),
    "groupe-global": adds("paie$", allow(SIDS["GG_Comptabilite"], Right.READ.value, BELOW)),
    "tout-le-monde": adds("compta", allow(known.EVERYONE, Right.FULL.value, BELOW)),
    "heritage-actif": inherits,
    "ce-dossier-seulement": here_only,
    "utilisateur-dans-un-dl": joins,
    "smbd-arrete": stops,
    "partage-restreint": names_groups,
    "a-la-main": by_hand,
    "par-le-reseau": from_afar,
}
"""What the shell lines of a state do."""


@pytest.fixture(scope="module")
def states(lab: Lab) -> dict[str, Company]:
    """The company by state; `solved` is that of all others."""
    whole = load_company(here(), lab.company)
    found, wrong = companies(filled(lab, lab.within(whole)), whole)
    assert not wrong
    return {"solved": lab.within(whole), **found}


def lost(lab: Lab, states: dict[str, Company], state: str) -> tuple[set[str], int]:
    paper = Paper.of(states.get(state, states["solved"]))
    DEEDS.get(state, lambda _: None)(paper)
    found = grade(rubric(lab, states["solved"]), paper.look, 0)
    return set(found.not_passed()), sum(r.check.points for r in found.results if r.check.id not in found.not_passed())


def test_every_state_is_modelled(lab: Lab) -> None:
    by_shell = {name for name in (*lab.faults, *lab.alternatives) if lab.change(name).run}
    assert by_shell == set(DEEDS)


def test_the_solution_scores_everything(lab: Lab, states: dict[str, Company]) -> None:
    assert lost(lab, states, "solved") == (set(), lab.points)


def test_an_untouched_server_scores_the_base(lab: Lab, states: dict[str, Company]) -> None:
    found = grade(rubric(lab, states["solved"]), Paper({}).look, 0)
    assert found.not_passed() == {check.id for check in lab.checks}
    assert lab.start == 0


def cases() -> Iterator[str]:
    one = load_lab(here(), "partages-droits")
    yield from (*one.faults, *one.alternatives)


@pytest.mark.parametrize("state", list(cases()))
def test_each_state_loses_exactly_what_it_says(lab: Lab, states: dict[str, Company], state: str) -> None:
    wanted = set(lab.faults[state].loses) if state in lab.faults else set()
    assert lost(lab, states, state)[0] == wanted


def test_there_is_enough_of_everything(lab: Lab) -> None:
    assert (len(lab.checks) >= 12, len(lab.faults) >= 6, len(lab.alternatives) >= 2, lab.points) == (
        True,
        True,
        True,
        20,
    )
