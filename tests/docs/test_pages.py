"""What the pages promise exists: links, make targets, commands and their options, environment variables."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import typer.main

from ccp3lab.cli.app import app
from ccp3lab.house import here

ROOT = here().root
_FENCE = re.compile(r"^```.*?^```$", re.M | re.S)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_MAKE = re.compile(r"\bmake ([a-z]+)\b")
_CCP3 = re.compile(r"\bccp3 ([a-z]+)\b([^`\n|#(]*)")
_CODE = re.compile(r"^```(?:sh|text)?\n.*?^```$|`[^`\n]+`", re.M | re.S)


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))


def commands() -> dict[str, set[str]]:
    """Each command (`plan find` too) and the options that it takes."""
    group: Any = typer.main.get_command(app)
    return dict(_commands(group.commands, ""))


def _commands(found: dict[str, Any], before: str) -> Iterator[tuple[str, set[str]]]:
    for name, command in found.items():
        below = getattr(command, "commands", None)
        if below is None:
            yield before + name, {option for parameter in command.params for option in parameter.opts}
        else:
            yield from _commands(below, f"{before}{name} ")


def typed(text: str) -> Iterator[tuple[str, str]]:
    """Each command that TEXT shows, under its full name, and what stands after it."""
    known = commands()
    for name, rest in _CCP3.findall(text):
        second, _, after = rest.strip().partition(" ")
        deeper = f"{name} {second}"
        yield (deeper, after) if deeper in known else (name, rest)


def code(page: Path) -> str:
    """What PAGE shows as typed: `words` and blocks."""
    return "\n".join(_CODE.findall(page.read_text(encoding="utf-8")))


def anchors(page: Path) -> set[str]:
    """The fragments that GitHub makes of PAGE's headings."""
    heads = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text(encoding="utf-8")), re.M)
    plain = (re.sub(r"&\w+;|[^\w\s-]", "", head.lower()) for head in heads)
    return {head.strip().replace(" ", "-") for head in plain}


def links(page: Path) -> Iterator[tuple[Path, str]]:
    for link in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        if not re.match(r"[a-z]+:", link):
            name, _, fragment = link.partition("#")
            yield (page.parent / name).resolve() if name else page, fragment


def test_a_link_leads_somewhere(page: Path) -> None:
    for file, fragment in links(page):
        assert file.exists(), f"{page.name}: no {file}"
        assert not fragment or fragment in anchors(file), f"{page.name}: {file.name} has no #{fragment}"


def test_a_make_target_exists(page: Path) -> None:
    assert set(_MAKE.findall(code(page))) <= targets()


def test_a_command_and_its_options_exist(page: Path) -> None:
    known = commands()
    for name, rest in typed(code(page)):
        assert name in known, f"{page.name}: ccp3 {name}"
        assert set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", rest)) <= known[name], f"{page.name}: ccp3 {name}{rest}"


def test_an_environment_variable_is_one_that_something_reads(page: Path) -> None:
    files = [ROOT / "tools" / "venv", *(ROOT / "ccp3lab").rglob("*.py"), ROOT / "tests" / "conftest.py"]
    read = "".join(file.read_text(encoding="utf-8") for file in files)
    assert [name for name in re.findall(r"\bCCP3_[A-Z_]+\b", page.read_text()) if name not in read] == []


def test_no_path_of_somebodys_machine(page: Path) -> None:
    assert not re.search(r"(?<![\w.])/(work|tmp|root|home)/", page.read_text(encoding="utf-8"))


def test_every_target_and_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert targets() - set(_MAKE.findall(readme)) == set()
    assert commands().keys() - {name for name, _ in typed(readme)} == set()


def test_every_exit_code_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"**{code}** " in readme for code in range(5))


@pytest.mark.parametrize("name", ["vlan-trunk.svg", "check.svg"])
def test_a_picture_stands_alone(name: str) -> None:
    """Well formed, and nothing in it is fetched from elsewhere."""
    text = (ROOT / "docs" / "pictures" / name).read_text(encoding="utf-8")
    assert ET.fromstring(text).tag.endswith("svg")
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]


def test_the_picture_of_the_lab_shows_its_devices_and_ports() -> None:
    from ccp3lab.company import load_company

    company = load_company(here(), "atelier-velo")
    text = (ROOT / "docs" / "pictures" / "vlan-trunk.svg").read_text(encoding="utf-8")
    assert all(f">{name}<" in text for name in ("sw1", "sw2", "pc-compta-1", "pc-compta-2"))
    for link in company.only(["sw1", "sw2", "pc-compta-1", "pc-atelier-1", "pc-compta-2", "pc-atelier-2"]).links:
        assert all(f">{end.port.replace('GigabitEthernet', 'Gi')}<" in text for end in link.ends)
        assert all(f"{company.plan.vlan(vlan).id} {vlan}" in text for vlan in link.carried)
