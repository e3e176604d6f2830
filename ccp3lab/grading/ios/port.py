"""Names of ports: `Gi1/0/3` and `GigabitEthernet1/0/3` are one port, `Gi1/0/31` is another."""

import re

from ccp3lab.grading.check import Unreadable

_PORT = re.compile(r"([A-Za-z]{2})[A-Za-z-]*\s?(\d+(?:/\d+)*)")


def short(name: str) -> str:
    """The name as IOS tables print it (`Gi1/0/3`); raises Unreadable when it is no port name."""
    found = _PORT.fullmatch(name.strip())
    if not found:
        raise Unreadable(f"« {name} » n'est pas un nom de port")
    return f"{found[1].capitalize()}{found[2]}"
