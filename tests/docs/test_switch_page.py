"""docs/switch.md is that of the present table of commands, and leaves no row out."""

import re
from types import SimpleNamespace

import pytest


def test_the_committed_page_is_what_the_generator_writes(switch_page) -> None:
    committed = switch_page.PAGE.read_text(encoding="utf-8")
    stale = "docs/switch.md is stale: run .venv/bin/python tools/switch_page.py"
    assert committed == switch_page.page(committed), stale


def test_every_row_stands_in_one_theme_of_the_page(switch_page) -> None:
    rows = [row for _, table in switch_page.themes() for row in table]
    assert sorted(map(id, rows)) == sorted(map(id, switch_page.commands.TABLE))
    text = switch_page.generated().replace("\\|", "|")
    assert [row.pattern for row in rows if f"| `{switch_page.written(row.pattern)}` |" not in text] == []


def test_every_theme_has_a_title_of_its_own(switch_page) -> None:
    titles = [title for title, _ in switch_page.themes()]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_what_has_no_effect_and_what_is_refused_is_listed(switch_page) -> None:
    text = switch_page.generated().replace("\\|", "|")
    effect, refused = text.split("## Without effect")[1].split("## Parameters")[0].split("## Refused on purpose")
    for row in switch_page.commands.TABLE:
        line = f"`{switch_page.written(row.pattern)}`"
        assert row.cosmetic is (line in effect)
        assert (row.kept is switch_page.Kept.NEVER) is (f"| {line} |" in refused)


def test_what_is_refused_on_purpose_says_why(switch_page) -> None:
    never = [row for row in switch_page.commands.TABLE if row.kept is switch_page.Kept.NEVER]
    assert never
    assert [row.pattern for row in never if not row.why] == []


def test_nearly_every_command_has_help(switch_page) -> None:
    table = switch_page.commands.TABLE
    without = [
        row.pattern for row in table if not switch_page.help_of(row) and row.kept is not switch_page.Kept.IGNORED
    ]
    assert without == []


def test_every_parameter_that_a_row_takes_is_explained(switch_page) -> None:
    text = switch_page.generated()
    used = {name for row in switch_page.commands.TABLE for name in re.findall(r"\{(\w+)\}", row.pattern)}
    assert used
    assert [name for name in sorted(used) if f"| `<{name}>` | `" not in text] == []


def test_what_is_written_by_hand_stays(switch_page) -> None:
    text = switch_page.page(f"# Mine\n\nwords\n\n{switch_page.MARK}\n\nold\n")
    assert text.startswith(f"# Mine\n\nwords\n\n{switch_page.MARK}\n\n## Commands\n")
    assert "old" not in text.partition("## Commands")[0]


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("show vlan [brief]", "show vlan [brief]"),
        ("switchport access vlan = {vlan}", "switchport access vlan <vlan>"),
        ("speed = auto|10", "speed auto|10"),
    ],
)
def test_a_pattern_as_a_manual_writes_it(switch_page, pattern, shown) -> None:
    assert switch_page.written(pattern) == shown


@pytest.mark.parametrize(
    ("pattern", "run", "modes", "kind"),
    [
        ("show vlan", None, ("exec",), "Shows"),
        ("write [memory]", print, ("exec",), "Other commands"),
        ("vlan {vlans}", None, ("config",), "Configuration"),
        ("exit", print, ("config",), "Other commands"),
    ],
)
def test_the_kind_of_a_row(switch_page, pattern, run, modes, kind) -> None:
    assert switch_page.kind(SimpleNamespace(pattern=pattern, run=run, modes=modes)) == kind


def test_main_writes_the_page(switch_page, tmp_path, monkeypatch, capsys) -> None:
    page = tmp_path / "switch.md"
    page.write_text("# Mine\n")
    monkeypatch.setattr(switch_page, "PAGE", page)
    monkeypatch.setattr(switch_page, "ROOT", tmp_path)
    switch_page.main()
    assert page.read_text() == switch_page.page("# Mine\n")
    assert capsys.readouterr().out == "switch.md: written\n"
