"""What only the kernel and the administrator of this machine can give."""

from pathlib import Path

from ccp3lab.doctor.finding import Finding, State, judged
from ccp3lab.setup.machine import finish, program, root_prefix

TUN = Path("/dev/net/tun")
ATTEMPT = "unshare --net ip link add ccp3a type veth peer name ccp3b"


def root() -> Finding:
    """Wiring network namespaces, which containerlab does, is for root."""
    prefix = root_prefix()
    found = "root" if prefix == () else "sudo" if prefix else None
    return judged("root rights", found, "root, or sudo", "run as root, or install sudo and allow it to you")


def veth() -> Finding:
    """Cables: a pair is made, in a network namespace that ends with the attempt."""
    if program("ip") is None or program("unshare") is None:
        return judged("kernel: veth", "not tried (no iproute2)", "cables", "")
    done = finish((*(root_prefix() or ()), *ATTEMPT.split()))
    if done.code == 0:
        return judged("kernel: veth", "works", "cables", "")
    said = done.last_words.strip() or "refused"
    return Finding("kernel: veth", said, "cables", State.MISSING, "modprobe veth (as root, on the host)")


def tun(device: Path = TUN) -> Finding:
    """The switch's routed interfaces and the VPNs are tun devices (Linux: Documentation/networking/tuntap)."""
    found = str(device) if device.is_char_device() else None
    return judged("kernel: tun", found, "/dev/net/tun, for the switch", "modprobe tun (as root)")
