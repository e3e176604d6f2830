"""Faults and other right answers that change data, replace files or run something: what is sent, and in what order."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from nornir.core.task import Result, Task

from ccp3lab.company import Company
from ccp3lab.errors import DefinitionError, DeviceError
from ccp3lab.grading import rubric
from ccp3lab.house import House, here
from ccp3lab.model import Model
from ccp3lab.operations import push as module
from ccp3lab.operations.prepare import prepare
from ccp3lab.operations.push import push
from ccp3lab.operations.scene import Scene
from ccp3lab.operations.scene import scene as scene_of
from ccp3lab.parts import ManagedFile, Part, Unit
from ccp3lab.problem import Problem
from ccp3lab.sections import SECTIONS, Section
from ccp3lab.services import SERVICES, Site
from tests.operations.conftest import LAB, LEARNER, NETWORK, REFERENCES

LAB_FILE = f"labs/{LAB}/lab.yml"
STATE_NAMES = ("start", "solved", "mot-court")
STATES = """
  mot-court:
    title: Le mot est trop court
    data: {word: {text: "{{ vlan.compta.id }}", size: null}}
    loses: [natif-sw1]
  mot-efface:
    title: Le mot est effacé
    on: pc-compta-1
    run: ["rm /etc/word", "echo {{ vlan.compta.id }}"]
    loses: [natif-sw1]
alternatives:
  autrement:
    title: Un autre mot sur {{ host['pc-compta-1'].address }}
    data: {word: {text: autre}}
    lines: {sw1: ["vlan {{ vlan.compta.id }}", name essai]}
    files: {pc-compta-1: {/etc/word: mots/mot.j2, /etc/extra: mots/plus.j2}}
    run: {pc-compta-2: [touch /etc/x], pc-compta-1: [touch /etc/y, touch /etc/z]}
"""


class Word(Model):
    """What stands in /etc/word of every workstation."""

    text: str
    size: int = 1


def rules(data: Word, company: Company) -> Iterator[Problem]:
    if data.text == "faux":
        yield Problem(("text",), f"{company.key} cannot say `faux`", "choose another word")


def word(site: Site) -> Iterator[Part]:
    data = site.company.asked("word", Word)
    if data and site.image.platform == "linux":
        unit = Unit("word", start="true")
        values = {"text": data.text, "size": data.size}
        yield ManagedFile("/etc/word", "word/word.j2", values, mode="0600", check="see {}", service=unit)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The project's definitions with a service of ours, and states of the lab that use it."""
    real = {**dict(SERVICES.items()), "word": word}
    list(SECTIONS.items())  # the room is loaded: what it registers must not land in ours
    monkeypatch.setattr(SECTIONS, "_entries", {"word": Section(Word, rules)})
    monkeypatch.setattr(SERVICES, "_entries", real)
    root = tmp_path / "checkout"
    for name in ("labs", "inventories", "templates"):
        shutil.copytree(here().root / name, root / name)
    for file in here().images.glob("*/image.yml"):
        (root / "images" / file.parent.name).mkdir(parents=True)
        shutil.copy(file, root / "images" / file.parent.name)
    (root / "templates" / "word").mkdir()
    (root / "templates" / "word" / "word.j2").write_text("{{ text }}{{ size }}\n")
    company = root / "inventories" / "atelier-velo"
    for own in {file.stem for file in company.glob("*.yml")} - {"plan", "devices", "services"}:
        (company / f"{own}.yml").unlink()  # sections in files of their own: of services that are not there
    (company / "services.yml").write_text("word: {text: bonjour, size: 2}\n")
    (root / "labs" / LAB / "mots").mkdir()
    (root / "labs" / LAB / "mots" / "mot.j2").write_text("# {{ plan.domain }}\n{{ vlan.compta.id }}\n")
    (root / "labs" / LAB / "mots" / "plus.j2").write_text("{{ service.word.text }}\n")
    text = (root / LAB_FILE).read_text(encoding="utf-8")
    text = text.replace("learner_does:", "services: [word]\nlearner_does:", 1)
    (root / LAB_FILE).write_text(text.rstrip("\n") + "\n" + STATES.lstrip("\n"), encoding="utf-8")
    return House(root, tmp_path / "home")


@pytest.fixture
def scene(house: House) -> Scene:
    return scene_of(house, LAB, LEARNER)


def file(candidate: str, path: str) -> dict[str, object]:
    """The file PATH of a Linux device's CANDIDATE."""
    (found,) = [one for one in yaml.safe_load(candidate)["files"] if one["path"] == path]
    return found


def test_data_lies_over_the_companys(scene: Scene) -> None:
    solved, short = scene.candidates("solved"), scene.candidates("mot-court")
    compta = scene.company.plan.vlan("compta").id
    assert file(solved["pc-compta-1"], "/etc/word")["content"] == "bonjour2\n"
    assert file(short["pc-compta-1"], "/etc/word")["content"] == f"{compta}1\n"
    assert solved["sw1"] == short["sw1"]


