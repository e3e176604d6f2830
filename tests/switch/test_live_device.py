"""The device as its users meet it: NAPALM and netmiko unmodified, plain ssh, scp, the console; restarts and kills."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pexpect
import pytest
from ccp3switch import passwords
from netmiko import BaseConnection
from ntc_templates.parse import parse_output
from switchbench import clients
from switchbench.container import Bench, Container, run, until

# pexpect forks beside the threads of paramiko; what it forks only executes another program.
pytestmark = [
    pytest.mark.lab,
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]

SECRET = "Une phrase 1 peu longue"
BASE = f"""hostname sw1
no ip domain-lookup
ip domain-name atelier.lan
username admin privilege 15 secret 9 {passwords.hashed(SECRET)}
username bob secret 9 {passwords.hashed("bob")}
enable secret 9 {passwords.hashed("enable")}
ip scp server enable
ip ssh version 2
line con 0
 logging synchronous
line vty 0 15
 login local
 transport input ssh
vlan 10
 name COMPTA
vlan 99
 name GESTION
interface GigabitEthernet1/0/1
 description vers sw2
 switchport trunk native vlan 99
 switchport trunk allowed vlan 10,99
 switchport mode trunk
interface GigabitEthernet1/0/2
 description poste
 switchport access vlan 10
 switchport mode access
 spanning-tree portfast
interface Vlan99
 ip address 10.1.99.2 255.255.255.0
 no shutdown
