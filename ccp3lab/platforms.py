"""What each device image is: its platform, its ports, what its container needs (images/<image>/image.yml)."""

import re
from typing import Literal

from pydantic import Field

from ccp3lab.model import Model

Platform = Literal["cisco_ios", "linux"]
Gift = Literal["domain", "administrator", "certificate"]

_PORT = {
    "cisco_ios": re.compile(r"gi(?:gabitethernet)?\s*1/0/(\d{1,2})", re.IGNORECASE),
    "linux": re.compile(r"eth(\d{1,2})"),
}
_NAME = {"cisco_ios": "GigabitEthernet1/0/{}", "linux": "eth{}"}


class Image(Model):
    """One device image. `ports` counts data ports; capabilities are added to Docker's default ones.

    `given` is what the device finds in /etc/ccp3 besides its keys, before its first start (`ccp3lab.operations.gifts`).
    """

    name: str
    platform: Platform
    ports: int
    title: str
    capabilities: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    sysctls: dict[str, str] = Field(default_factory=dict)
    given: tuple[Gift, ...] = ()

    def number(self, port: str) -> int | None:
        """The number of a data port in any usual spelling (`Gi1/0/3` is 3, `eth1` is 1); None if there is none."""
        found = _PORT[self.platform].fullmatch(port.strip())
        number = int(found[1]) if found else 0
        return number if 1 <= number <= self.ports else None

    def port(self, number: int) -> str:
        """The full name of data port NUMBER on this platform."""
        return _NAME[self.platform].format(number)
