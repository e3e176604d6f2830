"""A small house on disk whose files a test may break: one company, one lab, the real images."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ccp3lab.company import Company, load_company
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House, here
from ccp3lab.lab import Lab, load_lab, statement
from ccp3lab.lab.statement import Told

PLAN = """\
company: Garage
domain: garage.lan
variant: {site: {from: 1, to: 9}}
site: 1
vlans:
  bureau:
    id: 10
    title: bureaux
    subnet: "10.{site}.10.0/24"
    gateway: first
    dhcp: {first: 50, last: 99}
  garage:
    id: 20
    subnet: "10.{site}.20.0/26"
    gateway: last
  natif:
    id: 99
hosts:
  pc-bureau: {vlan: bureau, address: 11}
  pc-garage: {vlan: garage, address: 11}
  sw1: {vlan: bureau, address: 2}
"""

DEVICES = """\
devices:
  sw1: {image: switch, title: commutateur du bureau}
  sw2: {image: switch, groups: [acces]}
  pc-bureau: {image: workstation}
  pc-garage: {image: workstation}
links:
  - ends: ["sw1:Gi1/0/24", "sw2:Gi1/0/24"]
    trunk: [bureau, garage, natif]
    native: natif
  - ends: ["pc-bureau:eth1", "sw1:gi1/0/1"]
    access: bureau
  - ends: ["sw2:GigabitEthernet1/0/2", "pc-garage:eth1"]
    access: garage
"""

LAB = """\
title: Essai
company: garage
competence: C1
minutes: 30
points: 5
start: 0
devices: [sw1, sw2, pc-bureau]
learner_does: [switching]
checks:
  - id: vlan
    check: switching.vlan
    device: sw1
    with: {vlan: bureau}
    points: 2
    title: VLAN {{ vlan.bureau.id }}
  - id: port
    check: switching.access_port
    device: sw1
    with: {to: pc-bureau}
    points: 1
    after: [vlan]
    title: port de pc-bureau
    hint: voir {{ port("sw1", "pc-bureau") }}
  - id: trunk
    check: switching.trunk
    device: sw2
    with: {to: sw1}
    points: 2
    after: [vlan, port]
    wait: 20s
    title: liaison
faults:
  sans-vlan:
    title: VLAN {{ vlan.bureau.name }} oublié
    on: sw1
    lines: ["no vlan {{ vlan.bureau.id }}"]
    loses: [vlan, port, trunk]
  non-enregistre:
    title: retouche
    on: sw2
    typed: ["interface {{ port('sw2', 'sw1') }}", description vers sw1]
    loses: [trunk]
"""

ENONCE = """\
# {{ lab.title }} chez {{ company.title }}

{% for name in switches %}
- {{ name }} : {{ company.device(name).title }}
{% endfor %}

{{ lab.checks[0].title }}, réseau {{ vlan.bureau.subnet }}, passerelle {{ vlan["bureau"].gateway }}.
"""

TEXTS = {
    "inventories/garage/plan.yml": PLAN,
    "inventories/garage/devices.yml": DEVICES,
    "labs/essai/lab.yml": LAB,
    "labs/essai/enonce.md": ENONCE,
}


@pytest.fixture(scope="module")
def lab(request: pytest.FixtureRequest) -> Lab:
    """The lab of this house that a file of tests is about: its KEY."""
    return load_lab(here(), request.module.KEY)


@pytest.fixture(scope="module")
def company(lab: Lab) -> Company:
    """The company as that lab has it."""
    return lab.within(load_company(here(), lab.company))


@pytest.fixture(scope="module")
def text(lab: Lab, company: Company) -> str:
    """The statement, with secrets that can be found in it."""
    return statement(lab, company, Told(lambda login: f"secret-of-{login}", lambda: "secret-of-all"))


@pytest.fixture
def house(tmp_path: Path) -> House:
    """The small house, sound as it is."""
    for name, text in TEXTS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    shutil.copytree(here().images, tmp_path / "images", ignore=lambda _, names: {n for n in names if _data(n)})
    return House(tmp_path, tmp_path / ".ccp3")


def _data(name: str) -> bool:
    """What of images/ a definition never reads."""
    return Path(name).suffix not in {"", ".yml"} or name in {"files", "ccp3switch", "Dockerfile"}


def refused(act: Callable[[], object]) -> list[str]:
    """The lines of the DefinitionError that ACT raises."""
    with pytest.raises(DefinitionError) as caught:
        act()
    return str(caught.value).splitlines()


@pytest.fixture(name="refused")
def refused_fixture() -> Callable[[Callable[[], object]], list[str]]:
    """Call something that must be refused and get the lines of its message."""
    return refused
