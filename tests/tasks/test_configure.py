"""The task that writes configurations: compare first, verify afterwards, leave no candidate behind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from napalm.base.exceptions import CommitError, ReplaceConfigException
from nornir.core import Nornir
from nornir.core.configuration import Config, LoggingConfig
from nornir.core.inventory import Defaults, Groups, Host, Hosts, Inventory
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.core.state import GlobalState
from nornir.core.task import AggregatedResult, MultiResult
from nornir.plugins.runners import SerialRunner

from ccp3lab.errors import DeviceError
from tasks.configure import UNSAVED, configure


@dataclass
class FakeDriver:
    """A NAPALM driver over one text; `takes` is what a commit makes of the candidate."""

    platform: str = "linux"
    running: str = "old"
    unsaved: str = ""
    takes: Callable[[str], str] = str
    refuses: Exception | None = None
    breaks: Exception | None = None
    candidate: str | None = None
    before: str = ""
    dest_file_system: str = "flash:"
    rollback_cfg: str = "rollback_config.txt"
    calls: list[str] = field(default_factory=list)

    def load_replace_candidate(self, config: str) -> None:
        self.calls.append("load")
        self.candidate = config
        if self.refuses:
            raise self.refuses

    def compare_config(self) -> str:
        self.calls.append("compare")
        assert self.candidate is not None
        return "" if self.running == self.candidate else f"-{self.running}\n+{self.candidate}"

    def commit_config(self) -> None:
        self.calls.append("commit")
        assert self.candidate is not None
        if self.breaks:
            raise self.breaks
        self.before, self.running, self.unsaved = self.running, self.takes(self.candidate), ""

    def discard_config(self) -> None:
        self.calls.append("discard")
        self.candidate = None

    def rollback(self) -> None:
        self.calls.append("rollback")
        self.running = self.before

    def cli(self, commands: list[str]) -> dict[str, str]:
        (command,) = commands
        self.calls.append("cli" if command == UNSAVED else command)
        return {command: self.unsaved if command == UNSAVED else ""}


Run = Callable[..., AggregatedResult]
FORGET = "delete /force flash:/rollback_config.txt"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """run(candidate, dry_run=False, sw1=driver): `configure` on devices that have these drivers."""

    def start(candidates: dict[str, str], dry_run: bool = False, **drivers: FakeDriver) -> AggregatedResult:
        class Plugin:
            def open(self, hostname: str | None, *_: Any, **__: Any) -> None:
                self.connection = drivers[str(hostname)]

            def close(self) -> None:
                """Nothing is open."""

        monkeypatch.setitem(ConnectionPluginRegister.available, "napalm", Plugin)
        hosts = Hosts({name: Host(name=name, hostname=name) for name in drivers})
        nornir = Nornir(
            Inventory(hosts=hosts, groups=Groups(), defaults=Defaults()),
            runner=SerialRunner(),
            config=Config(logging=LoggingConfig(enabled=False)),
            data=GlobalState(dry_run=dry_run),
        )
        return nornir.run(task=configure, candidates=candidates)

    return start


def error(answer: MultiResult) -> BaseException:
    assert answer.failed
    assert answer[0].exception is not None
    return answer[0].exception


@pytest.mark.parametrize(("platform", "forgotten"), [("ios", [FORGET]), ("linux", [])])
def test_a_difference_is_committed_and_verified(run: Run, platform: str, forgotten: list[str]) -> None:
    driver = FakeDriver(platform)
    answer = run({"sw1": "new"}, sw1=driver)["sw1"][0]
    assert (answer.failed, answer.changed, answer.diff) == (False, True, "-old\n+new")
    assert driver.calls == ["load", "compare", "commit", "compare", *forgotten]
    assert driver.running == "new"


@pytest.mark.parametrize(
    ("platform", "calls"), [("ios", ["load", "compare", "cli", FORGET]), ("linux", ["load", "compare"])]
)
def test_without_a_difference_nothing_is_done(run: Run, platform: str, calls: list[str]) -> None:
    driver = FakeDriver(platform, running="same")
    answer = run({"sw1": "same"}, sw1=driver)["sw1"][0]
    assert (answer.failed, answer.changed, answer.diff) == (False, False, "")
    assert driver.calls == calls


@pytest.mark.parametrize("platform", ["ios", "linux"])
def test_a_second_run_changes_nothing(run: Run, platform: str) -> None:
    driver = FakeDriver(platform)
    run({"sw1": "new"}, sw1=driver)
    answer = run({"sw1": "new"}, sw1=driver)["sw1"][0]
    assert (answer.changed, answer.diff) == (False, "")
    assert driver.calls.count("commit") == 1


@pytest.mark.parametrize("platform", ["ios", "linux"])
def test_a_dry_run_shows_the_same_and_leaves_no_candidate(run: Run, platform: str) -> None:
    driver = FakeDriver(platform)
    dry = run({"sw1": "new"}, dry_run=True, sw1=driver)["sw1"][0]
    assert driver.calls == ["load", "compare", "discard"]
    assert (driver.running, driver.candidate) == ("old", None)
    real = run({"sw1": "new"}, sw1=driver)["sw1"][0]
    assert (dry.changed, dry.diff) == (real.changed, real.diff) == (True, "-old\n+new")


@pytest.mark.parametrize(
    "refusal", [ReplaceConfigException("% Invalid input: vlan 5000"), ConnectionError("gone"), TimeoutError("late")]
)
@pytest.mark.parametrize("dry_run", [False, True])
def test_a_refused_candidate_is_discarded_and_raised(run: Run, refusal: Exception, dry_run: bool) -> None:
    driver = FakeDriver(refuses=refusal)
    assert error(run({"sw1": "bad"}, dry_run, sw1=driver)["sw1"]) is refusal
    assert driver.calls == ["load", "discard"]
    assert (driver.running, driver.candidate) == ("old", None)


def test_a_device_that_is_gone_is_told_by_the_first_reason(run: Run) -> None:
    class Gone(FakeDriver):
        def discard_config(self) -> None:
            super().discard_config()
            raise OSError("Socket is closed")

    reason = ConnectionError("no answer to `configure replace`")
    driver = Gone(refuses=reason)
    assert error(run({"sw1": "new"}, sw1=driver)["sw1"]) is reason
    assert driver.calls == ["load", "discard"]


def test_a_commit_that_breaks_is_discarded_and_raised(run: Run) -> None:
    breaks = CommitError("lost")
    driver = FakeDriver(breaks=breaks)
    assert error(run({"sw1": "new"}, sw1=driver)["sw1"]) is breaks
    assert driver.calls == ["load", "compare", "commit", "discard"]
    assert driver.running == "old"


def test_a_device_that_did_not_take_it_all_is_put_back_as_it_was(run: Run) -> None:
    driver = FakeDriver(takes=lambda candidate: candidate[:1])
    told = error(run({"sw1": "new"}, sw1=driver)["sw1"])
    assert isinstance(told, DeviceError)
    assert str(told).startswith("sw1: did not take its whole configuration, put back as it was.")
    assert str(told).endswith("-n\n+new")
    assert driver.calls == ["load", "compare", "commit", "compare", "rollback", "discard"]
    assert (driver.running, driver.candidate) == ("old", None)


def test_what_is_told_of_it_shows_no_secret(run: Run) -> None:
    secret = "$9$" + "s" * 14 + "$" + "h" * 43
    driver = FakeDriver(takes=lambda _: "x")
    told = error(run({"sw1": f"username admin privilege 15 secret 9 {secret}"}, sw1=driver)["sw1"])
    assert "username admin" in str(told)
    assert secret not in str(told)


LOST = """
!Contextual Config Diffs:
+vlan 10
 +name compta
