"""domain.json, read; smb.conf, written."""

import json
from pathlib import Path

import pytest
from ccp3dc.configuration import smb_conf
from ccp3dc.errors import DomainError
from ccp3dc.given import domain
from ccp3dc.provision import Places

from tests.images.dc.conftest import FACTS


def read(folder: Path, **changed: object):
    (folder / "domain.json").write_text(json.dumps({**FACTS, **changed}))
    return domain(folder)


def test_spelling_does_not_matter(tmp_path: Path) -> None:
    assert read(tmp_path, realm="ad.Test.lan", host="DC1", workgroup="Test") == read(tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "no JSON"),
        ("[]", "TypeError"),
        ("{}", "KeyError 'forwarder'"),
        (json.dumps({**FACTS, "address": "10.99.30.300/24"}), "10.99.30.300"),
        (json.dumps({**FACTS, "forwarder": "srv1"}), "srv1"),
        (json.dumps({**FACTS, "realm": 7}), "AttributeError"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "domain.json").write_text(text)
    with pytest.raises(DomainError, match=rf"{tmp_path}/domain\.json: .*{words}"):
        domain(tmp_path)


def test_a_device_without_a_domain_says_so(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="was given no domain"):
        domain(tmp_path)


def options(places: Places) -> dict[str, str]:
    lines = smb_conf(domain(places.given)).partition("[sysvol]")[0].splitlines()[1:]
    return dict(line.strip().split(" = ", 1) for line in lines if line)


def test_it_answers_on_its_own_side_alone(places: Places) -> None:
    found = options(places)
    assert (found["interfaces"], found["bind interfaces only"]) == ("lo 10.99.30.20/24", "yes")
    assert found["disable netbios"] == "yes"


def test_other_names_are_asked_of_the_forwarder(places: Places) -> None:
    assert options(places)["dns forwarder"] == FACTS["forwarder"]
    read(places.given, forwarder=None)
    assert "dns forwarder" not in options(places)


def test_access_lists_need_no_capability(places: Places) -> None:
    found = options(places)
    assert found["vfs objects"].split() == ["dfs_samba4", "fileid", "acl_xattr", "xattr_tdb"]
    assert found["fileid:algorithm"] == "fsname"


def test_both_shares_of_a_controller_are_there(places: Places) -> None:
    text = smb_conf(domain(places.given))
    assert "[sysvol]\n\tpath = /var/lib/samba/sysvol\n" in text
    assert "[netlogon]\n\tpath = /var/lib/samba/sysvol/ad.test.lan/scripts\n" in text
