"""The rubric of vlan-trunk against a model of IEEE 802.1Q switching written for this test alone.

Proves on paper what `ccp3 selftest` proves on devices: the solution scores all points, an untouched lab its base, each
fault loses exactly the checks it names, and no check could be made always true or always false unnoticed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import pytest

from ccp3lab.company import Company, load_company
from ccp3lab.house import here
from ccp3lab.lab import Lab, filled, load_lab
from ccp3lab.lab.change import Change
from ccp3lab.plan import drawn, written
from tests.data.rubric import Paper


@dataclass
class Port:
    """A switch port; `allowed` None lets every VLAN through."""

    mode: str = "access"
    access: int = 1
    native: int = 1
    allowed: set[int] | None = None
    shut: bool = False


@dataclass
class Switch:
    """A switch as it comes out of the box."""

    vlans: dict[int, str] = field(default_factory=lambda: {1: "default"})
    ports: dict[str, Port] = field(default_factory=dict)
    saved: bool = True
    _vlan: int = 0
    _port: Port = field(default_factory=Port)

    def type(self, line: str) -> None:
        """One line of configuration."""
        match line.split():
            case ["interface", name]:
                self._port = self.ports.setdefault(name, Port())
            case ["no", "vlan", number]:
                self.vlans.pop(int(number), None)
            case ["vlan", number]:
                self._vlan = int(number)
                self.vlans.setdefault(self._vlan, f"VLAN{self._vlan:04}")
            case ["name", name]:
                self.vlans[self._vlan] = name
            case ["description", *_]:
                pass
            case words:
                self._interface(words)

    def _interface(self, words: list[str]) -> None:
        match words:
            case ["shutdown"]:
                self._port.shut = True
            case ["switchport", "mode", mode]:
                self._port.mode = mode
            case ["switchport", "access", "vlan", number]:
                self._port.access = int(number)
            case ["no", "switchport", "access", "vlan"]:
                self._port.access = 1
            case ["switchport", "trunk", "allowed", "vlan", numbers]:
                self._port.allowed = {int(number) for number in numbers.split(",")}
            case ["no", "switchport", "trunk", "allowed", "vlan"]:
                self._port.allowed = None
            case ["switchport", "trunk", "native", "vlan", number]:
                self._port.native = int(number)
            case ["no", "switchport", "trunk", "native", "vlan"]:
                self._port.native = 1
            case _:
                raise AssertionError(f"this model knows no `{' '.join(words)}`")

    def enters(self, port: str, tag: int | None) -> int | None:
        """The VLAN of a frame that arrives with TAG (None: untagged); None when it is dropped."""
        seen = self.ports[port]
        if seen.mode == "access":
            vlan = seen.access if tag is None else None
        else:
            vlan = seen.native if tag is None else tag
            if vlan != seen.native and seen.allowed is not None and vlan not in seen.allowed:
                return None
        return vlan if vlan in self.vlans and not seen.shut else None

    def leaves(self, vlan: int) -> Iterator[tuple[str, int | None]]:
        """The ports where a frame of VLAN is flooded, with the tag it has there."""
        for name, port in self.ports.items():
            if port.shut:
                continue
            if port.mode == "access" and port.access == vlan:
                yield name, None
            elif port.mode == "trunk" and (port.allowed is None or vlan in port.allowed or vlan == port.native):
                yield name, None if vlan == port.native else vlan


@dataclass
class Network:
    """The switches of a company and its cables."""

    company: Company
    switches: dict[str, Switch]

    def hears(self, sender: str) -> set[str]:
        """The hosts that a broadcast of SENDER reaches."""
        heard: set[str] = set()
        todo, done = [(*self._plug(sender), None)], set()
        while todo:
            device, port, tag = todo.pop()
            if device not in self.switches:
                heard |= {device} if tag is None else set()
                continue
            vlan = self.switches[device].enters(port, tag)
            if vlan is None or (device, vlan) in done:
                continue
            done.add((device, vlan))
            todo += [(*self._beyond(device, name), tag) for name, tag in self.switches[device].leaves(vlan)]
        return heard - {sender}

    def up(self, device: str, peer: str) -> bool:
        """Whether the cable between two switches has carrier."""
        ends = [(device, self.company.port(device, peer).port), (peer, self.company.port(peer, device).port)]
        return not any(self.switches[name].ports[port].shut for name, port in ends)

    def _plug(self, host: str) -> tuple[str, str]:
        own, _, _ = self.company.host_link(host)
        return own.device, own.port

    def _beyond(self, device: str, port: str) -> tuple[str, str]:
        return next((far.device, far.port) for own, _, far in self.company.ports(device) if own.port == port)


def start(company: Company) -> Network:
    """Every wired port in VLAN 1."""
    names = ("sw1", "sw2")
    switches = {name: Switch(ports={own.port: Port() for own, _, _ in company.ports(name)}) for name in names}
    return Network(company, switches)


def solved(company: Company) -> Network:
    """What the request asks for, straight from plan and links."""
    network = start(company)
    for name, switch in network.switches.items():
        switch.vlans |= {vlan.id: vlan.name for vlan in company.vlans(name)}
        for own, link, _ in company.ports(name):
            if link.access:
                switch.ports[own.port] = Port(access=company.plan.vlan(link.access).id)
            else:
                allowed = {company.plan.vlan(vlan).id for vlan in link.trunk}
                native = company.plan.vlan(link.native or "").id
                switch.ports[own.port] = Port("trunk", native=native, allowed=allowed)
    return network


def changed(company: Company, change: Change) -> Network:
    """The solution with a change; what is typed after it is not saved."""
    network = solved(company)
    for kind in (change.lines, change.typed):
        for name, lines in kind.items():
            for line in lines:
                network.switches[name].type(line)
    for name in change.typed:
        network.switches[name].saved = False
    return network


def _same_subnet(company: Company, one: str, other: str) -> bool:
    return company.plan.host(one).interface.network == company.plan.host(other).interface.network


def _vlan(network: Network, device: str, vlan: str) -> bool:
    planned = network.company.plan.vlan(vlan)
    return network.switches[device].vlans.get(planned.id) == planned.name


def _access(network: Network, device: str, to: str) -> bool:
    """A port whose VLAN does not exist on its switch is inactive."""
    switch = network.switches[device]
    port = switch.ports[network.company.port(device, to).port]
    planned = network.company.plan.vlan(network.company.plan.host(to).vlan).id
    return (port.mode, port.access, port.shut) == ("access", planned, False) and planned in switch.vlans


def _trunk(network: Network, device: str, to: str) -> bool:
    return network.switches[device].ports[network.company.port(device, to).port].mode == "trunk" and network.up(
        device, to
    )


def _allowed(network: Network, device: str, to: str) -> bool:
    port = network.switches[device].ports[network.company.port(device, to).port]
    return _trunk(network, device, to) and port.allowed == {vlan.id for vlan in network.company.vlans(device)}


def _native(network: Network, device: str, to: str) -> bool:
    port = network.switches[device].ports[network.company.port(device, to).port]
    return _trunk(network, device, to) and port.native == network.company.plan.vlan("natif").id


def _ping(network: Network, device: str, to: str) -> bool:
    return to in network.hears(device) and _same_subnet(network.company, device, to)


def _isolated(network: Network, device: str, to: str, control: str) -> bool:
    return to not in network.hears(device) and control in network.hears(device)


TRUTHS: Mapping[str, Callable[..., bool]] = {
    "switching.vlan": _vlan,
    "switching.access_port": _access,
    "switching.trunk": _trunk,
    "switching.trunk_allowed": _allowed,
    "switching.trunk_native": _native,
    "switching.saved": lambda network, device: network.switches[device].saved,
    "reach.ping": _ping,
    "reach.isolated": _isolated,
}

PAPER = Paper(TRUTHS, start, changed)


@pytest.fixture(scope="module", params=[written, *(partial(drawn, seed=seed) for seed in (b"agnes", b"bruno"))])
def company(request: pytest.FixtureRequest) -> Company:
    return load_company(here(), "atelier-velo", request.param).only(load_lab(here(), "vlan-trunk").devices)


@pytest.fixture
def lab(company: Company) -> Lab:
    return filled(load_lab(here(), "vlan-trunk"), company)


def test_the_rubric_says_what_the_model_does(lab: Lab, company: Company) -> None:
    assert PAPER.surprises(lab, company) == []


@pytest.mark.parametrize("answer", [True, False])
def test_no_check_can_be_made_constant_unnoticed(lab: Lab, company: Company, answer: bool) -> None:
    unnoticed = [check.id for check in lab.checks if not PAPER.surprises(lab, company, {check.id: answer})]
    assert unnoticed == []


def test_a_fault_that_forgets_a_check_is_noticed(lab: Lab, company: Company) -> None:
    for key, fault in lab.faults.items():
        short = replace(lab, faults={key: replace(fault, loses=fault.loses[1:])})
        assert PAPER.surprises(short, company), key


def test_twenty_points_and_mistakes_of_every_kind(lab: Lab) -> None:
    assert sum(check.points for check in lab.checks) == lab.points == 20
    assert len(lab.checks) >= 12
    assert len(lab.faults) >= 6
    assert {check.check for check in lab.checks} == set(TRUTHS)


def test_every_fault_changes_something_small(lab: Lab) -> None:
    for fault in lab.faults.values():
        assert sum(len(lines) for made in (fault.change.lines, fault.change.typed) for lines in made.values()) <= 2
        assert len(fault.loses) <= 7, "one mistake must not take half of the mark"


def test_in_start_all_workstations_hear_each_other(company: Company) -> None:
    hosts = {"pc-compta-1", "pc-compta-2", "pc-atelier-1", "pc-atelier-2"}
    assert all(start(company).hears(name) == hosts - {name} for name in hosts)


def test_solved_separates_the_two_services(company: Company) -> None:
    assert solved(company).hears("pc-compta-1") == {"pc-compta-2"}
    assert solved(company).hears("pc-atelier-2") == {"pc-atelier-1"}


def test_a_check_of_what_must_not_work_waits_for_what_must(lab: Lab) -> None:
    for check in lab.checks:
        if check.check == "reach.isolated":
            controls = [one for one in lab.checks if one.id in check.after and one.check == "reach.ping"]
            assert [(one.device, one.with_["to"]) for one in controls] == [(check.device, check.with_["control"])]
