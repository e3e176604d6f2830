"""What an instance may leave on a machine: nothing of it must be there after `ccp3 down`."""

from collections.abc import Iterator
from pathlib import Path

from ccp3lab.docker import docker
from ccp3lab.instance import Instance


def traces(instance: Instance) -> list[str]:
    """Everything found that bears INSTANCE's name: containers, network, files, names, processes."""
    name = instance.name
    containers = docker("ps", "--all", "--format", "{{.Names}} {{.Labels}}").splitlines()
    networks = docker("network", "ls", "--format", "{{.Name}}").split()
    return [
        *(f"container {line}" for line in containers if name in line),
        *(f"network {found}" for found in networks if name in found),
        *_lines(Path("/etc/hosts"), name),
        *(str(path) for path in Path("/etc/ssh/ssh_config.d").glob(f"*{name}*")),
        *(str(path) for path in Path("/run/netns").glob(f"*{name}*")),
        *(f"process {line}" for line in commands() if name in line),
        *(str(path) for path in (instance.folder, instance.lock_file) if path.exists()),
    ]


def commands() -> Iterator[str]:
    """The command line of every process of this machine, containers included, as anybody may read them in ps(1)."""
    for process in Path("/proc").iterdir():  # glob() raises when a process ends while it looks
        if not process.name.isdigit():
            continue
        try:
            yield (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            continue  # it ended meanwhile


def _lines(path: Path, name: str) -> Iterator[str]:
    lines = path.read_text().splitlines() if path.exists() else []
    return (f"{path}: {line}" for line in lines if name in line)
