"""Files: golden texts, what programs read back, titles that would be more than text."""

import csv
import io
import re
from collections.abc import Iterator
from ipaddress import ip_address, ip_interface, ip_network

import pytest
from hypothesis import given
from openpyxl import load_workbook

from ccp3lab.errors import PlanError, UsageError
from ccp3lab.plan import Plan
from ccp3lab.planning.exports import FORMATS, export, format_of
from ccp3lab.planning.exports.words import cell, percent, plain, plural, thousands
from ccp3lab.planning.exports.zone import name_server
from tests.planning.conftest import examples, garage, hostile, plans


def made(form: str, plan: Plan) -> dict[str, str]:
    return {name: content.decode() for name, content in export(plan, format_of(form)).items()}


CSV = """\
Site;Type;VLAN;Nom;Libellé;Réseau;Masque;Passerelle;Début DHCP;Fin DHCP;Diffusion;Adresses;Machines;Libres;Réseau IPv6;Passerelle IPv6;Adresse;Adresse IPv6;Réservation DHCP (MAC)
siège;VLAN;10;compta;comptabilité;10.1.10.0/24;255.255.255.0;10.1.10.1;10.1.10.50;10.1.10.199;10.1.10.255;256;2;101;fd00:cc:1:10::/64;fd00:cc:1:10::1;;;
siège;réservé;;futur;extension;10.1.128.0/20;255.255.240.0;;;;10.1.143.255;4096;0;0;;;;;
siège;plage de clients;;vpn;télétravail;10.1.250.0/28;255.255.255.240;;;;10.1.250.15;16;0;0;;;;;
siège;liaison;;lien;liaison louée;10.1.255.0/30;255.255.255.252;;;;10.1.255.3;4;2;0;;;;;
agence de Lyon;VLAN;20;atelier-7;atelier;10.2.0.0/26;255.255.255.192;10.2.0.62;;;10.2.0.63;64;1;60;;;;;
hors site;côté public;;fai;opérateur;203.0.113.0/29;255.255.255.248;203.0.113.1;;;203.0.113.7;8;1;4;;;;;
siège;VLAN;99;natif;VLAN natif;;;;;;;;;;;;;;
;machine;10;pc-1;;10.1.10.0/24;255.255.255.0;10.1.10.1;;;;;;;;;10.1.10.11;fd00:cc:1:10::11;02:42:0a:01:0a:0b
;machine;10;srv-1;;10.1.10.0/24;255.255.255.0;10.1.10.1;;;;;;;;;10.1.10.5;;
;machine;20;pc-2;;10.2.0.0/26;255.255.255.192;10.2.0.62;;;;;;;;;10.2.0.1;;
"""  # noqa: E501 - the file's own lines

HOSTS = """\
# Garage
10.1.10.11\tpc-1.garage.lan pc-1
fd00:cc:1:10::11\tpc-1.garage.lan pc-1
10.1.10.5\tsrv-1.garage.lan srv-1
10.2.0.1\tpc-2.garage.lan pc-2
"""

HEAD = """\
$TTL 3600
@\tIN\tSOA\tsrv-1.garage.lan. hostmaster.garage.lan. ( 1 3600 900 604800 3600 )
@\tIN\tNS\tsrv-1.garage.lan.
"""
ZONES = {
    "db.garage.lan": f"""\
$ORIGIN garage.lan.
{HEAD}pc-1\tIN\tA\t10.1.10.11
pc-1\tIN\tAAAA\tfd00:cc:1:10::11
srv-1\tIN\tA\t10.1.10.5
pc-2\tIN\tA\t10.2.0.1
""",
    "db.10.1.10.in-addr.arpa": f"""\
$ORIGIN 10.1.10.in-addr.arpa.
{HEAD}11\tIN\tPTR\tpc-1.garage.lan.
5\tIN\tPTR\tsrv-1.garage.lan.
""",
    "db.0.2.10.in-addr.arpa": f"""\
$ORIGIN 0.2.10.in-addr.arpa.
{HEAD}1\tIN\tPTR\tpc-2.garage.lan.
""",
    "db.0.1.0.0.1.0.0.0.c.c.0.0.0.0.d.f.ip6.arpa": f"""\
$ORIGIN 0.1.0.0.1.0.0.0.c.c.0.0.0.0.d.f.ip6.arpa.
{HEAD}1.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0\tIN\tPTR\tpc-1.garage.lan.
""",
}

