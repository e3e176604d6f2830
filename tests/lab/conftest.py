"""One home folder and one running instance for a whole session (a worker's, of several), removed at its end."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from labbench.desk import Desk, Said
from labbench.seat import Seat
from labbench.traces import commands

from ccp3lab.house import here
from ccp3lab.instance.files import write
from ccp3lab.instance.master import key_file

MASTER_KEY = "5e" * 32
"""The variants of this desk are the same in every run, and those of two learners share no value."""


@dataclass(frozen=True)
class Watched:
    """An instance that was brought up under observation: what `up` said, what ps(1) could show meanwhile."""

    seat: Seat
    said: Said
    seen: frozenset[str]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, image: Callable[[str], str]) -> Iterator[Desk]:
    """This checkout with instances of its own."""
    made = Desk(here().root, tmp_path_factory.mktemp("home"))
    write(key_file(made.home), MASTER_KEY)
    for name in ("switch", "workstation"):
        image(name)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # a run that is ended cleans up, too
    yield made
    made.clear()
    signal.signal(signal.SIGTERM, before)


@pytest.fixture(scope="session")
def watched(desk: Desk) -> Watched:
    """The instance of learner `agnes`, freshly up."""
    seat, seen, over = Seat(desk, "agnes"), set[str](), threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            seen.update(commands())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        said = seat.up()
    finally:
        over.set()
        watcher.join()
    return Watched(seat, said, frozenset(seen))


@pytest.fixture(scope="session")
def agnes(watched: Watched) -> Seat:
    """The instance that tests share; each brings it to the state that it needs."""
    return watched.seat
