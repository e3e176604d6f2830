"""LDAPS is for clients that check: the right certificate passes the strictest checks, each wrong one is refused."""

import ssl
from collections.abc import Iterator

import pytest

from ccp3lab.connections.ldap import Server, connect
from ccp3lab.errors import DirectoryError
from ccp3lab.instance.authority import Pair, Period, certify, new_authority, server
from ccp3lab.pytest_samba import SambaAD
from tests.ad.conftest import NOW, PAST, addressed, handshake, install

pytestmark = pytest.mark.ad


def test_the_authority_and_the_name_are_right(samba_ad: SambaAD) -> None:
    assert handshake(samba_ad, samba_ad.ca_file, samba_ad.name) == "TLSv1.3"
    assert handshake(samba_ad, samba_ad.ca_file, "dc1") == "TLSv1.3"
    assert handshake(samba_ad, samba_ad.ca_file, str(samba_ad.address)) == "TLSv1.3"


def test_another_authority_is_refused(samba_ad: SambaAD, tmp_path) -> None:
    other = tmp_path / "ca.pem"
    other.write_text(new_authority("samba_ad", Period.from_now()).certificate_pem)
    with pytest.raises(ssl.SSLCertVerificationError, match="CERTIFICATE_VERIFY_FAILED"):
        handshake(samba_ad, other, samba_ad.name)


@pytest.mark.parametrize("name", ["dc2.ad.exemple.lan", "ad.exemple.lan", "dc1.ad.exemple.lan.pirate.lan"])
def test_another_name_is_refused(samba_ad: SambaAD, name: str) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        handshake(samba_ad, samba_ad.ca_file, name)


@pytest.fixture
def issuer(samba_ad: SambaAD) -> Iterator[Pair]:
    """An authority of the test's own, until the test is over."""
    folder = samba_ad.given / "tls"
    before = {path: path.read_bytes() for path in folder.iterdir()}
    made = new_authority("of a test", Period(PAST.start, NOW.replace(year=NOW.year + 1)))
    (folder / "ca.pem").write_text(made.certificate_pem)
    yield made
    for path, content in before.items():
        path.write_bytes(content)
    samba_ad.run("systemctl", "restart", "samba-ad-dc")
    samba_ad.run("lab-dc", "wait", "50")


def test_an_expired_certificate_is_refused(samba_ad: SambaAD, issuer: Pair) -> None:
    install(samba_ad, server(issuer, *addressed(samba_ad), PAST))
    with pytest.raises(ssl.SSLCertVerificationError, match="certificate has expired"):
        handshake(samba_ad, samba_ad.ca_file, samba_ad.name)
    with pytest.raises(DirectoryError, match=r"its certificate is not accepted .certificate has expired"):
        connect(Server(str(samba_ad.address), samba_ad.name, samba_ad.ca_file), samba_ad.administrator, "any")
    certify(issuer, samba_ad.given / "tls", *addressed(samba_ad))
    samba_ad.run("systemctl", "restart", "samba-ad-dc")
    assert handshake(samba_ad, samba_ad.ca_file, samba_ad.name) == "TLSv1.3", "certify made a new one"
