"""Drawing lots: what looks like chance and comes out the same for the same seed and label. Pure."""

import hmac
from itertools import count

from ccp3lab.plan.words import WORDS

_ROUND = 2**64


def lot(seed: bytes, label: str) -> bytes:
    """32 bytes for LABEL: HMAC-SHA256 (RFC 2104), so that no lot tells the SEED or another lot."""
    return hmac.digest(seed, label.encode(), "sha256")


def below(seed: bytes, label: str, limit: int) -> int:
    """A number from 0 to LIMIT - 1 for LABEL, each as likely as the others.

    The numbers beyond the last whole multiple of LIMIT would favour the low ones: they are drawn again.
    """
    fair = _ROUND - _ROUND % limit
    drawn = (int.from_bytes(lot(seed, f"{label}|{turn}")[:8]) for turn in count())
    return next(number for number in drawn if number < fair) % limit


def phrase(seed: bytes, label: str, words: int) -> str:
    """So many WORDS and three digits for LABEL, as `lune-gare-miel-042`: 8 bits a word and 10 more.

    Four words are 42 bits, 6 letters at most each: eight of them still fit a Wi-Fi passphrase (8 to 63 characters).
    """
    chosen = [WORDS[below(seed, f"{label}|word {number}", len(WORDS))] for number in range(words)]
    return "-".join([*chosen, f"{below(seed, f'{label}|digits', 1000):03}"])
