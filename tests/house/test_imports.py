"""Who may import whom: the rooms that decide are pure, the core knows no room by name, `--help` loads little."""

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.house.sources import ROOT, chains, imports, modules, tree

IO = {
    "asyncio", "asyncssh", "docker", "http", "napalm", "netmiko", "nornir", "nornir_napalm", "nornir_netmiko",
    "paramiko", "pexpect", "requests", "socket", "subprocess", "tempfile", "urllib",
}  # fmt: skip
IO_ROOMS = (
    "ccp3lab.cli",
    "ccp3lab.connections",
    "ccp3lab.crew",
    "ccp3lab.docker",
    "ccp3lab.doctor",
    "ccp3lab.images",
    "ccp3lab.instance",
    "ccp3lab.inventory",
    "ccp3lab.jobs",
    "ccp3lab.operations",
    "ccp3lab.providers",
    "ccp3lab.setup",
    "ccp3lab.spreadsheet",
)
PURE_ROOMS = (
    "ccp3lab.company",
    "ccp3lab.configuration",
    "ccp3lab.csvtext",
    "ccp3lab.directory",
    "ccp3lab.domain",
    "ccp3lab.errors",
    "ccp3lab.gifts",
    "ccp3lab.grading",
    "ccp3lab.lab",
    "ccp3lab.model",
    "ccp3lab.ntsecurity",
    "ccp3lab.parts",
    "ccp3lab.people",
    "ccp3lab.plan",
    "ccp3lab.planning",
    "ccp3lab.platforms",
    "ccp3lab.problem",
    "ccp3lab.registry",
    "ccp3lab.reports",
    "ccp3lab.selftest",
    "ccp3lab.sections",
    "ccp3lab.sharing",
    "ccp3lab.services",
    "ccp3lab.sheet",
    "ccp3lab.stages",
    "ccp3lab.source",
    "checks",
    "tasks",
)
AT_WORK = {
    "ccp3lab.grading.collect",
    "ccp3lab.selftest.live",
    "ccp3lab.selftest.sheets",
    "checks.programs.lease",
    "checks.programs.page",
    "tasks.configure",
    "tasks.directory_apply",
    "tasks.directory_audit",
    "tasks.directory_export",
    "tasks.directory_import",
    "tasks.directory_reset",
    "tasks.directory_write",
    "tasks.printing_apply",
    "tasks.programs.queues",
    "tasks.shares_apply",
    "tasks.shares_audit",
    "tasks.shares_read",
    "tasks.shares_server",
    "tasks.shares_write",
    "tasks.shell",
    "tasks.typed",
    "tasks.workstation_join",
}
"""Modules of those rooms that do work on devices and files."""

DISK = {"open", "read_bytes", "read_text", "write_bytes", "write_text", "mkdir", "unlink", "iterdir", "glob", "is_file"}
READERS = {
    "ccp3lab.company.load",
    "ccp3lab.grading.ios.template",
    "ccp3lab.lab.load",
    "ccp3lab.lab.statement",
    "ccp3lab.source.read",
    "checks.programs",
    "tasks.programs",
    "checks.programs.tray",
}
"""Those that read from the disk: definitions, templates of ntc-templates, programs for devices.

Nothing of a pure room writes there.
"""


def inside(name: str, rooms: tuple[str, ...]) -> bool:
    return name in rooms or name.startswith(tuple(f"{room}." for room in rooms))


PURE = sorted(name for name in modules() if inside(name, PURE_ROOMS) and name not in AT_WORK)


def forbidden(module: str) -> Iterator[str]:
    """What MODULE must not import, with the way that leads there."""
    for name, chain in chains(module).items():
        if name.partition(".")[0] in IO or inside(name, IO_ROOMS):
            yield " > ".join(chain)


@pytest.mark.parametrize("module", sorted(name for name in modules() if inside(name, ("tasks",))))
def test_what_is_sent_to_devices_knows_no_check(module: str) -> None:
    """The other way is right: a check asks whether what a service says is so."""
    assert [name for name in chains(module) if inside(name, ("checks",))] == []


