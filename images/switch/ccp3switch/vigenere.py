"""IOS's password type 7: hides a word from a glance, nothing more; anybody can turn it back. Pure."""

import re
import secrets

_KEY = b"dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87"
_SEEDS = 16
_HIDDEN = re.compile(r"([0-9]{2})((?:[0-9A-Fa-f]{2})+)")


def hidden(clear: str) -> str:
    """`0822455D0A16`: two digits that say where in the key it begins, then the bytes in hexadecimal."""
    seed = secrets.randbelow(_SEEDS)
    return f"{seed:02d}{_turned(clear.encode(), seed).hex().upper()}"


def shown(text: str) -> str | None:
    """The word behind; None when the text is no type 7 password."""
    match = _HIDDEN.fullmatch(text)
    if match is None or int(match[1]) >= len(_KEY):
        return None
    try:
        return _turned(bytes.fromhex(match[2]), int(match[1])).decode()
    except UnicodeDecodeError:
        return None


def _turned(data: bytes, seed: int) -> bytes:
    return bytes(byte ^ _KEY[(seed + index) % len(_KEY)] for index, byte in enumerate(data))
