"""What is typed on a device beside the domain controller."""

import subprocess


def inside(container: str, shell: str, given: str = "") -> tuple[int, str]:
    """Exit code of SHELL as root in CONTAINER, and all that it printed; GIVEN is its standard input."""
    done = subprocess.run(
        ["docker", "exec", "-i", container, "sh", "-c", shell],
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, (done.stdout + done.stderr).strip()
