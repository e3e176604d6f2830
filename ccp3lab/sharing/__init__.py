"""What checks ask of a file server, and how its answers travel: JSON between connection and evaluation. Pure."""

from ccp3lab.sharing.descriptors import described, descriptor
from ccp3lab.sharing.question import (
    DENIED,
    MISSING,
    OK,
    SILENCE,
    UNTRIED,
    Table,
    Told,
    Visit,
    Visited,
    silent,
    table,
    tell,
    visited,
)

__all__ = [
    "DENIED",
    "MISSING",
    "OK",
    "SILENCE",
    "UNTRIED",
    "Table",
    "Told",
    "Visit",
    "Visited",
    "described",
    "descriptor",
    "silent",
    "table",
    "tell",
    "visited",
]
