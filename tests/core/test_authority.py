"""Certificates that strict clients accept, made once, made again when they would not do."""

import datetime as dt
import ssl
import stat
import threading
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509

from ccp3lab.errors import InstanceError
from ccp3lab.instance import Instance
from ccp3lab.instance.authority import Pair, Period, authority, certify, new_authority, server

NAMES, ADDRESS = ("dc1.ad.atelier-velo.lan", "dc1"), IPv4Address("10.1.30.20")
NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
PAST = Period(NOW - dt.timedelta(days=9), NOW - dt.timedelta(days=1))
FUTURE = Period(NOW + dt.timedelta(days=1), NOW + dt.timedelta(days=9))
SOON = Period(NOW - dt.timedelta(days=9), NOW + dt.timedelta(days=20))


@pytest.fixture
def place(tmp_path: Path) -> Instance:
    return Instance(tmp_path / "home", "annuaire-comptes", "agnes")


@pytest.fixture
def issuer(place: Instance) -> Pair:
    return authority(place)


@pytest.fixture
def folder(tmp_path: Path, issuer: Pair) -> Path:
    """What a server called NAMES is given."""
    certify(issuer, tmp_path / "tls", NAMES, ADDRESS)
    return tmp_path / "tls"


def greeted(folder: Path, ca: Path, name: str) -> str:
    """The TLS version of a handshake between a server with FOLDER and a client as strict as Python 3.13's."""
    import socket

    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    asking = ssl.create_default_context(cafile=str(ca))
    asking.verify_flags |= ssl.VERIFY_X509_STRICT
    here, there = socket.socketpair()

    def serve() -> None:
        try:
            serving.wrap_socket(there, server_side=True).close()
        except (ssl.SSLError, OSError):  # the client has said why
            there.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with here, asking.wrap_socket(here, server_hostname=name) as safe:
            return safe.version() or ""
    finally:
        thread.join(10)


@pytest.mark.parametrize("name", [*NAMES, str(ADDRESS)])
def test_a_strict_client_accepts_each_name(folder: Path, name: str) -> None:
    assert greeted(folder, folder / "ca.pem", name) == "TLSv1.3"


@pytest.mark.parametrize("name", ["dc2.ad.atelier-velo.lan", "ad.atelier-velo.lan", "10.1.30.21"])
def test_and_no_other(folder: Path, name: str) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        greeted(folder, folder / "ca.pem", name)


def test_of_another_authority_nothing_is_accepted(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    other.write_text(new_authority("annuaire-comptes agnes", Period.from_now()).certificate_pem)
    with pytest.raises(ssl.SSLCertVerificationError, match="verify failed"):
        greeted(folder, other, NAMES[0])


@pytest.mark.parametrize(("period", "words"), [(PAST, "has expired"), (FUTURE, "not yet valid")])
def test_the_dates_count(issuer: Pair, folder: Path, period: Period, words: str) -> None:
    made = server(issuer, NAMES, ADDRESS, period)
    (folder / "cert.pem").write_text(made.certificate_pem)
    (folder / "key.pem").write_text(made.key_pem)
    with pytest.raises(ssl.SSLCertVerificationError, match=words):
        greeted(folder, folder / "ca.pem", NAMES[0])


def test_a_server_cannot_sign_others(issuer: Pair) -> None:
    made = server(issuer, NAMES, ADDRESS, Period.from_now())
    constraints = made.certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    usage = made.certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (constraints.critical, constraints.value.ca) == (True, False)
    assert (usage.digital_signature, usage.key_cert_sign) == (True, False)


def test_the_authority_is_made_once(place: Instance, issuer: Pair) -> None:
    before = place.ca_file.read_bytes(), place.ca_key_file.read_bytes()
    assert authority(place).certificate == issuer.certificate
    assert (place.ca_file.read_bytes(), place.ca_key_file.read_bytes()) == before


def test_two_instances_have_nothing_in_common(place: Instance, issuer: Pair) -> None:
    other = authority(Instance(place.home, place.lab, "bruno"))
    assert other.certificate.public_key() != issuer.certificate.public_key()
    assert other.certificate.subject != issuer.certificate.subject


def test_half_of_it_is_made_again_whole(place: Instance, issuer: Pair) -> None:
    place.ca_file.unlink()
    assert authority(place).certificate.public_key() != issuer.certificate.public_key()


@pytest.mark.parametrize("file", ["ca_file", "ca_key_file"])
def test_a_damaged_one_is_told(place: Instance, issuer: Pair, file: str) -> None:
    getattr(place, file).write_text("-----BEGIN NOTHING-----\n")
    with pytest.raises(InstanceError, match=r"ca\.pem: not the certificate of .*ccp3 down annuaire-comptes"):
        authority(place)


def test_long_names_fit() -> None:
    title = f"{'l' * 30} {'a' * 30}"
    made = new_authority(title, Period.from_now())
    long = f"{'h' * 63}.ad.{'d' * 60}.lan"
    signed = server(made, (long, "h" * 63), ADDRESS, Period.from_now())
    signed.certificate.verify_directly_issued_by(made.certificate)
    held = signed.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert held.get_values_for_type(x509.DNSName)[0] == long


def test_what_is_right_stays(issuer: Pair, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    certify(issuer, folder, NAMES, ADDRESS)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert before.keys() == {"ca.pem", "cert.pem", "key.pem"}


@pytest.mark.parametrize(
    ("names", "address"),
    [(("dc2.ad.atelier-velo.lan", "dc2"), ADDRESS), (NAMES[:1], ADDRESS), (NAMES, IPv4Address("10.2.30.20"))],
)
def test_for_another_server_it_is_made_anew(issuer: Pair, folder: Path, names, address: IPv4Address) -> None:
    certify(issuer, folder, names, address)
    assert greeted(folder, folder / "ca.pem", names[0]) == "TLSv1.3"
    assert greeted(folder, folder / "ca.pem", str(address)) == "TLSv1.3"


@pytest.mark.parametrize("period", [PAST, SOON])
def test_before_it_expires_it_is_made_anew(issuer: Pair, folder: Path, period: Period) -> None:
    made = server(issuer, NAMES, ADDRESS, period)
    (folder / "cert.pem").write_text(made.certificate_pem)
    (folder / "key.pem").write_text(made.key_pem)
    certify(issuer, folder, NAMES, ADDRESS)
    left = x509.load_pem_x509_certificate((folder / "cert.pem").read_bytes()).not_valid_after_utc - NOW
    assert left > dt.timedelta(days=3000)


def test_after_a_change_of_the_authority_too(issuer: Pair, folder: Path) -> None:
    other = new_authority("other", Period.from_now())
    certify(other, folder, NAMES, ADDRESS)
    assert greeted(folder, folder / "ca.pem", NAMES[0]) == "TLSv1.3"


@pytest.mark.parametrize("file", ["cert.pem", "key.pem"])
def test_a_pair_that_is_none_is_made_anew(issuer: Pair, folder: Path, file: str) -> None:
    (folder / file).write_text("half of it")
    certify(issuer, folder, NAMES, ADDRESS)
    assert greeted(folder, folder / "ca.pem", NAMES[0]) == "TLSv1.3"


def test_nobody_else_can_read_any_of_it(place: Instance, folder: Path) -> None:
    every = [folder, *folder.iterdir(), place.ca_file, place.ca_key_file, place.ca_key_file.parent]
    assert {stat.S_IMODE(path.stat().st_mode) for path in every} == {0o600, 0o700}
