"""The task of printing on a print server and a directory in memory: what is written, what is refused, a dry run."""

import json
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from ccp3lab.connections.batch import Answer, Job
from ccp3lab.directory.entry import Entry
from ccp3lab.errors import DeviceError, DirectoryError
from tasks.printing_apply import printing
from tasks.printing_intent import Board, Published, Queue, Server, Unaware

QUEUE = Queue("COMPTA", "La comptabilité", "Bureau 12", ("DL_Impr",))
SHOWN = Published("COMPTA", "imp1", "imp1.ad.test.lan", "Bureau 12", "La comptabilité")
BASE = "DC=ad,DC=test,DC=lan"
ACCOUNT = f"CN=IMP1,{BASE}"


class Printer:
    """cupsd behind a batch: knows lpadmin, tells its queues as tasks/programs/queues.py does."""

    def __init__(self, problem: str = "", deaf: bool = False) -> None:
        self.queues: dict[str, dict[str, list[object]]] = {}
        self.default, self.problem, self.deaf = "", problem, deaf
        self.ran: list[tuple[str, ...]] = []
        self.delivered, self.files = True, {"/etc/cups/client.conf"}

    def run(self, jobs: list[Job]) -> list[Answer]:
        return [self._answer(job.argv) for job in jobs]

    def _answer(self, argv: tuple[str, ...]) -> Answer:
        self.ran.append(argv)
        if argv[0] in ("cmp", "test", "cp", "rm") or argv[:2] == ("sh", "-c"):
            return Answer(code=0 if self._file(argv) else 1, text="", error="")
        match argv:
            case ("lpadmin", "-p", "refused", *_):
                return Answer(code=1, text="lpadmin: Unknown printer!", error="")
            case ("lpadmin", "-p", name, *options) if not self.deaf:
                self.queues[name] = self._made(name, options)
            case ("lpadmin", "-x", name):
                del self.queues[name]
            case ("lpadmin", "-d", name):
                self.default = name
            case ("python3", *_):
                told = {"queues": [*self.queues.values()], "default": self.default, "problem": self.problem}
                return Answer(code=0, text=json.dumps(told), error="")
        return Answer(code=0, text="", error="")

    def _file(self, argv: tuple[str, ...]) -> bool:
        """Whether a program about files ends well."""
        match argv:
            case ("cmp", *_):
                return self.delivered
            case ("sh", "-c", line) if line.startswith("cp"):
                self.delivered = True
            case ("test", "-e", file):
                return file in self.files
            case ("rm", "-f", file):
                self.files.remove(file)
        return True

    @staticmethod
    def _made(name: str, options: list[str]) -> dict[str, list[object]]:
        given = dict(pairwise(options))
        return {
            "printer-name": [name], "printer-info": [given["-D"]], "printer-location": [given["-L"]],
            "printer-state": [3], "printer-is-accepting-jobs": [True], "printer-is-shared": [True],
            "device-uri": [given["-v"]], "requesting-user-name-allowed": given["-u"].removeprefix("allow:").split(","),
        }  # fmt: skip


class Directory:
    """A directory in memory, of computer accounts and print queues below them."""

    server = SimpleNamespace(label="ldaps://dc1")
    base = BASE

    def __init__(self, *names: str, forgets: bool = False) -> None:
        self.entries = {name: Entry(name) for name in names}
        self.forgets = forgets

    def search(self, base: str, where: str, attributes: Any) -> list[Entry]:
        if "computer" in where:
            return [
                one for one in self.entries.values() if where.endswith("(sAMAccountName=imp1$))") and one.dn == ACCOUNT
            ]
        return [one for name, one in self.entries.items() if name.endswith(f",{base}") and one.values]

    def add(self, name: str, values: Any) -> None:
        if not self.forgets:
            self.entries[name] = Entry(
                name, {key.lower(): tuple(v.encode() for v in some) for key, some in values.items()}
            )

    def modify(self, name: str, values: Any) -> None:
        old = self.entries[name].values
        self.entries[name] = Entry(name, {**old, **{key.lower(): (some[0].encode(),) for key, some in values.items()}})

    def delete(self, name: str) -> None:
        del self.entries[name]


def ran(there: object, intent: Server | Board, dry: bool = False):
    host = SimpleNamespace(name="x", get_connection=lambda name, config: there)
    task = SimpleNamespace(host=host, nornir=SimpleNamespace(config=None), is_dry_run=lambda: dry)
    return printing(task, {"x": intent})


