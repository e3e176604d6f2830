"""The steps of the set-up: in which order, and what brings the small ones."""

import importlib

import pytest

step_room = importlib.import_module("ccp3lab.setup.steps")  # the package's own name `steps` is the function


def test_what_runs_devices_comes_before_what_is_built_on_it() -> None:
    names = [step.name for step in step_room.steps(("base",))]
    assert names == ["Docker", "containerlab", "ssh", "Debian 13", "images"]


def test_a_machine_without_ssh_gets_the_client(monkeypatch: pytest.MonkeyPatch) -> None:
    brought: list[tuple[str, ...]] = []
    monkeypatch.setattr(step_room, "program", lambda name: None)
    monkeypatch.setattr(step_room, "apt_install", lambda packages, say: brought.append(packages))
    (step,) = (step for step in step_room.steps(("base",)) if step.name == "ssh")
    assert step.probe() is None
    step.act(print)
    assert brought == [("openssh-client",)]
