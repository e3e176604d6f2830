"""Err-disabled ports, and which come up again by themselves. Pure."""

from __future__ import annotations

from ccp3switch.errors import InvalidInputError
from ccp3switch.model import security, switching
from ccp3switch.names import short
from ccp3switch.show.view import View


def status(view: View) -> str:
    """`show interfaces [X] status err-disabled`."""
    asked = view.asked.values.get("interface")
    ports = [port for port in switching.physical(view.tree) if asked in (None, port.name)]
    if not ports:
        raise InvalidInputError(view.asked.columns[2])
    disabled = view.live.seen.disabled
    rows = [
        f"{short(port.name):<9} {port.description[:18]:<18} err-disabled {disabled[port.name]}"
        for port in ports
        if port.name in disabled
    ]
    return (
        "\n".join(["Port      Name               Status       Reason               Err-disabled Vlans", *rows]) + "\n"
    )


def recovery(view: View) -> str:
    """`show errdisable recovery`."""
    on = security.recovered(view.tree)
    rows = [f"{cause:<28} {'Enabled' if cause in on else 'Disabled'}" for cause in security.CAUSES]
    left = view.live.seen.left
    waiting = [
        f"{short(name):<11} {view.live.seen.disabled[name]:>18} {seconds:>14}"
        for name, seconds in sorted(left.items())
        if name in view.live.seen.disabled
    ]
    return "\n".join(
        [
            "ErrDisable Reason            Timer Status",
            "-----------------            --------------",
            *rows,
            "",
            f"Timer interval: {security.interval(view.tree)} seconds",
            "",
            "Interfaces that will be enabled at the next timeout:",
            "",
            *(["Interface       Errdisable reason       Time left(sec)", "-" * 54, *waiting] if waiting else []),
        ]
    ) + "\n"  # fmt: skip
