"""The command `ccp3`: thin, lazy, and the only place that prints errors and decides exit codes."""

from ccp3lab.cli.main import main

__all__ = ["main"]
