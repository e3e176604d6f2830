"""The canonical document: every key, stable from run to run."""

import json
from functools import partial

from ccp3lab import __version__
from ccp3lab.company import load_company
from ccp3lab.house import here
from ccp3lab.lab import load_lab
from ccp3lab.plan import written
from ccp3lab.reports import header
from ccp3lab.reports.json import document


def test_the_run(head, grade) -> None:
    run = json.loads(document(head, grade))["run"]
    rubric = run.pop("rubric")
    assert len(rubric) == 64
    assert run == {
        "tool": f"ccp3-lab {__version__}",
        "lab": "vlan-trunk",
        "title": "VLAN et liaison trunk",
        "company": "atelier-velo",
        "learner": "Zoé",
        "variant": {"id": "3f9a12c4", "site": 7},
        "started": "2026-03-02T09:00:00.000+00:00",
        "ended": "2026-03-02T09:00:03.250+00:00",
    }


def test_the_score(head, grade) -> None:
    tree = json.loads(document(head, grade))
    assert (tree["format"], tree["version"]) == ("ccp3-grade", 1)
    assert tree["score"] == {
        "points": 5,
        "undetermined": 7,
        "max": 20,
        "mark": "5",
        "out_of": 20,
        "exit_code": 3,
    }


def test_a_check(head, grade) -> None:
    first, second, third, _, last = json.loads(document(head, grade))["checks"]
    assert first == {
        "id": "a",
        "check": "fake.check",
        "title": "Le VLAN 10 existe sur sw1 et porte le nom « compta »",
        "competence": "C1",
        "device": "sw1",
        "points": 5,
        "max": 5,
        "status": "passed",
        "doubt": None,
        "expected": "VLAN 10",
        "found": "VLAN 10",
        "look": "",
        "hint_used": False,
        "seconds": 1.235,
        "evidence": [
            {"device": "sw1", "command": "show vlan brief", "code": None, "text": "1 default\n10 compta", "error": ""}
        ],
        "trace": "",
    }
    assert (second["status"], second["points"], second["look"]) == ("failed", 0, "switchport trunk native vlan")
    assert (third["status"], third["doubt"]) == ("undetermined", "unseen")
    assert (last["status"], last["doubt"], last["max"]) == ("blocked", None, 5)


def test_the_text_is_stable_and_readable(head, grade) -> None:
    text = document(head, grade)
    assert text == document(head, grade)
    assert text.endswith("}\n")
    assert "Zoé" in text


def test_a_header_comes_from_lab_and_company() -> None:
    lab = load_lab(here(), "vlan-trunk")
    head = header(lab, load_company(here(), lab.company, partial(written, site=12)), "agnes", "3f9a12c4")
    assert (head.lab, head.competence, head.company) == ("vlan-trunk", "C1", "atelier-velo")
    assert (head.learner, head.site, head.variant) == ("agnes", 12, "3f9a12c4")
