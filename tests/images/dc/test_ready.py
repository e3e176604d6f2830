"""Waiting for a controller: it ends when it serves, when it gave up, when time is out."""

import socket
import ssl
import threading
import time

import pytest
from ccp3dc import ready
from ccp3dc.errors import DomainError
from ccp3dc.provision import Places


class Look:
    """Fails so many times, then does not."""

    def __init__(self, failures: int) -> None:
        self.left = failures

    def __call__(self) -> None:
        if self.left:
            self.left -= 1
            raise DomainError(f"{self.left} more")


def test_it_ends_as_soon_as_it_serves() -> None:
    look = Look(2)
    ready.wait(look, lambda: False, 60)
    assert look.left == 0


def test_it_ends_with_the_last_reason_when_time_is_out() -> None:
    begun = time.monotonic()
    with pytest.raises(DomainError, match="more"):
        ready.wait(Look(10**6), lambda: False, 0.5)
    assert time.monotonic() - begun < 10


def test_it_ends_at_once_when_the_unit_gave_up() -> None:
    look = Look(10**6)
    with pytest.raises(DomainError):
        ready.wait(look, lambda: True, 60)
    assert look.left == 10**6 - 1


def test_one_that_serves_all_the_same_is_ready() -> None:
    ready.wait(Look(0), lambda: True, 60)


def test_a_domain_that_is_not_made_yet_is_told(places: Places) -> None:
    with pytest.raises(DomainError, match=r"ad\.test\.lan is being made"):
        ready.ready(places)


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch, places: Places):
    """The controller's domain is made; its port of LDAPS is the test's own, and says nothing by itself."""
    places.done.touch()
    places.tls.mkdir(parents=True)
    (places.tls / "ca.pem").write_text(_authority())
    with socket.create_server(("127.0.0.1", 0)) as listening:
        monkeypatch.setattr(ready, "LDAPS", listening.getsockname()[1])
        monkeypatch.setattr(ready, "LIMIT", 0.3)
        yield listening


def _authority() -> str:
    from ccp3lab.instance.authority import Period, new_authority

    return new_authority("test", Period.from_now()).certificate_pem


def test_a_port_that_says_nothing_is_not_ready(places: Places, silent: socket.socket) -> None:
    with pytest.raises(DomainError, match=r"LDAPS \(\d+\): .*timed out"):
        ready.ready(places)


def test_a_closed_port_is_told(places: Places, silent: socket.socket) -> None:
    silent.close()
    with pytest.raises(DomainError, match=r"LDAPS \(\d+\): .*refused"):
        ready.ready(places)


def test_a_certificate_of_somebody_else_is_not_ready(places: Places, silent: socket.socket, tmp_path) -> None:
    from ipaddress import IPv4Address

    from ccp3lab.instance.authority import Period, certify, new_authority

    issuer = new_authority("other", Period.from_now())
    certify(issuer, tmp_path / "own", ("dc1.ad.test.lan",), IPv4Address("10.99.30.20"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "own" / "cert.pem", tmp_path / "own" / "key.pem")

    def serve() -> None:
        plain, _ = silent.accept()
        with plain, pytest.raises(ssl.SSLError):
            context.wrap_socket(plain, server_side=True)

    thread = threading.Thread(target=serve)
    thread.start()
    with pytest.raises(DomainError, match="CERTIFICATE_VERIFY_FAILED"):
        ready.ready(places)
    thread.join(10)