ip default-gateway 10.1.99.1
"""


@pytest.fixture(scope="module")
def device(bench: Bench) -> Container:
    """A switch whose first port is up: an interface that nothing is plugged into has no address."""
    made = bench.switch("device")
    for line in ("add eth1 type veth peer name far1", "set far1 addrgenmode none up"):
        made.execute("ip", "link", *line.split())
    return made


@pytest.fixture
def napalm(device: Container) -> Iterator[Any]:
    with clients.napalm(device) as driver:
        yield driver


def replace(driver: Any, text: str) -> None:
    """Load and commit a whole configuration."""
    driver.load_replace_candidate(config=text)
    driver.commit_config()


@pytest.fixture
def based(napalm: Any) -> Any:
    """NAPALM on a switch that runs BASE, saved."""
    replace(napalm, BASE)
    return napalm


@pytest.fixture
def cli(device: Container, based: Any) -> Iterator[BaseConnection]:
    with clients.netmiko(device) as connection:
        yield connection


def test_getters(based: Any) -> None:
    assert based.is_alive() == {"is_alive": True}
    facts = based.get_facts()
    assert (facts["hostname"], facts["fqdn"], facts["vendor"]) == ("sw1", "sw1.atelier.lan", "Cisco")
    assert facts["model"] == "compatible-ccp3-switch"
    assert re.fullmatch(r"CCP3[0-9A-F]{6}", facts["serial_number"])
    assert len([name for name in facts["interface_list"] if name.startswith("Gig")]) == 24
    ports = based.get_interfaces()
    assert ports["GigabitEthernet1/0/2"]["description"] == "poste"
    assert ports["GigabitEthernet1/0/2"]["is_enabled"]
    assert based.get_interfaces_ip()["Vlan99"] == {"ipv4": {"10.1.99.2": {"prefix_length": 24}}}
    assert based.get_users()["admin"]["level"] == 15
    assert based.get_lldp_neighbors() == {}
    assert based.get_mac_address_table() == []
    assert based.get_arp_table()[0]["ip"] == "10.1.99.2"
    saved = based.get_config()
    assert saved["startup"].replace("file prompt quiet\n!\n", "") == saved["running"].replace(
        "file prompt quiet\n!\n", ""
    )
    assert "VLAN Name" in based.cli(["show vlan brief"])["show vlan brief"]


def test_netmiko_sends_shows_and_saves(cli: BaseConnection) -> None:
    assert cli.find_prompt() == "sw1#"
    lines = [
        "vlan 50",
        "name TEST",
        "interface range gi1/0/5 - 6",
        "switchport mode access",
        "switchport access vlan 50",
    ]
    text = cli.send_config_set(lines, error_pattern=r"^% ")
    assert text.count("sw1(config-if-range)#") == 3
    rows = parse_output("cisco_ios", "show vlan", str(cli.send_command("show vlan")))
    assert {row["vlan_id"]: row["interfaces"] for row in rows}["50"] == ["Gi1/0/5", "Gi1/0/6"]
    assert "[OK]" in cli.save_config()


def test_netmiko_sends_a_banner_inside_a_set(cli: BaseConnection) -> None:
    cli.send_config_set(
        ["hostname sw1", "banner motd ^C", "Bienvenue", " dans l'atelier", "^C", "vlan 60", "name APRES"]
    )
    assert "banner motd ^C\nBienvenue\n dans l'atelier\n^C\n" in cli.send_command("show running-config")
    assert "APRES" in cli.send_command("show vlan brief")


def test_a_long_set_in_a_row(cli: BaseConnection) -> None:
    lines = [line for n in range(100, 200) for line in (f"vlan {n}", f"name V{n}")]
    cli.send_config_set(lines, error_pattern=r"^% ", read_timeout=60)
    assert len(str(cli.send_command("show vlan brief")).splitlines()) > 100


def test_a_refused_line_is_seen(cli: BaseConnection) -> None:
    with pytest.raises(Exception, match="Invalid input detected"):
        cli.send_config_set(["vlan 5000"], error_pattern=r"^% ")


def test_commands_over_the_exec_channel(device: Container, based: Any) -> None:
    assert "COMPTA" in device.show("show vlan brief")
    assert "Invalid input" in device.ssh("show foo").stdout


def test_only_known_keys_come_in(device: Container, based: Any) -> None:
    learner = device.given.learner_key
    assert device.ssh("show clock", "admin", learner).returncode == 0
    assert device.ssh("show clock", "nobody", learner).returncode == 255
    assert device.ssh("show clock", "ccp3", learner).returncode == 255
    assert "Privilege level" in device.ssh("show privilege", "bob", learner).stdout.replace("privilege", "Privilege")
    assert "%" in device.ssh("show running-config", "bob", learner).stdout


def login(device: Container, user: str, word: str) -> pexpect.spawn[str]:
    known = f"UserKnownHostsFile={device.known_hosts()}"
    words = [
        "-o",
        known,
        "-o",
        "PubkeyAuthentication=no",
        "-o",
        "StrictHostKeyChecking=yes",
        f"{user}@{device.address}",
    ]
    child = pexpect.spawn("ssh", words, encoding="utf-8", timeout=10, dimensions=(24, 80))
    child.expect("[Pp]assword:")
    child.sendline(word)
    return child


def test_a_learner_types(device: Container, based: Any) -> None:
    child = login(device, "admin", SECRET)
    child.expect_exact("sw1#")
    for line, prompt in (
        ("conf t", "sw1(config)#"),
        ("int gi 1/0/7", "sw1(config-if)#"),
        ("desc essai", "sw1(config-if)#"),
    ):
        child.sendline(line)
        child.expect_exact(prompt)
    child.send("\x1a")
    child.expect_exact("sw1#")
    child.send("show interfaces st\t")
    child.expect_exact("sw1#show interfaces status ")
    child.send("\r")
    child.expect_exact("essai")
    child.expect_exact("--More--")
    child.send(" ")
    child.expect_exact("Gi1/0/24")
    child.expect_exact("sw1#")
    child.send("sho?")
    child.expect_exact("show")
    child.send("\x15show vlaan\r")
    child.expect(r"\r\n {12}\^\r\n% Invalid input")
    child.sendline("exit")
    child.expect(pexpect.EOF)


def test_a_wrong_secret_stays_outside(device: Container, based: Any) -> None:
    child = login(device, "admin", "faux")
    child.expect("[Pp]assword:")
    child.close()


def test_user_mode_and_enable(device: Container, based: Any) -> None:
    child = login(device, "bob", "bob")
    child.expect_exact("sw1>")
    child.sendline("enable")
    child.expect_exact("Password: ")
    child.sendline("enable")
    child.expect_exact("sw1#")
    child.close()


def test_the_console_gets_in_when_ssh_is_cut(device: Container, cli: BaseConnection) -> None:
    cli.send_config_set(["line vty 0 15", "transport input none"])
    assert device.ssh("show clock", "admin", device.given.learner_key).returncode == 255
    child = pexpect.spawn("docker", ["exec", "-it", device.name, "console"], encoding="utf-8", timeout=10)
    child.expect_exact("sw1>")
    child.sendline("enable")
    child.expect_exact("Password: ")
    child.sendline("enable")
    child.expect_exact("sw1#")
    child.sendline("conf t")
    child.expect_exact("(config)#")
    child.sendline("line vty 0 15")
    child.sendline("transport input ssh")
    child.sendline("end")
    child.expect_exact("sw1#")
    child.sendline("exit")
    child.expect(pexpect.EOF)
    assert device.ssh("show clock", "admin", device.given.learner_key).returncode == 0


def test_scp_sees_the_flash_and_nothing_else(device: Container, based: Any, tmp_path: Any) -> None:
    file = tmp_path / "essai.txt"
    file.write_text("bonjour\n")
    base = [
        "-i",
        str(device.given.toolkit_key),
        "-o",
        f"UserKnownHostsFile={device.known_hosts()}",
        "-o",
        "BatchMode=yes",
    ]
    target = f"ccp3@{device.address}"
    for way in ([], ["-O"]):
        run("scp", *way, *base, str(file), f"{target}:flash:/essai.txt")
        assert device.show("more flash:/essai.txt") == "bonjour\n"
        back = tmp_path / "back.txt"
        run("scp", *way, *base, f"{target}:flash:/essai.txt", str(back))
        assert back.read_text() == "bonjour\n"
        assert run("scp", *way, *base, f"{target}:/etc/passwd", str(back), check=False).returncode != 0
        assert run("scp", *way, *base, str(file), f"{target}:../../etc/x", check=False).returncode != 0


def killed(device: Container) -> None:
    """kill -9 of the switch's program; wait for its return."""
    pid = device.execute("pgrep", "-f", "python3 -m ccp3switch").split()[0]
    device.execute("kill", "-9", pid)
    until(
        lambda: device.answers() and pid not in device.execute("pgrep", "-f", "ccp3switch", check=False).split(), "SSH"
    )