def test_a_lab_has_data_of_its_own_and_what_was_before(house: House) -> None:
    own = 'data: {word: {text: ici}}\nbefore: {word: {size: 9, text: "{{ vlan.compta.id }}"}}\nlearner_does:'
    path = house.root / LAB_FILE
    path.write_text(path.read_text(encoding="utf-8").replace("learner_does:", own, 1), encoding="utf-8")
    scene = scene_of(house, LAB, LEARNER)
    compta = scene.company.plan.vlan("compta").id
    words = {state: file(scene.candidates(state)["pc-compta-1"], "/etc/word")["content"] for state in STATE_NAMES}
    assert words == {"start": f"{compta}9\n", "solved": "ici2\n", "mot-court": f"{compta}1\n"}
    assert scene.company.asked("word", Word) == Word(text="ici", size=2), "checks judge by the lab's own data"
    assert scene.lab.within(scene.company) == scene.company


@pytest.mark.parametrize("key", ["data", "before"])
def test_what_a_section_refuses_is_told_with_its_line(house: House, key: str) -> None:
    path = house.root / LAB_FILE
    text = path.read_text(encoding="utf-8").replace(
        "learner_does:", f"{key}: {{word: {{text: faux}}}}\nlearner_does:", 1
    )
    path.write_text(text, encoding="utf-8")
    line = text[: text.index("faux")].count("\n") + 1
    with pytest.raises(DefinitionError, match=f"{LAB_FILE}:{line}: atelier-velo cannot say `faux`"):
        scene_of(house, LAB, LEARNER)


@pytest.mark.parametrize("key", ["data", "before"])
def test_data_of_a_service_that_takes_no_part(house: House, key: str) -> None:
    path = house.root / LAB_FILE
    text = path.read_text(encoding="utf-8").replace("learner_does:", f"{key}: {{mot: {{}}}}\nlearner_does:", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match="service `mot` takes no part in this lab; there is: word"):
        scene_of(house, LAB, LEARNER)


def test_checks_judge_by_the_unchanged_company(scene: Scene) -> None:
    assert scene.company.asked("word", Word) == Word(text="bonjour", size=2)
    places = {check.place.company.asked("word", Word) for check in rubric(scene.lab, scene.company)}
    assert places == {Word(text="bonjour", size=2)}


def test_what_is_run_is_no_part_of_the_configuration(scene: Scene) -> None:
    assert scene.candidates("mot-efface") == scene.candidates("solved")


def test_another_right_answer(scene: Scene) -> None:
    plan, other, solved = scene.company.plan, scene.candidates("autrement"), scene.candidates("solved")
    assert f"vlan {plan.vlan('compta').id}\nname essai\n!\nend\n" in other["sw1"]
    assert file(other["pc-compta-2"], "/etc/word")["content"] == "autre2\n"
    replaced, managed = file(other["pc-compta-1"], "/etc/word"), file(solved["pc-compta-1"], "/etc/word")
    assert replaced["content"] == f"# {plan.domain}\n{plan.vlan('compta').id}\n"
    assert replaced["origin"] == f"labs/{LAB}/mots/mot.j2"
    same = {"content", "origin"}
    assert {k: v for k, v in replaced.items() if k not in same} == {k: v for k, v in managed.items() if k not in same}
    added = file(other["pc-compta-1"], "/etc/extra")
    assert (added["content"], added["mode"], added.get("service")) == ("bonjour\n", "0644", None)
    assert scene.lab.alternatives["autrement"].title == f"Un autre mot sur {plan.host('pc-compta-1').address}"


Replace = Callable[[str, str], None]


@pytest.fixture
def broken(house: House) -> Replace:
    def replace(old: str, new: str) -> None:
        path = house.root / LAB_FILE
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