-hostname sw9
"""


@pytest.mark.parametrize(
    ("unsaved", "diff"),
    [
        ("", ""),
        ("\n\n", ""),
        ("!Contextual Config Diffs:\n", ""),
        ("!Contextual Config Diffs:\n!No changes were found\n", ""),
        ("!Contextual Config Diffs:\n+file prompt quiet\n", ""),
        ("!Contextual Config Diffs:\n-file prompt quiet\n", ""),
        ("file prompt quiet\n", ""),
        (LOST, "+vlan 10\n +name compta\n-hostname sw9"),
        ("+file prompt quiet\n+vlan 10\n", "+vlan 10"),
    ],
)
def test_what_runs_and_is_not_saved_counts_as_a_difference(run: Run, unsaved: str, diff: str) -> None:
    driver = FakeDriver("ios", running="same", unsaved=unsaved)
    answer = run({"sw1": "same"}, sw1=driver)["sw1"][0]
    assert (answer.failed, answer.changed, answer.diff) == (False, bool(diff), diff)
    assert ("commit" in driver.calls) == bool(diff)


def test_a_dry_run_saves_nothing(run: Run) -> None:
    driver = FakeDriver("ios", running="same", unsaved=LOST)
    answer = run({"sw1": "same"}, dry_run=True, sw1=driver)["sw1"][0]
    assert (answer.changed, driver.unsaved) == (True, LOST)
    assert driver.calls == ["load", "compare", "cli", "discard"]


def test_a_linux_device_has_nothing_to_save(run: Run) -> None:
    driver = FakeDriver("linux", running="same", unsaved=LOST)
    assert not run({"sw1": "same"}, sw1=driver)["sw1"][0].changed


def test_each_device_gets_its_own_text_whatever_happens_to_the_others(run: Run) -> None:
    one, two, three = FakeDriver(), FakeDriver(refuses=ReplaceConfigException("no")), FakeDriver()
    answers = run({"a": "for a", "b": "for b", "c": "for c"}, a=one, b=two, c=three)
    assert {name: answer.failed for name, answer in answers.items()} == {"a": False, "b": True, "c": False}
    assert (one.running, two.running, three.running) == ("for a", "old", "for c")


def test_a_device_without_a_text_is_not_touched(run: Run) -> None:
    driver = FakeDriver()
    assert isinstance(error(run({}, sw1=driver)["sw1"]), KeyError)
    assert driver.running == "old"
    assert "commit" not in driver.calls
