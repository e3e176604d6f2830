"""Descriptors that a real server gave: read, written again, and what it let children inherit."""

import json
from pathlib import Path

import pytest

from ccp3lab.ntsecurity import Descriptor, decode, difference, encode, text
from ccp3lab.ntsecurity.inherit import by_file, by_folder, creators

RECORDED = json.loads(Path(__file__).with_name("recorded.json").read_text(encoding="utf-8"))["descriptors"]
PARENT = decode(bytes.fromhex(RECORDED["the folder with rights and without inheritance"]["hex"]))
MADE_BY = creators(PARENT.owner, PARENT.group)


@pytest.mark.parametrize("name", RECORDED)
def test_it_is_read_and_written(name: str) -> None:
    raw = bytes.fromhex(RECORDED[name]["hex"])
    found = decode(raw)
    assert text(found) == RECORDED[name]["sddl"]
    assert decode(encode(found)) == found
    assert len(encode(found)) == len(raw)


@pytest.mark.parametrize(("name", "inherit"), [("a folder in it", by_folder), ("a file in it", by_file)])
def test_children_inherit_as_the_server_had_it(name: str, inherit) -> None:
    child = decode(bytes.fromhex(RECORDED[name]["hex"]))
    assert inherit(PARENT.dacl, MADE_BY) == child.dacl
    assert not difference(Descriptor(inherit(PARENT.dacl, MADE_BY)), child)
