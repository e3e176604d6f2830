"""Jinja, set up once: an unknown name is an error, blocks leave no blank lines."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError

from ccp3lab.errors import DefinitionError


class Renderer:
    """Templates of one folder (`templates/`)."""

    def __init__(self, root: Path) -> None:
        """ROOT is the folder that template names are relative to."""
        self.root = root

    @cached_property
    def _jinja(self) -> Environment:
        return Environment(  # noqa: S701 - device configurations, not HTML
            loader=FileSystemLoader(self.root),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def file(self, template: str, values: Mapping[str, Any]) -> str:
        """The text of TEMPLATE filled with VALUES; DefinitionError names the template and, where known, its line."""
        try:
            return self._jinja.get_template(template).render(values)
        except TemplateSyntaxError as error:
            raise DefinitionError(f"templates/{error.name or template}:{error.lineno}: {error.message}") from error
        except (TemplateError, ArithmeticError, TypeError, ValueError) as error:  # what an expression may raise, too
            raise DefinitionError(f"templates/{template}{_line(error, template)}: {error}") from error


def _line(error: Exception, template: str) -> str:
    """`:LINE` of the last frame inside TEMPLATE, from the traceback that Jinja rewrites to template lines."""
    lines, trace = [], error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(template):
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return f":{lines[-1]}" if lines else ""
