"""The ccp3-lab switch: Open vSwitch behind a Cisco-IOS-like command line. No code of Cisco's is in it."""

__version__ = "0.1.0"
