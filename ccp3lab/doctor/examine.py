"""Looks at this machine and answers with findings; changes nothing and never raises for what it finds."""

from ccp3lab.doctor import engine, host, software
from ccp3lab.doctor.finding import Finding


def examine() -> tuple[Finding, ...]:
    """Everything that a lab needs, in the order in which the set-up brings it."""
    docker = engine.server()
    return (
        software.python(),
        software.packages(),
        docker,
        software.containerlab(),
        host.root(),
        host.veth(),
        host.tun(),
        *engine.images(docker),
        engine.disk(docker),
    )
