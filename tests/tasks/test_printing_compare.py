"""Queues and their objects in the directory: what a print server says, and the steps from there."""

import json

import pytest

from ccp3lab.directory.entry import Entry
from tasks.printing_compare import commands, writes
from tasks.printing_intent import Board, Published, Queue, Server
from tasks.printing_queues import Seen, seen

COMPTA = Queue("COMPTA", "La comptabilité", "Bureau 12", ("DL_Impr",))
TOLD = {
    "printer-name": ["COMPTA"],
    "printer-info": ["La comptabilité"],
    "printer-location": ["Bureau 12"],
    "printer-state": [3],
    "printer-is-accepting-jobs": [True],
    "printer-is-shared": [True],
    "device-uri": ["paper:/tray"],
    "requesting-user-name-allowed": ["@DL_Impr"],
}


def said(*queues: object, default: str = "COMPTA", problem: str = "") -> str:
    return json.dumps({"queues": queues, "default": default, "problem": problem})


def lines(wanted: Server, text: str) -> list[str]:
    return [command.line for command in commands(wanted, seen(text))]


def test_nothing_is_left_to_do() -> None:
    assert lines(Server((COMPTA,)), said(TOLD)) == []
    assert lines(Server(), said(default="")) == []


def test_a_new_server_gets_its_queue_in_one_call() -> None:
    made, default = commands(Server((COMPTA,)), seen(said(default="")))
    assert (made.line, default.line) == ("+ queue COMPTA", "~ default queue: COMPTA")
    assert made.argv == (
        "lpadmin", "-p", "COMPTA", "-E", "-v", "paper:/tray", "-D", "La comptabilité", "-L", "Bureau 12",
        "-o", "printer-is-shared=true", "-u", "allow:@DL_Impr",
    )  # fmt: skip


DIFFERENT = {
    "device": ({"device-uri": ["file:///dev/null"]}, "device"),
    "description": ({"printer-info": ["Autre"]}, "description"),
    "no location": ({"printer-location": []}, "location"),
    "stopped": ({"printer-state": [5]}, "stopped"),
    "rejecting": ({"printer-is-accepting-jobs": [False]}, "rejects jobs"),
    "not shared": ({"printer-is-shared": [False]}, "not shared"),
    "for all": ({"requesting-user-name-allowed": ["all"]}, "who may print"),
    "for more": ({"requesting-user-name-allowed": ["@DL_Impr", "lea"]}, "who may print"),
    "but one": ({"requesting-user-name-denied": ["lea"]}, "who may print"),
}


@pytest.mark.parametrize(("other", "word"), DIFFERENT.values(), ids=DIFFERENT)
def test_each_difference_is_named_and_mended(other, word) -> None:
    (command,) = commands(Server((COMPTA,)), seen(said({**TOLD, **other})))
    assert command.line == f"~ queue COMPTA: {word}"
    assert command.argv[:4] == ("lpadmin", "-p", "COMPTA", "-E")


def test_who_may_print_has_no_order() -> None:
    both = Queue("COMPTA", "La comptabilité", "Bureau 12", ("DL_A", "DL_B"))
    told = {**TOLD, "requesting-user-name-allowed": ["@DL_B", "@DL_A"], "requesting-user-name-denied": ["none"]}
    assert lines(Server((both,)), said(told)) == []


def test_queues_that_nobody_asked_for_go() -> None:
    (command,) = commands(Server((COMPTA,)), seen(said(TOLD, {**TOLD, "printer-name": ["ESSAI"]})))
    assert (command.line, command.argv) == ("- queue ESSAI", ("lpadmin", "-x", "ESSAI"))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", said("x"), said({}), said({"printer-name": ["a b"]}), said({"printer-name": ["-x y"]}),
     said({"printer-name": [7]}), said({"printer-name": "COMPTA"}),
     json.dumps({"queues": [], "default": 1, "problem": ""})],
)  # fmt: skip
def test_what_is_no_report(text: str) -> None:
    with pytest.raises(ValueError, match=r"no report of queues|whose name is none"):
        seen(text)


def test_values_of_a_wrong_kind_are_absent() -> None:
    found = seen(said({"printer-name": ["COMPTA"], "printer-state": ["3"], "printer-is-shared": [1]})).queues["COMPTA"]
    assert not found.running
    assert not found.shared
    assert (found.description, found.device) == ("", "")


def test_a_problem_is_kept() -> None:
    assert seen(said(problem="Connection refused", default="")) == Seen({}, "", "Connection refused")


SHOWN = Published("COMPTA", "imp1", "imp1.ad.test.lan", "Bureau 12", "La comptabilité")
ACCOUNT = "CN=IMP1,OU=Imprimantes,DC=ad,DC=test,DC=lan"
BOARD = Board(("imp1",), (SHOWN,))


def entry(name: str = "CN=IMP1-COMPTA", below: str = ACCOUNT, **other: str) -> Entry:
    values = {**SHOWN.attributes, **other}
    return Entry(f"{name},{below}", {key.lower(): (text.encode(),) for key, text in values.items() if text})


def test_a_queue_is_published_below_the_account_of_its_server() -> None:
    (write,) = writes(BOARD, {"imp1": ACCOUNT}, [])
    assert (write.new, write.dn) == (True, f"CN=IMP1-COMPTA,{ACCOUNT}")
    assert write.line == "+ printQueue COMPTA (imp1.ad.test.lan)"
    assert write.values["objectClass"] == ("printQueue",)
    assert write.values["uNCName"] == (r"\\imp1.ad.test.lan\COMPTA",)


def test_an_object_that_says_so_is_left() -> None:
    for name in (entry(), entry("CN=imp1-compta", ACCOUNT.lower())):
        assert writes(BOARD, {"imp1": ACCOUNT}, [name]) == ()


def test_what_it_says_wrongly_is_written() -> None:
    (write,) = writes(BOARD, {"imp1": ACCOUNT}, [entry(location="", serverName="imp2")])
    assert not write.new
    assert write.dn == f"CN=IMP1-COMPTA,{ACCOUNT}"
    assert write.values == {"serverName": ("imp1.ad.test.lan",), "location": ("Bureau 12",)}
    assert write.line == "~ printQueue COMPTA: serverName, location"


def test_a_second_object_and_one_for_nothing_go() -> None:
    """Wherever they are: below the account, or beside it under the server's name. Those of other servers stay."""
    beside = ACCOUNT.partition(",")[2]
    found = [
        entry("CN=Y"),
        entry(),
        entry("CN=Z", printerName="ESSAI", shortServerName="other"),
        entry("CN=X", beside, shortServerName="IMP1"),
        entry("CN=IMP2-COMPTA", beside, shortServerName="imp2"),
    ]
    gone = writes(BOARD, {"imp1": ACCOUNT}, found)
    assert [(write.line, write.dn, write.values) for write in gone] == [
        ("- printQueue COMPTA", f"CN=Y,{ACCOUNT}", {}),
        ("- printQueue ESSAI", f"CN=Z,{ACCOUNT}", {}),
        ("- printQueue COMPTA", f"CN=X,{beside}", {}),
    ]


def test_without_an_account_nothing_is_there_to_take_away() -> None:
    assert writes(Board(("imp1",)), {}, [entry()]) == ()
