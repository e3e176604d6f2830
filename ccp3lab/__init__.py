"""ccp3-lab: labs on real devices for the block CCP 3 of the French title TAI."""

__version__ = "0.1.0"
