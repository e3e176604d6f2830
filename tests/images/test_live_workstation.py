"""What a learner meets on a workstation, and what the toolkit relies on."""

import secrets
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest

from tests.custom_napalm.workstation import Workstation, docker, until

pytestmark = pytest.mark.lab
STANZA = "auto eth1\\niface eth1 inet static\\n    address 10.77.0.11/24\\n    gateway 10.77.0.1\\n"
PLANNED = f"printf 'auto lo\\niface lo inet loopback\\n{STANZA}' > /etc/network/interfaces"


def ssh(workstation: Workstation, user: str, command: str) -> subprocess.CompletedProcess[str]:
    known = f"UserKnownHostsFile={workstation.known_hosts()}"
    options = ("-o", known, "-o", "StrictHostKeyChecking=yes", "-o", "BatchMode=yes", "-F", "none")
    login = ("-i", str(workstation.folder / "id"), f"{user}@{workstation.address}")
    return subprocess.run(["ssh", *options, *login, command], capture_output=True, text=True, timeout=30)


@pytest.fixture(autouse=True)
def listening(workstation: Workstation) -> None:
    workstation.listening()


def test_the_host_key_is_the_one_that_was_given(workstation: Workstation) -> None:
    run = ssh(workstation, "ccp3", "sudo -n id -u; pwd")
    assert (run.returncode, run.stdout, run.stderr) == (0, "0\n/var/lib/ccp3\n", "")


def test_only_given_keys_open_the_learners_account(workstation: Workstation) -> None:
    assert ssh(workstation, "admin", "true").returncode == 255
    assert ssh(workstation, "root", "true").returncode == 255


def test_keys_and_password_of_the_learner(workstation: Workstation) -> None:
    hashed = subprocess.run(["openssl", "passwd", "-6", "s3cret"], capture_output=True, text=True, check=True).stdout
    (workstation.folder / "given/learner_shadow").write_text(hashed)
    (workstation.folder / "given/learner_keys").write_text((workstation.folder / "id.pub").read_text())
    docker("restart", "-t", "1", workstation.name)
    workstation.listening()
    assert f"admin:{hashed.strip()}:" in workstation.shell("cat /etc/shadow")
    assert "ccp3:*:" in workstation.shell("cat /etc/shadow")
    run = ssh(workstation, "admin", "sudo -n id -un; echo $LANG")
    assert (run.stdout, run.stderr) == ("root\nC.UTF-8\n", "")


def test_sudo_neither_warns_nor_waits_without_names(workstation: Workstation) -> None:
    workstation.shell("cp /etc/hosts /tmp/hosts; : > /etc/hosts")
    start = time.monotonic()
    run = workstation.shell("su admin -c 'sudo -n id -un' 2>&1")
    workstation.shell("cat /tmp/hosts > /etc/hosts")
    assert run == "root"
    assert time.monotonic() - start < 5, "a resolver is asked for five seconds"


def test_the_management_has_no_default_route(workstation: Workstation) -> None:
    assert workstation.shell("ip route show default dev eth0") == ""


def test_a_restart_clears_what_is_no_longer_true(workstation: Workstation) -> None:
    workstation.shell(
        "echo 1 > /run/kea.pid; mkdir -p /run/kea; echo 1 > /run/kea/x.pid; echo eth1=eth1 >> /run/network/ifstate"
    )
    docker("restart", "-t", "1", workstation.name)
    workstation.listening()
    assert workstation.shell("ls /run/kea.pid /run/kea/x.pid 2>/dev/null; grep eth1 /run/network/ifstate") == ""


def test_names_are_not_those_of_the_engine_and_stay_over_a_restart(workstation: Workstation, make) -> None:
    """The engine brings its own resolver, and the management addresses of all devices, at each start."""
    fresh = make("workstation")
    assert "nameserver" not in fresh.shell("cat /etc/resolv.conf")
    assert fresh.address not in fresh.shell("cat /etc/hosts")
    workstation.shell("echo 'nameserver 192.0.2.53' > /etc/resolv.conf; echo '192.0.2.1 box' >> /etc/hosts")
    for _ in range(2):
        docker("restart", "-t", "2", workstation.name)
        workstation.listening()
        assert workstation.shell("cat /etc/resolv.conf") == "nameserver 192.0.2.53"
        assert workstation.shell("grep -c '192.0.2.1 box' /etc/hosts") == "1"


@pytest.mark.parametrize(
    "page", ["ip", "interfaces", "ls", "ping", "tcpdump", "systemctl", "ssh", "nano", "sudo", "nft"]
)
def test_there_is_a_manual(page: str, workstation: Workstation) -> None:
    assert len(workstation.shell(f"man {page} 2>&1 | head -50").splitlines()) > 20


PROGRAMS = (
    "nano vim ping traceroute tcpdump ip arping ethtool dig curl nc less iperf3 nft journalctl systemctl man ifup"
)


def test_the_tools_of_the_trade_are_there(workstation: Workstation) -> None:
    missing = f"for name in {PROGRAMS}; do command -v $name >/dev/null || echo $name; done"
    assert workstation.shell(missing) == ""


def test_a_learner_can_ping_and_see_packets(workstation: Workstation) -> None:
    assert ", 0% packet loss" in workstation.shell("su admin -c 'ping -c 1 127.0.0.1'")
    seen = workstation.shell("ping -i 0.2 127.0.0.1 >/dev/null & timeout 5 tcpdump -c 1 -ni lo icmp 2>&1; kill $!")
    assert "ICMP echo" in seen


