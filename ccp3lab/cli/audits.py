"""What `ccp3 directory export`, `audit` and `reset` print."""

import json
import sys
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path

from nornir.core.state import GlobalState
from rich.markup import escape
from rich.table import Table

from ccp3lab.cli.screen import console, steps
from ccp3lab.directory.findings import ADVICE, Finding, document
from ccp3lab.directory.staffing import Forgotten
from ccp3lab.errors import DirectoryError, UsageError
from ccp3lab.operations.audit import audit as look_over
from ccp3lab.operations.domains import Domain
from ccp3lab.operations.first_passwords import FirstPasswords


def export(domain: Domain, output: Path | None) -> None:
    """`ccp3 directory export`: the list, into a file or onto the standard output."""
    from ccp3lab.people.written import written

    people = domain.ask("directory_export").result
    if output is None:
        sys.stdout.buffer.write(written(people))
        return
    try:
        output.write_bytes(written(people))
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}); name another file") from None
    console().print(escape(f"{output}: {len(people)} people"), soft_wrap=True)


Writer = Callable[[Domain, tuple[Finding, ...]], None]


def audit(domain: Domain, write: Writer) -> None:
    """`ccp3 directory audit`: WRITE shows what was found; finding something is no failure."""
    with steps(domain.host) as say:
        say("read, look over")
        found = look_over(domain)
    write(domain, found)


def as_table(domain: Domain, found: Iterable[Finding]) -> None:
    """A table a kind, and what to do about it."""
    several = list(found)
    for kind, alike in groupby(several, key=lambda one: one.kind):
        console().print(escape(f"{kind}: {ADVICE[kind]}"), soft_wrap=True)
        rows = Table("who", "what")
        for one in alike:
            rows.add_row(escape(one.who), escape(one.detail))
        console().print(rows)
    console().print(escape(f"{domain.host}: {len(several)} findings"))


def as_json(domain: Domain, found: Iterable[Finding]) -> None:
    """One document."""
    console().print_json(json.dumps(document(domain.host, found)))


Way = Callable[[Domain, Forgotten], None]


def reset(domain: Domain, logins: tuple[str, ...], passwords: Path | None, way: Way) -> None:
    """`ccp3 directory reset`: a lab gives its first passwords again, a school's go to a file."""
    if domain.initial is not None:
        if passwords is not None:
            raise UsageError("a lab has first passwords of its own, in its statement; leave --passwords out")
        way(domain, Forgotten(logins, domain.initial))
    elif passwords is not None:
        _kept(domain, Forgotten(logins, FirstPasswords(passwords).anew), passwords, way)
    else:
        raise UsageError("nobody would know the new passwords; say where they go: --passwords FILE")


def _kept(domain: Domain, asked: Forgotten, passwords: Path, way: Way) -> None:
    """WAY, where passwords are in their file before they are set: after a refusal one of them may be set nowhere."""
    try:
        way(domain, asked)
    except DirectoryError as error:
        told = (
            f"{error}\n{passwords}: where it has a new line of such an account, that password may not be set: run again"
        )
        raise DirectoryError(told, error.code, error.reason) from None


def rehearsed(domain: Domain, asked: Forgotten) -> None:
    """Tell what would change."""
    told = domain.ask("directory_reset", GlobalState(dry_run=True), intents={domain.host: asked})
    console().print(escape(told.diff or ""), soft_wrap=True)


def done(domain: Domain, asked: Forgotten) -> None:
    """Do it, and tell."""
    with domain.held():
        told = domain.ask("directory_reset", intents={domain.host: asked})
    console().print(escape(told.diff or ""), soft_wrap=True)
