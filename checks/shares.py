"""What a file server shares: whether it is there, to whom rights are given, and whether folders pass them on."""

from collections.abc import Iterable, Iterator, Mapping

from ccp3lab.grading.check import Check, Place, check
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Verdict, failed, passed
from ccp3lab.ntsecurity import BELOW, Ace, Inherit, Kind, Sid
from ccp3lab.sharing import Table, Told, silent
from ccp3lab.sharing import table as told
from checks.shares_known import PRINCIPALS, Principal, principals
from checks.shares_names import ShareRef, Shares, called, down, table


@check("shares.shared")
class Shared(Check):
    """A folder is shared under the name of the rights table; a hidden one ends in `$`, and in no other way is it shown.

        - {check: shares.shared, device: fs1, with: {share: compta}}

    Which folder it is, and who made it with what tool, does not matter.
    failed: no such share, hidden or shown against the table, a server that is stopped.
    undetermined: the server does not list its shares.
    """

    share: ShareRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """All shares of the server."""
        return {"table": place.here(Table())}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """By its name, which knows no case."""
        name = called(place, self.share)
        expected = f"{place.device.name} partage un dossier sous le nom {name}"
        if silent(seen["table"]):
            return down(expected, place)
        found = told(seen["table"])
        other = self.share if table(place)[self.share].hidden else f"{self.share}$"
        if name.lower() not in found:
            said = f"il est partagé sous le nom {other}" if other.lower() in found else f"aucun partage {name}"
            return failed(expected, said, f"la liste des partages de {place.device.name}, administratifs compris")
        if other.lower() in found:
            return failed(
                expected, f"il y a aussi un partage {other}", "un dossier caché n'a qu'un nom, qui finit par $"
            )
        return passed(expected, f"{name} : {found[name.lower()].path}")


class OfFolders(Check):
    """A check of the rights on several shares: the first that is not as it must be is told."""

    shares: Shares

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """All shares of the server, all accounts of its domain."""
        return {"table": place.here(Table()), "principals": place.here(PRINCIPALS)}

    def expected(self, place: Place) -> str:
        """What must be so, in French."""
        raise NotImplementedError

    def wrong(self, share: Told, known: Mapping[Sid, Principal]) -> Iterator[tuple[str, str]]:
        """What is not so of SHARE and what to look at (French), where the domain has the accounts KNOWN by SID."""
        raise NotImplementedError

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Share by share."""
        if silent(seen["table"]):
            return down(self.expected(place), place)
        every = list(self._wrong(seen, place))
        if not every:
            return passed(self.expected(place), ", ".join(self.shares))
        (said, look), more = every[0], len(every) - 1
        return failed(self.expected(place), said + (f" (et {more} autre(s) écart(s))" if more else ""), look)

    def _wrong(self, seen: Mapping[str, Observation], place: Place) -> Iterator[tuple[str, str]]:
        found, known = told(seen["table"]), principals(seen["principals"])
        for name in self.shares:
            share = found.get(called(place, name).lower())
            if share is None:
                yield f"aucun partage {called(place, name)}", "le partage d'abord"
            elif share.folder is None:
                yield (
                    f"les droits du dossier de {share.name} ne se lisent pas",
                    f"le dossier {share.path} existe-t-il ?",
                )
            else:
                yield from self.wrong(share, known)


@check("shares.groups_only")
class GroupsOnly(OfFolders):
    """Rights are given to domain local groups (AGDLP): neither to users nor to global groups, and not to everybody.

        - {check: shares.groups_only, device: fs1, with: {shares: [compta, commun]}}

    The share's own permission may be wide (everyone, authenticated users): NTFS rights decide then. Administrators, the
    system and the owner of a file may have rights.
    failed: an entry for somebody else, no group of the domain, a server that is stopped.
    undetermined: rights or accounts could not be read.
    """

    def expected(self, place: Place) -> str:  # noqa: ARG002 - as every check of folders
        """Who."""
        return f"droits de {', '.join(self.shares)} donnés à des groupes de domaine local seulement (AGDLP)"

    def wrong(self, share: Told, known: Mapping[Sid, Principal]) -> Iterator[tuple[str, str]]:
        """Entry by entry, of the share and of its folder."""
        look = "chaque ligne des droits : un groupe DL_, et les utilisateurs dans un groupe GG_ qui en est membre"
        lists = ((f"permissions du partage {share.name}", share.through, True), (share.path, share.folder, False))
        local = False
        for title, descriptor, wide in lists:
            for entry in descriptor.dacl if descriptor and descriptor.dacl is not None else ():
                if not isinstance(entry, Ace):
                    continue
                who = known.get(entry.sid) or Principal.beyond(entry.sid)
                local = local or (who.is_local and entry.kind is Kind.ALLOW)
                if not (who.is_local or who.keeps or (wide and who.is_anybody)):
                    yield f"{title} : une ligne pour {who.told}", look
        if not local:
            yield f"{share.name} : aucun groupe de domaine local n'a de droit", look


@check("shares.inheritance")
class Inheritance(OfFolders):
    """A shared folder takes no right from the folder around it, and passes its own on to folders and files below.

        - {check: shares.inheritance, device: fs1, with: {shares: [compta, commun]}}

    failed: an inherited entry; a group whose right is for this folder alone; a server that is stopped.
    undetermined: rights could not be read.
    """

    def expected(self, place: Place) -> str:  # noqa: ARG002 - as every check of folders
        """Both."""
        return (
            f"{', '.join(self.shares)} : rien d'hérité du dossier parent, droits transmis aux sous-dossiers et fichiers"
        )

    def wrong(self, share: Told, known: Mapping[Sid, Principal]) -> Iterator[tuple[str, str]]:
        """Entries from above first; then, group by group, how far its entries reach together."""
        entries = [one for one in (share.folder.dacl if share.folder else None) or () if isinstance(one, Ace)]
        taken = [one for one in entries if one.flags & Inherit.INHERITED]
        if taken:
            who = known.get(taken[0].sid) or Principal.beyond(taken[0].sid)
            yield f"{share.path} hérite d'une ligne pour {who.told}", "désactiver l'héritage du dossier partagé"
        for sid, who in known.items():
            own = [one.flags for one in entries if one.sid == sid and one.kind is Kind.ALLOW]
            if own and who.is_local and BELOW not in reach(own):
                told = f"{share.path} : la ligne pour {who.told} ne passe pas à ce qu'il contient"
                yield told, "« s'applique à » : ce dossier, les sous-dossiers et les fichiers"


def reach(flags: Iterable[Inherit]) -> Inherit:
    """What takes over entries with these FLAGS, and passes them on further down."""
    every = Inherit(0)
    for one in flags:
        every |= Inherit(0) if one & Inherit.ONCE else one
    return every
