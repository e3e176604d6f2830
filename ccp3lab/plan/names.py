"""Names of machines and domains (RFC 1123 section 2.1, RFC 1035 section 2.3.4, RFC 6762)."""

import re

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_DOMAIN_LENGTH = 253
_MAC = re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}")


def is_label(name: str) -> bool:
    """Whether NAME is a DNS label in lower case: letters, digits, hyphens inside, 63 at most."""
    return _LABEL.fullmatch(name) is not None


def domain_mistake(name: str) -> str | None:
    """What keeps NAME from being a company's DNS domain; None when nothing does."""
    labels = name.split(".")
    if len(name) > _DOMAIN_LENGTH or not all(map(is_label, labels)):
        return "is no DNS name; use lower-case letters, digits and hyphens between dots"
    if len(labels) == 1:
        return "has one label only; add one, as in atelier.lan"
    return "belongs to multicast DNS (RFC 6762); end it in .lan or .internal" if labels[-1] == "local" else None


def mac_of(text: str) -> str | None:
    """TEXT as `02:42:ac:00:00:0a` (IEEE 802, EUI-48); None unless it is the address of one card, not of a group."""
    plain = text.lower().replace("-", ":")
    if not _MAC.fullmatch(plain) or int(plain[1], 16) & 1 or plain == "00:00:00:00:00:00":
        return None
    return plain
