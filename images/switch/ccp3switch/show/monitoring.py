"""`show monitor session`. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ccp3switch.model.monitoring import Monitor, monitors
from ccp3switch.names import compress, short
from ccp3switch.show.view import View


def session(view: View) -> str:
    """`show monitor [session N|all]`."""
    asked = view.asked.values.get("session")
    found = [one for one in monitors(view.tree) if asked in (None, str(one.number))]
    if not found:
        return f"Session {asked} does not exist.\n" if asked else "No SPAN configuration is present in the system.\n"
    return "\n".join("\n".join(_lines(one)) + "\n" for one in found)


def _lines(one: Monitor) -> Iterator[str]:
    title = f"Session {one.number}"
    yield from (title, "-" * len(title), "Type                   : Local Session")
    both = tuple(port for port in one.received if port in one.sent)
    kinds = {
        "Both": both,
        "RX Only": tuple(port for port in one.received if port not in both),
        "TX Only": tuple(port for port in one.sent if port not in both),
    }
    ports = [f"    {kind:<19}: {','.join(short(port) for port in some)}" for kind, some in kinds.items() if some]
    if ports:
        yield from ("Source Ports           :", *ports)
    if one.vlans:
        yield from ("Source VLANs           :", f"    {'Both':<19}: {compress(one.vlans)}")
    if one.destination:
        yield from (f"Destination Ports      : {short(one.destination)}", "    Encapsulation      : Native")
