"""Words of a spreadsheet without what people write differently: accents, case, odd blanks, punctuation."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_APART = re.compile(r"[^a-z0-9]+")


def tidy(text: str) -> str:
    """TEXT of one cell on one line: blanks of every kind are one space, full-width digits plain ones (NFKC)."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split()).strip("'\"")


def plain(text: str) -> str:
    """TEXT in small letters without accents.

    >>> plain("Première ADRESSE")
    'premiere adresse'
    """
    split = unicodedata.normalize("NFKD", tidy(text).casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def words(text: str) -> str:
    """The words of TEXT and nothing between them but one space; `@`, French shorthand, is `adresse`.

    >>> words("@ réseau (IPv4)")
    'adresse reseau ipv4'
    """
    return _APART.sub(" ", plain(text).replace("@", " adresse ")).strip()
