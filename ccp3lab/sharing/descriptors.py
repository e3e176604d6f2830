"""A security descriptor as JSON that people can read, and back. What comes back is hostile. Pure."""

from typing import Any

from ccp3lab.errors import DescriptorError
from ccp3lab.ntsecurity import Ace, Control, Descriptor, Entry, Foreign, Inherit, Kind, Sid

_KINDS = {Kind.ALLOW: "allow", Kind.DENY: "deny"}
_BY_WORD = {word: kind for kind, word in _KINDS.items()}


def described(one: Descriptor) -> dict[str, Any]:
    """ONE as data of JSON: owner, whether it takes entries from above, and its entries in their order."""
    return {
        "owner": str(one.owner) if one.owner else None,
        "protected": one.protected,
        "entries": None if one.dacl is None else [_entry(entry) for entry in one.dacl],
    }


def descriptor(data: Any) -> Descriptor:  # noqa: ANN401 - whatever JSON holds
    """The descriptor that DATA tells; DescriptorError when it tells none."""
    try:
        entries = data["entries"]
        return Descriptor(
            dacl=None if entries is None else tuple(_read(entry) for entry in entries),
            owner=Sid.parse(data["owner"]) if data["owner"] else None,
            control=Control.PROTECTED if data["protected"] else Control(0),
        )
    except (TypeError, KeyError, ValueError, IndexError) as error:
        raise DescriptorError(f"no security descriptor: {type(error).__name__}") from None


def _entry(entry: Entry) -> list[str | int]:
    if isinstance(entry, Foreign):
        return ["foreign", entry.kind, int(entry.flags), entry.body.hex()]
    return [_KINDS[entry.kind], str(entry.sid), hex(entry.mask), int(entry.flags)]


def _read(entry: Any) -> Entry:  # noqa: ANN401 - as above
    word, who, what, more = entry
    if word == "foreign":
        return Foreign(int(who), Inherit(int(what)), bytes.fromhex(more))
    return Ace(_BY_WORD[word], Sid.parse(who), int(what, 16), Inherit(int(more)))
