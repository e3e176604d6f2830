"""A NAPALM driver for Debian servers and PCs: the candidate is one document, the commit one transaction on the device.

`napalm.get_network_driver("linux")` finds the class here. NAPALM itself is imported with the class only (0.5 s), so
that the pure parts (`document`, `diff`, `answers`, `getters`) stay quick to import.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from custom_napalm.linux.driver import LinuxDriver

__all__ = ["LinuxDriver"]


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562
    if name != "LinuxDriver":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from custom_napalm.linux.driver import LinuxDriver

    return LinuxDriver
