"""From parts to the text that a device is sent: templates, then one candidate a platform."""

from ccp3lab.configuration.candidate import candidate
from ccp3lab.configuration.render import Renderer

__all__ = ["Renderer", "candidate"]
