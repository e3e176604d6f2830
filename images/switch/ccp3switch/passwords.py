"""Secrets of the configuration: IOS types 9 (scrypt) and 8 (PBKDF2). A clear secret is never kept. Pure.

Both types write base64 with the alphabet ./0-9A-Za-z, without padding; the 14 characters of the salt are used as bytes.
"""

import base64
import hashlib
import hmac
import re
import secrets

_STANDARD = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_CISCO = b"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_TO_CISCO = bytes.maketrans(_STANDARD, _CISCO)
_HASH = re.compile(r"\$([89])\$([./0-9A-Za-z]{14})\$([./0-9A-Za-z]{43})")
_MAX_CLEAR = 127


def hashed(clear: str) -> str:
    """`$9$salt$hash` with a random salt."""
    salt = "".join(secrets.choice(_CISCO.decode()) for _ in range(14))
    return f"$9${salt}${_digest('9', clear, salt)}"


def _digest(kind: str, clear: str, salt: str) -> str:
    word, seed = clear.encode(), salt.encode()
    if kind == "9":
        raw = hashlib.scrypt(word, salt=seed, n=16384, r=1, p=1, dklen=32)
    else:
        raw = hashlib.pbkdf2_hmac("sha256", word, seed, 20000, 32)
    return base64.b64encode(raw).translate(_TO_CISCO).rstrip(b"=").decode()


def valid(kind: str, value: str) -> bool:
    """Whether `value` is a hash of this type (8 or 9)."""
    match = _HASH.fullmatch(value)
    return match is not None and match[1] == kind


def stored(text: str) -> str | None:
    """What to keep for `secret <text>`: `9 $9$...`; None when the text is no secret that the switch can verify."""
    kind, _, value = text.strip().partition(" ")
    if kind in ("8", "9") and value:
        return f"{kind} {value}" if valid(kind, value) else None
    if kind in ("5", "7") and value:
        return None
    clear = value if kind == "0" and value else text.strip()
    return f"9 {hashed(clear)}" if clear and len(clear) <= _MAX_CLEAR else None


def verify(kept: str, clear: str) -> bool:
    """Whether the clear word fits a kept secret (`9 $9$...`); compares in constant time."""
    match = _HASH.fullmatch(kept.partition(" ")[2])
    if match is None or len(clear) > _MAX_CLEAR:
        return False
    return hmac.compare_digest(_digest(match[1], clear, match[2]), match[3])
