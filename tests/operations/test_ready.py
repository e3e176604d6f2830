"""The readiness probe against TCP servers of every temper."""

import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from ipaddress import IPv4Address

import pytest

from ccp3lab.errors import DeviceError
from ccp3lab.instance import Node
from ccp3lab.operations.ready import answers, wait_for
from tests.served import Act, served

Serve = Callable[[Act], Node]


def node(name: str, port: int) -> Node:
    address = IPv4Address("127.0.0.1")
    return Node(
        name=name, image="switch", reference="x:1", platform="cisco_ios", address=address, port=port, container=name
    )


@pytest.fixture
def closed() -> Node:
    """A device whose port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return node("closed", server.getsockname()[1])


@pytest.fixture
def serve() -> Iterator[Serve]:
    """A device that treats each connection as the test says."""
    names = (f"device-{number}" for number in itertools.count(1))
    with ExitStack() as opened:
        yield lambda treat: node(next(names), opened.enter_context(served(treat)))


def banner(connection: socket.socket) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH_10.0\r\n")


def mute(connection: socket.socket) -> None:
    connection.recv(1)  # until the probe gives up


def test_a_banner_is_an_answer(serve: Serve) -> None:
    assert answers(serve(banner))


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 400 Bad Request\r\n", b"220 ftp ready\r\n", b"ssh-"])
def test_anything_else_is_none(serve: Serve, said: bytes) -> None:
    assert not answers(serve(lambda connection: connection.sendall(said)))


def test_silence_is_none_and_takes_no_longer_than_the_limit(serve: Serve) -> None:
    start = time.monotonic()
    assert not answers(serve(mute), limit=0.2)
    assert time.monotonic() - start < 10


def test_a_port_that_nobody_listens_on_is_none(closed: Node) -> None:
    assert not answers(closed)


def test_all_that_answer_are_not_waited_for(serve: Serve) -> None:
    start = time.monotonic()
    wait_for([serve(banner) for _ in range(6)])
    assert time.monotonic() - start < 15


def test_one_that_answers_late_is_waited_for(serve: Serve) -> None:
    seen: list[int] = []

    def at_the_third(connection: socket.socket) -> None:
        seen.append(1)
        if len(seen) > 2:
            banner(connection)

    wait_for([serve(banner), serve(at_the_third)], patience=10)
    assert len(seen) == 3


def test_one_that_closes_first_and_one_that_never_listens_are_both_named(serve: Serve, closed: Node) -> None:
    rude = serve(lambda connection: None)
    with pytest.raises(DeviceError) as caught:
        wait_for([rude, serve(banner), closed], patience=0.3)
    assert str(caught.value).startswith(f"{rude.name}, closed: no SSH within 0 s of the start; `docker logs`")
    assert caught.value.exit_code == 3


def test_no_device_is_no_wait() -> None:
    wait_for([], patience=0)


def test_another_sign_of_readiness_may_be_asked_for(closed: Node) -> None:
    wait_for([closed], patience=0, ready=lambda found: found is closed)


def test_all_devices_of_a_large_lab_are_asked_at_the_same_time(closed: Node) -> None:
    meeting = threading.Barrier(24, timeout=10)
    wait_for([closed] * 24, patience=0, ready=lambda _: meeting.wait() >= 0)  # broken, should one wait for another


def test_a_device_is_not_asked_without_a_pause(closed: Node) -> None:
    asked: list[float] = []
    with pytest.raises(DeviceError):
        wait_for([closed], patience=0.3, ready=lambda _: asked.append(time.monotonic()))
    assert 1 < len(asked) < 20
    assert min(later - before for before, later in itertools.pairwise(asked)) > 0.01
