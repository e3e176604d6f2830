"""`ping` and `traceroute`: what is asked, and the program of the container that does it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ccp3switch import names
from ccp3switch.errors import CliError
from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.shell import hosts
from ccp3switch.shell.contract import Job, Question, Shell
from ccp3switch.shell.echoes import Echoes
from ccp3switch.shell.hops import Hops

ESCAPE = "Type escape sequence to abort.\n"
# Of the time that an answer may take: five echoes that nobody answers end within 8 s, drivers wait for 10 s.
_PACE = 0.65
_HEADERS = {4: 28, 6: 48}


@dataclass(frozen=True)
class Asked:
    """A ping: sizes in bytes with the IP header, times in seconds."""

    target: hosts.Address
    repeat: int = 5
    size: int = 100
    timeout: int = 2
    source: hosts.Address | None = None
    whole: bool = False

    @property
    def argv(self) -> tuple[str, ...]:
        """ping(8) of iputils: -A sends the next echo as soon as the last one is answered, -O tells of silence."""
        data = max(0, self.size - _HEADERS[self.target.version])
        pace = max(0.01, self.timeout * _PACE)
        return (
            "ping", "-A", "-O", "-n", "-c", str(self.repeat), "-i", f"{pace:g}", "-W", str(self.timeout or 0.01),
            "-s", str(data), *(("-I", str(self.source)) if self.source else ()), *(("-M", "do") if self.whole else ()),
            str(self.target),
        )  # fmt: skip

    @property
    def head(self) -> str:
        """What IOS says before it sends."""
        text = f"{ESCAPE}Sending {self.repeat}, {self.size}-byte ICMP Echos to {str(self.target).upper()}"
        text += f", timeout is {self.timeout} seconds:\n"
        text += f"Packet sent with a source address of {str(self.source).upper()} \n" if self.source else ""
        return text + ("Packet sent with the DF bit set\n" if self.whole else "")


def ping(shell: Shell, parsed: Parsed) -> Reply:
    """`ping D [timeout T] [size S] [repeat N] [source X] [df-bit]`."""
    tree, given = shell.switch.effective, parsed.values
    target = _target(shell, given["host"], parsed.words[1])
    word = given.get("interface") or given.get("ip") or given.get("ipv6")
    asked = Asked(
        target,
        int(given.get("count", "5")),
        int(given.get("bytes", "100")),
        int(given.get("timeout", "2")),
        hosts.source(tree, word, target.version) if word else None,
        "df-bit" in parsed.words,
    )
    return _sent(shell, asked)


def _target(shell: Shell, word: str, protocol: str) -> hosts.Address:
    found = hosts.resolve(shell.switch.running, word)
    wanted = {"ip": 4, "ipv6": 6}.get(protocol, found.version)
    if found.version != wanted:
        raise CliError("% Unrecognized host or address, or protocol not running.")
    return found


def _sent(shell: Shell, asked: Asked) -> Reply:
    own = frozenset(str(one.address) for one in hosts.own(shell.switch.effective))
    return (yield Job(asked.argv, Echoes(asked.repeat, own), asked.head))


def dialogue(shell: Shell, _parsed: Parsed) -> Reply:
    """`ping` alone: IOS's questions; Return takes what stands in brackets."""
    protocol = (yield Question("Protocol [ip]: ")).strip() or "ip"
    if protocol not in ("ip", "ipv6"):
        raise CliError("% Unknown protocol - " + protocol)
    word = (yield Question(f"Target {'IP' if protocol == 'ip' else 'IPv6'} address: ")).strip()
    if not word:
        raise CliError("% Bad IP address")
    target = _target(shell, word, protocol)
    repeat = _number((yield Question("Repeat count [5]: ")), 5, 1, 2147483647)
    size = _number((yield Question("Datagram size [100]: ")), 100, 36, 18024)
    timeout = _number((yield Question("Timeout in seconds [2]: ")), 2, 0, 3600)
    source, whole = None, False
    if _yes((yield Question("Extended commands [n]: "))):
        source = _source(shell, (yield Question("Source address or interface: ")).strip(), target.version)
        whole = _yes((yield Question("Set DF bit in IP header? [no]: ")))
    if _yes((yield Question("Sweep range of sizes [n]: "))):
        raise CliError("% Sweeps are not supported by this switch")
    return (yield from _sent(shell, Asked(target, repeat, size, timeout, source, whole)))


def _source(shell: Shell, word: str, version: int) -> hosts.Address | None:
    if not word:
        return None
    named = names.interface(re.sub(r"\s+", "", word))
    return hosts.source(shell.switch.effective, named or word, version)


def _number(answer: str, default: int, low: int, high: int) -> int:
    text = answer.strip() or str(default)
    if not re.fullmatch(r"[0-9]{1,10}", text) or not low <= int(text) <= high:
        raise CliError(f"% A decimal number between {low} and {high}.")
    return int(text)


def _yes(answer: str) -> bool:
    return answer.strip().lower().startswith("y")


def traceroute(shell: Shell, parsed: Parsed) -> Reply:
    """`traceroute D [source X] [numeric]`: addresses alone in any case, as no name is looked up."""
    target = _target(shell, parsed.values["host"], parsed.words[1])
    word = parsed.values.get("interface") or parsed.values.get("ip")
    source = hosts.source(shell.switch.effective, word, target.version) if word else None
    argv = ("traceroute", f"-{target.version}", "-n", "-w", "3", *(("-s", str(source)) if source else ()), str(target))
    return _traced(argv, f"{ESCAPE}Tracing the route to {str(target).upper()}\n\n")


def _traced(argv: tuple[str, ...], head: str) -> Reply:
    return (yield Job(argv, Hops(), head))
