"""Back to nothing: containers, network, traces on the host, folder."""

from ccp3lab.instance import Instance, locked
from ccp3lab.providers.containerlab import Containerlab


def down(instance: Instance) -> None:
    """Remove all of INSTANCE, in whatever state it is; doing it twice is no error."""
    with locked(instance) as lock:
        Containerlab({}, lock).destroy(instance)
        instance.forget()
