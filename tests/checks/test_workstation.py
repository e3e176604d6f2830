"""What a machine of a domain sees of it: right, each way to be wrong, and answers that say nothing."""

import pytest

from ccp3lab.grading import Doubt, Observation, Status
from tests.checks.workstation_ask import DOMAIN, judged

RESOLVER, PEOPLE, KEPT = "workstation.resolver", "workstation.people", "workstation.kept"
SETTINGS = f"search {DOMAIN} atelier-velo.lan\nnameserver 10.1.30.20\n"
SERVICES = f"0 100 389 dc1.{DOMAIN}.\n"
WHO = {"who": ["cmartin", "jlegoff"]}
LINE = "{}:*:1752001105:1752000513:{}:/home/x:/bin/bash\n".format


def code(number: int, text: str = "") -> Observation:
    return Observation(text, number)


def test_a_machine_that_asks_the_controller_passes() -> None:
    verdict = judged(RESOLVER, settings=code(0, SETTINGS), services=code(0, SERVICES))
    assert (verdict.status, verdict.found) == (Status.PASSED, "dc1 : services trouvés")


@pytest.mark.parametrize(
    ("settings", "services", "found"),
    [
        (code(0, "search x\n"), code(9), "serveurs réglés : aucun"),
        (code(0, "nameserver 10.1.10.1\n"), code(9), "serveurs réglés : 10.1.10.1"),
        (code(0, f"{SETTINGS}nameserver 9.9.9.9\n"), code(0, SERVICES), "serveurs réglés : 10.1.30.20, 9.9.9.9"),
        (code(1, "cat: /etc/resolv.conf: No such file or directory\n"), code(10), "serveurs réglés : aucun"),
        (code(0, SETTINGS), code(0), "aucun service du domaine n'est trouvé"),
        (code(0, SETTINGS), code(124), "aucun service du domaine n'est trouvé"),
        (code(0, SETTINGS), code(0, SERVICES.replace("dc1", "dc9")), "aucun service du domaine n'est trouvé"),
    ],
    ids=["none", "gateway", "two", "no file", "no service", "silence", "another controller"],
)
def test_whoever_asks_somebody_else_or_nobody_fails(settings, services, found) -> None:
    verdict = judged(RESOLVER, settings=settings, services=services)
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


def test_people_are_known_with_or_without_the_domain_in_their_names() -> None:
    both = LINE("cmartin", "") + LINE(f"JLegoff@{DOMAIN}", "Jean-Pierre")
    assert judged(PEOPLE, WHO, people=code(0, both)).status is Status.PASSED


@pytest.mark.parametrize("answer", [code(2), code(124), code(2, LINE("cmartin", ""))])
def test_people_who_are_not_known_are_told(answer) -> None:
    verdict = judged(PEOPLE, WHO, people=answer)
    assert verdict.status is Status.FAILED
    assert verdict.found.endswith("jlegoff")
    assert ("cmartin" in verdict.found) == (not answer.text)


@pytest.mark.parametrize("mode", ["600 root", "0400 root"])
def test_a_machine_that_stays_passes(mode: str) -> None:
    assert judged(KEPT, enabled=code(0, "enabled\n"), file=code(0, f"{mode}\n")).status is Status.PASSED


@pytest.mark.parametrize(
    ("enabled", "file", "found"),
    [
        (code(1, "disabled\n"), code(0, "600 root\n"), "sssd ne démarre pas avec la machine"),
        (code(1, "masked\n"), code(0, "600 root\n"), "sssd ne démarre pas avec la machine"),
        (code(0, "enabled\n"), code(0, "644 root\n"), "/etc/sssd/sssd.conf : 644, à root"),
        (code(0, "enabled\n"), code(0, "600 admin\n"), "/etc/sssd/sssd.conf : 600, à admin"),
        (code(0, "enabled\n"), code(1, "stat: cannot statx"), "/etc/sssd/sssd.conf n'existe pas"),
    ],
)
def test_a_machine_that_would_not_stay_is_told(enabled, file, found) -> None:
    verdict = judged(KEPT, enabled=enabled, file=file)
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


ODD = {
    "resolver, cat": (RESOLVER, None, {"settings": code(127, "?"), "services": code(0, SERVICES)}),
    "resolver, dig": (RESOLVER, None, {"settings": code(0, SETTINGS), "services": code(127, "dig: not found")}),
    "people": (PEOPLE, WHO, {"people": code(127, "\x1b[2Jgetent?")}),
    "kept, systemctl": (KEPT, None, {"enabled": code(0, "peut-être"), "file": code(0, "600 root")}),
    "kept, stat": (KEPT, None, {"enabled": code(0, "enabled"), "file": code(0, "bonjour")}),
    "kept, no stat": (KEPT, None, {"enabled": code(0, "enabled"), "file": code(127, "")}),
}


@pytest.mark.parametrize(("name", "given", "seen"), ODD.values(), ids=ODD)
def test_what_cannot_be_read_is_undetermined(name, given, seen) -> None:
    verdict = judged(name, given, **seen)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNREADABLE)
    assert "\x1b" not in verdict.found


@pytest.mark.parametrize(
    ("name", "given", "seen"),
    [
        (RESOLVER, None, {"settings": code(0, SETTINGS), "services": code(9)}),
        (PEOPLE, WHO, {"people": code(2)}),
    ],
)
def test_a_controller_that_is_down_is_nobodys_mistake(name, given, seen) -> None:
    assert judged(name, given, **seen).status is Status.FAILED
    verdict = judged(name, given, gone="dc1", **seen)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNSEEN)
