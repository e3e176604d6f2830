"""Names of a directory: distinguished names (RFC 4514) and search filters (RFC 4515), made of untrusted text. Pure."""

import re

Rdn = tuple[str, str]
"""One step of a distinguished name: the attribute's type and its value, as a person writes it."""

_ESCAPED = re.compile(r"((?:\\[0-9a-fA-F]{2})+)|\\(.)", re.DOTALL)
_STEP = re.compile(r"(?:[^\\,]|\\.)+", re.DOTALL)
_SPECIAL = re.compile(r'[\\,+"<>;=#\x00-\x1f]')
_FILTER = re.compile(r"[\\*()\x00]")


def dn(*rdns: Rdn, below: str = "") -> str:
    """The distinguished name of RDNS, the object first, BELOW another distinguished name."""
    steps = [f"{kind}={_value(value)}" for kind, value in rdns]
    return ",".join([*steps, below] if below else steps)


def _value(value: str) -> str:
    """VALUE escaped wherever it could mean something else: specials, a space at either end."""
    text = _SPECIAL.sub(lambda found: f"\\{ord(found[0]):02x}", value)
    if text.startswith(" "):
        text = f"\\20{text[1:]}"
    return f"{text[:-1]}\\20" if text.endswith(" ") else text


def parsed(name: str) -> tuple[Rdn, ...]:
    """The steps of the distinguished name NAME, the object first; ValueError when it is none."""
    rdns = tuple(_step(step.lstrip(" ")) for step in _STEP.findall(name))
    if name and not rdns:
        raise ValueError(f"no distinguished name: {name!r}")
    return rdns


def _step(step: str) -> Rdn:
    kind, equals, value = step.partition("=")
    if not (kind and equals):
        raise ValueError(f"no step of a distinguished name: {step!r}")
    return kind.strip(), _ESCAPED.sub(_unescaped, value)


def _unescaped(found: re.Match[str]) -> str:
    octets = found[1]
    return bytes.fromhex(octets.replace("\\", "")).decode("utf-8", "replace") if octets else found[2]


def key(name: str) -> tuple[Rdn, ...]:
    """What is equal for two ways to write one distinguished name: directories take upper and lower case as the same."""
    return tuple((kind.lower(), value.casefold()) for kind, value in parsed(name))


def literal(value: str) -> str:
    """VALUE for a search filter, where it stands for itself whatever it holds."""
    return _FILTER.sub(lambda found: f"\\{ord(found[0]):02x}", value)
