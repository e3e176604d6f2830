"""An object of a directory as it was read: octets by attribute, whose names know no case. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Values = Sequence[str | bytes]
"""What an attribute is given: texts go as UTF-8 (RFC 4511, section 4.1.5)."""


@dataclass(frozen=True)
class Entry:
    """One object; `values` are the octets of each attribute that it has, by the attribute's lower-case name."""

    dn: str
    values: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, response: Mapping[str, Any]) -> "Entry":
        """What ldap3 calls a searchResEntry."""
        raw = response["raw_attributes"]
        return cls(response["dn"], {name.lower(): tuple(values) for name, values in raw.items() if values})

    def all(self, name: str) -> tuple[bytes, ...]:
        """Every value of the attribute NAME."""
        return self.values.get(name.lower(), ())

    def raw(self, name: str) -> bytes:
        """The first value, empty when there is none."""
        return next(iter(self.all(name)), b"")

    def texts(self, name: str) -> tuple[str, ...]:
        """Every value as text; octets that are none are marked."""
        return tuple(value.decode("utf-8", "replace") for value in self.all(name))

    def text(self, name: str) -> str:
        """The first value as text, empty when there is none."""
        return next(iter(self.texts(name)), "")

    def number(self, name: str, absent: int = 0) -> int:
        """The first value as a number; ABSENT when there is none, or when it is no number."""
        try:
            return int(self.raw(name) or absent)
        except ValueError:
            return absent
