"""The proof of a lab on live devices: every right answer passes, every check can fail."""

from ccp3lab.selftest.proof import Proof
from ccp3lab.selftest.prove import Stage, prove

__all__ = ["Proof", "Stage", "prove"]