def test_a_killed_program_comes_back_with_what_ran(device: Container, cli: BaseConnection) -> None:
    cli.send_config_set(["vlan 70", "name NON-SAUVE", "interface gi1/0/8", "switchport access vlan 70"])
    before = str(cli.send_command("show running-config"))
    killed(device)
    assert device.show("show running-config").strip() == before.strip()
    columns = device.execute("ovs-vsctl", "get", "port", "eth8", "tag").strip()
    assert columns == "70"


def test_a_killed_open_vswitch_comes_back_with_its_addresses(device: Container, based: Any) -> None:
    pid = device.execute("cat", "/run/openvswitch/ovs-vswitchd.pid").strip()
    device.execute("kill", "-9", pid)
    until(lambda: "10.1.99.2/24" in device.execute("ip", "-o", "addr", "show", "dev", "vlan99", check=False), "address")


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.05, 0.1, 0.2])
def test_a_commit_that_is_killed_leaves_one_whole_configuration(device: Container, based: Any, moment: float) -> None:
    import threading

    old = [line for line in device.show("show running-config").splitlines() if "bytes" not in line]
    lines = "".join(f"vlan {n}\n name V{n}\n" for n in range(200, 260))
    based.load_replace_candidate(config=BASE + lines)
    timer = threading.Timer(moment, lambda: device.execute("pkill", "-9", "-f", "python3 -m ccp3switch", check=False))
    timer.start()
    command = "configure replace flash:/candidate_config.txt force"
    device.ssh(command)
    timer.join()
    until(device.answers, "SSH")
    shown = device.show("show running-config")
    assert shown.count(" name V2") in (0, 60)
    if " name V2" not in shown:
        assert [line for line in shown.splitlines() if "bytes" not in line] == old


@pytest.fixture
def restarted(bench: Bench) -> Callable[[Container], None]:
    def restart(device: Container) -> None:
        run("docker", "restart", "-t", "1", device.name)
        until(device.answers, "SSH after restart")

    return restart


def test_startup_config_survives_a_restart(
    bench: Bench, device: Container, based: Any, restarted: Callable[[Container], None]
) -> None:
    device.execute("true")
    assert "[OK]" in device.show("write memory")
    restarted(device)
    shown = device.show("show running-config")
    assert "hostname sw1" in shown
    assert "switchport trunk native vlan 99" in shown
    assert device.execute("ovs-vsctl", "get", "port", "eth2", "tag").strip() == "10"
