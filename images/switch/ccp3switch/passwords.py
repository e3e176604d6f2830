"""Secrets and passwords of the configuration. A clear secret is never kept; a password is, as on IOS. Pure.

Kept texts begin with IOS's type: `9 $9$...` (scrypt), `8 $8$...` (PBKDF2), `5 $1$...` (MD5), `7 0822...`, `0 clear`.
Types 8 and 9 write base64 with the alphabet ./0-9A-Za-z, without padding; the 14 characters of the salt are used as
bytes.
"""

import base64
import hashlib
import hmac
import re
import secrets

from ccp3switch import vigenere
from ccp3switch.md5crypt import md5crypt

_STANDARD = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_CISCO = b"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_TO_CISCO = bytes.maketrans(_STANDARD, _CISCO)
_HASH = re.compile(r"\$([189])\$([./0-9A-Za-z]{1,14})\$([./0-9A-Za-z]{22,43})")
_TYPED = re.compile(r"([0-9]) (.+)", re.DOTALL)
_SALTS = {"5": 4, "8": 14, "9": 14}
_LENGTHS = {"5": 22, "8": 43, "9": 43}
_MAX_CLEAR = 127


def hashed(clear: str, kind: str = "9") -> str:
    """`$9$salt$hash` with a random salt."""
    salt = "".join(secrets.choice(_CISCO.decode()) for _ in range(_SALTS[kind]))
    return f"${'1' if kind == '5' else kind}${salt}${_digest(kind, clear, salt)}"


def _digest(kind: str, clear: str, salt: str) -> str:
    word, seed = clear.encode(), salt.encode()
    if kind == "5":
        return md5crypt(clear, salt)
    if kind == "9":
        raw = hashlib.scrypt(word, salt=seed, n=16384, r=1, p=1, dklen=32)
    else:
        raw = hashlib.pbkdf2_hmac("sha256", word, seed, 20000, 32)
    return base64.b64encode(raw).translate(_TO_CISCO).rstrip(b"=").decode()


def valid(kind: str, value: str) -> bool:
    """Whether `value` is a hash of this type (5, 8 or 9)."""
    match = _HASH.fullmatch(value)
    if match is None or {"1": "5"}.get(match[1], match[1]) != kind:
        return False
    salt = len(match[2]) <= 8 if kind == "5" else len(match[2]) == _SALTS[kind]
    return salt and len(match[3]) == _LENGTHS[kind]


def stored(text: str, kind: str = "9", old: str = "") -> str | None:
    """What to keep for `secret <text>`: `9 $9$...`; None when the text is no secret that the switch can verify.

    A clear word that fits the `old` secret changes nothing: a second push of the same line is no change.
    """
    typed = _TYPED.fullmatch(text.strip())
    if typed and typed[1] in _SALTS:
        return f"{typed[1]} {typed[2]}" if valid(typed[1], typed[2]) else None
    if typed and typed[1] != "0":
        return None
    clear = typed[2] if typed else text.strip()
    if not clear or len(clear) > _MAX_CLEAR:
        return None
    return old if old and verify(old, clear) else f"{kind} {hashed(clear, kind)}"


def kept(text: str, *, hide: bool, old: str = "") -> str | None:
    """What to keep for `password <text>`: `0 clear`, or `7 ...` when passwords are to be hidden; None if it is none."""
    typed = _TYPED.fullmatch(text.strip())
    if typed and typed[1] == "7":
        return f"7 {typed[2]}" if vigenere.shown(typed[2]) is not None else None
    if typed and typed[1] != "0":
        return None
    clear = typed[2] if typed else text.strip()
    if not clear or len(clear) > _MAX_CLEAR or _TYPED.fullmatch(clear):
        return None
    if not hide:
        return f"0 {clear}"
    return old if old.startswith("7 ") and verify(old, clear) else f"7 {vigenere.hidden(clear)}"


def verify(kept_text: str, clear: str) -> bool:
    """Whether the clear word fits a kept secret or password; compares in constant time."""
    kind, _, value = kept_text.partition(" ")
    if len(clear) > _MAX_CLEAR:
        return False
    if kind in ("0", "7"):
        word = value if kind == "0" else vigenere.shown(value)
        return word is not None and hmac.compare_digest(word.encode(), clear.encode())
    match = _HASH.fullmatch(value)
    return match is not None and hmac.compare_digest(_digest(kind, clear, match[2]), match[3])
