"""Checks of printing: the queue itself, the network, the station, the directory, a restart."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from ccp3lab.company import Company, Device
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import told
from ccp3lab.grading import CHECKS, Doubt, Observation, Place, Status, Verdict
from tasks.printing_section import PrintingSection

SECTION = PrintingSection.model_validate(
    {
        "queues": {
            "RH": {
                "printer": "pc-rh-2",
                "description": "Imprimante RH",
                "location": "Bureau 12",
                "allowed": ["DL_Impr"],
            }
        },
        "stations": {"pc-rh-1": "RH"},
    }
)
GIVEN = {"queue": "RH"}
TOLD: dict[str, Any] = {
    "printer-name": ["RH"],
    "printer-info": ["Imprimante RH"],
    "printer-location": ["Bureau 12"],
    "printer-state": [3],
    "printer-is-accepting-jobs": [True],
    "printer-is-shared": [True],
    "device-uri": ["paper:/tray"],
    "requesting-user-name-allowed": ["@DL_Impr"],
}


@pytest.fixture
def company(company: Company) -> Company:
    more = {"dc1": Device("dc1", "dc", "dc1")}
    return replace(company, devices={**company.devices, **more}, sections={"printing": SECTION})


def queues(*found: Mapping[str, object], problem: str = "") -> Observation:
    return Observation(json.dumps({"queues": found, "default": "", "problem": problem}), 0)


def test_a_queue_that_prints(ask) -> None:
    verdict = ask("printing.queue", "pc-rh-2", GIVEN, queues=queues(TOLD))
    assert (verdict.status, verdict.found) == (Status.PASSED, "elle accepte les travaux et les imprime")


ABSENT = {
    "none": (queues(), "pas de file RH (aucune file)"),
    "another": (queues({**TOLD, "printer-name": ["rh"]}), "pas de file RH (il y a : rh)"),
    "cups is down": (queues(problem="Connection refused"), "cups ne répond pas (Connection refused)"),
}


@pytest.mark.parametrize("name", ["printing.queue", "printing.described", "printing.allowed"])
@pytest.mark.parametrize(("answer", "found"), ABSENT.values(), ids=ABSENT)
def test_without_the_queue_every_question_about_it_fails(ask, name, answer, found) -> None:
    verdict = ask(name, "pc-rh-2", GIVEN, queues=answer)
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


WRONG = {
    "stopped": ("printing.queue", {"printer-state": [5]}, "elle est arrêtée"),
    "rejecting": ("printing.queue", {"printer-is-accepting-jobs": [False]}, "elle refuse les travaux"),
    "another place": ("printing.described", {"printer-location": ["Bureau 14"]}, "« Imprimante RH », « Bureau 14 »"),
    "no description": ("printing.described", {"printer-info": []}, "« rien », « Bureau 12 »"),
    "escapes": ("printing.described", {"printer-info": ["\x1b[2J"]}, "« ␛[2J », « Bureau 12 »"),
    "everybody": ("printing.allowed", {"requesting-user-name-allowed": ["all"]}, "permise à tout le monde"),
    "a person": ("printing.allowed", {"requesting-user-name-allowed": ["lea"]}, "permise à lea"),
    "one more": ("printing.allowed", {"requesting-user-name-allowed": ["@DL_Impr", "lea"]}, "permise à @DL_Impr, lea"),
    "all but one": ("printing.allowed", {"requesting-user-name-denied": ["lea"]}, "refusée à lea"),
}


@pytest.mark.parametrize(("name", "other", "found"), WRONG.values(), ids=WRONG)
def test_a_queue_that_is_not_as_asked(ask, name, other, found) -> None:
    verdict = ask(name, "pc-rh-2", GIVEN, queues=queues({**TOLD, **other}))
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


def test_descriptions_and_groups_as_asked(ask) -> None:
    assert ask("printing.described", "pc-rh-2", GIVEN, queues=queues(TOLD)).status is Status.PASSED
    lower = {**TOLD, "requesting-user-name-allowed": ["@dl_impr"], "requesting-user-name-denied": ["none"]}
    assert ask("printing.allowed", "pc-rh-2", GIVEN, queues=queues(lower)).status is Status.PASSED


@pytest.mark.parametrize("name", ["printing.queue", "printing.offered"])
@pytest.mark.parametrize("text", ["", "{}", "everything is fine", '{"queues": [{}], "default": "", "problem": ""}'])
def test_what_is_no_list_of_queues(ask, name, text) -> None:
    assert ask(name, "pc-rh-2", GIVEN, queues=Observation(text, 0)).doubt is Doubt.UNREADABLE


def test_a_queue_on_the_network(ask) -> None:
    assert ask("printing.offered", "pc-rh-1", GIVEN, queues=queues(TOLD)).status is Status.PASSED
    hidden = ask("printing.offered", "pc-rh-1", GIVEN, queues=queues())
    assert (hidden.status, hidden.found) == (Status.FAILED, "pas de file RH (aucune file)")
    deaf = ask("printing.offered", "pc-rh-1", GIVEN, queues=queues(problem="Connection refused"))
    assert deaf.found == "vu de pc-rh-1, pc-rh-2 ne répond pas en IPP (Connection refused)"
    gone = ask("printing.offered", "pc-rh-1", GIVEN, gone="pc-rh-2", queues=queues(problem="timed out"))
    assert gone.doubt is Doubt.UNSEEN


def test_the_network_is_asked_at_the_planned_address(company: Company) -> None:
    place = Place(company, company.device("pc-rh-1"))
    device, need = CHECKS.get("printing.offered").model_validate(GIVEN, context=place).needs(place)["queues"]
    assert (device, str(need)) == ("pc-rh-1", 'queues {"at": "10.0.10.16:631"}')


@pytest.mark.parametrize(
    ("text", "status", "found"),
    [
        ("system default destination: RH\n", Status.PASSED, "RH"),
        ("system default destination: ACCUEIL\n", Status.FAILED, "ACCUEIL"),
        ("no system default destination\n", Status.FAILED, "no system default destination"),
        ("lpstat: Scheduler is not running.\n", Status.FAILED, "lpstat: Scheduler is not running."),
    ],
)
def test_the_default_queue(ask, text, status, found) -> None:
    verdict = ask("printing.default", "pc-rh-1", GIVEN, default=text)
    assert (verdict.status, verdict.found) == (status, found)


@pytest.mark.parametrize("text", ["", "RH", "runuser: user nobody does not exist"])
def test_no_answer_about_the_default_queue(ask, text) -> None:
    assert ask("printing.default", "pc-rh-1", GIVEN, default=text).doubt is Doubt.UNREADABLE


def test_a_queue_of_no_printer_of_the_lab_is_refused(company: Company) -> None:
    place = Place(company, company.device("pc-rh-1"))
    for name in ("RHH", ""):
        with pytest.raises(ValueError, match=f"there is no queue `{name}` in this lab"):
            CHECKS.get("printing.queue").model_validate({"queue": name}, context=place)
    without = Place(company.only(("sw1", "pc-rh-1"), ["printing"]), company.device("pc-rh-1"))
    with pytest.raises(ValueError, match="there is no queue `RH` in this lab; there is none"):
        CHECKS.get("printing.queue").model_validate(GIVEN, context=without)


ACCOUNT = "CN=PC-RH-2,OU=Imprimantes,DC=ad,DC=essai,DC=lan"
SHOWN = {
    "printerName": "RH",
    "serverName": "pc-rh-2.ad.essai.lan",
    "shortServerName": "PC-RH-2",
    "uNCName": r"\\pc-rh-2.ad.essai.lan\RH",
    "location": "Bureau 12",
    "description": "Imprimante RH",
}


def shown(below: str = ACCOUNT, name: str = "CN=PC-RH-2-RH", **other: str) -> Entry:
    values = {key: text for key, text in {**SHOWN, **other}.items() if text}
    return Entry(f"{name},{below}", {key.lower(): (text.encode(),) for key, text in values.items()})


def directory(ask, name: str, *found: Entry, account: str = ACCOUNT) -> Verdict:
    accounts = [Entry(account)] if account else []
    return ask(name, "dc1", GIVEN, queues=told(found), account=told(accounts))


QUESTIONS = ("printing.published", "printing.server_named", "printing.located")


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_queue_that_the_directory_shows(ask, name) -> None:
    for entry in (shown(), shown(below=ACCOUNT.lower()), shown(name="CN=imprimante\\, bureau 12")):
        assert directory(ask, name, entry).status is Status.PASSED


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_queue_that_it_does_not_show(ask, name) -> None:
    assert directory(ask, name).status is Status.FAILED


NOT_THERE = {
    "elsewhere": (
        [shown(below="OU=Imprimantes,DC=ad,DC=essai,DC=lan")],
        ACCOUNT,
        "publiée sous lan > essai > ad > Imp",
    ),
    "twice": ([shown(), shown(name="CN=x")], ACCOUNT, "publiée 2 fois : "),
    "no account": ([shown()], "", "pc-rh-2 n'a pas de compte d'ordinateur"),
}


@pytest.mark.parametrize(("found", "account", "said"), NOT_THERE.values(), ids=NOT_THERE)
def test_a_queue_in_the_wrong_place(ask, found, account, said) -> None:
    verdict = directory(ask, "printing.published", *found, account=account)
    assert (verdict.status, verdict.found.startswith(said)) == (Status.FAILED, True), verdict.found


MISNAMED = {
    "another server": ("printing.server_named", {"serverName": "srv9.ad.essai.lan"}, "serverName : srv9.ad.essai.lan"),
    "a short name": ("printing.server_named", {"serverName": "pc-rh-2"}, "serverName : pc-rh-2"),
    "another path": ("printing.server_named", {"uNCName": r"\\pc-rh-2\RHH"}, r"uNCName : \\pc-rh-2\RHH"),
    "no short name": ("printing.server_named", {"shortServerName": ""}, "pas de shortServerName"),
    "no location": ("printing.located", {"location": ""}, "pas de location"),
    "an old location": ("printing.located", {"location": "Bureau 14"}, "location : Bureau 14"),
    "another description": ("printing.located", {"description": "x"}, "description : x"),
}


@pytest.mark.parametrize(("name", "other", "found"), MISNAMED.values(), ids=MISNAMED)
def test_what_the_directory_says_wrongly(ask, name, other, found) -> None:
    verdict = directory(ask, name, shown(**other))
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


def test_the_short_path_leads_there_too(ask) -> None:
    assert directory(ask, "printing.server_named", shown(uNCName=r"\\PC-RH-2\RH")).status is Status.PASSED


def test_a_directory_that_cannot_be_read(ask) -> None:
    verdict = ask("printing.published", "dc1", GIVEN, queues="x", account="[]")
    assert verdict.doubt is Doubt.UNREADABLE


KEPT = "NextPrinterId 2\n<DefaultPrinter RH>\nInfo x\nShared Yes\nAccepting Yes\n</DefaultPrinter>\n"


def restart(ask, enabled: str = "enabled\n", files: str = "OK", code: int = 0, conf: str = KEPT) -> Verdict:
    seen = {"enabled": Observation(enabled, 0), "files": Observation(files, code), "queues": Observation(conf, 0)}
    return ask("printing.kept", "pc-rh-2", GIVEN, **seen)


def test_what_a_restart_brings_back(ask) -> None:
    assert restart(ask).status is Status.PASSED
    assert restart(ask, conf=KEPT.replace("DefaultPrinter", "Printer")).status is Status.PASSED


LOST = {
    "not enabled": ({"enabled": "disabled\n"}, "cups ne démarre pas avec la machine"),
    "masked": ({"enabled": "masked\n"}, "cups ne démarre pas avec la machine"),
    "an error": ({"files": "Unexpected end-of-file at line 9", "code": 1}, "Unexpected end-of-file at line 9"),
    "no file": ({"conf": "cat: /etc/cups/printers.conf: No such file or directory"}, "la file n'est pas enregistrée"),
    "another queue": ({"conf": KEPT.replace("RH", "ESSAI")}, "la file n'est pas enregistrée"),
    "not shared": ({"conf": KEPT.replace("Shared Yes", "Shared No")}, "la file n'y est pas partagée"),
}


@pytest.mark.parametrize(("other", "found"), LOST.values(), ids=LOST)
def test_what_a_restart_would_lose(ask, other, found) -> None:
    verdict = restart(ask, **other)
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


@pytest.mark.parametrize("other", [{"enabled": ""}, {"enabled": "not-found"}, {"code": 127}])
def test_nobody_can_tell_what_a_restart_brings(ask, other) -> None:
    assert restart(ask, **other).doubt is Doubt.UNREADABLE
