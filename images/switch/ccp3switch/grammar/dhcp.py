"""Parameters of DHCP lines: lists of addresses, option codes and their bytes, identifiers of clients. Pure."""

from __future__ import annotations

import ipaddress
import re

MOST_ADDRESSES = 8
MOST_BYTES = 128


def addresses(text: str) -> str | None:
    """`10.0.0.1  10.0.0.2`: one to eight addresses of hosts."""
    words = text.split()
    try:
        found = [ipaddress.IPv4Address(word) for word in words]
    except ValueError:
        return None
    good = 1 <= len(found) <= MOST_ADDRESSES and not any(one.is_multicast or not int(one) for one in found)
    return " ".join(str(one) for one in found) if good else None


def prefix(word: str) -> str | None:
    """`/24`."""
    return word if re.fullmatch(r"/[0-9]{1,2}", word) and int(word[1:]) <= 32 else None


def hexadecimal(word: str) -> str | None:
    """Bytes as IOS writes them: `0104.0a00.0001`; colons and other groups are read too."""
    digits = re.sub(r"[.:]", "", word).lower()
    if not re.fullmatch(r"([0-9a-f]{2})+", digits) or len(digits) > 2 * MOST_BYTES:
        return None
    return ".".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def identifier(word: str) -> str | None:
    """A client's identifier (RFC 2132, 9.14): its type and at least one byte, `01` and a MAC address as a rule."""
    found = hexadecimal(word)
    return found if found and 4 <= len(found.replace(".", "")) <= 64 else None


def domain(word: str) -> str | None:
    """A domain name."""
    return word if re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,198}[A-Za-z0-9])?", word, re.ASCII) else None


def text(line: str) -> str | None:
    """Plain characters, between quotes when there are spaces among them."""
    inner = line.removeprefix('"').removesuffix('"') if line.startswith('"') and len(line) > 1 else line
    good = re.fullmatch(r"[!#-\[\]-~ ]{1,128}", inner) and line.count('"') in (0, 2) and line.rstrip() == line
    return line if good and (" " not in line or line.startswith('"')) else None


def path(word: str) -> str | None:
    """A file on a TFTP server; at most 127 characters (RFC 2131, 2)."""
    return word if re.fullmatch(r"[\w./+:-]{1,127}", word, re.ASCII) else None
