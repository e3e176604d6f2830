"""Objects as they are read."""

import pytest

from ccp3lab.directory.entry import Entry

ENTRY = Entry.read(
    {
        "dn": "CN=x",
        "raw_attributes": {
            "sAMAccountName": [b"cmartin"],
            "member": [b"CN=a", b"CN=\xc3\xa9"],
            "mail": [],
            "n": [b"-12"],
        },
    }
)


def test_names_of_attributes_know_no_case() -> None:
    assert ENTRY.text("samaccountname") == ENTRY.text("SAMACCOUNTNAME") == "cmartin"


def test_all_values_come_in_their_order() -> None:
    assert ENTRY.texts("member") == ("CN=a", "CN=é")
    assert ENTRY.all("member") == (b"CN=a", b"CN=\xc3\xa9")


@pytest.mark.parametrize("name", ["mail", "unknown"])
def test_what_is_not_there_is_empty(name: str) -> None:
    assert (ENTRY.text(name), ENTRY.raw(name), ENTRY.all(name), ENTRY.number(name, 7)) == ("", b"", (), 7)


def test_numbers() -> None:
    assert ENTRY.number("n") == -12
    assert ENTRY.number("sAMAccountName", 3) == 3


def test_octets_that_are_no_text_are_marked() -> None:
    assert Entry("CN=x", {"a": (b"\xff",)}).text("A") == "\ufffd"
