"""Positions in a subnet that a machine may have. Pure."""

from ipaddress import IPv4Network

from ccp3lab.plan.subnets import last_host


def outside(subnet: IPv4Network, position: int) -> str | None:
    """Why no machine may have the address at POSITION of SUBNET; None when it may."""
    if position == 0:
        return f"is the network address of {subnet}"
    if position == last_host(subnet) + 1:
        return f"is the broadcast address of {subnet}"
    return None if 0 < position <= last_host(subnet) else f"(position {position}) is outside {subnet}"


def remedy(subnet: IPv4Network) -> str:
    """What to write instead."""
    return f"use a free position from 1 to {last_host(subnet)}"
