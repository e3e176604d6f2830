"""What follows a push: which stages, in which order, and what a learner's job leaves out."""

from typing import Any

import pytest

from ccp3lab import stages as module
from ccp3lab.registry import Registry
from ccp3lab.stages import Ground, Stage, due, stage


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three stages and no other."""
    registry: Registry[Stage] = Registry("tasks")
    registry._loaded = True
    monkeypatch.setattr(module, "STAGES", registry)
    for name, order in (("late", 20), ("early", 10), ("none", 15)):
        say = (
            (lambda ground: {})
            if name == "none"
            else (lambda ground, name=name: {"dc1": f"{name} {ground.secret('x')}"})
        )
        stage(Stage(name, order, ("ccp3_batch",), "job", say, lambda ground: {"dc1": "undone"}))


def ground() -> Ground:
    nobody: Any = None
    return Ground(nobody, nobody, secret=lambda label: f"secret of {label}", administrator=lambda: "secret of all")


def test_stages_come_in_their_order_and_those_with_nothing_to_do_are_left_out(known: None) -> None:
    assert [(one.stage.name, dict(one.intents)) for one in due(ground())] == [
        ("early", {"dc1": "early secret of x"}),
        ("late", {"dc1": "late secret of x"}),
    ]


def test_what_is_a_learners_job_is_undone(known: None) -> None:
    assert [(one.stage.name, one.intents["dc1"]) for one in due(ground(), without=["late", "switching"])] == [
        ("early", "early secret of x"),
        ("late", "undone"),
    ]


def test_a_stage_is_announced_once(known: None) -> None:
    with pytest.raises(ValueError, match="registered twice"):
        stage(Stage("late", 1, (), "job", lambda ground: {}, lambda ground: {}))


def test_no_secret_is_shown() -> None:
    assert "secret" not in repr(ground())
