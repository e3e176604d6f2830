"""The device side as one text: complete, in order, quick to start, and nothing else in it."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from custom_napalm.linux.program import FOLDER, ORDER, boot, program

STANDARD = set(sys.stdlib_module_names)
COSTLY = {
    "subprocess",
    "typing",
    "dataclasses",
    "pathlib",
    "shutil",
    "tempfile",
    "logging",
    "enum",
    "signal",
    "hashlib",
}


def tree(name: str) -> ast.Module:
    return ast.parse((FOLDER / f"{name}.py").read_text())


def imported(name: str, relative: bool) -> set[str]:
    """What module NAME imports at run time (not under `if TYPE_CHECKING`)."""
    found: set[str] = set()
    for node in tree(name).body:
        if isinstance(node, ast.Import) and not relative:
            found |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and bool(node.level) is relative:
            found |= {node.module.split(".")[0]} if node.module else {alias.name for alias in node.names}
    return found


def test_every_module_travels_but_the_shapes() -> None:
    there = {path.stem for path in FOLDER.glob("*.py")} - {"__init__", "shapes"}
    assert set(ORDER) == there


@pytest.mark.parametrize("name", ORDER)
def test_a_module_comes_after_those_that_it_imports(name: str) -> None:
    before = ORDER[: ORDER.index(name)]
    assert imported(name, relative=True) <= set(before)


@pytest.mark.parametrize("name", ORDER)
def test_only_cheap_modules_of_the_standard_library(name: str) -> None:
    used = imported(name, relative=False)
    assert used <= STANDARD
    assert not used & COSTLY


def test_the_boot_line_fits_between_single_quotes() -> None:
    line = boot("0" * 32, len(program()))
    assert "'" not in line
    compile(line, "boot", "exec")


def talk(*requests: dict[str, object], noise: bytes = b"") -> list[dict[str, object]]:
    """Run the program as the device does, with the state folder of this machine out of reach of its requests."""
    text = program()
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", boot("token", len(text))],
        input=text + b"".join(json.dumps(request).encode() + b"\n" for request in requests),
        capture_output=True,
        check=True,
        timeout=20,
    )
    head, _, answers = run.stdout.partition(b"token\n")
    assert head == noise
    assert run.stderr == b""
    return [json.loads(line) for line in answers.splitlines()]


def test_the_program_runs_without_any_package() -> None:
    assert talk({"op": "dance"}, {"op": "__init__"}) == [
        {"error": "no such operation: dance"},
        {"error": "no such operation: __init__"},
    ]


def test_the_pure_parts_load_neither_napalm_nor_paramiko() -> None:
    parts = ("answers", "diff", "document", "getters", "request", "visible", "program")
    code = f"import sys\nfor part in {parts}: __import__('custom_napalm.linux.' + part)\n"
    code += "assert not {'napalm', 'paramiko', 'netmiko'} & set(sys.modules), sorted(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=20, cwd=Path(__file__).parents[2])


def test_napalm_finds_the_driver() -> None:
    import napalm

    assert napalm.get_network_driver("linux").__name__ == "LinuxDriver"


def test_the_package_has_nothing_else() -> None:
    import custom_napalm.linux

    with pytest.raises(AttributeError, match="nothing"):
        custom_napalm.linux.nothing  # noqa: B018
