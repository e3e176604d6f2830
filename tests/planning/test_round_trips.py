"""What is written is read back by other means, and says what the plan says."""

import csv
import io
import re
from ipaddress import ip_address, ip_interface, ip_network

import pytest
from hypothesis import given
from openpyxl import load_workbook

from ccp3lab.plan import Plan
from ccp3lab.planning.exports import FORMATS, export
from ccp3lab.planning.exports.tables import tables, whole
from ccp3lab.planning.room import room
from ccp3lab.planning.subnets import subnets
from tests.planning.conftest import examples, garage, hostile, plans


def written(form: str, plan: Plan) -> dict[str, bytes]:
    return dict(export(plan, FORMATS[form]))


def spreadsheet(plan: Plan) -> list[dict[str, str]]:
    (content,) = written("csv", plan).values()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def netbox(plan: Plan, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("netbox", plan)[f"{name}.csv"].decode())))


@examples
@given(plans())
def test_a_spreadsheet_has_a_row_for_each_subnet_and_machine(plan: Plan) -> None:
    rows = spreadsheet(plan)
    networks = {row["Nom"]: row for row in rows if row["Type"] == "VLAN"}
    machines = {row["Nom"]: row for row in rows if row["Type"] == "machine"}
    assert len(rows) == len(networks) + len(machines)
    assert networks.keys() == plan.vlans.keys()
    assert {name: row["Adresse"] for name, row in machines.items()} == {
        name: str(host.address) for name, host in plan.hosts.items()
    }


@examples
@given(plans())
def test_the_figures_of_a_row_agree_with_each_other(plan: Plan) -> None:
    for row in spreadsheet(plan):
        network = ip_network(row["Réseau"])
        assert str(network.netmask) == row["Masque"]
        if row["Type"] == "machine":
            assert ip_address(row["Adresse"]) in network
            continue
        assert str(network.broadcast_address) == row["Diffusion"]
        assert int(row["Adresses"]) == network.num_addresses
        assert int(row["Machines"]) + int(row["Libres"]) < network.num_addresses
        if row["Début DHCP"]:
            assert network[0] < ip_address(row["Début DHCP"]) <= ip_address(row["Fin DHCP"]) < network[-1]


@examples
@given(plans())
def test_a_machine_has_the_mask_and_gateway_of_its_network(plan: Plan) -> None:
    rows = spreadsheet(plan)
    networks = {row["Réseau"]: row for row in rows if row["Type"] == "VLAN"}
    for row in rows:
        if row["Type"] == "machine":
            assert row["Masque"] == networks[row["Réseau"]]["Masque"]
            assert row["Passerelle"] == networks[row["Réseau"]]["Passerelle"]
            assert row["VLAN"] == networks[row["Réseau"]]["VLAN"]


def naive_room(plan: Plan, name: str) -> int:
    """The free addresses of a VLAN, counted one by one."""
    vlan = plan.vlans[name]
    assert vlan.subnet is not None
    taken = {host.address for host in plan.hosts.values() if host.vlan == name} | {vlan.gateway}
    return sum(at not in taken and not (vlan.dhcp and at in vlan.dhcp) for at in vlan.subnet.hosts())


@examples
@given(plans())
def test_free_addresses_are_those_counted_one_by_one(plan: Plan) -> None:
    for subnet in subnets(plan):
        if subnet.network.prefixlen >= 20:
            assert room(subnet).free == naive_room(plan, subnet.name)


@examples
@given(plans())
def test_netbox_gets_every_vlan_before_the_prefix_that_names_it(plan: Plan) -> None:
    ids = {row["vid"] for row in netbox(plan, "vlans")}
    assert {row["vlan"] for row in netbox(plan, "prefixes")} <= ids | {""}
    assert len(netbox(plan, "vlans")) == len(plan.vlans)


@examples
@given(plans())
def test_netbox_ranges_lie_in_their_prefix(plan: Plan) -> None:
    prefixes = {ip_network(row["prefix"]) for row in netbox(plan, "prefixes")}
    for row in netbox(plan, "ip-ranges"):
        first, last = ip_interface(row["start_address"]), ip_interface(row["end_address"])
        assert first.network == last.network
        assert first.network in prefixes
        assert first.ip <= last.ip


STATUSES = {
    "vlans": {"active"},
    "prefixes": {"active", "container", "reserved"},
    "ip-ranges": {"active"},
    "ip-addresses": {"active", "dhcp"},
}


