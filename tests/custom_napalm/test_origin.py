"""A checker names a line of the device's file; its author needs the template's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custom_napalm.linux.document import DocumentError, ManagedFile, parse
from custom_napalm.linux.origin import place, with_templates

ZONE = "templates/dns/zone.j2:1-8,10,10 templates/dns/soa.j2:3"
FILES = (
    ManagedFile(path="/etc/bind/x.zone", origin=ZONE, content=""),
    ManagedFile(path="/etc/bind/x.zone2", origin="templates/dns/other.j2:5", content=""),
    ManagedFile(path="/etc/kea/kea.conf", origin="templates/dhcp/kea.j2", content=""),
    ManagedFile(path="/etc/plain", content=""),
)
PLACES = {
    1: "templates/dns/zone.j2:1",
    8: "templates/dns/zone.j2:8",
    9: "templates/dns/zone.j2:10",
    10: "templates/dns/zone.j2:10",
    11: "templates/dns/soa.j2:3",
    12: "templates/dns/zone.j2",
    0: "templates/dns/zone.j2",
}


@pytest.mark.parametrize(("line", "expected"), PLACES.items())
def test_the_place_of_a_line(line: int, expected: str) -> None:
    assert place(ZONE, line) == expected


WORDS = {
    "named-checkzone": (
        "dns_rdata_fromtext: /etc/bind/x.zone:9: near 'x': bad dotted quad",
        "dns_rdata_fromtext: /etc/bind/x.zone:9 (templates/dns/zone.j2:10): near 'x': bad dotted quad",
    ),
    "Kea": (
        "/etc/kea/kea.conf:12.5-20: syntax error",
        "/etc/kea/kea.conf:12.5-20 (templates/dhcp/kea.j2): syntax error",
    ),
    "Kea, a value": ("bad (/etc/kea/kea.conf:3:21)", "bad (/etc/kea/kea.conf:3:21 (templates/dhcp/kea.j2))"),
    "FreeRADIUS": ("/etc/bind/x.zone[2]: no", "/etc/bind/x.zone[2] (templates/dns/zone.j2:2): no"),
    "sshd": ("/etc/bind/x.zone line 2: no", "/etc/bind/x.zone line 2 (templates/dns/zone.j2:2): no"),
    "bash": ("/etc/bind/x.zone: line 2: no", "/etc/bind/x.zone: line 2 (templates/dns/zone.j2:2): no"),
    "nft": ("/etc/bind/x.zone:2:9-20: Error", "/etc/bind/x.zone:2:9-20 (templates/dns/zone.j2:2): Error"),
    "a longer name": ("/etc/bind/x.zone2:1: no", "/etc/bind/x.zone2:1 (templates/dns/other.j2:5): no"),
    "two of them": (
        "/etc/bind/x.zone:1 and /etc/bind/x.zone:11",
        "/etc/bind/x.zone:1 (templates/dns/zone.j2:1) and /etc/bind/x.zone:11 (templates/dns/soa.j2:3)",
    ),
    "another folder's": ("/chroot/etc/bind/x.zone:1: no", "/chroot/etc/bind/x.zone:1: no"),
    "no line": ("/etc/bind/x.zone: loading failed", "/etc/bind/x.zone: loading failed"),
    "no origin": ("/etc/plain:1: no", "/etc/plain:1: no"),
    "a huge line": ("/etc/bind/x.zone:99999999999999: no", "/etc/bind/x.zone:99999999999999: no"),
}


@pytest.mark.parametrize(("words", "expected"), WORDS.values(), ids=WORDS)
def test_the_words_of_a_checker(words: str, expected: str) -> None:
    assert with_templates(words, FILES) == expected


def test_without_origins_the_words_stay_as_they_are() -> None:
    assert with_templates("/etc/plain:1: no", FILES[3:]) == "/etc/plain:1: no"


runs = st.lists(st.tuples(st.integers(1, 50), st.integers(0, 5)), min_size=1, max_size=8)


@given(runs)
def test_runs_are_read_as_they_are_written(made: list[tuple[int, int]]) -> None:
    lines = [line for first, more in made for line in range(first, first + more + 1)]
    text = ",".join(str(first) if not more else f"{first}-{first + more}" for first, more in made)
    assert [place(f"a.j2:{text}", number) for number in range(1, len(lines) + 1)] == [f"a.j2:{line}" for line in lines]


@pytest.mark.parametrize("origin", ["a.j2:", "a.j2:x", ":3", "a.j2:1-", "a.j2:1,,2", "a.j2:1\nb.j2:2"])
def test_an_origin_that_is_none(origin: str) -> None:
    with pytest.raises(DocumentError, match="origin"):
        parse(f"version: 1\nfiles: [{{path: /etc/a, origin: {origin!r}, content: x}}]")