def test_a_print_server_gets_its_queue_and_then_nothing() -> None:
    printer = Printer()
    first = ran(printer, Server((QUEUE,)))
    assert (first.changed, first.diff) == (True, "+ queue COMPTA\n~ default queue: COMPTA")
    assert printer.ran[0][0] == "sh", "cupsd runs before it is asked"
    again = ran(printer, Server((QUEUE,)))
    assert (again.changed, again.diff) == (False, "")
    assert ran(printer, Server()).diff == "- queue COMPTA"
    assert printer.queues == {}


def test_a_dry_run_tells_the_same_and_runs_nothing() -> None:
    printer = Printer()
    assert ran(printer, Server((QUEUE,)), dry=True).diff == "+ queue COMPTA\n~ default queue: COMPTA"
    assert [argv[0] for argv in printer.ran] == ["python3"]
    stopped = ran(Printer("Connection refused"), Server(), dry=True)
    assert (stopped.changed, stopped.diff) == (True, "~ cups: started")


def test_what_a_learner_wrote_is_put_back_as_delivered() -> None:
    printer = Printer()
    printer.delivered = False
    assert ran(printer, Server((QUEUE,))).diff == "+ queue COMPTA\n~ default queue: COMPTA", "nobody asked for it"
    assert ran(printer, Server(as_delivered=True), dry=True).diff == "~ cupsd.conf: as delivered\n- queue COMPTA"
    assert not printer.delivered
    assert ran(printer, Server(as_delivered=True)).diff == "~ cupsd.conf: as delivered\n- queue COMPTA"
    assert printer.delivered
    assert not ran(printer, Server(as_delivered=True)).changed


def test_a_station_forgets_its_print_server() -> None:
    station, unaware = Printer(), Unaware(("/etc/cups/client.conf", "/etc/cups/lpoptions"))
    assert ran(station, unaware, dry=True).diff == "- /etc/cups/client.conf"
    assert station.files == {"/etc/cups/client.conf"}
    assert ran(station, unaware).diff == "- /etc/cups/client.conf"
    assert (station.files, ran(station, unaware).changed) == (set(), False)


def test_a_print_server_that_is_down_or_deaf_is_told() -> None:
    with pytest.raises(DeviceError, match="cupsd does not answer: Connection refused; `journalctl -u cups`"):
        ran(Printer("Connection refused"), Server((QUEUE,)))
    with pytest.raises(DeviceError, match=r"did not all change: \+ queue COMPTA"):
        ran(Printer(deaf=True), Server((QUEUE,)))
    with pytest.raises(DeviceError, match=r"`lpadmin -p ...`: exit code 1: lpadmin: Unknown printer!"):
        ran(Printer(), Server((Queue("refused", "a", "b", ("c",)),)))


def test_a_directory_shows_it_changes_with_it_and_forgets_it() -> None:
    directory = Directory(ACCOUNT)
    assert ran(directory, Board(("imp1",), (SHOWN,)), dry=True).changed
    assert list(directory.entries) == [ACCOUNT], "a dry run writes nothing"
    assert ran(directory, Board(("imp1",), (SHOWN,))).diff == "+ printQueue COMPTA (imp1.ad.test.lan)"
    assert not ran(directory, Board(("imp1",), (SHOWN,))).changed
    moved = Published("COMPTA", "imp1", "imp1.ad.test.lan", "Bureau 14", "La comptabilité")
    assert ran(directory, Board(("imp1",), (moved,))).diff == "~ printQueue COMPTA: location"
    assert ran(directory, Board(("imp1",))).diff == "- printQueue COMPTA"
    assert list(directory.entries) == [ACCOUNT]


def test_a_directory_without_the_account_or_without_memory_is_told() -> None:
    with pytest.raises(DirectoryError, match=r"ldaps://dc1: there is no computer account imp1, below which"):
        ran(Directory(), Board(("imp1",), (SHOWN,)))
    assert not ran(Directory(), Board(("imp1",))).changed, "nothing is there, nothing has to go"
    with pytest.raises(DirectoryError, match=r"did not take all of its printers: \+ printQueue COMPTA"):
        ran(Directory(ACCOUNT, forgets=True), Board(("imp1",), (SHOWN,)))
