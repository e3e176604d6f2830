"""The default provider: containerlab (>= 0.78), by subprocess."""

from ccp3lab.providers.containerlab.provider import Containerlab

__all__ = ["Containerlab"]
