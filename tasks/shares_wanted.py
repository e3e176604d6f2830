"""What the company's file servers must share, computed from the section `shares`. Pure."""

from collections.abc import Iterator

from ccp3lab.company import Company
from ccp3lab.ntsecurity import known
from tasks.shares_intent import Given, Shared, Wanted
from tasks.shares_section import ShareEntry, SharesSection


def wanted(company: Company, server: str) -> Wanted:
    """Everything that SERVER must share; nothing where the section is not in play."""
    data = company.asked("shares", SharesSection)
    return Wanted(tuple(_shared(data, server)), tuple(_shown(data, server))) if data else Wanted()


def alone(there: Company | None, solved: Company, server: str) -> Wanted:
    """What SERVER shares as THERE has it (None: nothing); shares that only SOLVED has, and their folders, are gone."""
    now, then = wanted(there, server) if there else Wanted(), wanted(solved, server)
    kept = {share.name.lower() for share in now.shares}
    folders = {share.folder for share in now.shares}
    return Wanted(
        now.shares,
        unwanted=(*now.unwanted, *(share.name for share in then.shares if share.name.lower() not in kept)),
        cleared=tuple(share.folder for share in then.shares if share.folder not in folders),
    )


def servers(company: Company) -> tuple[str, ...]:
    """The devices in play that the rights table speaks of."""
    data = company.asked("shares", SharesSection)
    named = {entry.server for entry in data.table.values()} if data else set()
    return tuple(name for name in company.devices if name in named)


def _shared(data: SharesSection, server: str) -> Iterator[Shared]:
    for name, entry in data.table.items():
        if entry.server == server:
            yield shared(data.called(name), entry)


def _shown(data: SharesSection, server: str) -> Iterator[str]:
    """Names without the `$` of hidden shares, unless they are other shares: nobody must see a folder by those."""
    others = {data.called(name).casefold() for name in data.table}
    for name, entry in data.table.items():
        if entry.server == server and entry.hidden and name.casefold() not in others:
            yield name


def shared(called: str, entry: ShareEntry) -> Shared:
    """A row of the table, of the share that users know as CALLED."""
    return Shared(
        name=called,
        folder=entry.path,
        rights=tuple(Given(group, cell.right) for group, cell in entry.rights.items()),
        through=(Given(known.AUTHENTICATED_USERS, entry.through.right),),
        remark=entry.remark,
    )