NETBOX = {
    "vlans.csv": """\
vid,name,status,description
10,compta,active,comptabilité
20,atelier-7,active,atelier
99,natif,active,VLAN natif
""",
    "prefixes.csv": """\
prefix,status,vlan,is_pool,description
10.1.0.0/16,container,,false,siège
fd00:cc:1::/48,container,,false,siège
10.2.0.0/22,container,,false,agence de Lyon
10.1.10.0/24,active,10,false,comptabilité
10.1.128.0/20,reserved,,false,extension
10.1.250.0/28,active,,true,télétravail
10.1.255.0/30,active,,false,liaison louée
10.2.0.0/26,active,20,false,atelier
203.0.113.0/29,active,,false,opérateur
fd00:cc:1:10::/64,active,10,false,comptabilité
""",
    "ip-ranges.csv": """\
start_address,end_address,status,description
10.1.10.50/24,10.1.10.199/24,active,DHCP comptabilité
""",
    "ip-addresses.csv": """\
address,status,dns_name,description
10.1.10.1/24,active,,passerelle comptabilité
10.1.255.1/30,active,,siege (liaison louée)
10.1.255.2/30,active,,agence (liaison louée)
10.2.0.62/26,active,,passerelle atelier
203.0.113.1/29,active,,passerelle opérateur
203.0.113.2/29,active,,box (opérateur)
10.1.10.11/24,dhcp,pc-1.garage.lan,
fd00:cc:1:10::11/64,dhcp,pc-1.garage.lan,
10.1.10.5/24,active,srv-1.garage.lan,
10.2.0.1/26,active,pc-2.garage.lan,
""",
}

MARKDOWN = """\
# Plan d'adressage : Garage

## Réseaux

| Site | Type | VLAN | Nom | Libellé | Réseau | Masque | Passerelle | Début DHCP | Fin DHCP | Diffusion | Adresses | Machines | Libres | Réseau IPv6 | Passerelle IPv6 |
| --- | --- | ---: | --- | --- | --- | --- | --- | --- | --- | --- | ---: | ---: | ---: | --- | --- |
| siège | VLAN | 10 | compta | comptabilité | 10.1.10.0/24 | 255.255.255.0 | 10.1.10.1 | 10.1.10.50 | 10.1.10.199 | 10.1.10.255 | 256 | 2 | 101 | fd00:cc:1:10::/64 | fd00:cc:1:10::1 |
"""  # noqa: E501 - the file's own lines


def test_csv_is_what_french_excel_opens(plan: Plan) -> None:
    (content,) = export(plan, FORMATS["csv"]).values()
    assert content.startswith(b"\xef\xbb\xbfSite;")
    assert content.decode("utf-8-sig") == CSV.replace("\n", "\r\n")


def test_hosts(plan: Plan) -> None:
    assert made("hosts", plan) == {"hosts": HOSTS}


def test_zones(plan: Plan) -> None:
    assert made("zone", plan) == ZONES


def test_netbox(plan: Plan) -> None:
    assert made("netbox", plan) == {name: text.replace("\n", "\r\n") for name, text in NETBOX.items()}


def test_markdown(plan: Plan) -> None:
    text = made("md", plan)["plan.md"]
    assert text.startswith(MARKDOWN)
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Plan d'adressage : Garage",
        "## Réseaux",
        "## Machines",
        "## Espace libre",
    ]
    assert "| agence de Lyon | 10.2.2.0/23 | 10.2.2.0 | 10.2.3.255 | 512 |" in text


def rows(form: str, plan: Plan) -> Iterator[list[str]]:
    for text in made(form, plan).values():
        yield from csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";" if form == "csv" else ",")


@pytest.mark.parametrize("form", ["csv", "netbox"])
def test_no_cell_is_a_formula_and_no_row_is_broken(form: str) -> None:
    found = list(rows(form, hostile()))
    assert len(found) == len(list(rows(form, garage())))
    cells = [one for row in found for one in row]
    assert not [one for one in cells if one.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(one.startswith("'=cmd") for one in cells)
    assert "\x07" not in "".join(cells)


def test_a_workbook_holds_text_and_numbers_and_no_formula() -> None:
    (content,) = export(hostile(), FORMATS["xlsx"]).values()
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Réseaux", "Machines", "Espace libre"]
    cells = [one for sheet in book for row in sheet.iter_rows() for one in row if one.value is not None]
    assert {one.data_type for one in cells} == {"s", "n"}
    assert any(str(one.value).startswith("'=cmd") for one in cells)


def test_a_workbook_says_what_the_tables_say(plan: Plan) -> None:
    (content,) = export(plan, FORMATS["xlsx"]).values()
    sheet = load_workbook(io.BytesIO(content))["Réseaux"]
    head, first, *_ = sheet.iter_rows(values_only=True)
    assert dict(zip(head, first, strict=True)) | {"VLAN": 10, "Adresses": 256, "Libres": 101} == dict(
        zip(head, first, strict=True)
    )
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet["A1"].font.bold) == ("A2", sheet.dimensions, True)
    assert 10 <= sheet.column_dimensions["F"].width <= 40


