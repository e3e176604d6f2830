"""Device images: named after their content, built when that changed."""

from ccp3lab.images.build import build as build
from ccp3lab.images.build import missing as missing
from ccp3lab.images.catalogue import names as names
from ccp3lab.images.catalogue import reference as reference

__all__ = ["build", "missing", "names", "reference"]
