"""The generated pages are those of the present checks and labs, and say what they owe."""

import pytest

from ccp3lab.grading import CHECKS
from ccp3lab.lab import labs, load_lab

PAGES = ("docs/checks.md", "docs/catalogue.md")


@pytest.mark.parametrize("name", PAGES)
def test_the_committed_page_is_what_the_generator_writes(house, catalogue, name) -> None:
    committed = (house.root / name).read_text(encoding="utf-8")
    assert committed == catalogue.PAGES[name](house), f"{name} is stale: run .venv/bin/python tools/catalogue.py"


def test_every_generated_page_is_tested(catalogue) -> None:
    assert set(catalogue.PAGES) == set(PAGES)


def test_every_check_has_its_section_and_every_key_its_meaning(house, catalogue) -> None:
    page = catalogue.checks_page(house)
    for name, kind in CHECKS.items():
        section = page.split(f"### {name}\n")[1].split("\n#")[0]
        for key in kind.model_fields:
            row = next(line for line in section.splitlines() if line.startswith(f"| `{key}` |"))
            assert row.split("|")[2].strip()


def test_every_lab_tells_its_checks_and_faults(house, catalogue) -> None:
    page = catalogue.labs_page(house)
    for key in labs(house):
        lab, section = load_lab(house, key), page.split(f"## {key}\n")[1].split("\n## ")[0]
        assert section.count("](checks.md#") == len(lab.checks)
        assert all(f"| `{state}` |" in section for state in (*lab.faults, *lab.others))


def test_nothing_is_left_to_fill_in(house, catalogue) -> None:
    assert "{{" not in catalogue.labs_page(house)


def test_main_writes_every_page(house, catalogue, tmp_path, monkeypatch, capsys) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(catalogue, "here", lambda: type(house)(tmp_path, tmp_path))
    monkeypatch.setattr(catalogue, "PAGES", {"docs/one.md": lambda _: "# one\n"})
    catalogue.main()
    assert (tmp_path / "docs" / "one.md").read_text() == "# one\n"
    assert capsys.readouterr().out == "docs/one.md: written\n"


@pytest.mark.parametrize(
    ("doc", "blocks"),
    [
        pytest.param("One line.", ["One line."], id="a line"),
        pytest.param("One\n    line.", ["One line."], id="a line over two"),
        pytest.param(
            "What.\n\n        - {check: a.b}\n\n    failed: no.\n",
            ["What.", "```yaml\n- {check: a.b}\n```", "- **failed**: no."],
            id="an example is code",
        ),
        pytest.param(
            "What.\n\n    failed: this, or\n    that.  undetermined: else.\n",
            ["What.", "- **failed**: this, or that.\n- **undetermined**: else."],
            id="verdicts are a list",
        ),
        pytest.param(
            "What.\n\n    More of it.  failed: no.\n",
            ["What.", "More of it.", "- **failed**: no."],
            id="words before verdicts stay",
        ),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_docstring_in_markdown(catalogue, doc, blocks) -> None:
    assert catalogue.parted(doc) == blocks


def test_a_bar_in_a_cell_does_not_end_it(catalogue) -> None:
    assert catalogue._table(("a",), [("x | y",)]) == "| a |\n| --- |\n| x \\| y |"
