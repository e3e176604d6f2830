"""Back to nothing: containers, network, traces on the host, folder."""

from contextlib import suppress

from ccp3lab.errors import InstanceError
from ccp3lab.instance import Instance, locked
from ccp3lab.providers.containerlab import Containerlab


def down(instance: Instance) -> None:
    """Remove all of INSTANCE, in whatever state it is; doing it twice is no error."""
    with locked(instance) as lock:
        if not on_sheet(instance):
            Containerlab({}, lock).destroy(instance)
        instance.forget()


def on_sheet(instance: Instance) -> bool:
    """Whether INSTANCE is known to be an exercise on a sheet: then no engine has to be asked for what is left of it."""
    with suppress(InstanceError):
        return instance.record().provider == "sheet"
    return False
