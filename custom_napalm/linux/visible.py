"""Text that comes from a device, made harmless for a terminal (pure)."""

import re

# All control characters but line feed and tab, lone surrogates, and the marks that turn the direction of writing.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]|[\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    r"""Show each hidden character as its code.

    >>> visible("\x1b[2J")
    '\\x1b[2J'
    """
    return _HIDDEN.sub(lambda found: f"\\x{ord(found.group()):02x}", text)
