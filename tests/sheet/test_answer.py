"""Which line answers which need, what it means, what is missing."""

from collections.abc import Callable
from dataclasses import replace
from ipaddress import IPv4Network

import pytest

from ccp3lab.sheet import Network, answers
from ccp3lab.sheet.column import Column
from ccp3lab.sheet.match import network_of, site_of
from ccp3lab.sheet.table import joined, rows, titles

SITES = {"siege": "siège", "pressoir": "pressoir"}


def test_the_right_sheet_answers_every_need(asked: tuple[Network, ...], text: Callable[..., str]) -> None:
    found = answers(text(), asked)
    assert [answer.asked for answer in found.given] == list(asked)
    assert (found.missing, dict(found.unread), found.twice) == ((), {}, ())
    assert set(found.summaries) == {one.site for one in asked}


@pytest.mark.parametrize(
    ("labels", "key"),
    [
        (["bureaux"], "bureaux"),
        (["BUREAUX"], "bureaux"),
        (["210"], "bureaux"),
        (["VLAN 210"], "bureaux"),
        (["vlan210"], "bureaux"),
        (["VLAN 210 - bureaux (siège)"], "bureaux"),
        (["Réseau des bureaux du siège"], "bureaux"),
        (["210", "Bureaux"], "bureaux"),
        (["210.0"], "bureaux"),
        (["Cameras"], "cameras"),
        (["caméras"], "cameras"),
        (["WIFI-CLIENTS"], "wifi-clients"),
        (["Wi-Fi des clients"], "wifi-clients"),
        (["Wi Fi des clients (boutique)"], "wifi-clients"),
        (["boutique", "caisses"], "caisses"),
        (["siège"], None),
        (["bureaux et caisses"], None),
        (["999"], None),
        (["Résumé : siège"], None),
        (["total bureaux"], None),
        ([], None),
        ([""], None),
    ],
)
def test_a_line_is_found_by_number_or_name(asked: tuple[Network, ...], labels: list[str], key: str | None) -> None:
    found = network_of(labels, asked)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("labels", "site"),
    [
        (["Résumé : siège"], "siege"),
        (["RESUME SIEGE"], "siege"),
        (["Route agrégée", "siège"], "siege"),
        (["Récapitulatif pressoir"], "pressoir"),
        (["Summary", "Pressoir"], "pressoir"),
        (["siège"], None),
        (["Résumé"], None),
    ],
)
def test_a_summary_is_found_by_its_site(labels: list[str], site: str | None) -> None:
    assert site_of(labels, SITES) == site


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({Column.SUBNET: "10.0.0.0/26", Column.PREFIX: "", Column.MASK: ""}, "10.0.0.0/26"),
        ({Column.SUBNET: "10.0.0.0", Column.PREFIX: "26", Column.MASK: ""}, "10.0.0.0/26"),
        ({Column.SUBNET: "10.0.0.0", Column.PREFIX: "", Column.MASK: "255.255.255.192"}, "10.0.0.0/26"),
        ({Column.SUBNET: "10.0.0.0", Column.PREFIX: "", Column.MASK: "/26"}, "10.0.0.0/26"),
        ({Column.SUBNET: "10.0.0.0", Column.PREFIX: "", Column.MASK: "0.0.0.63"}, "10.0.0.0/26"),
        ({Column.SUBNET: "10.0.0.0", Column.PREFIX: "abc", Column.MASK: "255.255.255.192"}, "10.0.0.0/26"),
        ({Column.SUBNET: "10.0.0.9", Column.PREFIX: "26", Column.MASK: ""}, "10.0.0.0/26"),
        ({Column.SUBNET: "10.0.0.0/26", Column.PREFIX: "27", Column.MASK: "255.0.0.0"}, "10.0.0.0/26"),
    ],
)
def test_what_a_line_means(asked: tuple[Network, ...], text: Callable[..., str], cells, expected: str) -> None:
    found = answers(text(bureaux=cells), asked)
    assert found.given[0].net == IPv4Network(expected)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({Column.PREFIX: "", Column.MASK: ""}, "ni préfixe ni masque"),
        ({Column.PREFIX: "", Column.MASK: "grand"}, "n'est pas une adresse"),
        ({Column.SUBNET: "dix"}, "n'est pas une adresse"),
        ({Column.SUBNET: "=A1"}, "formule"),
        ({Column.SUBNET: "10.0.0.0/33"}, "de /0 à /32"),
    ],
)
def test_a_line_that_means_nothing_says_why(asked, text: Callable[..., str], cells, why: str) -> None:
    found = answers(text(bureaux=cells), asked)
    assert why in found.unread["bureaux"]
    assert "bureaux" not in {answer.asked.key for answer in found.given}
    assert not found.missing


@pytest.mark.parametrize("empty", ["", "-", "néant"])
def test_a_line_without_address_is_missing(asked, text: Callable[..., str], empty: str) -> None:
    assert [one.key for one in answers(text(bureaux={Column.SUBNET: empty}), asked).missing] == ["bureaux"]


def test_the_first_of_two_lines_counts_and_both_are_told(asked, text: Callable[..., str]) -> None:
    twice = text() + "bureaux\t\t10.9.9.0\t/24\n"
    found = answers(twice, asked)
    assert found.twice == ("bureaux",)
    assert found.given[0].net != IPv4Network("10.9.9.0/24")


def test_other_lines_and_columns_are_nothing_to_us(asked, text: Callable[..., str]) -> None:
    more = "".join(f"remarque\t{line}\n" if line else "\n" for line in text().splitlines())
    assert answers("Mon plan\n\n" + more + "\nfait par moi\t\n", asked).given


def test_columns_may_stand_in_any_order(asked, text: Callable[..., str]) -> None:
    turned = joined([line.split("\t")[::-1] for line in _padded(text())])
    assert [a.net for a in answers(turned, asked).given] == [a.net for a in answers(text(), asked).given]


def _padded(sheet: str) -> list[str]:
    width = sheet.split("\n")[0].count("\t")
    return [line + "\t" * (width - line.count("\t")) for line in sheet.splitlines()]


def test_lines_are_numbered_as_in_the_sheet(asked, text: Callable[..., str]) -> None:
    assert answers("\n\n" + text(), asked).given[0].name == "bureaux (ligne 4)"
    assert rows("\n\n" + text())[0].line == 4


@pytest.mark.parametrize("sheet", ["", "\n\n", "a\tb\n", "Réseau\tMasque\nbureaux\t/24\n", "\t\t\t\n"])
def test_a_sheet_without_titles_has_no_line(asked, sheet: str) -> None:
    assert rows(sheet) == ()
    assert answers(sheet, asked).missing == asked


def test_the_line_with_most_titles_is_the_one() -> None:
    sheet = "Plan du réseau\tService\nVLAN\tAdresse réseau\tMasque\tPasserelle\nx\ty\tz\tw\n"
    assert titles(sheet)[0] == 1


def test_names_that_say_two_things_are_nobodys(asked: tuple[Network, ...]) -> None:
    same = tuple(replace(one, title="bureau") for one in asked)
    assert network_of(["bureau"], same) is None
