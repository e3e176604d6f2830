"""What `ccp3 plan` prints of a plan file that has one of everything, word for word."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Ccp3

# ruff: noqa: E501 - texts as a terminal of 120 columns shows them

PLAN = """\
company: Garage Moreau
domain: garage.lan
sites:
  siege:  {title: siège, block: "10.{site}.0.0/20", ipv6: "fd00:cc:{site}::/48"}
  agence: {title: agence de Lyon, block: 172.16.8.0/22}
vlans:
  bureau:  {id: 10, title: bureaux, site: siege, subnet: "10.{site}.1.0/24", gateway: first, dhcp: {first: 50, last: last}}
  atelier: {id: 20, title: atelier, site: siege, hosts: 60, gateway: first}
  caisse:  {id: 30, title: caisses, site: siege, hosts: 10, gateway: last}
  accueil: {id: 40, title: accueil, site: agence, hosts: 200, gateway: first, dhcp: {first: 10, last: 209}}
  natif:   {id: 99, title: VLAN natif, site: siege}
hosts:
  srv-1: {vlan: bureau, address: 5}
  imprimante: {vlan: bureau, address: 20, mac: "02:42:0a:01:01:14"}
  pc-1: {vlan: atelier, address: 2}
transits:
  louee: {title: liaison louée, site: siege, ends: [siege, agence]}
pools:
  vpn: {title: télétravail, site: siege, hosts: 20}
public:
  fai: {title: opérateur, subnet: 203.0.113.0/29, gateway: first, hosts: {box: 2}}
reserved:
  futur: {title: extension, subnet: "10.{site}.4.0/22"}
"""

TREE = """\
Garage Moreau (garage.lan)
├── 10.1.0.0/20  site siege (siège), 34 % taken
│   ├── 10.1.0.0/26  VLAN 20 atelier (atelier)
│   │   └── 10.1.0.2  pc-1
│   ├── 10.1.0.64/28  VLAN 30 caisse (caisses)
│   ├── 10.1.1.0/24  VLAN 10 bureau (bureaux)
│   │   ├── 10.1.1.5  srv-1
│   │   └── 10.1.1.20  imprimante
│   ├── 10.1.4.0/22  reserved futur (extension)
│   ├── 10.1.13.224/27  pool vpn (télétravail)
│   └── 10.1.15.252/30  transit louee (liaison louée)
│       ├── 10.1.15.253  siege
│       └── 10.1.15.254  agence
├── 172.16.8.0/22  site agence (agence de Lyon), 25 % taken
│   └── 172.16.8.0/24  VLAN 40 accueil (accueil)
├── no site, around 203.0.113.0/29
│   └── 203.0.113.0/29  public side fai (opérateur)
│       └── 203.0.113.2  box
└── no subnet  VLAN 99 natif (VLAN natif)
┏━━━━━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
┃ id          ┃ name    ┃ subnet         ┃ gateway     ┃ DHCP range                 ┃ IPv6              ┃
┡━━━━━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
│ 20          │ atelier │ 10.1.0.0/26    │ 10.1.0.1    │                            │ fd00:cc:1:20::/64 │
│ 30          │ caisse  │ 10.1.0.64/28   │ 10.1.0.78   │                            │ fd00:cc:1:30::/64 │
│ 10          │ bureau  │ 10.1.1.0/24    │ 10.1.1.1    │ 10.1.1.50 - 10.1.1.254     │ fd00:cc:1:10::/64 │
│ reserved    │ futur   │ 10.1.4.0/22    │             │                            │                   │
│ pool        │ vpn     │ 10.1.13.224/27 │             │                            │                   │
│ transit     │ louee   │ 10.1.15.252/30 │             │                            │                   │
│ 40          │ accueil │ 172.16.8.0/24  │ 172.16.8.1  │ 172.16.8.10 - 172.16.8.209 │                   │
│ public side │ fai     │ 203.0.113.0/29 │ 203.0.113.1 │                            │                   │
└─────────────┴─────────┴────────────────┴─────────────┴────────────────────────────┴───────────────────┘
"""

FREE = """\
siege, 10.1.0.0/20: 2700 addresses free (66 %)
  10.1.0.80/28  16 addresses
  10.1.0.96/27  32 addresses
  10.1.0.128/25  128 addresses
  10.1.2.0/23  512 addresses
  10.1.8.0/22  1024 addresses
  10.1.12.0/24  256 addresses
  10.1.13.0/25  128 addresses
  10.1.13.128/26  64 addresses
  10.1.13.192/27  32 addresses
  10.1.14.0/24  256 addresses
  10.1.15.0/25  128 addresses
  10.1.15.128/26  64 addresses
  10.1.15.192/27  32 addresses
  10.1.15.224/28  16 addresses
  10.1.15.240/29  8 addresses
  10.1.15.248/30  4 addresses
