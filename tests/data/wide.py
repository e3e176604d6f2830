"""A company as large as one likes: the plan of so many subnets, and a house of 300 devices in 200 VLANs."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from ccp3lab.house import House, here

SUBNETS_OF_A_SITE = 200
SWITCHES, WORKSTATIONS, VLANS = 40, 260, 200
PORTS = 22  # of a switch, for workstations; the last two join its neighbours


def plan_text(subnets: int) -> str:
    """plan.yml of SUBNETS: one half given, one half sized by needs, all of them with a host."""
    sites = range(-(-subnets // SUBNETS_OF_A_SITE))
    return "\n".join(
        [
            "company: Large",
            "domain: large.lan",
            "variant: {site: {from: 1, to: 200}, ids: {from: 2, to: 4094}}",
            "sites:",
            *(f'  s{n}: {{block: "10.{{site}}.{n * 16}.0/20", ipv6: "fd00:{n}:{{site}}::/48"}}' for n in sites),
            "vlans:",
            *(_vlan(number) for number in range(subnets)),
            "hosts:",
            *(f"  h{number}: {{vlan: v{number}, address: 2}}" for number in range(subnets)),
            "",
        ]
    )


def _vlan(number: int) -> str:
    site, place = divmod(number, SUBNETS_OF_A_SITE)
    size = f"hosts: {3 + place % 10}, site: s{site}"
    if place % 2:
        size = f'subnet: "10.{{site}}.{site * 16 + 8 + place // 32}.{place % 32 * 8}/29"'
    vlan = number + (2 if number < 1000 else 6)
    return f"  v{number}: {{id: {vlan}, title: VLAN {number}, {size}, gateway: first}}"


def house(folder: Path) -> House:
    """A house in FOLDER with the company `large` and the lab `large` of all its devices."""
    company = folder / "inventories" / "large"
    company.mkdir(parents=True)
    text = plan_text(VLANS) + "\n".join([*_hosts(), ""])
    (company / "plan.yml").write_text(text, encoding="utf-8")
    (company / "devices.yml").write_text("\n".join([*_devices(), "links:", *_links(), ""]), encoding="utf-8")
    for name in ("templates", "images"):
        shutil.copytree(here().root / name, folder / name, ignore=shutil.ignore_patterns("files", "ccp3switch"))
    lab = folder / "labs" / "large"
    lab.mkdir(parents=True)
    (lab / "enonce.md").write_text("# Large\n", encoding="utf-8")
    (lab / "lab.yml").write_text(_lab(), encoding="utf-8")
    return House(folder, folder / ".ccp3")


def _hosts() -> Iterator[str]:
    yield from (f"  sw{n}: {{vlan: v{n}, address: 3}}" for n in range(SWITCHES))
    yield from (f"  pc{n}: {{vlan: v{n % VLANS}, address: {4 + n // VLANS}}}" for n in range(WORKSTATIONS))


def _devices() -> Iterator[str]:
    yield "devices:"
    yield from (f"  sw{n}: {{image: switch}}" for n in range(SWITCHES))
    yield from (f"  pc{n}: {{image: workstation}}" for n in range(WORKSTATIONS))


def _links() -> Iterator[str]:
    every = ", ".join(f"v{n}" for n in range(VLANS))
    for n in range(SWITCHES - 1):
        yield f'  - {{ends: ["sw{n}:Gi1/0/24", "sw{n + 1}:Gi1/0/23"], trunk: [{every}]}}'
    for n in range(WORKSTATIONS):
        yield f'  - {{ends: ["sw{n % SWITCHES}:Gi1/0/{1 + n // SWITCHES}", "pc{n}:eth1"], access: v{n % VLANS}}}'


def _lab() -> str:
    names = [*(f"sw{n}" for n in range(SWITCHES)), *(f"pc{n}" for n in range(WORKSTATIONS))]
    check = "{id: vlan, check: switching.vlan, device: sw0, with: {vlan: v0}, points: 1, title: VLAN}"
    return "\n".join(
        [
            "title: Large",
            "company: large",
            "competence: C1",
            "minutes: 30",
            "points: 1",
            "start: 0",
            f"devices: [{', '.join(names)}]",
            "learner_does: [switching]",
            "checks:",
            f"  - {check}",
            "faults:",
            "  sans: {title: sans, on: sw0, lines: [no vlan 2], loses: [vlan]}",
            "",
        ]
    )
