"""A loaded lab, and its texts filled in from the plan."""

from dataclasses import replace
from functools import partial

import pytest
from pydantic import ValidationError

from ccp3lab.company import Company, load_company
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House
from ccp3lab.lab import Change, CheckSpec, Fault, Lab, Told, fill, filled, labs, load_lab, statement
from ccp3lab.lab.lab import seconds
from ccp3lab.lab.text import TextError
from ccp3lab.plan import written
from tests.conftest import Edit


@pytest.fixture
def lab(house: House) -> Lab:
    return load_lab(house, "essai")


@pytest.fixture
def company(house: House) -> Company:
    return load_company(house, "garage", partial(written, site=3))


def test_the_lab(lab: Lab, house: House) -> None:
    assert labs(house) == ("essai",)
    assert (lab.key, lab.title, lab.company, lab.competence) == ("essai", "Essai", "garage", "C1")
    assert (lab.minutes, lab.points, lab.start) == (30, 5, 0)
    assert lab.devices == ("sw1", "sw2", "pc-bureau")
    assert lab.learner_does == ("switching",)
    assert lab.enonce == house.labs / "essai" / "enonce.md"


def test_checks(lab: Lab) -> None:
    assert lab.checks[2] == CheckSpec(
        id="trunk",
        check="switching.trunk",
        device="sw2",
        with_={"to": "sw1"},
        points=2,
        after=("vlan", "port"),
        wait=20.0,
        title="liaison",
    )


def test_faults(lab: Lab) -> None:
    assert lab.faults["sans-vlan"] == Fault(
        key="sans-vlan",
        title="VLAN {{ vlan.bureau.name }} oublié",
        on="sw1",
        change=Change(lines={"sw1": ("no vlan {{ vlan.bureau.id }}",)}),
        loses=("vlan", "port", "trunk"),
    )


def test_positions_are_kept_for_who_looks_further(lab: Lab) -> None:
    assert lab.source.at(("checks", 1, "with", "to")) == "labs/essai/lab.yml:19"
    assert lab.source.at(("checks", 0, "with", "nope")) == "labs/essai/lab.yml:13"


def test_filled(lab: Lab, company: Company) -> None:
    full = filled(lab, company)
    assert [check.title for check in full.checks] == ["VLAN 10", "port de pc-bureau", "liaison"]
    assert full.checks[1].hint == "voir GigabitEthernet1/0/1"
    assert full.checks[0].hint is None
    assert full.faults["sans-vlan"].title == "VLAN bureau oublié"
    assert full.faults["sans-vlan"].change.lines == {"sw1": ("no vlan 10",)}
    typed = {"sw2": ("interface GigabitEthernet1/0/24", "description vers sw1")}
    assert full.faults["non-enregistre"].change.typed == typed
    assert lab.checks[0].title == "VLAN {{ vlan.bureau.id }}"


def test_statement(lab: Lab, company: Company) -> None:
    assert statement(lab, company) == (
        "# Essai chez Garage\n\n"
        "- sw1 : commutateur du bureau\n"
        "- sw2 : commutateur\n\n"
        "VLAN 10, réseau 10.3.10.0/24, passerelle 10.3.10.1.\n"
    )


def test_a_statement_tells_secrets_of_its_instance_alone(lab: Lab, company: Company, edit: Edit) -> None:
    edit(
        "labs/essai/enonce.md",
        "{{ lab.checks[0].title }}",
        "{{ initial('agnes') }} {{ administrator() }} {{ domain.realm }}",
    )
    told = Told("un-mot-de-{}".format, lambda: "le-grand-mot")
    assert "un-mot-de-agnes le-grand-mot AD.GARAGE.LAN," in statement(lab, company, told)
    assert "(mot de passe initial de agnes) (mot de passe de l'administrateur du domaine)" in statement(lab, company)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("vlan.bureau.subnet", "vlan.buro.subnet", "labs/essai/enonce.md:7: the plan has no VLAN `buro`; did you mean"),
        ("vlan.bureau.subnet", "vlan.bureau.mask", "labs/essai/enonce.md:7: "),
        ("{% endfor %}", "", "labs/essai/enonce.md:"),
        ("company.title", "compagny.title", "labs/essai/enonce.md:1: 'compagny' is undefined"),
        ("company.device(name)", "company.device('sw9')", "labs/essai/enonce.md:4: garage has no device `sw9`"),
        ("vlan.bureau.subnet", "1 / 0", "labs/essai/enonce.md:7: division by zero"),
    ],
)
def test_a_statement_that_cannot_be_filled_in(
    lab: Lab, company: Company, edit: Edit, old: str, new: str, said: str
) -> None:
    edit("labs/essai/enonce.md", old, new)
    with pytest.raises(DefinitionError) as caught:
        statement(lab, company)
    assert str(caught.value).startswith(said)


def test_a_statement_speaks_of_the_devices_of_its_lab_alone(lab: Lab, company: Company, edit: Edit) -> None:
    edit("labs/essai/enonce.md", "{{ lab.checks[0].title }}", "{{ company.devices | join(' ') }}")
    assert "sw1 sw2 pc-bureau, réseau" in statement(lab, company)


def test_fill(company: Company) -> None:
    assert fill("plain", company) == "plain"
    assert fill("{{ host['pc-bureau'].interface }} {{ plan.domain }}", company) == "10.3.10.11/24 garage.lan"
    assert fill("{{ port('sw1', 'sw2') }}", company) == "GigabitEthernet1/0/24"
    assert fill("{{ more }}", company, {"more": 5}) == "5"
    assert fill("<b> & 'x' {{ company.title }}\n", company) == "<b> & 'x' Garage\n"


def test_a_text_that_was_filled_in_before_is_filled_in_anew(company: Company) -> None:
    text = "{% if more is defined %}{{ more }}{% endif %} {{ company.title }} {{ host.nobody }}"
    for more in ({"more": 1, "host": {"nobody": "n"}}, {"more": 2, "host": {"nobody": "m"}}):
        assert fill(text, company, more) == f"{more['more']} Garage {more['host']['nobody']}"
    for _ in range(2):
        with pytest.raises(TextError, match="nobody"):
            fill(text, company)
    assert fill(text, replace(company, title="Autre"), {"host": {"nobody": "x"}}) == " Autre x"


def test_fill_tells_the_line(company: Company) -> None:
    with pytest.raises(TextError) as caught:
        fill("a\nb\n{{ host.nobody }}\n", company)
    assert caught.value.line == 3


@pytest.mark.parametrize(("value", "got"), [("20s", 20.0), ("0.5s", 0.5), ("5 s", 5.0), (3, 3), (2.5, 2.5)])
def test_seconds(value: object, got: float) -> None:
    assert seconds(value) == got


@pytest.mark.parametrize("value", ["20", "20ms", "s", "-1s", "1m", ""])
def test_no_seconds(value: str) -> None:
    with pytest.raises(ValueError, match="a duration in seconds"):
        seconds(value)


def test_a_check_is_frozen(lab: Lab) -> None:
    with pytest.raises(ValidationError):
        lab.checks[0].points = 3
