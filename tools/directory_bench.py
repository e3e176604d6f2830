"""A company's directory from nothing, beside a bare domain controller; many accounts, beside a bare loop of ldap3.

Usage: .venv/bin/python tools/directory_bench.py [RUNS]     (needs what `make lab` set up; its instances are its own)

The whole directory is the lab `partages-droits`, solved: controller, file server, thirty people, groups, shares with
their rights; it counts when every check passes, those that work in the shares as users among them.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bench import seconds
from company_bench import passing
from ldap3 import MODIFY_ADD, NONE, SIMPLE, Connection, Server
from rich.console import Console
from rich.table import Table

from ccp3lab.connections import ldap
from ccp3lab.connections.bounded import VerifiedTls
from ccp3lab.grading import rubric
from ccp3lab.house import House, here
from ccp3lab.instance import as_written
from ccp3lab.lab import SOLVED
from ccp3lab.operations.down import down
from ccp3lab.operations.push import push
from ccp3lab.operations.scene import Scene, scene
from ccp3lab.operations.up import up
from ccp3lab.pytest_samba import SambaAD, controller
from tasks.directory_apply import bring, left
from tasks.directory_change import Change, Create, Members
from tasks.directory_intent import Group, Ou, Scope, User, Wanted
from tasks.directory_target import Target, nothing

LAB = "partages-droits"
BARE, WHOLE = "bare controller, serving", "whole directory, access verified"
LOOP, OURS, AGAIN = "300 users: ldap3 alone", "300 users: the task", "300 users: the task, again"
BEYOND, TIMES = f"{WHOLE}, beyond a bare one", "300 users: task / ldap3 alone"
UNCHANGED = "whole directory, pushed again"
GOALS = {BEYOND: 7.0, TIMES: 1.15, AGAIN: 1.5, UNCHANGED: 1.5}
"""Seconds (TIMES: a ratio), on a machine that does nothing else."""

PEOPLE = 300
PASSWORD = "Velo-Roue-042"  # noqa: S105 - of accounts that live for a minute


@contextmanager
def lab() -> Iterator[Scene]:
    """The lab, in a home of its own."""
    with tempfile.TemporaryDirectory(prefix="ccp3-bench-") as folder:
        place = scene(House(here().root, Path(folder)), LAB, "bench", as_written())
        try:
            yield place
        finally:
            down(place.instance)


def whole() -> dict[str, float]:
    """Everything of the company's directory, from no container to the last check that passes."""
    with lab() as place:
        asked = rubric(place.lab, place.company)
        made = seconds(lambda: up(place, print, SOLVED))
        verified = passing(place, asked)
        again = seconds(lambda: pushed_again(place))
    return {"up --state solved": made, "its checks": verified, WHOLE: made + verified, UNCHANGED: again}


def pushed_again(place: Scene) -> None:
    """A push that finds everything as it is to be."""
    if changed := push(place, SOLVED).demand().changed:
        sys.exit(f"a second push changes {', '.join(changed)}: no bench of what does not converge")


def people() -> Wanted:
    """PEOPLE in one OU and one group."""
    path = ("Banc",)
    users = tuple(
        User(f"banc{n}", path, f"Personne {n}", str(n), "Zoé", f"Personne{n}", title="Mécanicienne")
        for n in range(1, PEOPLE + 1)
    )
    group = Group("GG_Banc", path, Scope.GLOBAL, members=tuple(one.login for one in users))
    return Wanted(ous=(Ou(path, protected=False),), users=users, groups=(group,))


FULL = Target(lambda _: people(), lambda _: PASSWORD)
EMPTY = Target(nothing, lambda _: PASSWORD)


def loop(connection: Connection, changes: tuple[Change, ...]) -> None:
    """What the task would write, by ldap3 and nothing else."""
    secret = {"unicodePwd": [f'"{PASSWORD}"'.encode("utf-16-le")]}
    for change in changes:
        match change:
            case Create():
                added = {key: list(values) for key, values in change.values.items()}
                connection.add(change.dn, attributes=added | (secret if change.password_of else {}))
            case Members():
                connection.modify(change.dn, {"member": [(MODIFY_ADD, list(change.added))]})
            case _:
                sys.exit(f"the loop cannot do `{change.line}`")


def by_ldap3(at: SambaAD, changes: tuple[Change, ...]) -> float:
    """Seconds of CHANGES on a connection of ldap3 with the same cares: a verified name, exceptions."""
    tls = VerifiedTls(at.ca_file, at.name)
    server = Server(str(at.address), at.port, use_ssl=True, tls=tls, get_info=NONE, connect_timeout=5)
    with Connection(server, at.administrator, at.password, authentication=SIMPLE, raise_exceptions=True) as connection:
        return seconds(lambda: loop(connection, changes))


def many(at: SambaAD, run: int) -> dict[str, float]:
    """PEOPLE by both, each into an empty directory; who comes first takes turns: a directory remembers what it had."""
    server = ldap.Server(str(at.address), at.name, at.ca_file)
    with closing(ldap.connect(server, at.administrator, at.password)) as there:
        changes, found = left(there, FULL), dict[str, float]()
        both = {LOOP: lambda: by_ldap3(at, changes), OURS: lambda: seconds(lambda: bring(there, FULL))}
        for name in (LOOP, OURS) if run % 2 else (OURS, LOOP):
            found[name] = both[name]()
            found[AGAIN] = unchanged(there)
            bring(there, EMPTY)
    return found | {TIMES: found[OURS] / found[LOOP]}


def unchanged(there: ldap.Directory) -> float:
    """Seconds of a run on a directory that has everything, whoever wrote it."""
    changes: list[Change] = []
    found = seconds(lambda: changes.extend(bring(there, FULL)))
    if changes:
        sys.exit(f"a second run changes something: {changes[0].line}")
    return found


def one_run(number: int) -> dict[str, float]:
    """Every figure once."""
    found: dict[str, float] = {}
    started = controller()
    at: list[SambaAD] = []
    found[BARE] = seconds(lambda: at.append(started.__enter__()))
    try:
        found |= many(at[0], number)
    finally:
        started.__exit__(None, None, None)
    found |= whole()
    return found | {BEYOND: found[WHOLE] - found[BARE]}


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    found = [one_run(number) for number in range(runs)]
    table = Table("what", "median", "min", "max", "goal", title=f"directory, {runs} runs, seconds")
    for name in found[0]:
        every = [run[name] for run in found]
        goal = f"{GOALS[name]:.2f}" if name in GOALS else ""
        table.add_row(name, f"{statistics.median(every):.2f}", f"{min(every):.2f}", f"{max(every):.2f}", goal)
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
