"""Each line of a rendered text knows its template's line, whatever the template is made of."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.configuration import Renderer


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return Renderer(tmp_path_factory.mktemp("templates"))


def origin(renderer: Renderer, text: str, **values: object) -> str:
    """The origin of what TEXT, as template `a.j2`, makes of VALUES."""
    (renderer.root / "a.j2").write_text(text, encoding="utf-8")
    made = Renderer(renderer.root)
    return made.origin("a.j2", values, made.file("a.j2", values))


CASES = {
    "text": ("one\ntwo\nthree\n", "templates/a.j2:1-3"),
    "no end of line": ("one\ntwo", "templates/a.j2:1-2"),
    "blank lines": ("\n\none\n\n", "templates/a.j2:1-4"),
    "an expression": ("one\n{{ name }}\nthree {{ name }} four\n", "templates/a.j2:1-3"),
    "expressions only": ("{{ name }}\n{{ name }}\n", "templates/a.j2:1-2"),
    "a value of three lines": ("one\n{{ lines }} end\nlast\n", "templates/a.j2:1-2,2,2-3"),
    "a loop": ("{% for x in all %}\n- {{ x }}\n  y\n{% endfor %}\nend\n", "templates/a.j2:2-3,2-3,2-3,5"),
    "a loop of expressions": ("{% for x in all %}\n{{ x }}\n{% endfor %}\nend\n", "templates/a.j2:2,2,2,4"),
    "a loop on one line": ("a{% for x in all %} {{ x }}{% endfor %};\nb\n", "templates/a.j2:1-2"),
    "an indented loop": (
        "a\n  {% for x in all %}\n  {{ x }}\n  {% endfor %}\nb\n",
        "templates/a.j2:1,3,3,3,5",
    ),
    "a condition": ("a\n{% if no %}\nb\n{% else %}\nc\n{% endif %}\nd\n", "templates/a.j2:1,5,7"),
    "a comment": ("a\n{# one\n two #}\nb\n", "templates/a.j2:1,4"),
    "white space taken away": ("a\n\n  {%- if name %}\n\n b\n{%- endif %}\nc\n", "templates/a.j2:1,5"),
    "raw": ("a\n{% raw %}\n{{ b }}\n{% endraw %}\nc\n", "templates/a.j2:1-3,5"),
    "a macro": ("{% macro m(x) %}\nm {{ x }}\n{% endmacro %}\na\n{{ m(1) }}{{ m(2) }}b\n", "templates/a.j2:4,2,2,5"),
    "a captured block": ("{% set b %}\none\n{% endset %}\na\n{{ b }}c\n", "templates/a.j2:4,2,5"),
    "a filter on a block": ("{% filter upper %}\none\n{{ name }}\n{% endfilter %}\nb\n", "templates/a.j2:2-3,5"),
    "an included template": (
        "a\n{% include 'inner.j2' %}\nb\n",
        "templates/a.j2:1 templates/inner.j2:1-2 templates/a.j2:3",
    ),
    "an imported macro": (
        "{% import 'macros.j2' as m %}\na\n{{ m.two('x') }}b\n",
        "templates/a.j2:2 templates/macros.j2:2-3 templates/a.j2:3",
    ),
    "an extended template": ("{% extends 'base.j2' %}\n{% block body %}\nb {{ name }}\n{% endblock %}\n", None),
    "nothing": ("", "templates/a.j2"),
    "a length of marked text": ("{% set b %}one{% endset %}\na\n{{ b | length }}\n", "templates/a.j2"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_where_each_line_comes_from(renderer: Renderer, text: str, expected: str | None) -> None:
    (renderer.root / "inner.j2").write_text("i {{ name }}\nj\n")
    (renderer.root / "macros.j2").write_text("{% macro two(x) %}\nm {{ x }}\nn\n{% endmacro %}\n")
    (renderer.root / "base.j2").write_text("first\n{% block body %}\n{% endblock %}\nlast\n")
    found = origin(renderer, text, name="x", all=[1, 2, 3], lines="1\n2\n3", no=False)
    assert found == (expected or "templates/base.j2:1 templates/a.j2:3 templates/base.j2:4")


PIECES = ["{line}\n", "{line} {{{{ x }}}}\n", "{{{{ x }}}}{line}\n", "{{% if x %}}\n", "{{# {line} #}}\n", "\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.integers(0, 3))
def test_a_line_that_says_its_number_comes_from_there(renderer: Renderer, pieces: list[str], times: int) -> None:
    """Each line of the template that shows at all holds its own number."""
    body = [piece.format(line=f"<{number}>") for number, piece in enumerate(pieces, start=2)]
    ends = "{% endif %}\n" * sum("if" in piece for piece in pieces)
    text = "{% for x in all %}\n" + "".join(body) + ends + "{% endfor %}\n"
    found = origin(renderer, text, all=[7] * times)
    made = Renderer(renderer.root).file("a.j2", {"all": [7] * times})
    places = lines_of(found) if made else []
    assert len(places) == len(made.splitlines())
    for line, place in zip(made.splitlines(), places, strict=True):
        said = re.search("<([0-9]+)>", line)
        assert said is None or int(said[1]) == place


def lines_of(found: str) -> list[int]:
    """`templates/a.j2:1-3,5` as 1, 2, 3, 5."""
    runs = (run.partition("-") for run in found.removeprefix("templates/a.j2:").split(","))
    return [line for first, _, last in runs for line in range(int(first), int(last or first) + 1)]


def test_a_text_with_the_marks_own_sign(renderer: Renderer) -> None:
    assert origin(renderer, "a\n{{ x }}\n", x="\0" + "0:9\0") == "templates/a.j2"


def test_every_file_of_the_house_knows_its_lines() -> None:
    """A template that hides its lines would make its checker's words useless to its author."""
    from ccp3lab.company import load_company, load_image
    from ccp3lab.house import here
    from ccp3lab.parts import ManagedFile
    from ccp3lab.services import Site, parts

    house, seen = here(), 0
    made = Renderer(Path(house.templates))
    for key in sorted(path.parent.name for path in house.inventories.glob("*/devices.yml")):
        company = load_company(house, key)
        for device in company.devices.values():
            site = Site(company, device, load_image(house, device.image), "")
            for part in parts(site):
                if isinstance(part, ManagedFile):
                    text = made.file(part.template, part.values)
                    assert re.search(":[0-9]", made.origin(part.template, part.values, text)), part.template
                    seen += 1
    assert seen
