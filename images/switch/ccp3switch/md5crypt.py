"""IOS's secret type 5: the MD5 scheme of crypt(3), `$1$salt$hash`. Weak, but files of real gear hold it. Pure."""

import hashlib

_ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ORDER = ((0, 6, 12), (1, 7, 13), (2, 8, 14), (3, 9, 15), (4, 10, 5))
_ROUNDS = 1000


def md5crypt(clear: str, salt: str) -> str:
    """The 22 characters after `$1$salt$`; the salt has up to 8 characters."""
    word, seed = clear.encode(), salt.encode()
    digest = _first(word, seed)
    for turn in range(_ROUNDS):
        parts = [word if turn & 1 else digest]
        parts += [seed] if turn % 3 else []
        parts += [word] if turn % 7 else []
        parts += [digest if turn & 1 else word]
        digest = _md5(b"".join(parts))
    return "".join(_written((digest[a] << 16) | (digest[b] << 8) | digest[c], 4) for a, b, c in _ORDER) + _written(
        digest[11], 2
    )


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _first(word: bytes, seed: bytes) -> bytes:
    inner = _md5(word + seed + word)
    data = word + b"$1$" + seed + (inner * (len(word) // 16 + 1))[: len(word)]
    bits = len(word)
    while bits:
        data += b"\0" if bits & 1 else word[:1]
        bits >>= 1
    return _md5(data)


def _written(value: int, count: int) -> str:
    return "".join(_ALPHABET[value >> (6 * index) & 63] for index in range(count))