def test_systemctl_restart_really_reconfigures(workstation: Workstation) -> None:
    workstation.shell(f"{PLANNED}; lab-networking apply")
    workstation.shell("sed -i s/0.11/0.12/ /etc/network/interfaces")
    assert workstation.shell("systemctl restart networking 2>&1; echo $?").endswith("0")
    assert workstation.addresses() == ["10.77.0.12/24"]
    assert workstation.shell("systemctl is-active networking") == "active"


def test_systemctl_tells_of_a_failure_and_journalctl_why(workstation: Workstation) -> None:
    workstation.shell(f"{PLANNED}; systemctl stop networking; sed -i s/address/addres/ /etc/network/interfaces")
    assert workstation.shell("systemctl start networking 2>/dev/null; echo $?").endswith("1")
    assert workstation.shell("systemctl is-active networking") == "failed"
    assert "Active: failed" in workstation.shell("systemctl status networking")
    assert "missing required variable: address" in workstation.shell("journalctl -xeu networking")
    workstation.shell(f"{PLANNED}; systemctl start networking")
    assert workstation.shell("systemctl is-active networking") == "active"


def test_a_port_that_comes_later_is_brought_up(workstation: Workstation) -> None:
    workstation.shell(f"{PLANNED}; lab-networking apply")
    docker("network", "disconnect", f"{workstation.name}-z", workstation.name)
    assert until(lambda: workstation.shell("grep eth1 /run/network/ifstate") == "")
    workstation.shell("ip link add eth1 type veth peer name other")
    assert until(lambda: workstation.addresses() == ["10.77.0.11/24"])
    workstation.shell("ifdown eth1; ip link set other up; ip link set eth1 up")
    assert workstation.addresses() == [], "who types ifdown means it"
    workstation.shell("ip link del eth1")
    docker("network", "connect", f"{workstation.name}-z", workstation.name)


def test_the_network_is_back_after_a_restart(workstation: Workstation) -> None:
    """The engine's own address on eth1 is there first: the file wins."""
    workstation.shell(f"{PLANNED}; lab-networking apply")
    docker("restart", "-t", "1", workstation.name)
    workstation.listening()
    assert until(lambda: "10.77.0.11/24" in workstation.addresses())
    assert workstation.shell("systemctl is-active networking") == "active"


def test_a_push_and_a_port_that_appears_take_turns(workstation: Workstation) -> None:
    workstation.shell(PLANNED)
    both = "for n in 1 2 3 4 5; do lab-networking plugged eth1 & lab-networking apply & wait; done 2>&1"
    assert "already assigned" not in workstation.shell(both)
    assert workstation.shell("lab-networking ready; echo $?") == "0"


CHECKS = {
    "good": ("true", "0"),
    "no address": ("sed -i s/address/addres/ /tmp/i", "missing required variable: address"),
    "no address at all": ("sed -i s/0.11/0.311/ /tmp/i", "/tmp/i:5: 10.77.0.311 is not an address"),
    "broken": ("sed -i s/iface/ifac/ /tmp/i", "/tmp/i:2: misplaced option"),
    "management": ("echo 'iface eth0 inet dhcp' >> /tmp/i", "/tmp/i:7: eth0 is the lab's management"),
}


@pytest.mark.parametrize(("change", "words"), CHECKS.values(), ids=CHECKS)
def test_a_file_is_checked_without_touching_anything(change: str, words: str, workstation: Workstation) -> None:
    workstation.shell(f"{PLANNED}; lab-networking apply; cp /etc/network/interfaces /tmp/i; {change}")
    before = workstation.shell("ip addr; cat /run/network/ifstate")
    assert words in workstation.shell("lab-networking check /tmp/i 2>&1; echo $?")
    assert workstation.shell("ip addr; cat /run/network/ifstate") == before


@pytest.fixture
def bare() -> Iterator[str]:
    """An image started by hand: no capability, nothing given."""
    name = f"ccp3-test-bare-{secrets.token_hex(4)}"
    yield name
    docker("rm", "--force", name, check=False)


def test_an_image_started_by_hand_boots(bare: str, image: Callable[[str], str]) -> None:
    docker("run", "-d", "--name", bare, image("workstation"))
    assert until(lambda: docker("exec", bare, "sh", "-c", "nc -z 127.0.0.1 22 && echo yes", check=False) == "yes")


def test_an_image_may_bring_its_own_ssh_server(bare: str, image: Callable[[str], str]) -> None:
    server = "printf '#!/bin/sh\\nexec nc -l 127.0.0.1 2022\\n' > /etc/lab/ssh-server; chmod 755 /etc/lab/ssh-server"
    docker(
        "run",
        "-d",
        "--name",
        bare,
        "--entrypoint",
        "sh",
        image("workstation"),
        "-c",
        f"{server}; exec tini -g -- lab-init",
    )
    for _ in range(2):  # it ends after one connection and is started again
        assert until(lambda: "pid" in docker("exec", bare, "sh", "-c", "ss -ltnp | grep 2022", check=False))
        docker("exec", bare, "sh", "-c", "echo | nc -N 127.0.0.1 2022", check=False)
    assert docker("exec", bare, "sh", "-c", "ss -ltn | grep -c :22", check=False) == "0"


def test_from_nothing_to_a_login_soon(workstation: Workstation) -> None:
    start = time.perf_counter()
    docker("restart", "-t", "0", workstation.name)
    assert until(lambda: ssh(workstation, "ccp3", "true").returncode == 0)
    assert time.perf_counter() - start < 10, "a second, on a machine that has time"