@pytest.mark.parametrize("module", PURE)
def test_pure_modules_reach_no_device(module: str) -> None:
    assert not list(forbidden(module))


def called(module: str) -> set[str]:
    """The names that MODULE mentions as functions or methods."""
    nodes = list(ast.walk(tree(modules()[module])))
    named = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    return named | {
        node.func.attr for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


@pytest.mark.parametrize("module", [name for name in PURE if name not in READERS])
def test_pure_modules_touch_no_file(module: str) -> None:
    assert not called(module) & DISK


@pytest.mark.parametrize("module", sorted(READERS))
def test_those_that_read_write_nothing(module: str) -> None:
    assert not called(module) & {"write_bytes", "write_text", "mkdir", "unlink"}


def test_the_rules_speak_of_modules_that_exist() -> None:
    assert modules().keys() >= {*PURE_ROOMS, *IO_ROOMS, *AT_WORK, *READERS}


@pytest.mark.parametrize("module", sorted(AT_WORK))
def test_the_rule_sees_those_that_work_on_devices(module: str) -> None:
    assert list(forbidden(module))


@pytest.mark.parametrize("module", sorted(name for name in modules() if name.startswith("ccp3lab")))
def test_the_core_knows_no_room_by_name(module: str) -> None:
    rooms = ("tasks", "checks", "custom_napalm")
    assert not [name for name in imports(tree(modules()[module]).body) if inside(name, rooms)]


STANDALONE = sorted(
    name for name in modules() if name.startswith(("custom_napalm", "ccp3switch", "ccp3units", "ccp3dc", "ccp3paper"))
)


@pytest.mark.parametrize("module", STANDALONE)
def test_devices_and_drivers_stand_alone(module: str) -> None:
    """The driver's programs on a device import each other by bare names (`checks` is checks.py beside them)."""
    beside = {path.stem for path in modules()[module].parent.glob("*.py")}
    foreign = [name for name in imports(tree(modules()[module]).body) if inside(name, ("ccp3lab", "tasks", "checks"))]
    assert not [name for name in foreign if name.partition(".")[0] not in beside]


def test_the_document_of_a_linux_device_is_pure() -> None:
    """By its own imports: the package around it brings the driver, as NAPALM wants it, when the class is asked for."""
    own = imports(tree(modules()["custom_napalm.linux.document"]).body)
    assert not [name for name in own if name.partition(".")[0] in IO]


def test_rooms_that_every_command_loads_bring_no_directory_library() -> None:
    code = "import sys\nfrom ccp3lab.services import SERVICES\nlist(SERVICES.items())\n"
    code += "print({'ldap3', 'smbprotocol'} & {*sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "set()\n"


HELP = """
import sys
sys.argv = ["ccp3", "--help"]
from ccp3lab.cli import main
try:
    main()
except SystemExit as end:
    code = end.code
print("LOADED", code, *sorted({name.partition(".")[0] for name in sys.modules}))
"""
HEAVY = {"napalm", "netmiko", "nornir", "nornir_napalm", "nornir_netmiko", "paramiko", "pydantic", "jinja2", "ldap3"}


def test_help_loads_no_heavy_library() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HELP], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    code, *loaded = done.stdout.splitlines()[-1].removeprefix("LOADED ").split()
    assert code == "0"
    assert "Usage" in done.stdout
    assert "ccp3lab" in loaded
    assert not HEAVY & set(loaded)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import os.path", ["os.path"]),
        ("from a.b import c, d as e", ["a.b.c", "a.b.d"]),
        ("def f():\n    import socket", ["socket"]),
        ("if TYPE_CHECKING:\n    import socket\nelse:\n    import select", ["select"]),
        ("try:\n    import a\nexcept ImportError:\n    import b", ["a", "b"]),
    ],
)
def test_imports_are_seen_wherever_they_stand(code: str, found: list[str]) -> None:
    assert list(imports(ast.parse(code).body)) == found


def test_packages_around_a_module_count_too() -> None:
    assert chains("ccp3lab.setup.step")["ccp3lab.setup"] == ("ccp3lab.setup.step", "ccp3lab.setup")
