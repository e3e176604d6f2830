"""How the toolkit gets into a device's network: Docker is asked once, a stopped device is told, nothing is left."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from ccp3lab.connections.batch import BatchError
from ccp3lab.errors import ProviderError
from ccp3lab.instance import Record
from ccp3lab.providers.containerlab import eyes as module
from ccp3lab.providers.containerlab.eyes import Eyes, close
from ccp3lab.setup.machine import Done


class Docker:
    """An engine with containers by name: their first process; 0 when they are stopped."""

    def __init__(self) -> None:
        self.pids = {"clab-pc": 41, "clab-srv": 42, "clab-off": 0}
        self.said: list[tuple[str, ...]] = []
        self.refuses = ""

    def __call__(self, *words: str) -> Done:
        self.said.append(words)
        if words[0] == "inspect":
            found = [name for name in words[3:] if name in self.pids]
            rows = [f"/{name} {self.pids[name]} {f'/netns/{name}' if self.pids[name] else ''}" for name in found]
            return Done(int(len(found) < len(words[3:])), "\n".join(rows) + "\n", "")
        if words[0] == "run" and self.refuses:
            return Done(125, "", self.refuses)
        if words[0] == "run":
            self.pids[words[words.index("--name") + 1]] = 77
        if words[0] == "rm":
            gone = self.pids.pop(words[-1], None)
            return Done(int(gone is None), "", "" if gone else f"Error: No such container: {words[-1]}")
        return Done(0, "", "")

    def asked(self, verb: str) -> list[tuple[str, ...]]:
        return [words for words in self.said if words[0] == verb]


@pytest.fixture
def docker(monkeypatch: pytest.MonkeyPatch) -> Docker:
    made = Docker()
    monkeypatch.setattr(module.engine, "docker", made)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return made


@pytest.fixture
def eyes() -> Eyes:
    def node(name: str, platform: str, image: str) -> dict[str, object]:
        found = {"name": name, "image": image, "reference": f"ccp3/{image}:1", "platform": platform}
        return {**found, "address": "100.64.0.9", "container": f"clab-{name}"}

    nodes = [node("sw1", "cisco_ios", "switch"), node("srv", "linux", "server"), node("pc", "linux", "workstation")]
    nodes.append(node("off", "linux", "workstation"))
    told = {"name": "lab7", "lab": "dns", "learner": "agnes", "company": "x", "site": 1, "provider": "containerlab"}
    return Eyes(Record.model_validate({**told, "phase": "ready", "nodes": nodes}))


def test_root_enters_the_network_of_the_device_with_the_files_of_the_eyes(eyes: Eyes, docker: Docker) -> None:
    words = eyes.entry("pc")
    assert words[:3] == ("nsenter", "--target", "77")
    assert "--net=/netns/clab-pc" in words
    assert {"--mount", "--pid", "--ipc", "--uts"} <= set(words)
    assert words[words.index("--") + 1] == "setpriv"
    assert words[words.index("--bounding-set") + 1] == "-all,+net_raw,+net_bind_service"
    assert words[-1] == "python3"


def test_the_eyes_have_no_network_and_no_right(eyes: Eyes, docker: Docker) -> None:
    eyes.entry("pc")
    (run,) = docker.asked("run")
    assert run[run.index("--network") + 1] == "none"
    assert {"--read-only", "--cap-drop", "no-new-privileges"} <= set(run)
    assert run[-2:] == ("ccp3/workstation:1", "infinity")


def test_docker_is_asked_once_for_all_devices_and_threads(eyes: Eyes, docker: Docker) -> None:
    with ThreadPoolExecutor(8) as pool:
        entries = list(pool.map(eyes.entry, ["pc", "srv"] * 8))
    assert len(set(entries)) == 2
    assert len(docker.asked("run")) == 1
    assert len(docker.asked("inspect")) == 2  # before and after the eyes were opened


def test_eyes_that_are_open_are_used_again(eyes: Eyes, docker: Docker) -> None:
    docker.pids["lab7-eyes"] = 55
    assert eyes.entry("pc")[2] == "55"
    assert [words[0] for words in docker.said] == ["inspect"]


def test_eyes_that_were_stopped_are_replaced(eyes: Eyes, docker: Docker) -> None:
    docker.pids["lab7-eyes"] = 0
    assert eyes.entry("pc")[2] == "77"
    assert [words[0] for words in docker.said] == ["inspect", "rm", "run", "inspect"]


def test_a_stopped_device_is_told(eyes: Eyes, docker: Docker) -> None:
    with pytest.raises(BatchError, match="n'est pas démarré"):
        eyes.entry("off")


def test_a_device_that_started_anew_is_found_after_forgetting(eyes: Eyes, docker: Docker) -> None:
    eyes.entry("pc")
    docker.pids["clab-off"] = 43
    eyes.forget()
    assert "--net=/netns/clab-off" in eyes.entry("off")


def test_eyes_that_cannot_be_opened_are_told(eyes: Eyes, docker: Docker) -> None:
    docker.refuses = "no such image"
    with pytest.raises(BatchError, match=r"ne peut pas regarder.*no such image"):
        eyes.entry("pc")


def test_another_user_than_root_looks_from_a_container(
    eyes: Eyes, docker: Docker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    words = eyes.entry("srv")
    assert words[words.index("--network") + 1] == "container:clab-srv"
    assert {"run", "--rm", "--interactive", "--read-only", "--cap-drop", "no-new-privileges"} <= set(words)
    assert [words[n + 1] for n, word in enumerate(words) if word == "--cap-add"] == ["net_raw", "net_bind_service"]
    assert words[-3:] == ("--entrypoint", "python3", "ccp3/workstation:1")
    assert not docker.asked("run")


def test_closing_what_is_not_there_is_no_error(docker: Docker) -> None:
    docker.pids["lab7-eyes"] = 5
    close("lab7-eyes")
    close("lab7-eyes")
    assert "lab7-eyes" not in docker.pids


def test_eyes_that_cannot_be_closed_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.engine, "docker", lambda *_: Done(1, "", "permission denied"))
    with pytest.raises(ProviderError, match="docker rm lab7-eyes: permission denied"):
        close("lab7-eyes")
