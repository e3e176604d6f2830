"""Words of statements that services say of a company, beside those of the plan. Pure."""

from collections.abc import Callable

from ccp3lab.company import Company
from ccp3lab.registry import Registry

WORDS: Registry[Callable[[Company], object]] = Registry("tasks")
word = WORDS.add
"""Decorator: `word("directory")` registers what makes that word of a company."""