agence, 172.16.8.0/22: 768 addresses free (75 %)
  172.16.9.0/24  256 addresses
  172.16.10.0/23  512 addresses
┏━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┳━━━━━━━┳━━━━━━━━┳━━━━━━┳━━━━━━━━━━━━━┓
┃ subnet         ┃                 ┃ hosts ┃ leased ┃ free ┃ next free   ┃
┡━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━╇━━━━━━━╇━━━━━━━━╇━━━━━━╇━━━━━━━━━━━━━┩
│ 10.1.0.0/26    │ VLAN 20 atelier │ 1     │ 0      │ 60   │ 10.1.0.3    │
│ 10.1.0.64/28   │ VLAN 30 caisse  │ 0     │ 0      │ 13   │ 10.1.0.65   │
│ 10.1.1.0/24    │ VLAN 10 bureau  │ 2     │ 205    │ 46   │ 10.1.1.2    │
│ 10.1.4.0/22    │ reserved futur  │ 0     │ 0      │ 0    │ none        │
│ 10.1.13.224/27 │ pool vpn        │ 0     │ 30     │ 0    │ none        │
│ 10.1.15.252/30 │ transit louee   │ 2     │ 0      │ 0    │ none        │
│ 172.16.8.0/24  │ VLAN 40 accueil │ 0     │ 200    │ 53   │ 172.16.8.2  │
│ 203.0.113.0/29 │ public side fai │ 1     │ 0      │ 4    │ 203.0.113.3 │
└────────────────┴─────────────────┴───────┴────────┴──────┴─────────────┘
"""

FOUND = {
    "10.1.1.20": """\
10.1.1.20
  block    10.1.0.0/20, site siege (siège)
  subnet   10.1.1.0/24, VLAN 10 bureau (bureaux)
  role     host imprimante
  mask     255.255.255.0
  gateway  10.1.1.1
  DHCP     given to 02:42:0a:01:01:14
""",
    "10.1.0.66": """\
10.1.0.66
  block    10.1.0.0/20, site siege (siège)
  subnet   10.1.0.64/28, VLAN 30 caisse (caisses)
  role     free, 10.1.0.65 to 10.1.0.77
  mask     255.255.255.240
  gateway  10.1.0.78
""",
    "10.1.9.130": """\
10.1.9.130
  block    10.1.0.0/20, site siege (siège)
  role     in no subnet: 10.1.8.0/22 is free
""",
    "172.16.8.30": """\
172.16.8.30
  block    172.16.8.0/22, site agence (agence de Lyon)
  subnet   172.16.8.0/24, VLAN 40 accueil (accueil)
  role     DHCP range, 172.16.8.10 to 172.16.8.209
  mask     255.255.255.0
  gateway  172.16.8.1
""",
    "fd00:cc:1:10::20": """\
fd00:cc:1:10::20
  block    fd00:cc:1::/48, site siege (siège)
  subnet   fd00:cc:1:10::/64, VLAN 10 bureau (bureaux)
  role     host imprimante
  DHCP     given to 02:42:0a:01:01:14
