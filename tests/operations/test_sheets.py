"""Handing out a sheet, bringing it to a state, looking at it; killed anywhere, the next command goes on."""

from pathlib import Path

import pytest

from ccp3lab.errors import UsageError
from ccp3lab.grading import Sheet, exit_code, score
from ccp3lab.house import House, here
from ccp3lab.instance import Phase, instance
from ccp3lab.lab import SOLVED, START
from ccp3lab.operations import sheets
from ccp3lab.operations.check import check, check_file, questions
from ccp3lab.operations.down import down, on_sheet
from ccp3lab.operations.scene import Scene
from ccp3lab.operations.scene import scene as scene_of
from ccp3lab.operations.sheets import collector, fill_in, hand_out, stem
from ccp3lab.operations.status import status
from ccp3lab.operations.up import up
from ccp3lab.providers.containerlab import Containerlab
from ccp3lab.spreadsheet import read

LAB = "plan-adressage"
NEEDS = {"feuille": frozenset({Sheet()})}
KEY = ("feuille", Sheet())


@pytest.fixture
def paper(house: House) -> Scene:
    return scene_of(house, LAB, "agnes")


def test_up_hands_out_a_folder_that_is_private(paper: Scene) -> None:
    record = up(paper, print).record
    assert (record.provider, record.phase, record.state) == ("sheet", Phase.READY, START)
    assert (record.network, record.nodes) == (None, ())
    folder = paper.instance.folder
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name for path in folder.iterdir()} == {"instance.json", "enonce.md", f"{LAB}.xlsx", f"{LAB}.csv"}


def test_what_is_recorded_is_found_again(paper: Scene, house: House) -> None:
    up(paper, print)
    again = scene_of(house, LAB, "agnes")
    assert again.company.plan == paper.company.plan
    assert again.instance.record() == paper.instance.record()


def test_a_second_up_changes_nothing(paper: Scene) -> None:
    up(paper, print)
    fill_in(paper, SOLVED)
    before = read(stem(paper).with_suffix(".csv"))
    up(paper, print)
    assert read(stem(paper).with_suffix(".csv")) == before


@pytest.mark.parametrize("step", ["statement", "fill_in"])
def test_an_up_that_dies_is_done_again(paper: Scene, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(sheets, step, die)
        with pytest.raises(KeyboardInterrupt):
            up(paper, print)
    assert paper.instance.record().phase is Phase.PREPARED
    assert up(paper, print).record.phase is Phase.READY


@pytest.mark.parametrize("state", [START, SOLVED, "masque-faux", "petits-dabord"])
def test_a_state_is_written_into_both_files(paper: Scene, state: str) -> None:
    hand_out(paper)
    book, text = fill_in(paper, state)
    assert read(book) == read(text)


def test_every_state_has_a_sheet_of_its_own(paper: Scene) -> None:
    hand_out(paper)
    states = [START, SOLVED, *paper.lab.faults, *paper.lab.others]
    texts = [read(fill_in(paper, state)[1]) for state in states]
    assert len(set(texts)) == len(states)


def test_an_unknown_state_writes_nothing(paper: Scene) -> None:
    hand_out(paper)
    before = read(stem(paper).with_suffix(".csv"))
    with pytest.raises(UsageError, match="masque-faux"):
        fill_in(paper, "masque-fau")
    assert read(stem(paper).with_suffix(".csv")) == before


def test_one_look_is_for_all_checks(paper: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_out(paper)
    looks: list[Path] = []
    monkeypatch.setattr(sheets, "read", lambda path: (looks.append(path), "a\tb\n")[1])
    check(paper, questions(paper))
    assert len(looks) == 1


def test_control_characters_of_a_sheet_are_made_visible(paper: Scene, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes("a;\x1b[31mrouge;\u202eb\n".encode())
    seen = collector(paper, tmp_path / "x.csv")(NEEDS)[KEY]
    assert seen.text == "a\t\N{SYMBOL FOR ESCAPE}[31mrouge\t<U+202E>b\n"


def test_a_sheet_that_is_too_long_is_not_judged(paper: Scene, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(f"{'a' * 1000};b;c\n" * 400)
    seen = collector(paper, tmp_path / "x.csv")(NEEDS)[KEY]
    assert (seen.error, seen.text) == ("feuille trop longue", "")


def test_a_sheet_that_is_gone_says_what_to_do(paper: Scene) -> None:
    seen = collector(paper)(NEEDS)[KEY]
    assert "aucune feuille" in seen.error
    assert str(paper.instance.folder) in seen.look


def test_a_named_file_is_graded_without_the_instance(paper: Scene, house: House, tmp_path: Path) -> None:
    hand_out(paper)
    text = fill_in(paper, SOLVED)[1].rename(tmp_path / "rendu.csv")
    grade = check_file(paper, questions(paper), text)
    assert exit_code(grade) == 0
    assert score(grade).obtained == paper.lab.points


def test_a_lab_of_devices_has_no_file(scene: Scene, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has devices and no sheet"):
        check_file(scene, (), tmp_path / "x.csv")


def test_down_and_status_ask_no_engine(paper: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("destroy", "states"):
        monkeypatch.setattr(Containerlab, name, lambda *_: pytest.fail("an engine was asked"))
    hand_out(paper)
    assert status(paper.instance).devices == ()
    assert status(paper.instance).machine()["network"] is None
    down(paper.instance)
    assert not paper.instance.folder.exists()


def test_what_is_not_known_to_be_a_sheet_is_asked_of_the_engine(house: House) -> None:
    place = instance(house, LAB, "bilal")
    assert not on_sheet(place)
    place.folder.mkdir(parents=True)
    place.record_file.write_text("{broken")
    assert not on_sheet(place)


def test_each_learner_has_a_plan_of_their_own(house: House) -> None:
    plans = {scene_of(house, LAB, name).company.plan.site for name in ("agnes", "bilal", "chloe", "david")}
    assert len(plans) > 1
    assert scene_of(here_at(house), LAB, "demo").company.plan.site == 20


def here_at(house: House) -> House:
    return House(here().root, house.home)
