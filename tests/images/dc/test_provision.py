"""A domain is made once and whole; its certificates follow what the device is given."""

import stat
from ipaddress import IPv4Interface
from pathlib import Path

import pytest
from ccp3dc.errors import DomainError
from ccp3dc.provision import Places, provision

from tests.images.dc.conftest import PASSWORD, Maker


def test_it_is_made_of_what_was_given(places: Places, maker: Maker) -> None:
    provision(places, maker)
    ((domain, password),) = maker.made
    assert (domain.fqdn, domain.workgroup, domain.address) == (
        "dc1.ad.test.lan",
        "TEST",
        IPv4Interface("10.99.30.20/24"),
    )
    assert password == PASSWORD
    assert places.done.exists()
    assert places.krb5_conf.read_text() == "[libdefaults]\n"
    assert "realm = AD.TEST.LAN" in places.smb_conf.read_text()


def test_a_second_start_keeps_it(places: Places, maker: Maker) -> None:
    provision(places, maker)
    places.smb_conf.write_text("as its owner changed it")
    (places.state / "private" / "sam.ldb").write_text("with users")
    provision(places, maker)
    assert len(maker.made) == 1
    assert (places.state / "private" / "sam.ldb").read_text() == "with users"
    assert places.smb_conf.read_text() == "as its owner changed it"


def test_one_that_was_cut_off_is_made_anew(places: Places, maker: Maker) -> None:
    maker.cut = True
    with pytest.raises(KeyboardInterrupt):
        provision(places, maker)
    assert not places.done.exists()
    maker.cut = False
    provision(places, maker)
    assert (places.state / "private" / "sam.ldb").read_text() == "whole"
    assert (places.state / "printers").is_dir(), "Debian's own"


def test_what_clears_the_way_follows_no_link(places: Places, maker: Maker, tmp_path: Path) -> None:
    kept = tmp_path / "elsewhere"
    kept.mkdir()
    (kept / "file").write_text("precious")
    (places.state / "link").symlink_to(kept)
    provision(places, maker)
    assert (kept / "file").read_text() == "precious"
    assert not (places.state / "link").is_symlink()


def test_without_a_domain_nothing_is_touched(places: Places, maker: Maker) -> None:
    (places.given / "domain.json").unlink()
    (places.state / "private" / "sam.ldb").write_text("made by hand")
    provision(places, maker)
    assert (places.state / "private" / "sam.ldb").read_text() == "made by hand"
    assert not maker.made


@pytest.mark.parametrize("missing", ["domain_admin", "tls/ca.pem", "tls/cert.pem", "tls/key.pem"])
def test_what_is_missing_is_named(places: Places, maker: Maker, missing: str) -> None:
    (places.given / missing).unlink()
    with pytest.raises(DomainError, match=missing):
        provision(places, maker)
    assert not maker.made
    assert not places.done.exists()


def test_an_empty_password_is_none(places: Places, maker: Maker) -> None:
    (places.given / "domain_admin").write_text("\n")
    with pytest.raises(DomainError, match="domain_admin: no password"):
        provision(places, maker)


def test_certificates_are_copies_that_samba_accepts(places: Places, maker: Maker) -> None:
    (places.given / "tls" / "key.pem").chmod(0o644)
    provision(places, maker)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in places.tls.iterdir()}
    assert modes == {"ca.pem": 0o644, "cert.pem": 0o644, "key.pem": 0o600}


def test_new_certificates_come_with_a_restart(places: Places, maker: Maker) -> None:
    provision(places, maker)
    for path in (places.given / "tls").iterdir():
        path.write_text(f"{path.name} 2")
    provision(places, maker)
    assert {path.read_text() for path in places.tls.iterdir()} == {"ca.pem 2", "cert.pem 2", "key.pem 2"}