def test_a_title_breaks_no_markdown_table() -> None:
    lines = made("md", hostile())["plan.md"].splitlines()
    tables = [re.sub(r"\\.", "", line) for line in lines if line.startswith("|")]
    counts = {line.count("|") for line in tables}
    assert counts == {17, 9, 6}  # one more than each table has columns
    assert "\\<script\\>" in "".join(lines)
    assert "<script" not in "".join(lines).replace("\\<script", "")


def test_a_company_breaks_no_line_of_hosts() -> None:
    text = made("hosts", hostile())["hosts"]
    assert text.splitlines()[1:] == HOSTS.splitlines()[1:]
    assert text.startswith("# =cmd")


def names(text: str) -> dict[str, str]:
    """The records of a zone file: full name -> value, for those of machines."""
    origin, *lines = text.splitlines()
    zone = origin.split()[1]
    records = [line.split("\t") for line in lines if re.match(r"[\w.-]+\tIN\t(A|AAAA|PTR)\t", line)]
    return {f"{owner}.{zone}": value for owner, _, _, value in records}


@examples
@given(plans())
def test_what_points_there_points_back(plan: Plan) -> None:
    if not plan.hosts:
        return
    zones = made("zone", plan)
    forward = names(zones.pop("db.x.lan"))
    back = {pointer: name for text in zones.values() for pointer, name in names(text).items()}
    assert back == {f"{ip_address(address).reverse_pointer}.": name for name, address in forward.items()}
    assert len(forward) == len(plan.hosts)


@examples
@given(plans())
def test_what_netbox_is_given_are_networks_and_addresses(plan: Plan) -> None:
    found = made("netbox", plan)
    prefixes = [row[0] for row in csv.reader(io.StringIO(found["prefixes.csv"]))][1:]
    addresses = [row[0] for row in csv.reader(io.StringIO(found["ip-addresses.csv"]))][1:]
    inside = [network for network in map(ip_network, prefixes) if str(network) in prefixes[1:]]
    assert all(ip_interface(address).network in inside for address in addresses)
    gateways = [vlan for vlan in plan.vlans.values() if vlan.gateway]
    assert len(addresses) == len(plan.hosts) + len(gateways)


def test_a_zone_needs_a_name() -> None:
    with pytest.raises(PlanError, match=r"no machine.*add `hosts:`"):
        made("zone", Plan("X", "x.lan", 1, {}, {}))


def test_the_name_server_is_the_machine_that_is_called_so(plan: Plan) -> None:
    assert name_server(plan).name == "srv-1"
    without = Plan(plan.company, plan.domain, 1, plan.vlans, {"pc-2": plan.hosts["pc-2"]})
    assert name_server(without).name == "pc-2"


@pytest.mark.parametrize(("typed", "remedy"), [("html5", "did you mean `html`"), ("excel", "there is: csv, hosts")])
def test_an_unknown_format_names_the_near_one(typed: str, remedy: str) -> None:
    with pytest.raises(UsageError, match=f"there is no format `{typed}`; {remedy}"):
        format_of(typed)


@pytest.mark.parametrize("form", [name for name in FORMATS if name != "zone"])
def test_a_plan_with_nothing_in_it_is_exported_all_the_same(form: str) -> None:
    assert all(export(Plan("X", "x.lan", 1, {}, {}), FORMATS[form]).values())


@pytest.mark.parametrize("form", FORMATS)
def test_twice_the_same(plan: Plan, form: str) -> None:
    if form != "xlsx":  # a workbook holds the time when it was made
        assert made(form, plan) == made(form, garage())


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "'=1+1"),
        ("\t=1", "'=1"),
        ("+33", "'+33"),
        ("-x", "'-x"),
        ("@a", "'@a"),
        ("a=b", "a=b"),
        ("a\r\nb\x00\u202ec", "a b c"),
        ("a\u2028b", "a b"),
        ("", ""),
        (12, "12"),
    ],
)
def test_a_cell(value: object, said: str) -> None:
    assert cell(value) == said


def test_words() -> None:
    assert plain(" a\n\tb ") == "a b"
    assert thousands(65534) == "65\N{NO-BREAK SPACE}534"
    assert [plural(number, "adresse") for number in (0, 1, 2)] == ["0 adresse", "1 adresse", "2 adresses"]
    assert percent(1, 8) == "12,5\N{NO-BREAK SPACE}%"
