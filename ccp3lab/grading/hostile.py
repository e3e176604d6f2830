"""What comes back from a device is hostile input: capped, no control characters, no secrets in what is kept."""

import re
import unicodedata

LIMIT = 256 * 1024
"""Characters of one answer; more is refused, not cut: half a table proves nothing."""

_SECRET = re.compile(r"\b(secret|password|key-string|community)(\s+\d)?\s+\S.*", re.IGNORECASE)
_KEPT = "\n\t"


def _visible(character: str) -> str:
    if character in _KEPT or unicodedata.category(character)[0] != "C":
        return character
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else f"<U+{code:04X}>"


def clean(text: str) -> str:
    """TEXT with line feeds as line ends and every other control or formatting character made visible (ESC is `␛`)."""
    return "".join(map(_visible, text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str, width: int = 160) -> str:
    """TEXT on one line, shortened to WIDTH characters."""
    line = " ".join(clean(text).split())
    return line if len(line) <= width else f"{line[: width - 1]}…"


def masked(text: str) -> str:
    """TEXT without what follows `secret`, `password`, `key-string`, `community`: evidence is read by many."""
    return _SECRET.sub(r"\1\2 ****", text)
