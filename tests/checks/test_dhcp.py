"""`dhcp.*`: what a client of the checks reports, right and wrong in each way, and as a liar would."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from ipaddress import IPv4Address
from typing import Any

import pytest

from ccp3lab.company import Company, load_company
from ccp3lab.errors import DefinitionError
from ccp3lab.grading import CHECKS, Doubt, Observation, Place, Status
from ccp3lab.house import here
from ccp3lab.lab import load_lab
from checks.programs.lease import ACK, NAK, OFFER, Answer, Report
from tasks.dhcp_scopes import Scope, scopes

DEVICES = ("sw1", "sw2", "srv1", "pc-compta-3", "pc-atelier-3", "imprimante-1")
Say = Callable[..., str]


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company(here(), "atelier-velo").only(DEVICES, ("routing", "dhcp"))


@pytest.fixture(scope="module")
def scope(company: Company) -> Scope:
    return next(scope for scope in scopes(company) if scope.name == "compta")


def octets(*addresses: object) -> str:
    return b"".join(IPv4Address(str(address)).packed for address in addresses).hex()


@pytest.fixture
def lease(scope: Scope) -> Answer:
    """What a client is given when all is right."""
    told = {
        53: "05",
        1: octets(scope.subnet.netmask),
        3: octets(scope.router),
        6: octets(*scope.dns),
        15: scope.domain.encode().hex(),
        51: f"{int(scope.lease.total_seconds()):08x}",
        54: octets(scope.address),
    }
    return Answer(ACK, str(scope.range.first), str(scope.router), str(scope.router), told)


def said(end: Answer | None, **more: Any) -> str:
    """What the program prints."""
    offer = replace(end, kind=OFFER) if end else None
    return json.dumps(asdict(replace(Report("02:00:00:00:00:09", offer, end), **more)))


def told(lease: Answer, options: Mapping[int, str]) -> str:
    return said(replace(lease, options={**lease.options, **options}))


SIMPLE = ("dhcp.lease", "dhcp.router", "dhcp.dns", "dhcp.domain", "dhcp.time", "dhcp.server")


@pytest.mark.parametrize("check", SIMPLE)
def test_a_right_lease_passes(ask, lease, check) -> None:
    assert ask(check, "pc-compta-3", {}, client=said(lease)).status is Status.PASSED


@pytest.mark.parametrize(
    ("check", "option", "value", "found"),
    [
        ("dhcp.lease", 1, octets("255.255.0.0"), "masque 255.255.0.0"),
        ("dhcp.lease", 1, "", "masque aucune adresse"),
        ("dhcp.router", 3, octets("192.0.2.254"), "passerelle 192.0.2.254"),
        ("dhcp.router", 3, "", "pas de passerelle"),
        ("dhcp.dns", 6, octets("192.0.2.53"), "serveurs DNS 192.0.2.53"),
        ("dhcp.dns", 6, "", "pas de serveur DNS"),
        ("dhcp.domain", 15, b"velo.lan".hex(), "domaine velo.lan"),
        ("dhcp.domain", 15, "", "pas de domaine"),
        ("dhcp.domain", 15, b"\x1b[31m\n<b>".hex(), "domaine ␛[31m <b>"),
        ("dhcp.domain", 15, "ff" * 300, "�" * 79 + "…"),
        ("dhcp.time", 51, "0000003c", "un bail de 1 min"),
        ("dhcp.time", 51, "000e1029", "un bail de 10 j 16 h 41 s"),
        ("dhcp.time", 51, "ffffffff", "un bail de durée illimitée"),
        ("dhcp.time", 51, "00000000", "un bail de 0 s"),
        ("dhcp.time", 51, "", "pas de durée"),
        ("dhcp.server", 54, octets("192.0.2.1"), "un bail de 192.0.2.1, relayé par"),
        ("dhcp.server", 54, "", "un bail de aucune adresse"),
    ],
)
def test_a_wrong_option_fails(ask, lease, check, option, value, found) -> None:
    verdict = ask(check, "pc-compta-3", {}, client=told(lease, {option: value}))
    assert (verdict.status, found in verdict.found) == (Status.FAILED, True), verdict


def test_the_order_of_name_servers_counts(ask, lease, scope) -> None:
    verdict = ask("dhcp.dns", "pc-compta-3", {}, client=told(lease, {6: octets(*reversed(scope.dns))}))
    assert verdict.status is Status.FAILED


@pytest.mark.parametrize("domain", ["ATELIER-Velo.LAN", "atelier-velo.lan.", "atelier-velo.lan\0"])
def test_a_domain_however_it_is_spelt(ask, lease, domain) -> None:
    assert (
        ask("dhcp.domain", "pc-compta-3", {}, client=told(lease, {15: domain.encode().hex()})).status is Status.PASSED
    )


@pytest.mark.parametrize("beside", [-1, 150])
def test_an_address_beside_the_range_fails(ask, lease, scope, beside) -> None:
    outside = str(scope.range.first + beside)
    verdict = ask("dhcp.lease", "pc-compta-3", {}, client=said(replace(lease, address=outside)))
    assert (verdict.status, outside in verdict.found) == (Status.FAILED, True)


def test_a_switch_that_serves_its_own_clients_is_a_right_server(ask, lease, scope) -> None:
    own = replace(lease, relay="0.0.0.0", options={**lease.options, 54: octets(scope.router)})
    assert ask("dhcp.server", "pc-compta-3", {}, client=said(own)).status is Status.PASSED


@pytest.mark.parametrize("relay", ["0.0.0.0", "192.0.2.1"])
def test_the_planned_server_by_another_way_fails(ask, lease, relay) -> None:
    verdict = ask("dhcp.server", "pc-compta-3", {}, client=said(replace(lease, relay=relay)))
    assert verdict.status is Status.FAILED


@pytest.mark.parametrize("check", [*SIMPLE, "dhcp.reserved"])
@pytest.mark.parametrize(
    ("offered", "end", "problem", "found"),
    [
        (False, None, "", "aucun serveur ne répond"),
        (True, None, "", "est proposée, puis n'est pas confirmée"),
        (True, NAK, "", "est proposée, puis est refusée"),
        (False, None, "Network is down", "le port est coupé (Network is down)"),
    ],
)
def test_without_a_lease_the_reason_is_told(ask, lease, check, offered, end, problem, found) -> None:
    offer = replace(lease, kind=OFFER) if offered else None
    answer = replace(lease, kind=end) if end else None
    text = json.dumps(asdict(Report("02:00:00:00:00:09", offer, answer, problem=problem)))
    device = "imprimante-1" if check == "dhcp.reserved" else "pc-compta-3"
    verdict = ask(check, device, {}, client=text)
    assert (verdict.status, found in verdict.found) == (Status.FAILED, True), verdict


@pytest.mark.parametrize("check", [*SIMPLE, "dhcp.range", "dhcp.reach"])
@pytest.mark.parametrize("gone", ["sw1", "sw2", "srv1"])
def test_without_a_lease_nobody_is_blamed_while_a_partner_is_down(ask, check, gone) -> None:
    verdict = ask(check, "pc-atelier-3", {}, gone=gone, client=said(None))
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNSEEN)


def test_a_lease_needs_no_other_witness(ask, lease) -> None:
    assert ask("dhcp.lease", "pc-compta-3", {}, gone="srv1", client=said(lease)).status is Status.PASSED
    silent = ask("dhcp.lease", "pc-compta-3", {}, gone="sw2", client=said(None))
    assert silent.status is Status.FAILED  # that one has no part in it


def test_a_reservation(ask, lease, company) -> None:
    address = str(company.plan.host("imprimante-1").address)
    kept, other = (
        ask("dhcp.reserved", "imprimante-1", {}, client=said(end)) for end in (replace(lease, address=address), lease)
    )
    assert (kept.status, other.status) == (Status.PASSED, Status.FAILED)
    assert other.found == lease.address


@pytest.mark.parametrize(
    ("router", "reached", "status", "found"),
    [
        ("02:00:00:00:00:01", True, Status.PASSED, "réponse reçue"),
        ("02:00:00:00:00:01", False, Status.FAILED, "la passerelle répond, srv1 non"),
        ("", False, Status.FAILED, "la passerelle annoncée ("),
    ],
)
def test_the_way_to_a_host(ask, lease, router, reached, status, found) -> None:
    verdict = ask("dhcp.reach", "pc-compta-3", {}, client=said(lease, router=router, reached=reached))
    assert (verdict.status, found in verdict.found) == (status, True), verdict


def test_the_way_to_a_host_needs_a_lease(ask) -> None:
    verdict = ask("dhcp.reach", "pc-compta-3", {}, client=said(None))
    assert (verdict.status, verdict.found) == (Status.FAILED, "aucun serveur ne répond")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sh: 1: python3: not found",
        "null",
        "[]",
        "{}",
        '{"mac": 1}',
        "\x1b[2J" * 1000,
        said(None)[:-1],
        said(None) * 2,
        said(Answer(ACK, "dix", "0.0.0.0", "0.0.0.0", {})),
        said(Answer(ACK, "192.0.2.9", "0.0.0.0", "0.0.0.0", {3: "0g"})),
        said(Answer(ACK, "192.0.2.9", "0.0.0.0", "0.0.0.0", {3: "0" * 2000})),
        said(Answer(ACK, "192.0.2.9", "0.0.0.0", "0.0.0.0", {3: "0102"})),
    ],
)
def test_what_cannot_be_read_is_undetermined(ask, text) -> None:
    verdict = ask("dhcp.router", "pc-compta-3", {}, client=text)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNREADABLE), verdict


def test_the_checks_of_a_client_share_one_exchange(company) -> None:
    place = Place(company, company.device("pc-compta-3"))
    needs = {
        kind.model_validate({}, context=place).needs(place)["client"] for name in SIMPLE if (kind := CHECKS.get(name))
    }
    assert len(needs) == 1
    assert "\n" not in str(next(iter(needs))[1])


def test_a_device_without_dhcp_is_told_before_anything_runs(refused_with) -> None:
    assert refused_with({"check": "dhcp.lease", "device": "srv1"}) == "`srv1` is in no VLAN with DHCP"
    assert (
        refused_with({"check": "dhcp.boot", "device": "srv1", "with": {"client": "srv1"}})
        == "`srv1` is in no VLAN with DHCP"
    )


@pytest.fixture
def refused_with(company: Company) -> Callable[[Mapping[str, Any]], str]:
    """What the rubric says of a check, without its remedy and its place."""
    from ccp3lab.grading import rubric
    from ccp3lab.lab import CheckSpec

    def refused(spec: Mapping[str, Any]) -> str:
        lab = load_lab(here(), "dhcp-relais")
        check = CheckSpec.model_validate({"id": "x", "points": 1, "title": "x", **spec})
        with pytest.raises(DefinitionError) as error:
            rubric(replace(lab, checks=(check,)), company)
        return str(error.value).partition(": ")[2].partition(";")[0]

    return refused


def test_boot(ask, lease, scope) -> None:
    given = {"client": "pc-compta-3"}
    fine = {"client": said(lease), "enabled": Observation("enabled\n", 0), "valid": Observation("INFO x\n", 0)}
    assert ask("dhcp.boot", "srv1", given, **fine).status is Status.PASSED
    off = ask("dhcp.boot", "srv1", given, **{**fine, "enabled": Observation("disabled\n", 1)})
    assert (off.status, off.found) == (Status.FAILED, "kea-dhcp4-server n'est pas activé (disabled)")
    bad = ask("dhcp.boot", "srv1", given, **{**fine, "valid": Observation("ERROR x\nSyntax check failed", 1)})
    assert (bad.status, "est refusé" in bad.found) == (Status.FAILED, True)
    odd = ask("dhcp.boot", "srv1", given, **{**fine, "enabled": Observation("sh: systemctl: not found\n", 127)})
    assert odd.status is Status.UNDETERMINED
    none = ask("dhcp.boot", "srv1", given, **{**fine, "client": said(None)})
    assert (none.status, none.found) == (Status.FAILED, "aucun serveur ne répond")


KEA_SAYS = {
    "syntax": (
        "Syntax check failed with: /etc/kea/kea-dhcp4.conf:41.1: syntax error, unexpected }\n",
        "/etc/kea/kea-dhcp4.conf:41.1: syntax error, unexpected }",
    ),
    "value": (
        "2026-11-29 15:39:06.099 INFO  [kea-dhcp4.hosts/8.140] HOSTS_BACKENDS_REGISTERED the following host types\n"
        "Error encountered: Failed to select interface: interface 'eth7' doesn't exist (/etc/kea/kea-dhcp4.conf:5:26)\n"
        "2026-11-29 15:39:06.106 ERROR [kea-dhcp4.dhcp4/8.140] DHCP4_PARSER_FAIL failed to create or run parser\n",
        "Failed to select interface: interface 'eth7' doesn't exist (/etc/kea/kea-dhcp4.conf:5:26)",
    ),
    "odd": ("Segmentation fault\n", "Segmentation fault"),
}


@pytest.mark.parametrize(("text", "told"), KEA_SAYS.values(), ids=KEA_SAYS)
def test_boot_tells_what_kea_says_of_its_file(ask, lease, text, told) -> None:
    seen = {"client": said(lease), "enabled": Observation("enabled\n", 0), "valid": Observation(text, 1)}
    verdict = ask("dhcp.boot", "srv1", {"client": "pc-compta-3"}, **seen)
    assert (verdict.status, verdict.found) == (Status.FAILED, f"/etc/kea/kea-dhcp4.conf est refusé : {told}")


def test_boot_asks_nothing_of_a_server_that_does_not_serve(ask, lease, scope) -> None:
    own = replace(lease, relay="0.0.0.0", options={**lease.options, 54: octets(scope.router)})
    seen = {"client": said(own), "enabled": Observation("disabled\n", 1), "valid": Observation("", 1)}
    assert ask("dhcp.boot", "srv1", {"client": "pc-compta-3"}, **seen).status is Status.PASSED


@pytest.fixture
def offered(scope: Scope) -> dict[str, str]:
    """What a right server offers to the wishes of dhcp.range: its first address when the one asked for is not free."""
    first, last = scope.range.first, scope.range.last
    free = str(first + 2)
    return {
        str(first - 1): free,
        str(last + 1): free,
        str(last): str(last),
        str(first): free,
        str(first + 1): str(first + 1),
    }


def asked(ask, wishes: Mapping[str, str]):
    return ask(
        "dhcp.range", "pc-compta-3", {}, client=json.dumps(asdict(Report("02:00:00:00:00:09", wishes=dict(wishes))))
    )


def test_a_range_from_end_to_end_passes(ask, offered) -> None:
    assert asked(ask, offered).status is Status.PASSED


@pytest.mark.parametrize(
    ("wish", "offer", "found"),
    [
        (-1, -1, "est proposée, hors de la plage"),
        (150, 150, "est proposée, hors de la plage"),
        (0, -40, "est proposée, hors de la plage"),
        (149, 2, "n'est jamais proposée, même à qui la demande"),
    ],
)
def test_a_range_that_is_not_the_planned_one_fails(ask, offered, scope, wish, offer, found) -> None:
    first = scope.range.first
    verdict = asked(ask, {**offered, str(first + wish): str(first + offer)})
    assert (verdict.status, found in verdict.found) == (Status.FAILED, True), verdict


def test_a_range_that_begins_too_late_fails(ask, scope) -> None:
    first, last = scope.range.first, scope.range.last
    late = {str(first - 1): str(first + 10), str(last): str(last), str(first): str(first + 10)}
    verdict = asked(ask, late)
    assert (verdict.status, verdict.found.partition(" ")[0]) == (Status.FAILED, str(first))


def test_no_offer_at_all(ask) -> None:
    verdict = asked(ask, {})
    assert (verdict.status, verdict.found) == (Status.FAILED, "aucun serveur ne répond")


def test_what_is_wished_for(company, scope) -> None:
    place = Place(company, company.device("pc-compta-3"))
    kind = CHECKS.get("dhcp.range")
    assert kind is not None
    (_, need) = kind.model_validate({}, context=place).needs(place)["client"]
    given = json.loads(str(need).partition(" ")[2])
    wishes = given["wishes"]
    assert given["patience"] == 1 + 3 * len(list(scopes(company))), "a switch may try an address of each network first"
    first, last = scope.range.first, scope.range.last
    assert [wish[0] for wish in wishes] == [str(first - 1), str(last + 1), str(last), str(first)]
    assert [len(wish) for wish in wishes] == [1, 1, 6, 6]
