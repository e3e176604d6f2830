"""Whatever stands in a plan file that has the right keys: it is resolved, or refused with places; nothing else."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccp3lab.errors import PlanError
from ccp3lab.plan import problems, resolve, warnings
from tests.data.plans import raw

NUMBERS = st.sampled_from([-1, 0, 1, 2, 9, 50, 254, 255, 300, 4094, 9999, 10**6, 10**12])
NAMES = st.sampled_from(["a", "b", "siege", "Siège", "", "a" * 70])
TEXTS = st.sampled_from(
    [
        "x",
        "10.1.0.0/16",
        "10.{site}.0.0/16",
        "10.{site}.{site}.0/24",
        "{site}.0.0.0/8",
        "10.1.1.0/30",
        "10.1.1.0/31",
        "172.{site}.0.0/24",
        "203.0.113.0/28",
        "0.0.0.0/0",
        "::/0",
        "10.1.0.0/{site}",
        "10.1.{site}.64/26",
        "",
    ]
)
TEXTS6 = st.sampled_from(["fd00:cc:{site}::/48", "fd00:cc:5::/48", "fd{site}::/48", "fd00::/8", "x", "{site}"])
PLACE = st.sampled_from(["first", "last"]) | NUMBERS


def entry(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """An entry with any of KEYS."""
    return st.fixed_dictionaries({}, optional=keys)


def some(entries: st.SearchStrategy[dict[str, Any]], **must: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Up to three of ENTRIES by name, each with the keys that it MUST have."""
    whole = st.builds(lambda may, have: may | have, entries, st.fixed_dictionaries(must))
    return st.dictionaries(NAMES, whole, max_size=3)


SPAN = st.fixed_dictionaries({"from": NUMBERS, "to": NUMBERS})
DHCP = st.fixed_dictionaries({"first": NUMBERS, "last": NUMBERS | st.just("last")})
HOUSED = {"site": NAMES, "subnet": TEXTS, "hosts": NUMBERS}
PLANS = st.fixed_dictionaries(
    {
        "site": NUMBERS,
        "variant": st.none() | entry(site=SPAN, ids=SPAN),
        "sites": some(entry(ipv6=TEXTS6), block=TEXTS),
        "vlans": some(entry(**HOUSED, gateway=PLACE, dhcp=DHCP, names=st.lists(NAMES, max_size=2)), id=NUMBERS),
        "hosts": some(entry(mac=st.sampled_from(["", "02:42:ac:00:00:0a", "x"])), vlan=NAMES, address=NUMBERS),
        "transits": some(entry(site=NAMES, subnet=TEXTS), ends=st.tuples(NAMES, NAMES)),
        "pools": some(entry(**HOUSED)),
        "public": some(entry(gateway=PLACE, hosts=st.dictionaries(NAMES, NUMBERS, max_size=3)), subnet=TEXTS),
        "reserved": some(entry(), subnet=TEXTS),
    }
)


@settings(max_examples=600)
@given(PLANS)
def test_it_is_resolved_or_refused(parts: dict[str, Any]) -> None:
    file = raw(**parts)
    if found := problems(file):
        assert all(problem.message and problem.loc for problem in found)
        with pytest.raises(PlanError):
            resolve(file)
    else:
        assert isinstance(warnings(resolve(file)), list)
