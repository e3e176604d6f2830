"""DHCP as a new machine meets it: what is leased, what it is told, who answers, which addresses are never given."""

import json
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Address
from typing import Self

from pydantic import ValidationInfo, model_validator

from ccp3lab.grading.check import Check, Place, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.names import own_port
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Verdict, failed, passed
from ccp3lab.plan import Host
from checks.dhcp_report import DNS, DOMAIN, MASK, NONE, ROUTER, SERVER, TIME, Answer, Report, report
from checks.dhcp_wishes import beyond, ends
from checks.programs import program
from checks.reach import state
from tasks.dhcp_scopes import Scope, scopes

PATIENCE = 25.0
"""Seconds for the program. A switch may try several addresses by pings before it offers one."""

PING = 3.0
"""Seconds for which a switch tries one address (dnsmasq(8), `no-ping`): it hears nobody else meanwhile."""


def client(place: Place, **given: object) -> tuple[str, Need]:
    """A DHCP client on the port of the place, which leaves the device as it is."""
    silent = 1 + PING * len(list(scopes(place.company)))  # machines of all scopes may ask the same switch at once
    argument = json.dumps({"port": own_port(place), "patience": silent, **given}, sort_keys=True)
    return place.here(program("lease", argument, PATIENCE))


def stranger(place: Place) -> tuple[str, Need]:
    """A machine that nobody knows, on the port of the place.

    All that checks ask of it is asked once: addresses that it wishes for, a lease, the way to a name server.
    """
    scope = scope_of(place)
    wishes = [list(map(str, wish)) for wish in (*beyond(scope), *ends(scope))]
    asked = {"reach": str(asked_of.address)} if (asked_of := name_server(place)) else {}
    return client(place, wishes=wishes, **asked)


def name_server(place: Place) -> Host | None:
    """The first name server of the place's scope that takes part in the lab."""
    planned = {host.address: host for host in place.company.plan.hosts.values() if host.name in place.company.devices}
    return next((planned[address] for address in scope_of(place).dns if address in planned), None)


def scope_of(place: Place) -> Scope:
    """The planned scope of the VLAN where the place's device is plugged."""
    return next(_scopes_at(place))


def demand_scope(place: Place) -> None:
    """Raises ValueError when the place's device is in no VLAN that has a scope."""
    if not list(_scopes_at(place)):
        there = ", ".join(sorted(scope.name for scope in scopes(place.company))) or "none"
        raise ValueError(f"`{place.device.name}` is in no VLAN with DHCP; VLANs with DHCP in this lab: {there}")


def _scopes_at(place: Place) -> Iterator[Scope]:
    vlans = {link.access for _, link, _ in place.company.ports(place.device.name)}
    return (scope for scope in scopes(place.company) if scope.name in vlans)


class Placed(Check):
    """A check that looks from a port in a VLAN which has a scope: told with the rubric, before any device is asked."""

    @model_validator(mode="after")
    def _placed(self, info: ValidationInfo) -> Self:
        if isinstance(info.context, Place):
            demand_scope(info.context)
        return self

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Who has a part in a lease: while one of them is down, silence is nobody's mistake."""
        return partners(place)


def partners(place: Place) -> Mapping[str, tuple[str, Need]]:
    """The switch at the end of the place's cable, the relay, the planned server: what shows that each is there."""
    scope, (access, _, _) = scope_of(place), place.company.host_link(place.device.name)
    names = filter(None, (access.device, scope.relay, scope.server))
    return {name: state(place, name) for name in names}


