"""The configuration: a tree of lines with identity, the switch's only state."""
