"""A section in a file of its own, and a list that it names: places of both, and states that change such data."""

from collections.abc import Callable, Iterator

import pytest

from ccp3lab.company import Company, altered, load_company
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House
from ccp3lab.model import Model
from ccp3lab.problem import Problem, near
from ccp3lab.sections import SECTIONS, Section
from ccp3lab.source import read

Refused = Callable[[Callable[[], object]], list[str]]
FOLDER = "inventories/garage"


class Keys(Model):
    """Who has a key: a list of the folder, and the door."""

    door: str
    holders: str


def keys_rules(data: Keys, company: Company) -> Iterator[Problem]:
    if (listed := company.beside.get(data.holders)) is None:
        yield Problem(("holders",), f"there is no list `{data.holders}`", near(data.holders, company.beside))
        return
    assert isinstance(listed.data, bytes)
    for number, line in enumerate(listed.data.splitlines(), 1):
        if line == b"nobody":
            yield Problem((number,), "nobody has a key", "name somebody", file=data.holders)


@pytest.fixture(autouse=True)
def two_services(monkeypatch: pytest.MonkeyPatch) -> None:
    list(SECTIONS.items())
    known = {name: Section(Keys, keys_rules) for name in ("keys", "gates")}
    monkeypatch.setattr(SECTIONS, "_entries", known)


@pytest.fixture
def put(house: House) -> Callable[[str, str | bytes], None]:
    """put(NAME, TEXT): a file of the company's folder."""

    def write(name: str, text: str | bytes) -> None:
        (house.root / FOLDER / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    write("holders.csv", b"Agn\xe8s\r\nLuc\r\n")
    write("keys.yml", "# the keys\ndoor: garage\nholders: holders.csv\n")
    return write


def test_a_section_may_have_a_file_of_its_own(house: House, put) -> None:
    put("services.yml", "gates: {door: cour, holders: holders.csv}\n")
    company = load_company(house, "garage")
    assert company.sections == {
        "keys": Keys(door="garage", holders="holders.csv"),
        "gates": Keys(door="cour", holders="holders.csv"),
    }
    assert company.beside["holders.csv"].data == b"Agn\xe8s\r\nLuc\r\n"
    assert company.only(["sw1"], ["keys"]).written == {"keys": {"door": "garage", "holders": "holders.csv"}}


PLANTED = {
    "its shape": ("keys.yml", "door: garage\nholder: x\n", "keys.yml:2: unknown key `holder`; did you mean `holders`?"),
    "its rules": ("keys.yml", "\ndoor: a\nholders: holder.csv\n", "keys.yml:3: there is no list `holder.csv`; did you"),
    "nothing in it": ("keys.yml", "# later\n", "keys.yml:1: the file: an empty value is not allowed"),
    "broken": ("keys.yml", "door: [a\n", "keys.yml:2: broken YAML"),
    "its list": ("holders.csv", "Luc\r\nnobody\r\n", "holders.csv:2: nobody has a key; name somebody"),
    "a section that nobody knows": ("kays.yml", "door: a\n", "kays.yml:1: there is no service `kays` with data"),
    "the section twice": (
        "services.yml", "# here\nkeys: {door: a, holders: b}\n",
        f"services.yml:2: section `keys` has a file of its own, too; leave one of them: this one, or {FOLDER}/keys.yml",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "said"), PLANTED.values(), ids=PLANTED)
def test_planted(house: House, put, refused: Refused, name: str, text: str, said: str) -> None:
    put(name, text)
    lines = refused(lambda: load_company(house, "garage"))
    assert any(told.startswith(f"{FOLDER}/{said}") for told in lines), lines


def test_mistakes_of_both_files_come_in_one_error(house: House, put, refused: Refused) -> None:
    put("keys.yml", "door: 5\n")
    put("services.yml", "gates: {door: 5, holders: holders.csv}\n")
    put("plan.yml", "company: Garage\n")
    named = {line.split(":")[0] for line in refused(lambda: load_company(house, "garage"))}
    assert named == {f"{FOLDER}/{name}.yml" for name in ("keys", "services", "plan")}


def test_a_state_changes_such_a_section(house: House, put) -> None:
    put("others.csv", "Zoé\nnobody\n")
    company = load_company(house, "garage")
    path = house.root / "change.yml"
    path.write_text("keys: {door: cave}\n", encoding="utf-8")
    changed, found = altered(company, read(path, house.root))
    assert (found, changed.asked("keys", Keys)) == ([], Keys(door="cave", holders="holders.csv"))
    path.write_text("keys:\n  door: cave\n  holders: others.csv\n", encoding="utf-8")
    _, found = altered(company, read(path, house.root))
    assert [source.at(problem.loc) for source, problem in found] == [f"{FOLDER}/others.csv:2"]
    path.write_text("keys:\n  holders: other.csv\n", encoding="utf-8")
    _, found = altered(company, read(path, house.root))
    assert [source.at(problem.loc) for source, problem in found] == ["change.yml:2"]


def test_a_list_that_cannot_be_read_is_told(house: House, put) -> None:
    (house.root / FOLDER / "folder.csv").mkdir()
    with pytest.raises(DefinitionError, match=r"folder\.csv: cannot be read"):
        load_company(house, "garage")
