"""What the toolkit asks the engine: the engine's own words when it refuses, and what to do when it does not run."""

import pytest

from ccp3lab import docker
from ccp3lab.errors import ProviderError
from ccp3lab.setup import engine
from ccp3lab.setup.machine import Done


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch):
    """says(0, "out"): what the next `docker` commands end with; returns what they were asked."""

    def script(code: int, out: str = "", err: str = "") -> list[tuple[str, ...]]:
        asked: list[tuple[str, ...]] = []

        def fake(*arguments: str) -> Done:
            asked.append(arguments)
            return Done(code, out, err)

        monkeypatch.setattr(engine, "docker", fake)
        return asked

    return script


def test_what_it_prints(says) -> None:
    asked = says(0, "sw1\n")
    assert docker.docker("ps", "-q") == "sw1\n"
    assert asked == [("ps", "-q")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Cannot connect to the Docker daemon at unix:///x.", "the Docker engine does not run; `make lab`"),
        ("dial unix docker.sock: connect: connection refused", "the Docker engine does not run; `make lab`"),
        ("Error: network has active endpoints", "docker network rm: Error: network has active endpoints"),
        ("", "docker network rm: "),
    ],
)  # fmt: skip
def test_a_refusal_is_told_in_its_own_words(says, words: str, told: str) -> None:
    says(1, err=words)
    with pytest.raises(ProviderError) as caught:
        docker.docker("network", "rm", "x")
    assert str(caught.value).startswith(told)


def test_rows(says) -> None:
    asked = says(0, '{"Names": "sw1"}\n{"Names": "sw2"}\n')
    assert docker.rows("ps", "--all") == [{"Names": "sw1"}, {"Names": "sw2"}]
    assert asked == [("ps", "--all", "--format", "{{json .}}")]


def test_no_rows(says) -> None:
    says(0, "")
    assert docker.rows("ps") == []


def test_an_object_that_exists(says) -> None:
    says(0, '[{"Id": "1"}]')
    assert docker.inspect("network", "x") == {"Id": "1"}


@pytest.mark.parametrize("words", ["Error: No such network: x", "Error response from daemon: network x not found"])
def test_an_object_that_does_not_exist(says, words: str) -> None:
    says(1, "[]\n", words)
    assert docker.inspect("network", "x") is None


def test_an_engine_that_does_not_run_is_no_missing_object(says) -> None:
    says(1, err="Cannot connect to the Docker daemon")
    with pytest.raises(ProviderError, match="does not run"):
        docker.inspect("container", "x")


def test_no_docker_at_all_is_no_missing_object(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setattr(engine, "client", lambda: ("docker",))
    with pytest.raises(ProviderError, match="there is no `docker` command; `make lab` installs Docker"):
        docker.inspect("network", "x")
