"""Templates: what is broken is named by file and line."""

from pathlib import Path

import pytest

from ccp3lab.configuration import Renderer
from ccp3lab.errors import DefinitionError


@pytest.fixture
def renderer(tmp_path: Path) -> Renderer:
    return Renderer(tmp_path)


def template(renderer: Renderer, text: str, name: str = "service/cisco_ios.j2") -> str:
    path = renderer.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("hostname {{ name }}\n", {"name": "sw1"}, "hostname sw1\n"),
        ("{% for v in all %}\nvlan {{ v }}\n{% endfor %}\nend\n", {"all": [2, 3]}, "vlan 2\nvlan 3\nend\n"),
        ("a\n  {% if yes %}\n b\n  {% endif %}\nc\n", {"yes": True}, "a\n b\nc\n"),
        ("description {{ text }}\n", {"text": "l'atelier <été> & co"}, "description l'atelier <été> & co\n"),
        ("no end of line", {}, "no end of line"),
        ("", {}, ""),
    ],
)
def test_text(renderer: Renderer, text: str, values: dict[str, object], expected: str) -> None:
    assert renderer.file(template(renderer, text), values) == expected


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("vlan {{ vlan.id }}\n", 1, "'vlan' is undefined"),
        ("one\ntwo\nvlan {{ vlan.id }}\n", 3, "'vlan' is undefined"),
        ("{% for v in [1] %}\nx\n{{ v }} {{ nom }}\n{% endfor %}\n", 3, "'nom' is undefined"),
        ("one\n{% if yes %}\n", 2, "Unexpected end of template"),
        ("one\n\n{{ name | nosuchfilter }}\n", 3, "No filter named 'nosuchfilter'"),
        ("one\n{{ name\n", 2, "unexpected end of template"),
        ("one\n{{ 'a' + 1 }}\n", 2, "can only concatenate str"),
        ("one\n{{ 1 // 0 }}\n", 2, "integer division or modulo by zero"),
    ],
)
def test_a_mistake_is_named_by_file_and_line(renderer: Renderer, text: str, line: int, says: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        renderer.file(template(renderer, text), {})
    assert str(caught.value).lower().startswith(f"templates/service/cisco_ios.j2:{line}: {says}".lower())


def test_a_template_that_is_not_there_is_said_to_be_missing(renderer: Renderer) -> None:
    with pytest.raises(DefinitionError, match=r"^templates/nope\.j2: .*not found"):
        renderer.file("nope.j2", {})


def test_an_included_template_that_is_not_there_is_named(renderer: Renderer) -> None:
    with pytest.raises(DefinitionError, match=r"cisco_ios\.j2:2: .*inner\.j2.* not found"):
        renderer.file(template(renderer, "one\n{% include 'inner.j2' %}\n"), {})


def test_a_mistake_of_an_included_template_is_named_there(renderer: Renderer) -> None:
    template(renderer, "ok\n{% if %}\n", "inner.j2")
    with pytest.raises(DefinitionError, match=r"^templates/inner\.j2:2: "):
        renderer.file(template(renderer, "one\n{% include 'inner.j2' %}\n"), {})


def test_a_template_that_is_not_utf_8_is_named(renderer: Renderer) -> None:
    path = renderer.root / template(renderer, "")
    path.write_bytes(b"description \xe9\n")
    with pytest.raises(DefinitionError, match=r"^templates/service/cisco_ios\.j2: .*utf-8"):
        renderer.file("service/cisco_ios.j2", {})


def test_no_template_of_the_house_leaves_a_blank_or_trailing_space() -> None:
    """Devices do not keep them: such a line would differ for ever."""
    root = Path(__file__).parents[2] / "templates"
    found = sorted(root.rglob("*.j2"))
    assert found
    for path in found:
        assert path.read_text(encoding="utf-8").endswith("\n"), path
        assert not [line for line in path.read_text(encoding="utf-8").splitlines() if line != line.rstrip()], path
