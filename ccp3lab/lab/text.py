"""Texts that name the plan instead of repeating it: `{{ vlan.compta.id }}`, `{{ port("sw1", "sw2") }}`. Pure."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from traceback import extract_tb

import jinja2

from ccp3lab.company import Company
from ccp3lab.domain import Domain
from ccp3lab.errors import DefinitionError

_NAME = "<template>"


class Names:
    """Entries by name for a template: an unknown one raises DefinitionError with the nearest."""

    def __init__(self, get: Callable[[str], object]) -> None:
        """GET finds an entry by name, or raises."""
        self._get = get

    def __getitem__(self, name: str) -> object:
        """The entry called NAME."""
        return self._get(name)


class TextError(DefinitionError):
    """A text cannot be filled in; `line` (from 1) is where in the text."""

    def __init__(self, message: str, line: int) -> None:
        """MESSAGE says what is wrong."""
        super().__init__(message)
        self.line = line


def words(company: Company) -> dict[str, object]:
    """What every text may name: `vlan`, `host`, `service`, `plan`, `company`, `domain`, `port(device, peer)`."""
    return {
        "company": company,
        "plan": company.plan,
        "vlan": Names(company.plan.vlan),
        "host": Names(company.plan.host),
        "service": Names(company.section),
        "domain": Domain.of(company.plan),
        "port": lambda device, peer: company.port(device, peer).port,
    }


def fill(text: str, company: Company, more: Mapping[str, object] | None = None) -> str:
    """TEXT with the values of COMPANY's plan (and MORE words); raises TextError for a name that does not exist."""
    if "{" not in text:
        return text
    try:
        return _template(text).render({**words(company), **(more or {})})
    except jinja2.TemplateSyntaxError as error:
        raise TextError(f"{error.message}", error.lineno) from None
    except (jinja2.TemplateError, DefinitionError, TypeError, ValueError, ArithmeticError) as error:
        lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == _NAME]
        raise TextError(str(error), (lines[-1] if lines else None) or 1) from None


@lru_cache(maxsize=2048)
def _template(text: str) -> jinja2.Template:
    """TEXT compiled, once: the texts of a lab are filled in for its rules, its statement, its states and its checks."""
    return _environment().from_string(text)


@cache
def _environment() -> jinja2.Environment:
    """Markdown, titles and configuration lines: nothing here is HTML, so nothing is escaped."""
    return jinja2.Environment(  # noqa: S701
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
