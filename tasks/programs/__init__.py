"""Programs that a task or a check runs on a Linux device by `python3 -c`: their text. Nothing stays there."""

from functools import cache
from pathlib import Path


@cache
def text(name: str) -> str:
    """The text of the program NAME of this folder."""
    return Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8")
