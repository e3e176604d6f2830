"""The clients of network automation, as their users open them: NAPALM and netmiko, unmodified."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from napalm import get_network_driver
from netmiko import BaseConnection, ConnectHandler

from switchbench.container import Container


def options(device: Container) -> dict[str, Any]:
    """The toolkit's key, strict host keys."""
    return {
        "use_keys": True, "key_file": str(device.given.toolkit_key), "ssh_strict": True, "alt_host_keys": True,
        "alt_key_file": str(device.known_hosts()), "allow_agent": False,
    }  # fmt: skip


@contextmanager
def napalm(device: Container) -> Iterator[Any]:
    """NAPALM's driver `ios`, open."""
    arguments = {**options(device), "dest_file_system": "flash:"}
    driver = get_network_driver("ios")(device.address, "ccp3", "", optional_args=arguments)
    driver.open()
    yield driver
    with contextlib.suppress(OSError):  # a test that kills the program ends the connection
        driver.close()


@contextmanager
def netmiko(device: Container) -> Iterator[BaseConnection]:
    """netmiko's `cisco_ios`, open."""
    connection = ConnectHandler(device_type="cisco_ios", host=device.address, username="ccp3", **options(device))
    yield connection
    connection.disconnect()
