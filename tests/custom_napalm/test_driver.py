"""What NAPALM sees of an answer: the right exception with the device's words, and nothing else that escapes."""

import inspect
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from napalm.base.base import NetworkDriver
from napalm.base.exceptions import (
    CommandErrorException,
    CommitError,
    ConnectionClosedException,
    LockError,
    MergeConfigException,
    NapalmException,
    ReplaceConfigException,
)

from custom_napalm.linux import LinuxDriver
from custom_napalm.linux.answers import Refusal, Reply

DOCUMENT = "version: 1\nfiles: [{path: /etc/a, content: x}]\n"


class Device:
    """A connection that gives the answers of the test in turn and remembers what was asked."""

    def __init__(self, *replies: Reply) -> None:
        self.replies, self.asked, self.reached = list(replies), [], True

    def ask(self, request: dict[str, Any], timeout: float | None = None) -> Reply:
        self.asked.append(request)
        return self.replies.pop(0)

    def active(self) -> bool:
        return True

    def reachable(self) -> bool:
        return self.reached


def driver(*replies: Reply, load: str = "load_replace_candidate", **options: Any) -> LinuxDriver:
    made = LinuxDriver("pc1", "ccp3", "", 10, options)
    made.device = Device(*replies)  # type: ignore[assignment]
    getattr(made, load)(config=DOCUMENT)
    return made


def refused(phase: str, text: str = "words") -> Reply:
    return Reply(refused=Refusal(phase=phase, where="/etc/a", text=text))


REFUSALS = {
    "check": (refused("check", "line 3"), ReplaceConfigException),
    "proof": (refused("proof"), ReplaceConfigException),
    "lock": (refused("lock"), LockError),
    "pending": (refused("pending"), CommitError),
    "confirmation": (refused("confirmation"), CommitError),
    "error": (Reply(error="OSError: no space"), CommitError),
}


@pytest.mark.parametrize(("reply", "kind"), REFUSALS.values(), ids=REFUSALS)
def test_what_was_refused(reply: Reply, kind: type[Exception]) -> None:
    with pytest.raises(kind) as error:
        driver(reply).commit_config()
    assert str(error.value).startswith("pc1: ")


TOLD = {
    "a line": ("/etc/a:2: no", "pc1: /etc/a: check: /etc/a:2 (templates/a.j2:9): no"),
    "no line": ("no", "pc1: /etc/a (templates/a.j2): check: no"),
}


@pytest.mark.parametrize(("words", "told"), TOLD.values(), ids=TOLD)
def test_a_refusal_names_the_template(words: str, told: str) -> None:
    made = driver(refused("check", words))
    made.load_replace_candidate(config=DOCUMENT.replace("content", "origin: 'templates/a.j2:8-9', content"))
    with pytest.raises(ReplaceConfigException) as error:
        made.commit_config()
    assert str(error.value) == told
    assert "origin" not in made.device.asked[0]["candidate"]["files"][0], "it stays with the operator"  # type: ignore[union-attr]


def test_a_merge_that_was_refused() -> None:
    with pytest.raises(MergeConfigException, match="pc1: /etc/a: check: line 3"):
        driver(refused("check", "line 3"), load="load_merge_candidate").compare_config()


def test_words_of_the_device_are_made_visible() -> None:
    with pytest.raises(ReplaceConfigException) as error:
        driver(refused("check", "\x1b[2J")).commit_config()
    assert "\\x1b[2J" in str(error.value)


APPLIED, DONE = Reply(ok={"phase": "applied"}), Reply(ok={"changed": ["/etc/a"]})


def test_a_commit_is_two_requests() -> None:
    made = driver(APPLIED, DONE, Reply(ok={"files": [], "services": []}))
    made.commit_config(revert_in=30)
    first, second = made.device.asked  # type: ignore[union-attr]
    assert (first["op"], first["revert_in"], second) == ("commit", 30.0, {"op": "confirm"})
    assert first["candidate"]["files"][0]["content"] == "x"
    assert made.compare_config() == ""
    assert made.device.asked[2]["op"] == "compare", "the device itself is asked whether it took it all"  # type: ignore[union-attr]


def test_a_commit_that_locked_everybody_out_is_not_confirmed() -> None:
    made = driver(APPLIED, refused("confirmation", "a new connection to the device is refused"))
    made.device.reached = False  # type: ignore[union-attr]
    with pytest.raises(CommitError, match="a new connection to the device is refused"):
        made.commit_config()
    assert made.device.asked[1] != {"op": "confirm"}  # type: ignore[union-attr]


def test_a_connection_lost_before_the_last_word_is_not_opened_again() -> None:
    made = driver(APPLIED)

    def lost(request: dict[str, Any], timeout: float | None = None) -> Reply:
        if request["op"] == "confirm":
            raise ConnectionClosedException("connection lost")
        return APPLIED

    made.device.ask = lost  # type: ignore[union-attr, method-assign]
    made.device.active = lambda: False  # type: ignore[union-attr, method-assign]
    made.open = lambda: None  # type: ignore[method-assign]
    with pytest.raises(ConnectionClosedException, match="connection lost"):
        made.commit_config()


