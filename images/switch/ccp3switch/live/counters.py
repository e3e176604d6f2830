"""Counters of access lists, as nft(8) tells them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable

from ccp3switch.state.chains import TABLE

_SECONDS = 5


def counts() -> dict[str, tuple[int, int]]:
    """Packets and bytes by counter; empty when there are none or nft does not answer."""
    try:
        words = ["nft", "-j", "list", "counters"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return {}
    return read(done.stdout) if done.stdout else {}


def read(text: str) -> dict[str, tuple[int, int]]:
    """Counters of nft's JSON (libnftables-json(5))."""
    found = (one["counter"] for one in json.loads(text)["nftables"] if "counter" in one)
    return {counter["name"]: (counter["packets"], counter["bytes"]) for counter in found}


def forget(names: Iterable[str]) -> None:
    """Let these counters begin at nought. In one transaction (`-f`) nft resets only the last one: line by line."""
    lines = "".join(f"reset counter ip {TABLE} {name}\n" for name in names)
    if not lines:
        return
    subprocess.run(["nft", "-i"], input=lines, capture_output=True, text=True, timeout=_SECONDS, check=False)
