"""Live facts as read from files, from `ip` and from Open vSwitch's control socket."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from ccp3switch.live import kernel, ovs
from ccp3switch.live.contract import Link
from ccp3switch.live.kernel import KernelLive
from ccp3switch.live.watch import link_news, watch


def device(root: Path, name: str, **values: str) -> None:
    folder = root / name / "statistics"
    folder.mkdir(parents=True)
    for key, value in values.items():
        place = folder if key.endswith(("packets", "bytes")) else folder.parent
        (place / key).write_text(f"{value}\n")


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KernelLive:
    monkeypatch.setattr(kernel, "SYS", tmp_path)
    monkeypatch.setattr(ovs, "RUN", tmp_path)
    return KernelLive("02:42:64:00:00:01")


def test_a_link(live: KernelLive, tmp_path: Path) -> None:
    device(tmp_path, "eth1", carrier="1", address="02:00:00:00:00:01", mtu="9500", rx_packets="7", tx_bytes="900")
    link = live.link("eth1")
    assert (link.carrier, link.mac, link.mtu) == (True, "02:00:00:00:00:01", 9500)
    assert (link.counters["rx_packets"], link.counters["tx_bytes"], link.counters["rx_errors"]) == (7, 900, 0)


def test_a_link_without_carrier(live: KernelLive, tmp_path: Path) -> None:
    device(tmp_path, "eth1", carrier="0")
    assert not live.link("eth1").carrier


def test_a_link_that_is_not_there(live: KernelLive) -> None:
    assert live.link("eth9") == Link()


def test_without_open_vswitch_everything_is_empty(live: KernelLive) -> None:
    assert live.learned() == ()
    assert live.spanning_tree() is None
    assert live.ovs_version == "unknown"


def test_uptime_begins_again_at_a_reload(live: KernelLive) -> None:
    live.rebooted()
    assert live.uptime() == 0
    assert live.memory_kib > 1000
    assert live.base_mac == "02:42:64:00:00:01"
    assert live.now().tzinfo is not None


ANSWERS = {
    "version": "ovs-vswitchd (Open vSwitch) 3.5.0",
    "dpif/show": "netdev@ovs-netdev: hit:1 missed:2\n  br0:\n    eth2 3/4: (system)\n",
    "fdb/show": " port  VLAN  MAC                Age\n    3    10  26:41:93:06:1a:40    1\n",
    "long": "x" * 200_000,
    "braces": "{}}" * 50,
}


@pytest.fixture
def daemon(live: KernelLive, tmp_path: Path) -> Iterator[None]:
    """Something that answers as ovs-vswitchd's control socket does, in pieces and without an end mark."""
    (tmp_path / "ovs-vswitchd.pid").write_text("42\n")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "ovs-vswitchd.42.ctl"))
    server.listen()

    def serve() -> None:
        while True:
            try:
                link, _ = server.accept()
            except OSError:
                return
            with link:
                asked = json.loads(link.recv(4096))
                answer = json.dumps({"id": asked["id"], "result": ANSWERS.get(asked["method"]), "error": None}).encode()
                for start in range(0, len(answer), 10_000):
                    link.sendall(answer[start : start + 10_000])
                link.recv(1)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield
    server.shutdown(socket.SHUT_RDWR)
    thread.join(5)
    server.close()


def test_the_control_socket_is_asked(live: KernelLive, daemon: None) -> None:
    assert live.ovs_version == "3.5.0"
    assert [(seen.vlan, seen.device) for seen in live.learned()] == [(10, "eth2")]


@pytest.mark.parametrize(("method", "answer"), [("long", ANSWERS["long"]), ("braces", ANSWERS["braces"]), ("none", "")])
def test_answers_of_any_form(live: KernelLive, daemon: None, method: str, answer: str) -> None:
    assert ovs.call(method) == answer


def test_news_of_links_come_together() -> None:
    calls: list[int] = []

    async def follow() -> None:
        arrived = asyncio.Event()

        def changed() -> None:
            calls.append(1)
            arrived.set()

        news, kernel_side = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        with news, kernel_side:
            watch(news, changed)
            for _ in range(3):
                kernel_side.send(b"news")
            await asyncio.wait_for(arrived.wait(), 5)
            asyncio.get_running_loop().remove_reader(news)

    asyncio.run(follow())
    assert calls == [1]


def test_the_kernel_tells_of_links() -> None:
    with link_news() as news:
        assert news.getsockname()[1] == 1