REFUSED = {
    "data of a wrong shape": ("{text: autre}", "{text: 5}", "    data: {word", "`text`: 5 is not allowed"),
    "data with an unknown key": ("{text: autre}", "{txet: x}", "    data: {word", "unknown key `txet`; did you mean"),
    "data that breaks a rule": ("{text: autre}", "{text: faux}", "    data: {word", "atelier-velo cannot say `faux`"),
    "data without a section": ("{text: autre}", "null, mot: {}", "    data: {word", "service `mot` takes no part"),
    "no such device": ("{sw1: [", "{sw9: [", "    lines: {sw9", "the lab has no device `sw9`; did you mean `sw"),
    "lines on Linux": ("{sw1: [", "{pc-compta-1: [", "    lines: {pc", "pc-compta-1 has no command line of a network"),
    "run on a switch": (
        "{pc-compta-2: [touch",
        "{sw1: [touch",
        "    run: {sw1",
        "sw1 is no Linux device; use `lines:`",
    ),
    "files on a switch": ("{pc-compta-1: {/etc/word", "{sw1: {/etc/word", "    files: {sw1", "sw1 is no Linux device"),
    "half a path": ("{/etc/word:", "{etc/word:", "    files: {pc", "`etc/word` is no path of a file"),
    "a path that climbs": ("{/etc/word:", "{/etc/../x:", "    files: {pc", "`/etc/../x` is no path of a file"),
    "a template elsewhere": ("mots/mot.j2", "../x.j2", "    files: {pc", "`../x.j2` is outside the lab's folder"),
    "a template of the machine": ("mots/mot.j2", "/etc/passwd", "    files: {pc", "`/etc/passwd` is outside"),
    "a name that the plan has not": (
        "touch /etc/x",
        '"touch {{ vlan.x.id }}"',
        "    run: {pc",
        "this text cannot be filled",
    ),
    "no change": (
        STATES[STATES.index("    data: {word: {text: autre}}") :],
        "",
        "  autrement:",
        "alternative `autrement` is the reference itself; add `data:`, `lines:`, `files:` or `run:`",
    ),
    "an odd name": ("  autrement:", "  Autre chose:", "  Autre chose:", "`Autre chose` is no name"),
    "named like a fault": ("  autrement:", "  mot-court:", "  mot-court:", "`mot-court` is the name of another state"),
    "an unknown key": (
        "    lines: {sw1",
        "    line: {sw1",
        "    line: {sw1",
        "unknown key `line`; did you mean `lines`?",
    ),
    "a fault of data on a device": ("    data: {word", "    on: sw1\n    data: {word", "    on: sw1\n", "on no device"),
    "a run without a device": ("    on: pc-compta-1\n    run", "    run", "  mot-efface:", "`run` is done on a device"),
}


@pytest.mark.parametrize(("old", "new", "at", "said"), REFUSED.values(), ids=REFUSED)
def test_a_state_that_cannot_be_reached(house: House, broken: Replace, old: str, new: str, at: str, said: str) -> None:
    broken(old, new)
    text = (house.root / LAB_FILE).read_text(encoding="utf-8")
    place = text.rindex(at) if said != "on no device" else text.index(at, text.index("mot-court"))
    with pytest.raises(DefinitionError) as caught:
        scene_of(house, LAB, LEARNER)
    lines = [line for line in str(caught.value).splitlines() if said in line]
    assert [line.split(":")[1] for line in lines] == [str(text.count("\n", 0, place) + 1)]


@pytest.mark.parametrize(
    ("text", "said"),
    [("a\n{{ vlan.x.id }}\n", ":2: the plan has no VLAN `x`"), (None, ": there is no such file"), ("{% if %}", ":1: ")],
)
def test_a_template_that_cannot_be_filled_in(house: House, text: str | None, said: str) -> None:
    path = house.root / "labs" / LAB / "mots" / "mot.j2"
    path.write_text(text) if text else path.unlink()
    with pytest.raises(DefinitionError) as caught:
        scene_of(house, LAB, LEARNER)
    assert str(caught.value).startswith(f"labs/{LAB}/mots/mot.j2{said}")


class Devices:
    """What was done, in order; a line that holds `bad` fails."""

    def __init__(self) -> None:
        self.done: list[tuple[str, ...]] = []

    def configure(self, task: Task, candidates: dict[str, str]) -> Result:
        self.done.append(("configure", task.host.name))
        return Result(host=task.host, changed=True)

    def shell(self, task: Task, lines: dict[str, tuple[str, ...]]) -> Result:
        for line in lines[task.host.name]:
            self.done.append((task.host.name, line))
            if "bad" in line:
                raise DeviceError(f"`{line}`: exit code 1: no")
        return Result(host=task.host)


@pytest.fixture
def devices(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Devices:
    prepare(scene, NETWORK, REFERENCES)
    made = Devices()
    monkeypatch.setattr(module, "job", {"configure": made.configure, "shell": made.shell}.__getitem__)
    return made


def test_lines_are_run_after_the_push_in_their_order(scene: Scene, devices: Devices) -> None:
    push(scene, "autrement").demand()
    first, last = devices.done[: len(scene.lab.devices)], devices.done[len(scene.lab.devices) :]
    assert {what for what, _ in first} == {"configure"}
    assert [line for name, line in last if name == "pc-compta-1"] == ["touch /etc/y", "touch /etc/z"]
    assert [line for name, line in last if name == "pc-compta-2"] == ["touch /etc/x"]
    assert len(last) == 3


def test_texts_that_are_run_name_the_plan(scene: Scene, devices: Devices) -> None:
    push(scene, "mot-efface").demand()
    ran = devices.done[len(scene.lab.devices) :]
    assert ran == [("pc-compta-1", "rm /etc/word"), ("pc-compta-1", f"echo {scene.company.plan.vlan('compta').id}")]


def test_a_line_that_fails_is_told_with_its_state(house: House, broken: Replace, devices: Devices) -> None:
    broken("rm /etc/word", "bad /etc/word")
    with pytest.raises(DeviceError, match=r"pc-compta-1: mot-efface: `bad /etc/word`: exit code 1: no"):
        push(scene_of(house, LAB, LEARNER), "mot-efface")
    assert devices.done[-1] == ("pc-compta-1", "bad /etc/word")
