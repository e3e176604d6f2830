"""What `ccp3 plan` prints."""

from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from ccp3lab.cli.screen import console
from ccp3lab.house import here
from ccp3lab.operations.plans import Loaded, load_plan
from ccp3lab.plan import warnings
from ccp3lab.planning.areas import Area, areas
from ccp3lab.planning.diff import differences
from ccp3lab.planning.find import address_of
from ccp3lab.planning.find import find as look_up
from ccp3lab.planning.room import room
from ccp3lab.planning.subnets import Subnet, layer2


def check(company: str | None) -> None:
    """`ccp3 plan check`: sound, or DefinitionError with every problem; warnings do not make a plan unsound."""
    found = load_plan(here(), company)
    plan = found.plan
    counts = f"{len(plan.sites)} sites, {len(plan.vlans)} VLANs, {len(plan.hosts)} hosts"
    console().print(escape(f"{found.source.name}: sound ({counts})"), soft_wrap=True)
    for warning in warnings(plan):
        console().print(escape(f"{found.source.at(warning.loc)}: warning: {warning}"), soft_wrap=True)


def show(company: str | None) -> None:
    """`ccp3 plan show`: the blocks with their subnets and machines, then the subnets as a table."""
    found = load_plan(here(), company)
    console().print(_tree(found))
    console().print(_subnets(found))


def _tree(found: Loaded) -> Tree:
    plan = found.plan
    tree = Tree(escape(f"{plan.company} ({plan.domain})"))
    for area in areas(plan):
        block = tree.add(escape(_area(area)))
        for subnet in area.subnets:
            branch = block.add(escape(f"{subnet.network}  {subnet.label} ({subnet.title})"))
            for address, name in sorted(subnet.fixed.items()):
                branch.add(escape(f"{address}  {name}"))
    for vlan in layer2(plan):
        tree.add(escape(f"no subnet  VLAN {vlan.id} {vlan.name} ({vlan.title})"))
    return tree


def _area(area: Area) -> str:
    """A block and how much of it is taken; only around, where the plan writes none."""
    if not area.name:
        return f"no site, around {area.block}"
    return f"{area.block}  site {area.name} ({area.title}), {_share(area.taken, area.block.num_addresses)} taken"


def _share(part: int, of: int) -> str:
    return f"{100 * part / of:.0f} %"


def _subnets(found: Loaded) -> Table:
    rows = Table("id", "name", "subnet", "gateway", "DHCP range", "IPv6")
    for area in areas(found.plan):
        for subnet in area.subnets:
            rows.add_row(*map(escape, _row(subnet)))
    return rows


def _row(subnet: Subnet) -> tuple[str, ...]:
    vlan, dhcp = subnet.vlan, subnet.dhcp
    return (
        str(vlan.id) if vlan else subnet.kind.value,
        subnet.name,
        str(subnet.network),
        str(subnet.gateway or ""),
        f"{dhcp.first} - {dhcp.last}" if dhcp else "",
        str(vlan.subnet6 or "") if vlan else "",
    )


def free(company: str | None) -> None:
    """`ccp3 plan free`: the free networks of each block, then the room of each subnet."""
    found = areas(load_plan(here(), company).plan)
    for area in found:
        if area.name:
            _blocks(area)
    console().print(_rooms(found))


def _blocks(area: Area) -> None:
    left = area.block.num_addresses - area.taken
    share = _share(left, area.block.num_addresses)
    console().print(escape(f"{area.name}, {area.block}: {left} addresses free ({share})"))
    for network in area.free:
        console().print(f"  {network}  {network.num_addresses} addresses")


def _rooms(found: tuple[Area, ...]) -> Table:
    rows = Table("subnet", "", "hosts", "leased", "free", "next free")
    for area in found:
        for subnet in area.subnets:
            left = room(subnet)
            counts = map(str, (left.machines, left.dhcp, left.free))
            rows.add_row(str(subnet.network), escape(subnet.label), *counts, str(left.next or "none"))
    return rows


def find(address: str, company: str | None) -> None:
    """`ccp3 plan find`: what the plan says of an address, nothing too."""
    plan = load_plan(here(), company).plan
    found = look_up(plan, address_of(address))
    console().print(escape(f"{found.address}" + ("" if found.facts else ": in no block or subnet of this plan")))
    for label, value in found.facts:
        console().print(escape(f"  {label:8} {value}"), soft_wrap=True)


def diff(old: str, new: str) -> None:
    """`ccp3 plan diff`: one line a difference."""
    lines = differences(load_plan(here(), old).plan, load_plan(here(), new).plan)
    for line in lines or ["no difference"]:
        console().print(escape(line), soft_wrap=True)
