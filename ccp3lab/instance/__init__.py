"""One lab deployed for one learner: its folder, its record, its keys, its lock."""

from ccp3lab.instance.folder import Instance, find, instance
from ccp3lab.instance.lock import locked
from ccp3lab.instance.record import Node, Phase, Record
from ccp3lab.instance.variant import Variant, as_written, own

__all__ = ["Instance", "Node", "Phase", "Record", "Variant", "as_written", "find", "instance", "locked", "own"]
