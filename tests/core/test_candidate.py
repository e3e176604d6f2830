"""From parts to the text of a driver: IOS lines, one YAML document for Linux."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.configuration import Renderer, candidate
from ccp3lab.errors import DefinitionError
from ccp3lab.parts import Lines, ManagedFile, Unit

TEMPLATES = {
    "system.j2": "hostname {{ name }}\n",
    "vlans.j2": "{% for vlan in vlans %}\nvlan {{ vlan }}\n{% endfor %}\n",
    "hosts.j2": "127.0.0.1 localhost\n{{ name }}\n",
    "one.j2": "one line",
    "any.j2": "{{ text }}",
}


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    root: Path = tmp_path_factory.mktemp("templates")
    for name, text in TEMPLATES.items():
        (root / name).write_text(text)
    return Renderer(root)


SYSTEM = Lines("system.j2", {"name": "sw1"})
VLANS = Lines("vlans.j2", {"vlans": [2, 3]})


@pytest.mark.parametrize(
    ("parts", "extra", "text"),
    [
        ((), (), "end\n"),
        ((SYSTEM,), (), "hostname sw1\n!\nend\n"),
        ((SYSTEM, VLANS), (), "hostname sw1\n!\nvlan 2\nvlan 3\n!\nend\n"),
        ((VLANS, SYSTEM), (), "vlan 2\nvlan 3\n!\nhostname sw1\n!\nend\n"),
        ((SYSTEM,), ("no vlan 2", "vlan 4"), "hostname sw1\n!\nno vlan 2\nvlan 4\n!\nend\n"),
    ],
)
def test_a_switch(renderer: Renderer, parts: tuple[Lines, ...], extra: tuple[str, ...], text: str) -> None:
    assert candidate("cisco_ios", parts, renderer, extra) == text


NETWORKING = Unit("networking", unit="networking", reload="apply", wait=5.0)
HOSTS = ManagedFile("/etc/hosts", "hosts.j2", {"name": "été"})
GOLDEN = """\
version: 1
files:
- path: /etc/hosts
  mode: '0644'
  owner: root:root
  secret: false
  origin: templates/hosts.j2:1-2
  content: |
    127.0.0.1 localhost
    été
- path: /etc/network/interfaces
  mode: '0600'
  owner: root:adm
  secret: true
  check: see {}
  service: networking
  origin: templates/one.j2:1
  content: one line
services:
- name: networking
  unit: networking
  reload: apply
  wait: 5.0
"""


def test_a_linux_device(renderer: Renderer) -> None:
    wired = ManagedFile(
        "/etc/network/interfaces",
        "one.j2",
        mode="0600",
        owner="root:adm",
        secret=True,
        check="see {}",
        service=NETWORKING,
    )
    assert candidate("linux", (HOSTS, wired), renderer) == GOLDEN


def test_texts_of_several_lines_can_be_read_by_a_person(renderer: Renderer) -> None:
    several = ManagedFile("/etc/x", "any.j2", {"text": "auto lo\niface lo inet loopback\n    up true\n"})
    assert "content: |\n" in candidate("linux", (several,), renderer)


def test_a_number_that_only_grows_is_named_by_its_pattern(renderer: Renderer) -> None:
    counted = ManagedFile("/etc/x", "one.j2", counter=r"serial (\d+)")
    assert yaml.safe_load(candidate("linux", (counted,), renderer))["files"][0]["counter"] == r"serial (\d+)"


def test_a_service_of_two_files_is_listed_once(renderer: Renderer) -> None:
    files = [ManagedFile(f"/etc/{name}", "one.j2", service=NETWORKING) for name in "ab"]
    document = yaml.safe_load(candidate("linux", files, renderer))
    assert [file["service"] for file in document["files"]] == ["networking", "networking"]
    assert [unit["name"] for unit in document["services"]] == ["networking"]


def test_a_linux_device_without_parts_manages_nothing(renderer: Renderer) -> None:
    assert yaml.safe_load(candidate("linux", (), renderer)) == {"version": 1, "files": [], "services": []}


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=60))
def test_any_content_reads_back_as_it_was(renderer: Renderer, text: str) -> None:
    file = ManagedFile("/etc/x", "any.j2", {"text": text})
    document = yaml.safe_load(candidate("linux", (file,), renderer))
    assert document["files"][0]["content"] == text


@pytest.mark.parametrize(
    ("platform", "parts", "named"),
    [("cisco_ios", (SYSTEM, HOSTS), "hosts.j2"), ("linux", (HOSTS, SYSTEM), "system.j2")],
)
def test_a_part_of_another_platform_is_refused(renderer: Renderer, platform, parts, named: str) -> None:
    with pytest.raises(DefinitionError, match=f"templates/{named}: not a part of this device's platform"):
        candidate(platform, parts, renderer)


def test_a_linux_device_takes_no_lines_of_a_fault(renderer: Renderer) -> None:
    with pytest.raises(DefinitionError, match="lines cannot be pushed to a Linux device"):
        candidate("linux", (HOSTS,), renderer, ["vlan 2"])
