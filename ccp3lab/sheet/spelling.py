"""Addresses, masks and ranges as people type them. What cannot be read is a SpellingError in French words."""

import re
from ipaddress import IPv4Address, IPv4Network

from ccp3lab.plan import Range
from ccp3lab.sheet.words import plain, tidy

_NOTHING = re.compile(
    r"|[-/x.?]+|neant|aucune?|non|n/?a|none|no|sans( dhcp)?|pas de dhcp|statique|fixe|desactive|adress(e|age) fixes?"
)
_DOTS = re.compile(r"(?<=\d)\s*\.\s*(?=\d)")
_ADDRESS = r"\d{1,3}(?:\.\d{1,3}){3}"
_WITH_PREFIX = re.compile(rf"({_ADDRESS})(?:\s*/\s*({_ADDRESS}|\d{{1,2}}))?")
_PREFIX = re.compile(r"/?\s*(\d{1,2})(?:[.,]0+)?")
_BETWEEN = r"(?:-+>?|[\u2010-\u2015\u2212\u2192>;,:]|\.{2,3}|\ba\b|\bau\b|\bto\b|jusqu.?a(?:u)?\b|\bet\b)"
_RANGE = re.compile(
    rf"(?:de |du |from |entre )?({_ADDRESS})(?:/\d+)?\s*{_BETWEEN}\s*(\.?\d{{1,3}}(?:\.\d{{1,3}}){{0,3}})(?:/\d+)?"
)


class SpellingError(ValueError):
    """A cell that cannot be read; the text says why, in French."""


def nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: empty, a dash, "aucune", "néant"."""
    return _NOTHING.fullmatch(plain(text)) is not None


def address(text: str) -> IPv4Address:
    """The address of a cell; a prefix behind it (`10.0.0.1/26`) is allowed."""
    return _split(text)[0]


def subnet(text: str) -> tuple[IPv4Address, int | None]:
    """The address of a network and, where it stands behind it, its prefix length."""
    at, length = _split(text)
    return at, None if length is None else prefix(length)


def prefix(text: str) -> int:
    """A prefix length (0 to 32) from `/26`, `26` or `255.255.255.192`; a wildcard mask is none."""
    said = _dotted(text)
    if found := _PREFIX.fullmatch(said):
        if int(found[1]) <= 32:
            return int(found[1])
        raise SpellingError(f"« {said} » : un préfixe va de /0 à /32")
    return mask(said)


def mask(text: str) -> int:
    """The prefix length of a dotted mask (RFC 950)."""
    said = _dotted(text)
    if _PREFIX.fullmatch(said):
        return prefix(said)
    value = int(_address(said))
    inverse = value ^ 0xFFFFFFFF
    if not inverse & (inverse + 1):
        return 32 - inverse.bit_length()
    if not value & (value + 1):
        raise SpellingError(f"« {said} » est un masque inversé (wildcard), pas un masque")
    raise SpellingError(f"« {said} » n'est pas un masque : ses bits à 1 ne se suivent pas")


def wildcard(text: str) -> int | None:
    """The prefix length that a wildcard mask means; None for anything else."""
    try:
        value = int(_address(_dotted(text)))
    except SpellingError:
        return None
    return None if value & (value + 1) else 32 - value.bit_length()


def span(text: str) -> Range:
    """The range of a cell: `10.0.0.10 - 10.0.0.50`, `10.0.0.10 à .50`, `de 10.0.0.10 à 10.0.0.50`."""
    said = _dotted(plain(text))
    found = _RANGE.fullmatch(said)
    if not found:
        _readable(tidy(text))
        raise SpellingError(f"« {tidy(text)[:60]} » n'est pas une plage ; écrivez « première - dernière »")
    first = _address(found[1])
    tail = found[2].lstrip(".").split(".")
    return Range(first, _address(".".join([*found[1].split(".")[: 4 - len(tail)], *tail])))


def network(at: IPv4Address, length: int) -> IPv4Network:
    """The network of LENGTH that holds AT."""
    return IPv4Network((at, length), strict=False)


def _split(text: str) -> tuple[IPv4Address, str | None]:
    said = _dotted(text)
    found = _WITH_PREFIX.fullmatch(said)
    if not found:
        _readable(said)
        raise SpellingError(f"« {said[:60]} » n'est pas une adresse IPv4")
    return _address(found[1]), found[2]


def _address(text: str) -> IPv4Address:
    try:
        return IPv4Address(text)
    except ValueError:
        why = "un nombre commence par un zéro" if re.search(r"(^|\.)0\d", text) else "chaque nombre va de 0 à 255"
        raise SpellingError(f"« {text[:60]} » n'est pas une adresse IPv4 ({why})") from None


def _dotted(text: str) -> str:
    """TEXT without blanks around the dots of its addresses."""
    return _DOTS.sub(".", tidy(text))


def _readable(said: str) -> None:
    if said.startswith("="):
        raise SpellingError(
            f"« {said[:40]} » est une formule sans résultat enregistré : ouvrez la feuille dans un tableur et "
            "enregistrez-la, ou écrivez la valeur"
        )
