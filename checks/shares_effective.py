"""What everybody can do in a share in the end, computed: the most restrictive of its permission and NTFS rights."""

from collections.abc import Iterator, Mapping

from ccp3lab.errors import DescriptorError
from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Doubt, Verdict, failed, passed, undetermined
from ccp3lab.ntsecurity import Right, Token, effective, masks, strongest
from ccp3lab.sharing import Table, Told, silent
from ccp3lab.sharing import table as told
from checks.directory_names import groups, users
from checks.shares_known import PRINCIPALS, tokens
from checks.shares_names import ShareRef, called, down, table

WORDS = {None: "aucun droit", Right.READ: "lecture", Right.CHANGE: "modification", Right.FULL: "contrôle total"}

_ORDER: tuple[Right | None, ...] = (None, Right.READ, Right.CHANGE, Right.FULL)
_MATTERS = masks.READ_DATA | masks.WRITE_DATA | masks.APPEND_DATA | masks.DELETE | masks.WRITE_DAC | masks.WRITE_OWNER
"""What makes a difference to users; attributes and the like come and go with the tool that gave the right."""


@check("shares.effective")
class Effective(Check):
    """Everybody of the staff has in the end what the rights table says, no more and no less, nested groups included.

        - {check: shares.effective, device: fs1, with: {share: compta}}

    Computed from the permission of the share, the NTFS rights of its folder and the groups of each account
    (MS-DTYP, access checks): no password is needed, disabled accounts count as well.
    failed: somebody has another right, or the server is stopped.
    undetermined: rights or accounts could not be read, or an entry is conditional.
    """

    share: ShareRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """All shares of the server, all accounts of its domain."""
        return {"table": place.here(Table()), "principals": place.here(PRINCIPALS)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Person by person."""
        name, there = called(place, self.share), tokens(seen["principals"])
        expected = f"sur {name}, chacun a le droit que dit le tableau"
        if silent(seen["table"]):
            return down(expected, place)
        share, wanted = told(seen["table"]).get(name.lower()), planned(place, self.share)
        if share is None or share.folder is None:
            found = f"aucun partage {name}" if share is None else f"les droits de {share.path} ne se lisent pas"
            return failed(expected, found, "le partage et son dossier d'abord")
        known = {login: there[login.lower()] for login in wanted if login.lower() in there}
        if not known:
            found = "aucun compte du personnel dans l'annuaire"
            return undetermined(expected, found, "les comptes d'abord", Doubt.CONTROL)
        every = list(_wrong(share, wanted, known))
        if not every:
            return passed(expected, f"{len(known)} comptes")
        more = f" (et {len(every) - 1} autre(s))" if len(every) > 1 else ""
        look = "permissions du partage et droits NTFS : le plus restrictif des deux l'emporte"
        return failed(expected, every[0] + more, look)


def planned(place: Place, share: str) -> dict[str, Right | None]:
    """What each account of the company has on SHARE by the table, by login."""
    row, inside = table(place)[share], groups(place)
    cells = {name: cell.right for name, cell in row.rights.items()}

    def held(login: str) -> Right | None:
        strong = max((_ORDER.index(cells[name]) for name in cells if _in(login, name)), default=0)
        return _ORDER[min(strong, _ORDER.index(row.through.right))]

    def _in(member: str, name: str) -> bool:
        return any(one == member or (one in inside and _in(member, str(one))) for one in inside[name].members)

    return {login: held(login) for login in users(place)}


def _wrong(share: Told, wanted: Mapping[str, Right | None], known: Mapping[str, Token]) -> Iterator[str]:
    for login, token in known.items():
        try:
            mask = effective(share.through, share.folder, token) if share.folder else 0
        except DescriptorError as error:
            raise Unreadable(f"{share.name} : {error}") from None
        if exactly(mask) != (wanted[login], 0):
            yield f"{login} : {said(mask)}, attendu : {WORDS[wanted[login]]}"


def exactly(mask: int) -> tuple[Right | None, int]:
    """The strongest right of a table that MASK holds whole, and what it has beyond that."""
    right = strongest(mask)
    return right, mask & _MATTERS & ~(right.value if right else 0)


def said(mask: int) -> str:
    """MASK in words."""
    right, more = exactly(mask)
    return WORDS[right] + (" et une partie d'un autre" if more else "")
