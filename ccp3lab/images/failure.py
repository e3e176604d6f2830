"""Why a build failed, in words that help: read from the log of the builder. Pure."""

from pathlib import Path

TAIL = 20

CAUSES = (
    (
        ("no space left on device", "not enough free space", "disk quota exceeded"),
        "The disk is full. Free some space (`docker system df` shows what Docker takes, `docker image prune` removes "
        "what nothing uses), then `make images`.",
    ),
    (
        ("404  not found", "404 not found"),
        "A package is newer than the package list of the base image: `docker image rm {from}`, then `make images`.",
    ),
    (
        (
            "temporary failure resolving",
            "could not resolve",
            "could not connect",
            "failed to fetch",
            "network is unreachable",
        ),
        "Debian's mirror was not reached: the first build needs Internet. Check the network, then `make images`.",
    ),
)
OTHERWISE = "Read the log, mend images/{name}/, then `make images`."


def explained(name: str, text: str, log: Path, starts_from: str = "") -> str:
    """What to print when the build of image NAME failed: the end of its log TEXT, its likely cause, where LOG is."""
    tail = "\n".join(f"    {line}" for line in text.rstrip().splitlines()[-TAIL:])
    return f"image {name} could not be built; the end of {log}:\n{tail}\n{way_out(name, text, starts_from)}"


def way_out(name: str, text: str, starts_from: str = "") -> str:
    """What to do about the first known cause that TEXT tells."""
    lower = text.lower()
    known = (remedy for signs, remedy in CAUSES if any(sign in lower for sign in signs))
    return next(known, OTHERWISE).replace("{name}", name).replace("{from}", starts_from)