class Leased(Placed):
    """What the checks of a lease share: a machine that nobody knows asks for one, on the device's port."""

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """One exchange, the same for all of them."""
        return {"client": stranger(place)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Without a lease the reason is told, else the lease is judged."""
        found, scope = report(seen["client"].text), scope_of(place)
        return self.judged(found.lease, scope) if found.lease else nothing(self.expected(scope), found, scope)

    def expected(self, scope: Scope) -> str:
        """What is asked, in French."""
        raise NotImplementedError

    def judged(self, lease: Answer, scope: Scope) -> Verdict:
        """The verdict on a lease."""
        raise NotImplementedError


def nothing(expected: str, found: Report, scope: Scope) -> Verdict:
    """Why there is no lease."""
    if found.problem:
        return failed(expected, f"le port est coupé ({one_line(found.problem, 60)})", "ip link, puis ifup")
    if found.offer is None:
        look = f"le chemin d'une demande : le relais du VLAN {scope.vlan.id}, le service, l'étendue de ce réseau"
        return failed(expected, "aucun serveur ne répond", look)
    what = "est refusée" if found.end else "n'est pas confirmée"
    return failed(expected, f"{found.offer.address} est proposée, puis {what}", "le journal du serveur DHCP")


def listed(addresses: tuple[IPv4Address, ...]) -> str:
    """Addresses as people read them."""
    return ", ".join(map(str, addresses[:8])) or "aucune adresse"


@check("dhcp.lease")
class Lease(Leased):
    """A new machine in the device's VLAN gets an address of the planned range, with the mask of its subnet (RFC 2131).

        - {check: dhcp.lease, device: pc-compta-3, wait: 10s}

    The machine is a network card that exists for the time of the question; the device keeps its own address.
    failed: no answer, an address outside the range, another mask.  undetermined: the client could not run; or it has no
    lease (this counts for all checks of DHCP) and the switch, the relay or the planned server is down.
    """

    def expected(self, scope: Scope) -> str:
        """The range."""
        return f"une adresse de {scope.range.first} à {scope.range.last}, masque {scope.subnet.netmask}"

    def judged(self, lease: Answer, scope: Scope) -> Verdict:
        """Address, then mask."""
        mask = listed(lease.addresses(MASK))
        found = f"{lease.address}, masque {mask}"
        if lease.address in scope.range and mask == str(scope.subnet.netmask):
            return passed(self.expected(scope), found)
        return failed(self.expected(scope), found, f"l'étendue du réseau {scope.subnet} : réseau, masque, plage")


@check("dhcp.router")
class Router(Leased):
    """A new machine is told the gateway of its VLAN (option 3).

        - {check: dhcp.router, device: pc-compta-3}

    failed: no lease, no router, another one, several.  undetermined: the client could not run.
    """

    def expected(self, scope: Scope) -> str:
        """The gateway."""
        return f"passerelle {scope.router}"

    def judged(self, lease: Answer, scope: Scope) -> Verdict:
        """One router, the planned one."""
        told = lease.addresses(ROUTER)
        found = f"passerelle {listed(told)}" if told else "pas de passerelle"
        if told == (scope.router,):
            return passed(self.expected(scope), found)
        return failed(self.expected(scope), found, "l'option « routeur » de l'étendue")


@check("dhcp.dns")
class Dns(Leased):
    """A new machine is told the planned name servers, in their order (option 6).

        - {check: dhcp.dns, device: pc-compta-3}

    failed: no lease, another list.  undetermined: the client could not run.
    """

    def expected(self, scope: Scope) -> str:
        """The list."""
        return f"serveurs DNS {listed(scope.dns)}"

    def judged(self, lease: Answer, scope: Scope) -> Verdict:
        """The whole list, in order: the first one is asked first."""
        told = lease.addresses(DNS)
        found = f"serveurs DNS {listed(told)}" if told else "pas de serveur DNS"
        if told == scope.dns:
            return passed(self.expected(scope), found)
        return failed(self.expected(scope), found, "l'option « serveurs DNS » : adresses et ordre")


@check("dhcp.domain")
class Domain(Leased):
    """A new machine is told the company's domain (option 15).

        - {check: dhcp.domain, device: pc-compta-3}

    failed: no lease, no domain, another one.  undetermined: the client could not run.
    """

    def expected(self, scope: Scope) -> str:
        """The domain."""
        return f"domaine {scope.domain}"

    def judged(self, lease: Answer, scope: Scope) -> Verdict:
        """Names of domains have no case (RFC 4343); a final dot says the same."""
        told = lease.text(DOMAIN)
        found = f"domaine {told}" if told else "pas de domaine"
        if told.rstrip(".").lower() == scope.domain:
            return passed(self.expected(scope), found)
        return failed(self.expected(scope), found, "l'option « nom de domaine » (et non la liste de recherche)")


@check("dhcp.time")
class Time(Leased):
    """A lease lasts as long as planned (option 51).

        - {check: dhcp.time, device: pc-compta-3}

    failed: no lease, another time.  undetermined: the client could not run.
    """

    def expected(self, scope: Scope) -> str:
        """The time."""
        return f"un bail de {spell(int(scope.lease.total_seconds()))}"

    def judged(self, lease: Answer, scope: Scope) -> Verdict:
        """To the second."""
        told = lease.seconds(TIME)
        if told == scope.lease.total_seconds():
            return passed(self.expected(scope), f"un bail de {spell(told)}")
        found = "pas de durée" if told is None else f"un bail de {spell(told)}"
        return failed(self.expected(scope), found, "la durée du bail, et son unité")


def spell(seconds: int) -> str:
    """SECONDS as people say them: `8 h`, `1 j 30 min`."""
    if seconds == 0xFFFFFFFF:
        return "durée illimitée"
    parts, left = [], seconds
    for size, unit in ((86400, "j"), (3600, "h"), (60, "min"), (1, "s")):
        count, left = divmod(left, size)
        parts += [f"{count} {unit}"] if count else []
    return " ".join(parts) or "0 s"


@check("dhcp.server")
class Server(Leased):
    """Who leases: the planned server through the relay of the VLAN's router, or that router itself.

        - {check: dhcp.server, device: pc-compta-3}

    The server names itself (option 54); a relay leaves its address in the answer (giaddr, RFC 1542).
    failed: no lease, another server, an answer of the planned server that came by another way.  undetermined: the
    client could not run.
    """

    def expected(self, scope: Scope) -> str:
        """The server, or the gateway."""
        by = f"relayé par {scope.router}" if scope.relay else "en direct"
        return f"un bail de {scope.server}, {by}, ou de la passerelle {scope.router} elle-même"

    def judged(self, lease: Answer, scope: Scope) -> Verdict:
        """Identifier, then relay."""
        who = listed(lease.addresses(SERVER)[:1])
        how = f"relayé par {lease.relay}" if lease.relay != NONE else "en direct"
        found, expected = f"un bail de {who}, {how}", self.expected(scope)
        by_router = who == str(scope.router) and lease.relay == NONE
        if by_router or (who == str(scope.address) and lease.relay == (scope.router if scope.relay else NONE)):
            return passed(expected, found)
        return failed(expected, found, f"l'adresse du relais du VLAN {scope.vlan.id}, et qui d'autre sert des baux")


@check("dhcp.reach")
class Reach(Placed):
    """A new machine reaches the first name server of the lab by the router that it was told: its lease is of use.

        - {check: dhcp.reach, device: pc-compta-3}

    failed: no lease, no router, a router that does not answer ARP, no answer to the ping.  undetermined: the client
    could not run, or the name server is down.
    """

    @model_validator(mode="after")
    def _served(self, info: ValidationInfo) -> Self:
        if isinstance(place := info.context, Place) and not name_server(place):
            raise ValueError("no name server of this scope is in the lab; add one of `dns:` to `devices:`")
        return self

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """One exchange, then a ping with the address that it gave."""
        return {"client": stranger(place)}

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The name server as well."""
        return {**partners(place), _name(place): state(place, _name(place))}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Lease, router, answer."""
        found, scope, to = report(seen["client"].text), scope_of(place), _name(place)
        expected = f"un nouveau poste joint {to} par la passerelle de son bail"
        if found.lease is None:
            return nothing(expected, found, scope)
        if found.reached:
            return passed(expected, f"réponse reçue, avec l'adresse {found.lease.address}")
        told = listed(found.lease.addresses(ROUTER)[:1])
        if not found.router:
            look = "l'option « routeur » de l'étendue"
            return failed(expected, f"la passerelle annoncée ({told}) ne répond pas", look)
        look = f"la route de retour : passerelle de {to}, adresse donnée au poste"
        return failed(expected, f"la passerelle répond, {to} non", look)


def _name(place: Place) -> str:
    server = name_server(place)
    return server.name if server else ""


@check("dhcp.reserved")
class Reserved(Placed):
    """The network card of a host with a reservation gets its address of the plan.

        - {check: dhcp.reserved, device: imprimante-1}

    failed: no lease, another address.  undetermined: the client could not run.
    """

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """One exchange under the host's own card."""
        return {"client": client(place, mac=place.company.plan.host(place.device.name).mac)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """The address alone."""
        found, host = report(seen["client"].text), place.company.plan.host(place.device.name)
        expected = f"la carte {host.mac} reçoit toujours {host.address}"
        if found.lease is None:
            return nothing(expected, found, scope_of(place))
        if found.lease.address == host.address:
            return passed(expected, f"{found.lease.address}")
        look = "l'adresse de carte de la réservation, chiffre par chiffre (ip link sur le poste)"
        return failed(expected, f"{found.lease.address}", look)
