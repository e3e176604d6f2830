"""Jinja, set up once: an unknown name is an error, blocks leave no blank lines."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError

from ccp3lab.configuration.origin import Marks, told
from ccp3lab.errors import DefinitionError


class Renderer:
    """Templates of one folder (`templates/`)."""

    def __init__(self, root: Path) -> None:
        """ROOT is the folder that template names are relative to."""
        self.root = root

    @cached_property
    def _jinja(self) -> Environment:
        return self._environment()

    @cached_property
    def _marked(self) -> tuple[Marks, Environment]:
        jinja = self._environment()
        marks = Marks(jinja)
        jinja.extensions[Marks.identifier] = marks
        return marks, jinja

    def _environment(self) -> Environment:
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

    def origin(self, template: str, values: Mapping[str, Any], text: str) -> str:
        """Where each line of TEXT, which `file` made of TEMPLATE and VALUES, comes from.

        `templates/dns/zone.j2:1-8,10,10`: a line or a run of lines of the template for each of the text; the
        template's name alone where its lines are not known.
        """
        marks, jinja = self._marked
        places = marks.places(jinja.get_template(template).render(values), text)
        return told(places) or f"templates/{template}"


def _line(error: Exception, template: str) -> str:
    """`:LINE` of the last frame inside TEMPLATE, from the traceback that Jinja rewrites to template lines."""
    lines, trace = [], error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(template):
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return f":{lines[-1]}" if lines else ""
