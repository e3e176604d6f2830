"""Names of interfaces and lists of VLANs, as IOS writes them and as Linux does. Pure."""

import re

KINDS = {"gigabitethernet": "GigabitEthernet", "vlan": "Vlan"}
PORT = "GigabitEthernet1/0/"
SVI = "Vlan"
MAX_VLAN = 4094
_WORD = re.compile(r"([a-z]+)([0-9][0-9/]*)")


def _digits(text: str) -> bool:
    """Plain digits only: str.isdigit takes those of every script."""
    return re.fullmatch(r"[0-9]+", text) is not None


def kind(word: str) -> str | None:
    """Full kind for a possibly abbreviated one (`gi` -> `GigabitEthernet`), None when it is none."""
    found = [full for low, full in KINDS.items() if word and low.startswith(word.lower())]
    return found[0] if len(found) == 1 else None


def interface(word: str) -> str | None:
    """Canonical name of an interface (`g1/0/1` -> `GigabitEthernet1/0/1`), None when the word names none."""
    match = _WORD.fullmatch(word.lower())
    full = kind(match[1]) if match else None
    if match is None or full is None:
        return None
    number = match[2]
    if full == SVI:
        return SVI + str(int(number)) if _digits(number) and 1 <= int(number) <= MAX_VLAN else None
    return full + number if re.fullmatch(r"1/0/[1-9][0-9]?", number) else None


def short(name: str) -> str:
    """`GigabitEthernet1/0/1` -> `Gi1/0/1`, `Vlan10` -> `Vl10`."""
    return name.replace("GigabitEthernet", "Gi").replace("Vlan", "Vl")


def device(name: str) -> str:
    """Linux name: `GigabitEthernet1/0/3` -> `eth3`, `Vlan10` -> `vlan10`."""
    return name.replace(PORT, "eth").replace(SVI, "vlan")


def port_of(linux: str) -> str:
    """IOS name of a data port: `eth3` -> `GigabitEthernet1/0/3`."""
    return PORT + linux.removeprefix("eth")


def number(name: str) -> int:
    """Last number of an interface name: 3 for `GigabitEthernet1/0/3`, 10 for `Vlan10`."""
    return int(re.findall(r"\d+", name)[-1])


def port_range(text: str) -> list[str] | None:
    """Ports of `gi1/0/1 - 4, gi 1/0/7`, in order and without repetition; None when the text is no such list."""
    found: dict[str, None] = {}
    for part in text.split(","):
        head, _, last = re.sub(r"\s+", "", part).partition("-")
        first = interface(head)
        if first is None or not first.startswith(PORT) or (last and not _within(first, last)):
            return None
        start = number(first)
        end = number(first) if not last else int(last.rpartition("/")[2])
        found |= dict.fromkeys(f"{PORT}{n}" for n in range(start, end + 1))
    return list(found)


def _within(first: str, last: str) -> bool:
    end = last if _digits(last) else (interface(last) or "").removeprefix(PORT)
    return _digits(end) and number(first) <= int(end) <= 99


def expand(vlans: str) -> frozenset[int]:
    """`1,10-12` -> {1, 10, 11, 12}; `none` -> {}."""
    found: set[int] = set()
    for part in [] if vlans == "none" else vlans.split(","):
        low, _, high = part.partition("-")
        found |= set(range(int(low), int(high or low) + 1))
    return frozenset(found)


def compress(vlans: frozenset[int]) -> str:
    """{1, 10, 11, 12} -> `1,10-12`; {} -> `none`; two neighbours stay apart by a comma, as IOS writes them."""
    runs: list[list[int]] = []
    for vlan in sorted(vlans):
        if runs and vlan == runs[-1][1] + 1:
            runs[-1][1] = vlan
        else:
            runs.append([vlan, vlan])
    return ",".join(_run(low, high) for low, high in runs) or "none"


def _run(low: int, high: int) -> str:
    return str(low) if low == high else f"{low},{high}" if high == low + 1 else f"{low}-{high}"


def vlan_list(text: str) -> str | None:
    """The list in its shortest form, None unless every part is N or N-M within 1..4094."""
    for part in text.split(","):
        if not re.fullmatch(r"[0-9]{1,4}(-[0-9]{1,4})?", part):
            return None
        low, high = (int(part.split("-")[i]) for i in (0, -1))
        if not 1 <= low <= high <= MAX_VLAN:
            return None
    return compress(expand(text))
