"""Commands that end leases of the DHCP server."""

from __future__ import annotations

from ccp3switch.errors import CliError
from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.shell.contract import Shell
from ccp3switch.show.dhcp import bindings
from ccp3switch.show.view import View


def clear_binding(shell: Shell, parsed: Parsed) -> Reply:
    """`clear ip dhcp binding *|A`: the lease ends, its client keeps the address until it asks again."""
    switch = shell.switch
    rows = bindings(View(switch.effective, switch.live, parsed))
    leased = {address for address, _, _, kind in rows if kind == "Automatic"}
    asked = parsed.values.get("ip")
    if asked and asked not in leased:
        raise CliError(f"% No automatic binding found for {asked}")
    switch.forget_leases({asked} if asked else leased)
    return ""


def clear_conflict(shell: Shell, _parsed: Parsed) -> Reply:
    """`clear ip dhcp conflict *`: declined addresses may be leased again."""
    shell.switch.forget_leases(())
    return ""
