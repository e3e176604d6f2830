"""What containerlab writes on the host outside an instance's folder, removed when a killed run left it there."""

import re
from pathlib import Path

HOSTS = Path("/etc/hosts")
SSH_CONFIG = Path("/etc/ssh/ssh_config.d")
NETNS = Path("/run/netns")


def clean_host(name: str, hosts: Path = HOSTS, ssh_config: Path = SSH_CONFIG, netns: Path = NETNS) -> None:
    """Remove the traces of lab NAME: its block in /etc/hosts, its ssh_config file, its names in /run/netns."""
    if hosts.exists():
        text = hosts.read_text()
        kept = without_block(text, name)
        if kept != text:
            hosts.write_text(kept)  # in place: /etc/hosts may be a bind mount
    (ssh_config / f"clab-{name}.conf").unlink(missing_ok=True)
    for link in netns.glob(f"clab-{name}-*"):
        link.unlink(missing_ok=True)


def without_block(text: str, name: str) -> str:
    """TEXT of a hosts file without the block that containerlab marked with the name of lab NAME."""
    mark = re.escape(f"CLAB-{name}")
    return re.sub(rf"^#+ {mark}-START #+\n.*?^#+ {mark}-END #+\n", "", text, flags=re.MULTILINE | re.DOTALL)
