"""The master key: made once whoever comes first, for its owner's eyes only, never printed."""

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ccp3lab.errors import InstanceError
from ccp3lab.house import here
from ccp3lab.instance import own
from ccp3lab.instance.master import key_file, master_key, seed


def test_it_is_made_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = master_key(home)
    assert len(first) == 32
    assert master_key(home) == first
    assert key_file(home).read_text() == f"{first.hex()}\n"


def test_two_homes_have_two_keys(tmp_path: Path) -> None:
    assert master_key(tmp_path / "a") != master_key(tmp_path / "b")


def test_only_its_owner_can_read_it_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    master_key(home)
    assert [path.name for path in home.iterdir()] == ["master.key"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in (home, key_file(home))] == [0o700, 0o600]


ASK = "import sys; from pathlib import Path; from ccp3lab.instance.master import master_key as key\n"


def test_processes_that_come_together_get_one_key(tmp_path: Path) -> None:
    """Each waits for the start sign with all its imports done, so that they meet at the file."""
    wait = "print('there', flush=True); sys.stdin.readline(); print(key(Path(sys.argv[1])).hex())"
    words = [sys.executable, "-c", ASK + wait, str(tmp_path / "home")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": here().root}
    crowd = [subprocess.Popen(words, **pipes) for _ in range(4)]
    assert [one.stdout.readline() for one in crowd] == ["there\n"] * 4
    for one in crowd:
        one.stdin.write("go\n")
        one.stdin.flush()
    assert {one.communicate(timeout=20)[0].strip() for one in crowd} == {master_key(tmp_path / "home").hex()}


def test_threads_that_come_together_get_one_key(tmp_path: Path) -> None:
    for number in range(20):
        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(master_key, [tmp_path / str(number)] * 8))) == 1


def test_who_comes_second_between_look_and_make_takes_the_first_key(tmp_path: Path, monkeypatch) -> None:
    first = master_key(tmp_path)
    answers = iter([False])
    monkeypatch.setattr(Path, "exists", lambda self: next(answers, True))
    assert master_key(tmp_path) == first


@pytest.mark.parametrize("text", ["", "ab", "ab" * 33, "zz" * 32, "AB" * 32, "ab" * 31 + "é", "ab" * 32 + "\n\n"])
def test_a_damaged_one_is_said_and_not_shown(tmp_path: Path, text: str) -> None:
    key_file(tmp_path).write_text(text)
    with pytest.raises(InstanceError, match=r"master\.key: not a master key .*put back the copy.*or delete it") as told:
        master_key(tmp_path)
    assert text[:8] not in str(told.value) or len(text) < 8
    assert key_file(tmp_path).read_text() == text


def test_a_home_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(InstanceError, match="CCP3_HOME=/another/folder"):
        master_key(tmp_path / "home")


def test_labs_and_learners_have_their_own_seeds(tmp_path: Path) -> None:
    seeds = {seed(tmp_path, lab, learner) for lab in ("vlan-trunk", "dhcp") for learner in ("agnes", "bruno")}
    assert len(seeds) == 4
    assert seed(tmp_path, "vlan-trunk", "agnes") in seeds
    assert master_key(tmp_path) not in seeds


def test_the_public_id_is_stable_and_tells_nothing_of_the_seed(tmp_path: Path) -> None:
    variant = own(tmp_path, "vlan-trunk", "agnes")
    assert variant.seed
    assert variant.id == own(tmp_path, "vlan-trunk", "agnes").id != own(tmp_path, "vlan-trunk", "bruno").id
    assert len(bytes.fromhex(variant.id)) == 4
    assert variant.id not in variant.seed.hex()
