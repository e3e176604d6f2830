"""Names of interfaces and lists of VLANs, as IOS writes them and as Linux does. Pure."""

import re

KINDS = {
    "gigabitethernet": "GigabitEthernet",
    "vlan": "Vlan",
    "port-channel": "Port-channel",
    "loopback": "Loopback",
}
PORT = "GigabitEthernet1/0/"
SVI = "Vlan"
CHANNEL = "Port-channel"
LOOPBACK = "Loopback"
NULL = "Null0"  # no interface: where a route drops what it takes
MAX_VLAN = 4094
MAX_CHANNEL = 48
_WORD = re.compile(r"([a-z-]*[a-z])([0-9][0-9/.]*)")
_NUMBERS = {
    "GigabitEthernet": re.compile(r"1/0/[1-9][0-9]?(\.[1-9][0-9]{0,4})?"),
    "Vlan": re.compile(r"0*[1-9][0-9]{0,3}"),
    "Port-channel": re.compile(r"[1-9][0-9]?"),
    "Loopback": re.compile(r"[0-9]{1,5}"),
}
_HIGHEST = {"Vlan": MAX_VLAN, "Port-channel": MAX_CHANNEL}


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
    if not _NUMBERS[full].fullmatch(number):
        return None
    if full == "GigabitEthernet":
        return full + number
    return f"{full}{int(number)}" if int(number) <= _HIGHEST.get(full, int(number)) else None


def egress(word: str) -> str | None:
    """An interface that a route may leave by, `Null0` included; None when the word names none."""
    return NULL if re.fullmatch(r"nu(ll?)?0", word.lower()) else interface(word)


def is_port(name: str) -> bool:
    """Whether it is a physical port, no subinterface of one."""
    return name.startswith(PORT) and "." not in name


def is_subinterface(name: str) -> bool:
    """Whether it is `GigabitEthernet1/0/3.10`."""
    return name.startswith(PORT) and "." in name


def short(name: str) -> str:
    """`GigabitEthernet1/0/1` -> `Gi1/0/1`, `Vlan10` -> `Vl10`, `Port-channel1` -> `Po1`, `Loopback0` -> `Lo0`."""
    full = next((full for full in KINDS.values() if name.startswith(full)), name[:2])
    return full[:2] + name.removeprefix(full)


def device(name: str) -> str:
    """Linux name: `eth3` for `GigabitEthernet1/0/3`, `rt3.10` for its subinterface 10, `vlan10`, `po1`, `loop0`."""
    prefix = "rt" if is_subinterface(name) else "eth"
    named = name.replace(PORT, prefix).replace(SVI, "vlan")
    return named.replace(CHANNEL, "po").replace(LOOPBACK, "loop")


def routed(port: str) -> str:
    """Linux name of the layer-3 device of a routed port: `rt3` for `GigabitEthernet1/0/3`."""
    return port.replace(PORT, "rt")


def layer3(name: str) -> str:
    """Linux name of the device that holds an interface's addresses: `rt3` where the interface is a port."""
    return routed(name) if is_port(name) else device(name)


def port_of(linux: str) -> str:
    """IOS name of what switches: `eth3` -> `GigabitEthernet1/0/3`, `po1` -> `Port-channel1`."""
    return linux.replace("eth", PORT).replace("po", CHANNEL)


def colons(mac: str) -> str:
    """`0242.ac14.1402` -> `02:42:ac:14:14:02`."""
    digits = mac.replace(".", "")
    return ":".join(digits[index : index + 2] for index in range(0, 12, 2))


def number(name: str) -> int:
    """Last number of an interface name: 3 for `GigabitEthernet1/0/3`, 10 for `Vlan10` and `GigabitEthernet1/0/3.10`."""
    return int(re.findall(r"\d+", name)[-1])


def port_range(text: str) -> list[str] | None:
    """Ports of `gi1/0/1 - 4, gi 1/0/7`, in order and without repetition; None when the text is no such list."""
    found: dict[str, None] = {}
    for part in text.split(","):
        head, _, last = re.sub(r"\s+", "", part).partition("-")
        first = interface(head)
        if first is None or not is_port(first) or (last and not _within(first, last)):
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
