"""Boots out of the ordinary: links that come late, nothing given, no management port."""

from __future__ import annotations

import pexpect
import pytest
from switchbench.container import Bench, Container, run, until

# pexpect forks beside the threads of paramiko; what it forks only executes another program.
pytestmark = [
    pytest.mark.lab,
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


def test_a_shut_port_is_down_when_its_link_comes_late(bench: Bench) -> None:
    late = bench.switch("late")
    late.execute("sh", "-c", "printf 'interface gi1/0/1\\n shutdown\\n' > /var/lib/ccp3switch/nvram/startup-config")
    run("docker", "restart", "-t", "1", late.name)
    until(late.answers, "SSH after restart")
    host = bench.host("latehost", late, 1, "10.0.0.1/24")
    late.execute("ip", "link", "set", "eth1", "up")
    until(lambda: host.run("cat", "/sys/class/net/eth0/carrier").stdout.strip() == "0", "link down", 3)
    assert "disabled" in late.show("show interfaces gi1/0/1 status")


def test_a_switch_without_anything_given_boots(bench: Bench, switch_image: str) -> None:
    name = f"{bench.tag}-bare"
    bench.containers.append(name)
    run("docker", "run", "-d", "--name", name, "--cap-add", "NET_ADMIN", "--device", "/dev/net/tun",
        "--network", "none", switch_image)  # fmt: skip
    bare = Container(name, bench.given)
    until(lambda: "ready" in bare.execute("cat", "/var/log/ssh-server.log", check=False), "ready")
    child = pexpect.spawn("docker", ["exec", "-it", name, "console"], encoding="utf-8", timeout=10)
    child.expect_exact("Switch>")
    child.sendline("show version")
    child.expect_exact("Not a Cisco product")
    child.close()
