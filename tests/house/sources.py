"""The project's Python as trees: which files are the product, what they define, what they import."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {
    "ccp3lab": (ROOT / "ccp3lab", ROOT),
    "tasks": (ROOT / "tasks", ROOT),
    "checks": (ROOT / "checks", ROOT),
    "custom_napalm": (ROOT / "custom_napalm", ROOT),
    "ccp3switch": (ROOT / "images" / "switch" / "ccp3switch", ROOT / "images" / "switch"),
    "ccp3dc": (ROOT / "images" / "dc" / "ccp3dc", ROOT / "images" / "dc"),
    "ccp3paper": (ROOT / "images" / "printer" / "ccp3paper", ROOT / "images" / "printer"),
    "ccp3units": (ROOT / "images" / "linux" / "ccp3units", ROOT / "images" / "linux"),
}
"""By room: its folder, and the folder that its module names are relative to."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Defined = Function | ast.ClassDef


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of PATH, read once."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def files(room: str) -> list[Path]:
    """The Python files of ROOM."""
    return sorted(ROOMS[room][0].rglob("*.py"))


def product() -> list[Path]:
    """The Python files of all rooms."""
    return [path for room in ROOMS for path in files(room)]


def shown(path: Path) -> str:
    """PATH relative to the checkout."""
    return path.relative_to(ROOT).as_posix()


def length(path: Path) -> int:
    """The lines of PATH."""
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[Function]:
    """Every function of PATH, inner ones and methods too."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def body(function: Function) -> int:
    """The lines of FUNCTION's body, without its docstring."""
    statements = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    return (function.end_lineno or 0) - statements[0].lineno + 1 if statements else 0


def annotated(function: Function) -> bool:
    """Whether each argument (but self and cls) and the result have a type."""
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    return function.returns is not None and all(arg.annotation or arg.arg in ("self", "cls") for arg in named)


@dataclass(frozen=True)
class Name:
    """A public name: where it is, whether it says what it is. `bases` are those of the class around it."""

    where: str
    node: Defined | ast.Module
    bases: tuple[str, ...] = ()

    @property
    def documented(self) -> bool:
        return ast.get_docstring(self.node) is not None


def public(path: Path) -> Iterator[Name]:
    """PATH itself, its public classes and functions, and the public methods of those classes."""
    yield Name(f"{shown(path)}:1", tree(path))
    yield from _public(path, tree(path).body, ())


def _public(path: Path, nodes: Iterable[ast.stmt], bases: tuple[str, ...]) -> Iterator[Name]:
    for node in nodes:
        if isinstance(node, Defined) and not node.name.startswith("_"):
            yield Name(f"{shown(path)}:{node.lineno} {node.name}", node, bases)
            if isinstance(node, ast.ClassDef):
                yield from _public(path, node.body, tuple(ast.unparse(base) for base in node.bases) or ("object",))


@cache
def modules() -> dict[str, Path]:
    """Every module of the product by its dotted name; a package stands for its `__init__`."""
    found = {}
    for room, (_, base) in ROOMS.items():
        for path in files(room):
            parts = path.relative_to(base).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """What runs when NODES run, in functions too, but not what type checkers alone see; `from a import b` is `a.b`."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from imports(node.orelse)
        else:
            yield from imports(ast.iter_child_nodes(node))


def chains(module: str) -> dict[str, tuple[str, ...]]:
    """Everything that importing MODULE may import, each with the modules that lead there.

    As Python does it: the packages around a module run first.
    """
    found: dict[str, tuple[str, ...]] = {module: (module,)}
    waiting = [module]
    while waiting:
        at = waiting.pop(0)
        for name in _next(at):
            if name not in found:
                found[name] = (*found[at], name)
                waiting.append(name)
    return found


def _next(module: str) -> Iterator[str]:
    yield from _around(module)
    if module in modules():
        for name in imports(tree(modules()[module]).body):
            yield name if name in modules() or _outside(name) else name.rpartition(".")[0]


def _around(module: str) -> Iterator[str]:
    above = module.rpartition(".")[0]
    if above in modules():
        yield above


def _outside(name: str) -> bool:
    return name.partition(".")[0] not in ROOMS
