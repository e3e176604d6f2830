"""Keys and passwords: made once, as the devices understand them, in clear in one file only."""

import base64
import hashlib
import re
import stat
from dataclasses import replace
from pathlib import Path

import bcrypt
import paramiko
import pytest
from ccp3switch import passwords as switch
from hypothesis import given, settings
from hypothesis import strategies as st

from ccp3lab.errors import InstanceError
from ccp3lab.instance import Instance
from ccp3lab.instance.credentials import equip, ios_secret, key, passwords

CISCO = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SEED = b"agnes"
STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
TYPE_9 = re.compile(r"\$9\$([./0-9A-Za-z]{14})\$([./0-9A-Za-z]{43})")


def digest(encoded: str) -> bytes:
    """ENCODED back to bytes, letter by letter: not by the table of the code under test."""
    standard = "".join(STANDARD[CISCO.index(letter)] for letter in encoded)
    return base64.b64decode(standard + "=" * (-len(standard) % 4))


@settings(max_examples=12)  # each takes its 20 ms of scrypt, by design
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_an_ios_secret_is_scrypt_as_rfc_7914_has_it(clear: str) -> None:
    found = TYPE_9.fullmatch(ios_secret(clear))
    assert found
    expected = hashlib.scrypt(clear.encode(), salt=found[1].encode(), n=16384, r=1, p=1, dklen=32)
    assert digest(found[2]) == expected


def test_the_switch_takes_an_ios_secret_and_its_password_alone() -> None:
    kept = switch.stored(f"9 {ios_secret('velo-roue-042')}")
    assert kept
    assert switch.verify(kept, "velo-roue-042")
    assert not switch.verify(kept, "velo-roue-043")


def test_a_known_secret_of_a_real_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example that password crackers for IOS type 9 are tested with: `cisco` under this salt."""
    salt = iter("nhEmQVczB7dqsO")
    monkeypatch.setattr("ccp3lab.instance.credentials.secrets.choice", lambda letters: next(salt))
    assert ios_secret("cisco") == "$9$nhEmQVczB7dqsO$X.HsgL6x1il0RxkOSSvyQYwucySCt7qFm4v7pqCxkKM"


def test_each_secret_has_its_own_salt() -> None:
    assert len({ios_secret("same") for _ in range(3)}) == 3


def test_a_password_can_be_typed_and_opens_every_platform(place: Instance) -> None:
    found = passwords(place, SEED)
    assert re.fullmatch(r"[a-z]+(-[a-z]+){2}-\d{3}", found.clear)
    assert switch.verify(f"9 {found.ios}", found.clear)
    assert bcrypt.checkpw(found.clear.encode(), found.unix.encode())
    assert not bcrypt.checkpw(b"velo", found.unix.encode())
    assert ":" not in found.unix  # it goes into shadow(5)


def test_it_is_made_once(place: Instance) -> None:
    assert passwords(place, SEED) == passwords(Instance(place.home, place.lab, place.learner), None)


def test_each_instance_has_its_own(place: Instance) -> None:
    seeds = (b"bruno", b"chloe", None, None)
    others = [passwords(replace(place, learner=f"learner-{n}"), seed).clear for n, seed in enumerate(seeds)]
    assert len({passwords(place, SEED).clear, *others}) == 5


def test_the_same_seed_gives_the_same_password_again(place: Instance) -> None:
    before = passwords(place, SEED).clear
    place.forget()
    assert passwords(place, SEED).clear == before


@pytest.mark.parametrize("content", ["", "{", '{"clear": "velo-roue-042"}', '{"clear": "velo-roue-042", "unix": 1}'])
def test_a_damaged_file_is_said_without_the_password(place: Instance, content: str) -> None:
    passwords(place, SEED)
    path = place.folder / "password.json"
    path.write_text(content)
    with pytest.raises(InstanceError, match="`ccp3 down vlan-trunk --learner agnes` clears it away") as caught:
        passwords(place, SEED)
    assert str(path) in str(caught.value)
    assert "velo-roue" not in str(caught.value)


def test_a_key_is_made_once_and_opens_in_paramiko(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "toolkit"
    line = key(path)
    assert key(path) == line
    kind, data = line.split()
    assert kind == "ssh-ed25519"
    assert paramiko.Ed25519Key.from_private_key_file(str(path)).asbytes() == base64.b64decode(data)
    assert path.with_suffix(".pub").read_text() == line + "\n"


@pytest.mark.parametrize("missing", ["toolkit", "toolkit.pub"])
def test_half_a_key_is_made_again_whole(tmp_path: Path, missing: str) -> None:
    path = tmp_path / "toolkit"
    key(path)
    (tmp_path / missing).unlink()
    again = key(path)
    assert paramiko.Ed25519Key.from_private_key_file(str(path)).get_base64() == again.split()[1]


def test_a_device_finds_what_it_needs(place: Instance) -> None:
    host_key = equip(place, "sw1", passwords(place, SEED))
    home = place.device_folder("sw1")
    private = (home / "ssh_host_ed25519_key").read_text().strip()
    assert {path.name: path.read_text().strip() for path in home.iterdir()} == {
        "authorized_keys": key(place.toolkit_key_file),
        "learner_keys": key(place.learner_key_file),
        "learner_shadow": passwords(place, SEED).unix,
        "ssh_host_ed25519_key": private,
        "ssh_host_ed25519_key.pub": host_key,
    }
    assert paramiko.Ed25519Key.from_private_key_file(str(home / "ssh_host_ed25519_key")).get_base64() in host_key


def test_equipped_again_it_is_the_same_device(place: Instance) -> None:
    first, other = equip(place, "sw1", passwords(place, SEED)), equip(place, "sw2", passwords(place, SEED))
    before = {path: path.read_bytes() for path in place.folder.rglob("*") if path.is_file()}
    assert equip(place, "sw1", passwords(place, SEED)) == first != other
    assert {path: path.read_bytes() for path in place.folder.rglob("*") if path.is_file()} == before


def test_the_toolkit_key_is_not_the_learners(place: Instance) -> None:
    equip(place, "sw1", passwords(place, SEED))
    assert key(place.toolkit_key_file) != key(place.learner_key_file)


def test_the_password_is_in_clear_in_one_file_only(place: Instance) -> None:
    for device in ("sw1", "pc1"):
        equip(place, device, passwords(place, SEED))
    clear = passwords(place, SEED).clear.encode()
    holding = [path.name for path in place.folder.rglob("*") if path.is_file() and clear in path.read_bytes()]
    assert holding == ["password.json"]


def test_nobody_else_can_read_any_of_it(place: Instance) -> None:
    equip(place, "sw1", passwords(place, SEED))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [place.home, *place.home.rglob("*")]}
    assert modes == {0o600, 0o700}
