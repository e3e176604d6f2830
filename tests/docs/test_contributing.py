"""The recipes of CONTRIBUTING, typed as they stand in a copy of the project."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ccp3lab.house import here
from ccp3lab.setup.containerlab import command

RECIPES = ("Add a check", "Add a lab", "Add a fault", "Add a service")
_BLOCK = re.compile(
    r"^(?:(?P<end>At the end of )?`(?P<path>[\w./-]+)`:\n\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S
)
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "dist")


@dataclass(frozen=True)
class Typed:
    """One block of a recipe: a file to write (or to append to), or commands to run."""

    kind: str
    text: str
    path: str | None
    at_end: bool


def recipe(title: str) -> list[Typed]:
    page = (here().root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = page.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return [Typed(m["kind"], m["text"], m["path"], bool(m["end"])) for m in _BLOCK.finditer(section)]


def write(root: Path, block: Typed) -> None:
    assert block.path
    file = root / block.path
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text(encoding="utf-8") if block.at_end else ""
    assert block.at_end or not file.exists(), f"{block.path} is there already: the recipe needs another example"
    file.write_text(before + block.text, encoding="utf-8")


def run(root: Path, line: str, **more: str) -> str:
    """LINE typed in the copy ROOT; it must end well."""
    environment = {**os.environ, "PYTHONPATH": str(root), "CCP3_HOME": str(root / ".ccp3"), **more}
    done = subprocess.run(
        shlex.split(line), cwd=root, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout


def lines(block: Typed, wanted: Callable[[str], bool]) -> list[str]:
    return [line for line in block.text.splitlines() if wanted(line)]


def is_live(line: str) -> bool:
    return "selftest" in line


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project without what it ignores, and the environment that runs these tests as its .venv."""
    root = tmp_path / "copy"
    shutil.copytree(here().root, root, ignore=LEFT_OUT)
    (root / ".venv").symlink_to(Path(sys.prefix), target_is_directory=True)
    return root


def test_the_recipes_hold_what_they_promise() -> None:
    kinds = {title: [(block.kind, block.path is not None) for block in recipe(title)] for title in RECIPES}
    assert all(("sh", False) in found for found in kinds.values())
    assert all(any(is_file for _, is_file in found) for found in kinds.values())


@pytest.mark.timeout(400)
def test_every_recipe_works_as_written(copy: Path) -> None:
    for title in RECIPES:
        for block in recipe(title):
            if block.kind == "sh":
                for line in lines(block, lambda line: not is_live(line)):
                    run(copy, line)
            else:
                write(copy, block)
    assert "premier-lien" in run(copy, ".venv/bin/ccp3 labs")
    assert "### reach.tcp" in (copy / "docs" / "checks.md").read_text()
    assert "`vlan-oublie`" in (copy / "docs" / "catalogue.md").read_text()


def test_every_recipe_keeps_the_style(copy: Path) -> None:
    files = [block for title in RECIPES for block in recipe(title) if block.kind == "python"]
    for block in files:
        write(copy, block)
    names = " ".join(block.path for block in files if block.path)
    run(copy, f".venv/bin/python -m ruff check {names}")
    run(copy, f".venv/bin/python -m ruff format --check {names}")


@pytest.mark.lab
def test_the_proof_of_the_recipes_holds_on_devices(copy: Path, image: Callable[[str], str]) -> None:
    """Check, lab, fault and service of the recipes together."""
    for name in ("switch", "workstation"):
        image(name)
    every = [block for title in RECIPES for block in recipe(title)]
    for block in every:
        if block.path:
            write(copy, block)
    proofs = [line for block in every if block.kind == "sh" for line in lines(block, is_live)]
    assert len(set(proofs)) == 1
    said = run(copy, proofs[0], CCP3_CONTAINERLAB=shlex.join(command()))
    assert "fault vlan-oublie" in said
    assert "NO" not in said.split()
