"""A file's data to a typed model; pydantic's errors in the words of the author of the file."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ccp3lab.problem import Loc, Problem, near
from ccp3lab.source.read import Source, refuse

M = TypeVar("M", bound=BaseModel)

_EXPECTED: Mapping[str, str] = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "string_type": "text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "names with values (`name: ...`)",
    "model_type": "keys with values (`key: ...`)",
    "none_required": "nothing",
}

_BOUNDS: Mapping[str, str] = {
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} or less",
    "too_short": "at least {min_length} of them",
    "too_long": "at most {max_length} of them",
}


def build(model: type[M], source: Source) -> M:
    """SOURCE as a MODEL; raises ONE DefinitionError that holds every problem with its file:line."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        refuse((source, problem) for problem in explain(model, source, error))
        raise  # not reached: a ValidationError holds at least one error


def attempt(model: type[M], source: Source) -> tuple[M | None, list[Problem]]:
    """SOURCE as a MODEL, or None and why not, for who has more files to look at before anything is refused."""
    try:
        return model.model_validate(source.data), []
    except ValidationError as error:
        return None, list(explain(model, source, error))


def explain(model: type[BaseModel], source: Source, error: ValidationError) -> Iterator[Problem]:
    """The problems of ERROR, one a place: the branches of a union that all refused are told as one."""
    places: dict[Loc, list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False):
        places.setdefault(_place(source, detail), []).append(detail)
    for loc, details in places.items():
        yield _problem(model, loc, details)


def _place(source: Source, detail: ErrorDetails) -> Loc:
    """The place in the file: pydantic adds names of types below it (`int`, `[key]`)."""
    loc = detail["loc"]
    if detail["type"] == "missing":
        return loc
    return next((loc[:size] for size in range(len(loc), 0, -1) if loc[:size] in source.lines), ())


def _problem(model: type[BaseModel], loc: Loc, details: list[ErrorDetails]) -> Problem:
    kind, name = details[0]["type"], str(loc[-1]) if loc else "the file"
    if kind == "missing":
        return Problem(loc, f"`{name}` is missing", f"add `{name}:`")
    if kind == "extra_forbidden":
        return Problem(loc, f"unknown key `{name}`", near(name, _keys(model, loc[:-1])))
    wanted = " or ".join(dict.fromkeys(_wanted(detail) for detail in details))
    return Problem(loc, f"{_called(loc)}: {_shown(details[-1]['input'])} is not allowed", f"expected {wanted}")


def _wanted(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    if detail["type"] == "literal_error":
        return str(context["expected"])
    if detail["type"] == "value_error":
        return str(context["error"])
    if bound := _BOUNDS.get(detail["type"]):
        return bound.format(**context)
    message = detail["msg"]
    return _EXPECTED.get(detail["type"], message[:1].lower() + message[1:])


def _called(loc: Loc) -> str:
    if not loc:
        return "the file"
    return f"`{loc[-1]}`" if isinstance(loc[-1], str) else f"entry {loc[-1] + 1} of `{loc[-2]}`"


def _shown(value: object) -> str:
    """VALUE in a message: never a whole structure, never more than a few words."""
    if isinstance(value, Mapping):
        return "a set of keys"
    if isinstance(value, list):
        return "a list"
    return "an empty value" if value is None else repr(value)[:60]


def _keys(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys that may stand at LOC of a file of MODEL."""
    found: Any = model
    for step in loc:
        fields = found.model_fields if _is_model(found) else {}
        below = {field.alias or name: field.annotation for name, field in fields.items()}
        found = _inside(below.get(str(step), found), found)
    return [field.alias or name for name, field in found.model_fields.items()] if _is_model(found) else []


def _inside(annotation: Any, default: Any) -> Any:  # noqa: ANN401 - annotations have no common type
    """The model that ANNOTATION is or holds (`dict[str, M]`, `tuple[M, ...]`, `M | None`)."""
    if _is_model(annotation):
        return annotation
    return next((_inside(part, default) for part in get_args(annotation) if _holds_model(part)), default)


def _holds_model(annotation: Any) -> bool:  # noqa: ANN401
    return _is_model(annotation) or any(_holds_model(part) for part in get_args(annotation))


def _is_model(annotation: Any) -> bool:  # noqa: ANN401
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
