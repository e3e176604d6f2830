"""What a company asks of its services: one section each, under the service's name.

It stands in services.yml, or alone in a file of that name. The core reads the files and tells mistakes with their line;
what a section may hold is known by the module of `tasks/` that registers it, beside its service. When a section names a
list of the company's folder (`Company.beside`), what its rules say of that list has its name as `file`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from ccp3lab.model import Model
from ccp3lab.problem import Problem
from ccp3lab.registry import Registry

if TYPE_CHECKING:
    from ccp3lab.company import Company

S = TypeVar("S", bound=Model)
Rules = Callable[[S, "Company"], Iterator[Problem]]


@dataclass(frozen=True)
class Section:
    """The shape of a section as written, and what else must hold of it in its company (`loc` from the section on)."""

    shape: type[Model]
    rules: "Rules[Any]"


SECTIONS: Registry[Section] = Registry("tasks")


def section(name: str, shape: type[S], rules: "Rules[S]") -> None:
    """Register SHAPE and RULES for the section NAME; RULES see the whole company, all its sections included."""
    SECTIONS.add(name)(Section(shape, rules))
