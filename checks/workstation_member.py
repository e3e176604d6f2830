"""Whether a machine is a member that can be used: what the directory says of its account, what the machine can do."""

from collections.abc import Mapping

from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Need, Observation, Run
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.directory_names import domain
from checks.directory_seen import only
from checks.workstation_domain import account, name
from tasks.directory_found import DISABLED
from tasks.directory_values import WORKSTATION

PATIENCE = 12.0
"""Seconds for adcli: it gives up a name server that is silent after six."""

NOT_TAKEN, NO_CONTROLLER = 3, 5
"""Exit codes of `adcli testjoin`: the domain does not take the machine's keys, or there are none; nobody was found."""


@check("workstation.member")
class Member(Check):
    """A machine is a member of the domain, and can be used as one: the directory has its account and takes its keys.

        - {check: workstation.member, device: pc-compta-1}

    The account is a workstation's, enabled, and was logged on with (lastLogon): one that was only made beforehand, or
    was deleted and made anew, is not. The machine then logs on with its own keys (adcli testjoin).
    failed: no account, disabled, never used; the domain does not take the machine's keys, or is not found.
    undetermined: the directory does not answer.
    """

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Both sides."""
        tested = Run(("adcli", "testjoin", "-D", domain(place).name), PATIENCE)
        return {"account": account(place), "tested": place.here(tested)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """The directory first: it cannot be made to lie by the machine."""
        me, tested, found = place.device.name, seen["tested"], only(seen["account"])
        expected = f"{me} est membre du domaine {domain(place).name}, qui accepte ses clés"
        if found is None:
            return failed(expected, f"le domaine n'a pas de compte « {name(place)} »", "man adcli : join")
        bits = found.number("userAccountControl")
        if not bits & WORKSTATION:
            return failed(expected, "ce compte n'est pas celui d'un poste", f"le compte {name(place)} dans l'annuaire")
        if bits & DISABLED:
            return failed(expected, "le compte du poste est désactivé", f"le compte {name(place)} dans l'annuaire")
        if not found.number("lastLogon"):
            return failed(expected, "ce compte n'a jamais servi : le poste n'a pas été joint", "man adcli : join")
        if tested.code == 0:
            return passed(expected, "le domaine accepte ses clés")
        if tested.code == NOT_TAKEN:
            said = "le domaine n'accepte pas les clés du poste, ou le poste n'en a pas"
            return failed(expected, said, f"adcli testjoin, klist -k sur {me}")
        if tested.code == NO_CONTROLLER:
            return failed(expected, "le poste ne trouve pas de contrôleur", f"/etc/resolv.conf sur {me}")
        raise Unreadable(f"adcli : {one_line(tested.text) or 'réponse vide'}")


@check("workstation.names")
class Names(Check):
    """The directory knows a machine by its full name, and so do its services (MS-ADA1 and MS-ADA3: dNSHostName, SPN).

        - {check: workstation.names, device: pc-compta-1}

    Kerberos gives a ticket for `host/` and the full name: without it nobody is let in (RFC 4120).
    failed: no account, another full name, no such service name.  undetermined: the directory does not answer.
    """

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The account."""
        return {"account": account(place)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Names know no case."""
        me, found = place.device.name, only(seen["account"])
        full = domain(place).fqdn(me)
        expected = f"le compte de {me} porte le nom {full} et le service host/{full}"
        if found is None:
            return failed(expected, f"le domaine n'a pas de compte « {name(place)} »", "man adcli : join")
        look = f"hostname -f sur {me}, puis man adcli : --host-fqdn"
        if (there := found.text("dNSHostName")).casefold() != full:
            return failed(expected, f"nom complet : {one_line(there, 60) or 'aucun'}", look)
        if f"host/{full}" not in {one.casefold() for one in found.texts("servicePrincipalName")}:
            return failed(expected, "le service host/ manque à ce nom", look)
        return passed(expected, full)
