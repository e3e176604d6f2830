"""A text as a whole configuration: what it leaves out is as on a fresh switch. Pure."""

from __future__ import annotations

from ccp3switch.config.edit import Grammar
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import Reading, read
from ccp3switch.config.tree import WHOLE


def whole(grammar: Grammar, text: str, ports: int) -> Reading:
    """The tree of a startup configuration or of a file to replace by.

    Nothing is made that the text does not say, not even the VLAN of an access port: so what is shown reads back.
    """
    base = blank(grammar, ports)
    base.key = WHOLE
    reading = read(grammar, text, base)
    reading.tree.key = ""
    return reading
