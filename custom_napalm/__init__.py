"""NAPALM's own extension place: `napalm.get_network_driver("linux")` looks here first."""
