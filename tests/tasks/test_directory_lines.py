"""Differences of a directory as people read them."""

import pytest

from ccp3lab.directory.entry import Entry
from tasks.directory_intent import Kind, Scope
from tasks.directory_lines import told
from tasks.directory_values import group_type

READ = [
    ("maxPwdAge", "-155520000000000", "180d"),
    ("maxPwdAge", "-9223372036854775808", "never"),
    ("minPwdAge", "0", "0d"),
    ("lockoutDuration", "-9000000000", "15m"),
    ("lockoutDuration", "-36000000000", "1h"),
    ("lockOutObservationWindow", "-610000000", "61s"),
    ("accountExpires", "134432352000000000", "2027-01-01 00:00 UTC"),
    ("accountExpires", "0", "never"),
    ("accountExpires", "9223372036854775807", "never"),
    ("accountExpires", "9223372036854775806", "9223372036854775806"),
    ("accountExpires", "tomorrow\x1b[2J", "tomorrow␛[2J"),
    ("groupType", str(group_type(Scope.DOMAIN_LOCAL, Kind.SECURITY)), "domain_local security"),
    ("groupType", str(group_type(Scope.UNIVERSAL, Kind.DISTRIBUTION)), "universal distribution"),
    ("userAccountControl", "514", "514"),
]


@pytest.mark.parametrize(("name", "value", "read"), READ)
def test_a_number_is_read_as_people_do(name: str, value: str, read: str) -> None:
    found = Entry("", {name.lower(): (value.encode(),)})
    assert told({name: ()}, found) == f"{name} {read} -> nothing"
    assert told({name: (value.encode(),)}, Entry("")) == f"{name} nothing -> {read}"
