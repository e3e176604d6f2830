"""The modes of the command line: prompt, and the mode where a line goes that the mode itself does not know."""

from dataclasses import dataclass

SECTIONS_MODE = "config"


@dataclass(frozen=True)
class Mode:
    """`prompt` follows the host name; `parent` is empty for exec modes and for configuration mode itself."""

    prompt: str
    parent: str = ""


MODES: dict[str, Mode] = {
    "user": Mode(">"),
    "exec": Mode("#"),
    "config": Mode("(config)#"),
    "port": Mode("(config-if)#", "config"),
    "range": Mode("(config-if-range)#", "config"),
    "svi": Mode("(config-if)#", "config"),
    "vlan": Mode("(config-vlan)#", "config"),
    "line": Mode("(config-line)#", "config"),
    "portchannel": Mode("(config-if)#", "config"),
    "loopback": Mode("(config-if)#", "config"),
    "subif": Mode("(config-subif)#", "config"),
    "acl-std": Mode("(config-std-nacl)#", "config"),
    "acl-ext": Mode("(config-ext-nacl)#", "config"),
    "dhcp": Mode("(dhcp-config)#", "config"),
    "archive": Mode("(config-archive)#", "config"),
}
EXEC = ("exec",)
ANY_EXEC = ("user", "exec")
CONFIG = ("config",)
PORT = ("port", "range")
INTERFACE = ("port", "range", "svi", "portchannel", "loopback", "subif")
ROUTED = ("port", "range", "svi", "subif")  # may hold an address and forward; a port only after `no switchport`
ANY_CONFIG = tuple(name for name, mode in MODES.items() if mode.prompt.startswith("("))


def prompt(hostname: str, mode: str) -> str:
    """`sw1#`; IOS cuts the host name to 20 characters in configuration prompts."""
    cut = hostname if mode in ANY_EXEC else hostname[:20]
    return cut + MODES[mode].prompt
