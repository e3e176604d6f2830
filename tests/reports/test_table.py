"""The table as people see it: golden at 80 columns, with and without colours, whatever a device put in it."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from ccp3lab.grading import Grade
from ccp3lab.grading.verdict import failed
from ccp3lab.reports.table import table

GOLDEN = """\
VLAN et liaison trunk (Zoé, variante 3f9a12c4)

 État            Où    Contrôle                                          Points
 ──────────────────────────────────────────────────────────────────────────────
 ✔ réussi        sw1   Le VLAN 10 existe sur sw1 et porte le nom          5 / 5
                       « compta »
 ✘ à revoir      sw1   Contrôle b                                         0 / 3
 ? indéterminé   sw2   Contrôle c                                         0 / 4
 ? indéterminé   sw2   Contrôle d                                         0 / 3
 - bloqué        sw1   Contrôle e                                         0 / 5
                       dépend de : Contrôle b

✘ Contrôle b
  attendu    VLAN natif 99
  constaté   VLAN natif 1
  à regarder switchport trunk native vlan
  indice     voir le cours

? Contrôle c
? Contrôle d
  constaté   sw2 : ne répond pas
  à regarder sw2 est-il démarré et joignable ? (ccp3 status)

Total : 5 / 20, dont 7 points indéterminés (25 %)
"""


def printed(head, grade: Grade, width: int = 80, **console) -> str:
    out = io.StringIO()
    Console(file=out, width=width, highlight=False, **console).print(table(head, grade))
    return out.getvalue()


def shown(text: str) -> str:
    """TEXT with ordinary blanks, none at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.replace("\N{NO-BREAK SPACE}", " ").split("\n"))


def test_the_table_of_every_verdict(head, grade) -> None:
    assert shown(printed(head, grade)) == GOLDEN


def test_a_plan_as_written_needs_no_name(head, grade) -> None:
    assert "VLAN et liaison trunk (Zoé)\n" in shown(printed(replace(head, variant="written"), grade))


def test_without_a_terminal_there_is_no_escape_sequence(head, grade) -> None:
    assert "\x1b" not in printed(head, grade)


def test_on_a_terminal_states_have_colours(head, grade) -> None:
    text = printed(head, grade, force_terminal=True, color_system="standard")
    assert "\x1b[32m✔" in text
    assert "\x1b[1;31m✘" in text


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(head, grade, width) -> None:
    assert max(len(line) for line in printed(head, grade, width).splitlines()) <= width


@pytest.mark.parametrize("width", range(60, 100))
def test_french_punctuation_never_starts_a_line(head, grade, result, width) -> None:
    text = "le VLAN « compta » : absent ; « atelier » : présent ? oui ! à 50 % de « gestion »"
    results = (*grade.results, result("x", failed(text, text, text), title=text))
    lines = printed(head, Grade(results, grade.started, grade.ended), width).splitlines()
    assert not [line for line in lines if line.strip(" \N{NO-BREAK SPACE}").startswith((":", ";", "»", "%", "!"))]
    assert not [line for line in lines if line.rstrip().endswith("«")]
    assert "\ue000" not in "".join(lines)


@pytest.mark.parametrize("text", ["[bold red]gagné[/]", "[/]", "[link=http://x]y[/link]", ":smiley:", "\\[x]"])
def test_markup_of_a_device_is_plain_text(head, grade, result, text) -> None:
    results = (result("x", failed(text, text, text), title=text),)
    out = printed(head, Grade(results, grade.started, grade.ended), force_terminal=True, color_system="standard")
    assert out.count(text) == 5


def test_a_hint_is_for_a_failure_alone(head, grade) -> None:
    assert printed(head, grade).count("voir le cours") == 1
