"""Configuration -> desired state (pure) -> the fewest commands that bring Open vSwitch and the kernel there."""
