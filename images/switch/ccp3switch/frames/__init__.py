"""Frames that the switch itself says and hears, as bytes. Pure."""
