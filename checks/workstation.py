"""A workstation of a domain, as it sees its domain: whom it asks, what it knows, what a restart would bring."""

import re
from collections.abc import Mapping

from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Need, Observation, Run
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.directory_names import Accounts, domain
from checks.workstation_domain import controller, there

PATIENCE = 8.0
"""Seconds for a name: a server may be silent for five (resolv.conf(5), `timeout`)."""
READ = 4.0

_SERVER = re.compile(r"^\s*nameserver\s+(\S+)", re.M)
_SERVICE = re.compile(r"^\d+ \d+ \d+ (\S+)\.$", re.M)
_MODE = re.compile(r"^(\d{3,4}) (\S+)$")


@check("workstation.resolver")
class Resolver(Check):
    """A machine asks the domain's controller for names, nobody else, and finds the domain's services (RFC 2782).

        - {check: workstation.resolver, device: pc-compta-1}

    Another server beside it would answer in its place now and then, and know nothing of the domain.
    failed: other servers, or none; the services are not found.  undetermined: the controller is down.
    """

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The settings, and what they find."""
        name = f"_ldap._tcp.dc._msdcs.{domain(place).name}"
        asked = ("timeout", str(PATIENCE), "dig", "+short", "+tries=1", "+time=3", name, "SRV")
        return {
            "settings": place.here(Run(("cat", "/etc/resolv.conf"), READ)),
            "services": place.here(Run(asked, PATIENCE + 1)),
        }

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The controller: while it is down, silence is nobody's mistake."""
        return {"there": there(place)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Settings first, then the services."""
        host, me = controller(place), place.device.name
        settings, services = seen["settings"], seen["services"]
        expected = f"{me} interroge {host.name} ({host.address}) et lui seul, et trouve les services du domaine"
        look = f"/etc/resolv.conf sur {me} : une ligne nameserver, celle du contrôleur de domaine"
        if settings.code not in (0, 1) or services.code not in (0, 9, 10, 124):
            raise Unreadable(f"cat, dig : {one_line(settings.text + services.text) or 'réponse vide'}")
        asked = _SERVER.findall(settings.text)
        if asked != [str(host.address)]:
            return failed(expected, f"serveurs réglés : {one_line(', '.join(asked)) or 'aucun'}", look)
        found = {name.lower() for name in _SERVICE.findall(services.text)}
        if domain(place).fqdn(host.name) not in found:
            return failed(
                expected, "aucun service du domaine n'est trouvé", f"{look} ; dig SRV, ss -lnu sur {host.name}"
            )
        return passed(expected, f"{host.name} : services trouvés")


@check("workstation.people")
class People(Check):
    """A machine knows people of the domain by their full names (NSS: nsswitch.conf(5), sssd(8)).

        - {check: workstation.people, device: pc-compta-1, with: {who: [cmartin, jlegoff]}}

    failed: one of them is unknown to it.  undetermined: the controller is down.
    """

    who: Accounts

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """One look for all of them."""
        names = (f"{login}@{domain(place).name}" for login in self.who)
        return {"people": place.here(Run(("timeout", str(PATIENCE), "getent", "passwd", *names), PATIENCE + 1))}

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The controller: while it is down, the machine may know nobody."""
        return {"there": there(place)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Name by name; whether the machine adds the domain to them is its own business."""
        me, answer = place.device.name, seen["people"]
        if answer.code not in (0, 2, 124):
            raise Unreadable(f"getent : {one_line(answer.text) or 'réponse vide'}")
        known = {line.partition(":")[0].partition("@")[0].casefold() for line in answer.text.splitlines()}
        expected = f"{me} connaît les comptes {', '.join(self.who)} du domaine {domain(place).name}"
        lost = [login for login in self.who if login not in known]
        if lost:
            look = f"systemctl status sssd, journalctl -u sssd et /etc/sssd/sssd.conf sur {me}"
            return failed(expected, f"inconnu(s) : {', '.join(lost)}", look)
        return passed(expected, "comptes connus")


@check("workstation.kept")
class Kept(Check):
    """A restart of the machine would leave it in the domain: sssd starts with it, and its settings are root's alone.

        - {check: workstation.kept, device: pc-compta-1}

    sssd refuses settings that others may write, and those that others may read tell them of the domain (sssd.conf(5)).
    failed: sssd does not start with the machine; its file is missing, or open to others.  undetermined: cannot tell.
    """

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """What starts with the machine, and whose the file is."""
        return {
            "enabled": place.here(Run(("systemctl", "is-enabled", "sssd"), READ)),
            "file": place.here(Run(("stat", "-c", "%a %U", "/etc/sssd/sssd.conf"), READ)),
        }

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """The file, then the start."""
        me, enabled, file = place.device.name, seen["enabled"].text.strip(), seen["file"]
        expected = f"après un redémarrage, {me} sera encore dans le domaine"
        if file.code not in (0, 1) or enabled not in ("enabled", "disabled", "masked"):
            raise Unreadable(f"stat, systemctl : {one_line(f'{file.text} {enabled}') or 'réponse vide'}")
        if file.code:
            return failed(expected, "/etc/sssd/sssd.conf n'existe pas", "man sssd.conf, man sssd-ad")
        found = _MODE.match(file.text.strip())
        if found is None:
            raise Unreadable(f"stat : {one_line(file.text) or 'réponse vide'}")
        if int(found[1], 8) & 0o077 or found[2] != "root":
            look = "chown root, chmod 600 : ce fichier est à root seul"
            return failed(expected, f"/etc/sssd/sssd.conf : {found[1]}, à {one_line(found[2])}", look)
        if enabled != "enabled":
            return failed(expected, "sssd ne démarre pas avec la machine", "systemctl enable sssd")
        return passed(expected, "sssd démarre avec la machine, son fichier est à root seul")
