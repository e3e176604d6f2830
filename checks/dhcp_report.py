"""What `checks/programs/lease.py` says of a lease, read as hostile input, and its options (RFC 2132)."""

import binascii
from collections.abc import Mapping
from ipaddress import IPv4Address
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.hostile import one_line

MASK, ROUTER, DNS, DOMAIN, TIME, SERVER = 1, 3, 6, 15, 51, 54
ACK = 5
NONE = IPv4Address(0)

Hexadecimal = Annotated[str, Field(pattern=r"^([0-9a-f]{2})*$", max_length=1024)]


class Answer(BaseModel):
    """A reply of a DHCP server: `address` is what it gives, `relay` giaddr, `source` who sent it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: int
    address: IPv4Address
    relay: IPv4Address
    source: IPv4Address
    options: Mapping[int, Hexadecimal]

    def addresses(self, code: int) -> tuple[IPv4Address, ...]:
        """The addresses of option CODE; none when it is not there. Raises Unreadable when it holds something else."""
        data = self._bytes(code)
        if len(data) % 4:
            raise Unreadable(f"option {code} : {len(data)} octets")
        return tuple(IPv4Address(data[start : start + 4]) for start in range(0, len(data), 4))

    def text(self, code: int) -> str:
        """The text of option CODE, without the zero that some servers end it with."""
        return one_line(self._bytes(code).rstrip(b"\0").decode("utf-8", "replace"), 80)

    def seconds(self, code: int) -> int | None:
        """The time of option CODE; None when it is not there."""
        data = self._bytes(code)
        return int.from_bytes(data, "big") if data else None

    def _bytes(self, code: int) -> bytes:
        return binascii.unhexlify(self.options.get(code, ""))


class Report(BaseModel):
    """What a new machine was given (the program's own Report)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mac: str
    offer: Answer | None
    end: Answer | None
    router: str
    reached: bool | None
    wishes: Mapping[IPv4Address, IPv4Address]
    problem: str

    @property
    def lease(self) -> Answer | None:
        """The answer that gave an address, None when nothing did."""
        return self.end if self.end and self.end.kind == ACK else None


def report(text: str) -> Report:
    """TEXT as a Report; raises Unreadable for anything else."""
    try:
        return Report.model_validate_json(text)
    except ValidationError:
        raise Unreadable(f"client DHCP : {one_line(text) or 'réponse vide'}") from None