def test_a_device_that_says_done_before_it_is_asked() -> None:
    with pytest.raises(CommandErrorException, match="unexpected answer"):
        driver(DONE).commit_config()


CALLS: dict[str, Callable[[LinuxDriver], Any]] = {
    "compare": lambda made: made.compare_config(),
    "commit": lambda made: made.commit_config(),
    "rollback": lambda made: made.rollback(),
    "pending": lambda made: made.has_pending_commit(),
    "config": lambda made: made.get_config(),
    "facts": lambda made: made.get_facts(),
    "interfaces": lambda made: made.get_interfaces(),
    "addresses": lambda made: made.get_interfaces_ip(),
    "neighbours": lambda made: made.get_arp_table(),
    "cli": lambda made: made.cli(["id"]),
    "ping": lambda made: made.ping("10.0.0.1"),
}
values = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=4)
KEYS = ["files", "services", "outcomes", "changed", "phase", "pending"]


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@settings(max_examples=40)
@given(ok=st.dictionaries(st.sampled_from(KEYS), values | st.lists(st.dictionaries(st.sampled_from(KEYS), values))))
def test_no_answer_escapes_as_another_exception(call: Callable[[LinuxDriver], Any], ok: dict[str, Any]) -> None:
    made = driver(*[Reply(ok=ok)] * 3)
    try:
        call(made)
    except NapalmException:
        return


@pytest.mark.parametrize("load", ["load_replace_candidate", "load_merge_candidate"])
@pytest.mark.parametrize("text", ["[", "version: 9", "", "version: 1\nfiles: [{path: a, content: x}]"])
def test_a_document_that_is_none(load: str, text: str) -> None:
    kind = ReplaceConfigException if "replace" in load else MergeConfigException
    with pytest.raises(kind, match="candidate"):
        getattr(LinuxDriver("pc1", "ccp3", ""), load)(config=text)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(ReplaceConfigException, match="No such file"):
        LinuxDriver("pc1", "ccp3", "").load_replace_candidate(filename="/nowhere/a.yml")


def test_a_driver_that_was_not_opened() -> None:
    made = LinuxDriver("pc1", "ccp3", "")
    made.load_replace_candidate(config=DOCUMENT)
    with pytest.raises(ConnectionClosedException, match="not open"):
        made.compare_config()
    assert made.is_alive() == {"is_alive": False}
    made.close()


def test_one_outcome_for_each_command() -> None:
    outcome = {"code": 0, "text": "x"}
    with pytest.raises(CommandErrorException, match="one outcome"):
        driver(Reply(ok={"outcomes": [outcome]})).cli(["id", "ls"])


def test_without_a_candidate_nothing_is_asked() -> None:
    made = driver()
    made.discard_config()
    made.commit_config()
    assert made.compare_config() == ""


@pytest.mark.parametrize("call", [lambda made: made.get_arp_table(vrf="x"), lambda made: made.cli(["id"], "json")])
def test_what_a_pc_does_not_have(call: Callable[[LinuxDriver], Any]) -> None:
    with pytest.raises(NotImplementedError):
        call(driver())


def test_options_of_others_are_left_alone() -> None:
    shared = {"port": 2222, "use_keys": True, "key_file": None}
    made = LinuxDriver("pc1", "ccp3", "", 10, shared)
    assert made._options.port == 2222
    assert shared == {"port": 2222, "use_keys": True, "key_file": None}


@pytest.mark.parametrize(
    "name", [name for name in vars(LinuxDriver) if not name.startswith("_") and name != "platform"]
)
def test_a_method_has_napalms_own_arguments(name: str) -> None:
    theirs = inspect.signature(getattr(NetworkDriver, name))
    assert list(inspect.signature(getattr(LinuxDriver, name)).parameters) == list(theirs.parameters)


COUNTED = "version: 1\nfiles: [{path: /etc/a, counter: 'serial ([0-9]+)', content: b serial 1}]\n"


def compared(text: str) -> Reply:
    """The answer of a device that has TEXT at /etc/a."""
    now = {"kind": "file", "mode": "0644", "owner": "root:root", "raw": b64encode(text.encode()).decode()}
    want = {"kind": "file", "mode": "0644", "owner": "root:root"}
    change = {"path": "/etc/a", "now": now, "want": want, "secret": False, "same_text": False}
    return Reply(ok={"files": [change], "services": []})


def test_a_number_that_only_grows_goes_on_from_the_devices_own() -> None:
    made = driver(compared("a serial 7"), APPLIED, DONE)
    made.load_replace_candidate(config=COUNTED)
    assert made.compare_config().splitlines()[-2:] == ["-a serial 7", "+b serial 8"]
    made.commit_config()
    sent = [asked["candidate"]["files"][0] for asked in made.device.asked if "candidate" in asked]  # type: ignore[union-attr]
    assert [file["content"] for file in sent] == ["b serial 1"] * 2, "the device counts, at the moment of the commit"
    assert {file["counter"] for file in sent} == {"serial ([0-9]+)"}