""",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_show(ccp3: Ccp3, file: Path) -> None:
    assert ccp3("plan", "show", str(file)).out == TREE


def test_free(ccp3: Ccp3, file: Path) -> None:
    assert ccp3("plan", "free", str(file)).out == FREE


@pytest.mark.parametrize(("address", "text"), FOUND.items(), ids=FOUND)
def test_find(ccp3: Ccp3, file: Path, address: str, text: str) -> None:
    assert ccp3("plan", "find", address, "--company", str(file)).out == text


def test_what_is_free_in_a_block_adds_up(ccp3: Ccp3, file: Path) -> None:
    """The heads of the blocks say what the networks below them hold."""
    blocks = re.split(r"^\w+, [\d./]+: (\d+) addresses free .*\n", ccp3("plan", "free", str(file)).out, flags=re.M)[1:]
    for told, below in zip(blocks[::2], blocks[1::2], strict=True):
        assert int(told) == sum(map(int, re.findall(r"^  [\d./]+  (\d+) addresses$", below, re.M)))


EDITS = {
    "the need grows": (
        ", hosts: 10,",
        ", hosts: 20,",
        "VLAN `caisse`: subnet 10.1.0.64/28 -> 10.1.0.64/27, gateway 10.1.0.78 -> 10.1.0.94",
    ),
    "another place": ("172.16.8.0/22", "172.16.12.0/22", "site `agence`: block 172.16.8.0/22 -> 172.16.12.0/22"),
    "a machine moves": (
        "address: 5}",
        "address: 6}",
        "host `srv-1`: address 10.1.1.5 -> 10.1.1.6, IPv6 address fd00:cc:1:10::5 -> fd00:cc:1:10::6",
    ),
    "a reservation ends": (
        ', mac: "02:42:0a:01:01:14"',
        "",
        "host `imprimante`: MAC address 02:42:0a:01:01:14 -> none",
    ),
    "another title": ("title: télétravail", "title: VPN", "pool `vpn`: title télétravail -> VPN"),
    "a part is free again": (
        '  futur: {title: extension, subnet: "10.{site}.4.0/22"}\n',
        "  {}\n",
        "reserved `futur`: gone (title extension, subnet 10.1.4.0/22)",
    ),
    "no IPv6 any more": (', ipv6: "fd00:cc:{site}::/48"', "", "site `siege`: IPv6 block fd00:cc:1::/48 -> none"),
}


@pytest.mark.parametrize(("old", "new", "line"), EDITS.values(), ids=EDITS)
def test_diff(ccp3: Ccp3, file: Path, old: str, new: str, line: str) -> None:
    assert old in PLAN
    other = file.with_name("other.yml")
    other.write_text(PLAN.replace(old, new), encoding="utf-8")
    said = ccp3("plan", "diff", str(file), str(other))
    assert (said.code, said.err) == (0, "")
    assert line in said.out.splitlines()


WRONG: dict[str, tuple[dict[str, str], int]] = {
    "a block too small": ({"10.{site}.0.0/20": "10.{site}.0.0/24"}, 1),
    "a VLAN id twice": ({"{id: 20,": "{id: 10,"}, 1),
    "a key that is none": ({"title: bureaux": "titel: bureaux"}, 1),
    "no YAML": ({"vlans:": "vlans: ["}, 1),
    "three at once": ({"{id: 20,": "{id: 10,", "address: 5}": "address: 1}", "hosts: 200": "hosts: 2000"}, 3),
}


@pytest.mark.parametrize(("edits", "count"), WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("command", ["check", "show", "free"])
def test_a_wrong_file(ccp3: Ccp3, file: Path, command: str, edits: dict[str, str], count: int) -> None:
    text = PLAN
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    said = ccp3("plan", command, str(file))
    assert (said.code, said.out) == (2, "")
    lines = said.message.splitlines()
    assert len(lines) == count
    assert all(re.match(rf"{re.escape(str(file))}:\d+: ", line) for line in lines)
