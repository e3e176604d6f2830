"""Questions to servers behind a Nornir connection of their own: answered beside the device, told when not."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pytest
from nornir.core import Nornir
from nornir.core.configuration import Config, LoggingConfig
from nornir.core.inventory import ConnectionOptions, Defaults, Groups, Host, Hosts, Inventory
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.core.state import GlobalState
from nornir.plugins.runners import ThreadedRunner

from ccp3lab.errors import DeviceError, DirectoryError, ShareError
from ccp3lab.grading import Observation, Question, Run
from ccp3lab.grading.collect import collect
from ccp3lab.grading.hostile import LIMIT
from ccp3lab.grading.need import unseen
from ccp3lab.grading.run import servers
from tests.grading.test_collect import FakeBatch, fine, stub


@dataclass(frozen=True, order=True)
class Who(Question):
    connection: ClassVar[str] = "directory"
    login: str

    def __str__(self) -> str:
        return f"who is {self.login}"


@dataclass(frozen=True, order=True)
class Folder(Question):
    connection: ClassVar[str] = "shares"
    path: str


ANNA, BEA, COMPTA, PING = Who("anna"), Who("bea"), Folder("compta"), Run(("ping", "a"))


class Server:
    """What answers questions: with what `gives` says of each; an exception of `gives` is raised."""

    def __init__(self, gives: Any) -> None:
        self.gives = gives
        self.asked: list[list[Question]] = []

    def answers(self, questions: list[Question]) -> dict[Question, Observation]:
        self.asked.append(list(questions))
        if isinstance(self.gives, Exception):
            raise self.gives
        return {question: found for question in questions if (found := self.gives(question))}


def said(question: Question) -> Observation:
    return Observation(f'"{question}"')


@pytest.fixture
def dc(monkeypatch):
    """A Nornir of one device with a directory and file shares on it; None: it has none."""

    def make(device: Any, **served: Any) -> Nornir:
        plugins = {name: stub({"dc1": found}) for name, found in (("ccp3_batch", device), *served.items())}
        monkeypatch.setattr(ConnectionPluginRegister, "available", plugins)
        options = {name: ConnectionOptions() for name in served}
        hosts = Hosts({"dc1": Host("dc1", hostname="dc1", platform="linux", connection_options=options)})
        config = Config(logging=LoggingConfig(enabled=False))
        runner = ThreadedRunner(num_workers=8)
        return Nornir(Inventory(hosts, Groups(), Defaults()), runner=runner, config=config, data=GlobalState())

    return make


def ask(nornir: Nornir, *needs: Any) -> dict[Any, Observation]:
    return {need: found for (_, need), found in collect(nornir, {"dc1": frozenset(needs)}).items()}


def test_each_server_is_asked_once_for_all_its_questions(dc) -> None:
    directory, shares, device = Server(said), Server(said), FakeBatch(fine)
    seen = ask(dc(device, directory=directory, shares=shares), BEA, ANNA, COMPTA, PING)
    assert (directory.asked, shares.asked, len(device.batches)) == ([[ANNA, BEA]], [[COMPTA]], 1)
    assert (seen[ANNA].text, seen[PING].text) == ('"who is anna"', "ping a")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (DirectoryError("ldaps://dc1: search: no answer"), "ne répond pas comme annuaire (LDAPS)"),
        (DirectoryError("refused", 49, "52e"), "n'accepte plus l'administrateur du domaine (52e)"),
        (DeviceError("dc1: nothing answers on port 636"), "n'est pas joint, ou le service attendu n'y répond pas"),
        (ShareError("smb://fs1: reset"), "ne répond pas comme serveur de fichiers (SMB)"),
        (TimeoutError(), "ne répond pas"),
    ],
)
@pytest.mark.parametrize("opening", [True, False])
def test_a_server_that_fails_is_told_and_the_device_still_answers(dc, error, told, opening) -> None:
    seen = ask(dc(FakeBatch(fine), directory=error if opening else Server(error)), ANNA, BEA, PING)
    assert (seen[ANNA], seen[BEA]) == (unseen(told), unseen(told))
    assert seen[PING].text == "ping a"


def test_a_device_that_fails_does_not_end_the_connection_to_its_server(dc) -> None:
    nornir = dc(None, directory=Server(said))
    ConnectionPluginRegister.available["ccp3_batch"] = stub({"dc1": EOFError()})
    seen = ask(nornir, ANNA, PING)
    assert (seen[ANNA].text, seen[PING].error) == ('"who is anna"', "a coupé la connexion")
    assert list(nornir.inventory.hosts["dc1"].connections) == ["directory"]


def test_a_connection_that_failed_is_opened_again_at_the_next_look(dc) -> None:
    directory = Server(EOFError())
    nornir = dc(None, directory=directory)
    assert ask(nornir, ANNA)[ANNA].error == "a coupé la connexion"
    directory.gives = said
    assert ask(nornir, ANNA)[ANNA].text == '"who is anna"'


def test_a_device_without_such_a_server_is_told(dc) -> None:
    assert ask(dc(FakeBatch(fine)), ANNA)[ANNA].error == "n'a pas de serveur qui réponde à cette question"


def test_a_question_that_is_left_out_is_told(dc) -> None:
    nornir = dc(None, directory=Server(lambda question: said(question) if question == ANNA else None))
    seen = ask(nornir, ANNA, BEA)
    assert (seen[ANNA].error, seen[BEA].error) == ("", "n'a pas répondu")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (Observation('"a\x1b[31m"'), Observation('"a␛[31m"')),
        (Observation("x" * (LIMIT + 1)), unseen("réponse trop longue")),
        (unseen("compte verrouillé bientôt", "attendre"), unseen("compte verrouillé bientôt", "attendre")),
    ],
)
def test_an_answer_is_hostile(dc, given, kept) -> None:
    assert ask(dc(None, directory=Server(lambda _: given)), ANNA)[ANNA] == kept


def test_the_same_words_for_two_servers_are_two_questions() -> None:
    @dataclass(frozen=True, order=True)
    class Other(Question):
        connection: ClassVar[str] = "other"
        login: str

    assert len({ANNA, Who("anna"), Other("anna")}) == 2


def test_the_connections_of_a_rubric_are_those_of_its_questions(bound) -> None:
    class Asked:
        def needs(self, place):
            return {"who": place.here(ANNA), "ping": place.here(PING)}

        def witnesses(self, place):
            return {"there": place.here(COMPTA)}

    plain = bound("a")
    assert servers([plain]) == []
    assert servers([plain, replace(plain, check=Asked())]) == ["directory", "shares"]
