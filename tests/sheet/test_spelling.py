"""Every usual spelling of an address, a mask, a range is read; what is none is refused with the reason."""

from contextlib import suppress
from ipaddress import IPv4Address, IPv4Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.plan import Range
from ccp3lab.sheet.spelling import SpellingError, address, mask, network, nothing, prefix, span, subnet, wildcard

NBSP, THIN, ZERO, FULL = "\u00a0", "\u202f", "\u200b", "\uff11"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.0.0.1", "10.0.0.1"),
        (" 10.0.0.1 ", "10.0.0.1"),
        (f"{NBSP}10.0.0.1{THIN}", "10.0.0.1"),
        (f"10.0.0.1{ZERO}", "10.0.0.1"),
        ("10 . 0 . 0 . 1", "10.0.0.1"),
        (f"{FULL}0.0.0.{FULL}", "10.0.0.1"),
        ("10.0.0.1/26", "10.0.0.1"),
        ("10.0.0.1 / 26", "10.0.0.1"),
        ("'10.0.0.1", "10.0.0.1"),
        ('"10.0.0.1"', "10.0.0.1"),
        ("10.0.0.1/255.255.255.0", "10.0.0.1"),
    ],
)
def test_an_address(text: str, expected: str) -> None:
    assert address(text) == IPv4Address(expected)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "n'est pas une adresse"),
        ("10.0.0", "n'est pas une adresse"),
        ("10.0.0.256", "de 0 à 255"),
        ("10.0.0.01", "commence par un zéro"),
        ("dix", "n'est pas une adresse"),
        ("10.0.0.1 10.0.0.2", "n'est pas une adresse"),
        ("fd00::1", "n'est pas une adresse"),
        ("=A1+1", "formule sans résultat"),
        ("2024-10-01 00:00:00", "n'est pas une adresse"),
        ("x" * 5000, "n'est pas une adresse"),
    ],
)
def test_what_is_no_address(text: str, why: str) -> None:
    with pytest.raises(SpellingError, match=why) as caught:
        address(text)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    "text", ["/26", "26", " / 26", "26.0", "26,0", "255.255.255.192", f"/{NBSP}26", "255 . 255 . 255 . 192"]
)
def test_a_size_in_either_column(text: str) -> None:
    assert prefix(text) == mask(text) == 26


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("/33", "de /0 à /32"),
        ("99", "de /0 à /32"),
        ("0.0.0.63", "masque inversé"),
        ("0.0.0.255", "masque inversé"),
        ("255.255.0.255", "ne se suivent pas"),
        ("255.0.255.0", "ne se suivent pas"),
        ("255.255.255.256", "de 0 à 255"),
        ("-1", "n'est pas une adresse"),
        ("26.5", "n'est pas une adresse"),
        ("", "n'est pas une adresse"),
        ("=B2", "formule sans résultat|n'est pas une adresse"),
    ],
)
@pytest.mark.parametrize("read", [prefix, mask])
def test_what_is_no_size(read, text: str, why: str) -> None:
    with pytest.raises(SpellingError, match=why):
        read(text)


@given(st.integers(0, 32))
def test_every_mask_and_its_inverse(length: int) -> None:
    net = IPv4Network((0, length))
    assert mask(str(net.netmask)) == prefix(f"/{length}") == length
    assert wildcard(str(net.hostmask)) == length


@pytest.mark.parametrize("text", ["", "26", "255.255.255.192", "0.0.1.3"])
def test_what_is_no_wildcard(text: str) -> None:
    assert wildcard(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("10.0.0.0", None), ("10.0.0.0/26", 26), ("10.0.0.0 /26", 26), ("10.0.0.0/255.255.255.192", 26)],
)
def test_a_subnet_in_one_cell(text: str, expected: int | None) -> None:
    assert subnet(text) == (IPv4Address("10.0.0.0"), expected)


@pytest.mark.parametrize(
    "text",
    [
        "10.0.0.10 - 10.0.0.50",
        "10.0.0.10-10.0.0.50",
        "10.0.0.10 \N{EN DASH} 10.0.0.50",
        "10.0.0.10 — 10.0.0.50",
        "10.0.0.10 à 10.0.0.50",
        "10.0.0.10 a 10.0.0.50",
        "10.0.0.10 À .50",
        "10.0.0.10 à 50",
        "10.0.0.10 - .50",
        "10.0.0.10-50",
        "10.0.0.10 - .0.50",
        "de 10.0.0.10 à 10.0.0.50",
        "De 10.0.0.10 au 10.0.0.50",
        "entre 10.0.0.10 et 10.0.0.50",
        "from 10.0.0.10 to 10.0.0.50",
        "10.0.0.10 jusqu'à 10.0.0.50",
        "10.0.0.10 jusqu\u2019à 10.0.0.50",
        "10.0.0.10 -> 10.0.0.50",
        "10.0.0.10 → 10.0.0.50",
        "10.0.0.10 … 10.0.0.50",
        "10.0.0.10 .. 10.0.0.50",
        "10.0.0.10 ; 10.0.0.50",
        "10.0.0.10, 10.0.0.50",
        f"10.0.0.10{NBSP}-{NBSP}10.0.0.50",
        "10.0.0.10\n-\n10.0.0.50",
        "10.0.0.10/26 - 10.0.0.50/26",
    ],
)
def test_a_range(text: str) -> None:
    assert span(text) == Range(IPv4Address("10.0.0.10"), IPv4Address("10.0.0.50"))


def test_a_range_over_two_numbers() -> None:
    assert span("10.0.0.200 - 1.20") == Range(IPv4Address("10.0.0.200"), IPv4Address("10.0.1.20"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("10.0.0.10", "n'est pas une plage"),
        ("10.0.0.10 10.0.0.50", "n'est pas une plage"),
        ("10.0.0.10 - ", "n'est pas une plage"),
        ("10.0.0.10 - 10.0.0.300", "de 0 à 255"),
        ("toutes", "n'est pas une plage"),
        ("=C2", "formule sans résultat"),
    ],
)
def test_what_is_no_range(text: str, why: str) -> None:
    with pytest.raises(SpellingError, match=why):
        span(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "--",
        "/",
        "x",
        "N/A",
        "Néant",
        "AUCUNE",
        "aucun",
        "non",
        "none",
        "sans DHCP",
        "statique",
    ],
)
def test_nothing_has_many_words(text: str) -> None:
    assert nothing(text)


@pytest.mark.parametrize("text", ["10.0.0.1", "oui", "0", "à voir"])
def test_something_is_not_nothing(text: str) -> None:
    assert not nothing(text)


@given(st.text(max_size=80))
@pytest.mark.parametrize("read", [address, prefix, mask, span, subnet])
def test_whatever_is_typed_is_read_or_refused(read, text: str) -> None:
    with suppress(SpellingError):
        assert read(text) is not None


@given(st.integers(0, 2**32 - 1), st.integers(0, 32))
def test_a_network_holds_the_address_that_it_was_made_of(number: int, length: int) -> None:
    assert IPv4Address(number) in network(IPv4Address(number), length)
