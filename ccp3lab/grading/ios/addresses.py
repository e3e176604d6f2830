"""`show ip interface brief`: the address of each interface, and whether it is up."""

from functools import lru_cache

from ccp3lab.grading.ios.template import READ_ONCE, rows


@lru_cache(READ_ONCE)
def held(text: str) -> frozenset[str]:
    """The addresses of the interfaces that are up, line and protocol; raises Unreadable."""
    up = (row for row in rows("show_ip_interface_brief", text) if row["STATUS"] == row["PROTO"] == "up")
    return frozenset(row["IP_ADDRESS"] for row in up if row["IP_ADDRESS"] != "unassigned")
