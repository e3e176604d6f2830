"""YAML definitions with positions: every error names file and line, all of them at once."""

from ccp3lab.problem import Problem
from ccp3lab.source.build import attempt, build
from ccp3lab.source.read import Source, read, read_lines, read_text, refuse

__all__ = ["Problem", "Source", "attempt", "build", "read", "read_lines", "read_text", "refuse"]
