"""Filters that the kernel runs on each frame of a listening socket (classic BPF, bpf(4), linux/filter.h). Pure.

A frame that no rule wants never reaches the program.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from ccp3switch.frames import stp

LLDP_TYPE = 0x88CC
_LD_WORD, _LD_HALF, _JEQ, _RET = 0x20, 0x28, 0x15, 0x06
_PACKET_TYPE = 0xFFFFF004  # SKF_AD_OFF + SKF_AD_PKTTYPE: a load there gives sll_pkttype (packet(7))
_OUTGOING = 4
_WHOLE = 0xFFFF


@dataclass(frozen=True)
class Watch:
    """What is listened for on a port: BPDUs, LLDP, sources other than `known` (None: sources are not watched)."""

    bpdu: bool = False
    lldp: bool = False
    known: frozenset[str] | None = None

    @property
    def idle(self) -> bool:
        """Whether nothing is listened for."""
        return not self.bpdu and not self.lldp and self.known is None


def program(watch: Watch) -> bytes:
    """The filter as an array of `struct sock_filter`; the switch's own frames never pass."""
    rules = [*_skip_if(_LD_WORD, _PACKET_TYPE, _OUTGOING)]
    if watch.bpdu:
        rules += _take_if_destination(stp.GROUP)
    if watch.lldp:
        rules += [_op(_LD_HALF, 12), _op(_JEQ, LLDP_TYPE, 0, 1), _op(_RET, _WHOLE)]
    for mac in sorted(watch.known or ()):
        rules += _skip_if_source(bytes.fromhex(mac.replace(":", "")))
    return b"".join([*rules, _op(_RET, 0 if watch.known is None else _WHOLE)])


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _skip_if(load: int, offset: int, value: int) -> list[bytes]:
    return [_op(load, offset), _op(_JEQ, value, 0, 1), _op(_RET, 0)]


def _take_if_destination(mac: bytes) -> list[bytes]:
    return _if_address(mac, 0, _WHOLE)


def _skip_if_source(mac: bytes) -> list[bytes]:
    return _if_address(mac, 6, 0)


def _if_address(mac: bytes, offset: int, answer: int) -> list[bytes]:
    """Four bytes of the address, then the other two; both equal: the answer."""
    high, low = struct.unpack("!IH", mac)
    return [
        _op(_LD_WORD, offset),
        _op(_JEQ, high, 0, 3),
        _op(_LD_HALF, offset + 4),
        _op(_JEQ, low, 0, 1),
        _op(_RET, answer),
    ]