@pytest.mark.parametrize(("name", "statuses"), STATUSES.items(), ids=STATUSES)
def test_netbox_gets_statuses_that_it_knows(name: str, statuses: set[str]) -> None:
    rows = netbox(garage(), name)
    assert rows
    assert {row["status"] for row in rows} == statuses


def cells(content: bytes, sheet: str) -> list[list[object]]:
    return [["" if one is None else one for one in row] for row in load_workbook(io.BytesIO(content))[sheet].values]


@pytest.mark.parametrize("plan", [garage(), hostile()], ids=["plain", "hostile"])
def test_a_workbook_holds_the_tables(plan: Plan) -> None:
    (content,) = written("xlsx", plan).values()
    for table in tables(plan):
        head, *rows = cells(content, table.title)
        assert tuple(head) == table.headers
        assert len(rows) == len(table.rows)
        numbers = [[one for one in row if isinstance(one, int)] for row in rows]
        assert numbers == [[one for one in row.values() if isinstance(one, int)] for row in table.rows]


def test_a_workbook_of_many_rows_is_filtered_as_a_whole(plan: Plan) -> None:
    (content,) = written("xlsx", plan).values()
    for sheet in load_workbook(io.BytesIO(content)):
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.bold for cell in sheet[1])


def markdown(plan: Plan) -> list[list[str]]:
    (content,) = written("md", plan).values()
    lines = [line for line in content.decode().splitlines() if line.startswith("|") and not line.startswith("| ---")]
    return [[re.sub(r"\\(.)", r"\1", one.strip()) for one in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


@pytest.mark.parametrize("plan", [garage(), hostile()], ids=["plain", "hostile"])
def test_markdown_holds_the_tables(plan: Plan) -> None:
    rows = markdown(plan)
    expected = [row for table in tables(plan) for row in (table.headers, *(one.values() for one in table.rows))]
    assert len(rows) == len(expected)
    assert [len(row) for row in rows] == [len(list(row)) for row in expected]


def test_markdown_says_what_a_plain_plan_says(plan: Plan) -> None:
    expected = [[str(one) for one in row.values()] for table in tables(plan) for row in table.rows]
    headers = [list(table.headers) for table in tables(plan)]
    assert [row for row in markdown(plan) if row not in headers] == expected


@examples
@given(plans())
def test_hosts_names_every_machine_once(plan: Plan) -> None:
    (content,) = written("hosts", plan).values()
    lines = [line.split() for line in content.decode().splitlines() if not line.startswith("#")]
    assert {short: address for address, _, short in lines} == {
        name: str(host.address) for name, host in plan.hosts.items()
    }
    assert all(full == f"{short}.{plan.domain}" for _, full, short in lines)


RECORD = re.compile(r"(@|[a-z0-9.-]+)\tIN\t(SOA|NS|A|AAAA|PTR)\t(\S.*)")


@examples
@given(plans())
def test_a_zone_is_one_that_a_server_loads(plan: Plan) -> None:
    """RFC 1035, sections 3.3.13 and 5.2: one SOA, first; at least one NS, whose name has an address in the zone."""
    if not plan.hosts:
        return
    zones = {name: content.decode().splitlines() for name, content in written("zone", plan).items()}
    for name, lines in zones.items():
        origin, ttl, *records = lines
        assert (origin, ttl) == (f"$ORIGIN {name.removeprefix('db.')}.", "$TTL 3600")
        found = [RECORD.fullmatch(line) for line in records]
        assert all(found)
        kinds = [match[2] for match in found if match]
        assert kinds[:2] == ["SOA", "NS"]
        assert kinds.count("SOA") == kinds.count("NS") == 1
        assert len(set(records)) == len(records)
    (server,) = {line.split("\t")[3] for lines in zones.values() for line in lines if "\tNS\t" in line}
    assert any(line.startswith(f"{server.split('.')[0]}\tIN\tA\t") for line in zones[f"db.{plan.domain}"])


@examples
@given(plans())
def test_a_pointer_stands_in_the_zone_of_its_address(plan: Plan) -> None:
    if not plan.hosts:
        return
    zones = written("zone", plan)
    for host in plan.hosts.values():
        own, *zone = host.address.reverse_pointer.split(".")
        text = zones[f"db.{'.'.join(zone)}"].decode()
        assert f"\n{own}\tIN\tPTR\t{host.name}.{plan.domain}.\n" in text


def test_one_table_has_the_columns_of_both(plan: Plan) -> None:
    table = whole(plan)
    networks, machines, _ = tables(plan)
    assert set(table.headers) == {*networks.headers, *machines.headers}
    assert len(table.rows) == len(networks.rows) + len(machines.rows)
    assert all(tuple(row) == table.headers for row in table.rows)
