"""NAPALM and netmiko, unmodified, over real SSH on the loopback: every operation and text without a container."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from ccp3switch import passwords
from ccp3switch.config.render import render
from ccp3switch.live.contract import Learned, Neighbour
from ccp3switch.switch import Switch
from napalm import get_network_driver
from napalm.base.exceptions import MergeConfigException, ReplaceConfigException
from netmiko import BaseConnection, ConnectHandler
from switchbench.container import until
from switchbench.offline import FakeEngine, FakeLive
from switchbench.server import ADDRESS, Served, served

BASE = f"""hostname sw1
ip domain-name atelier.lan
username admin privilege 15 secret 9 {passwords.hashed("motdepasse")}
username bob secret 9 {passwords.hashed("bob")}
ip scp server enable
line vty 0 15
 login local
 transport input ssh
vlan 10
 name COMPTA
interface GigabitEthernet1/0/2
 switchport access vlan 10
 switchport mode access
interface Vlan10
 ip address 10.0.10.2 255.255.255.0
"""


@pytest.fixture
def server(switch: Switch, tmp_path: Path) -> Iterator[Served]:
    switch.commit(switch.complete(BASE).tree)
    with served(switch, tmp_path) as found:
        yield found


def options(server: Served) -> dict[str, Any]:
    return {
        "port": server.port, "use_keys": True, "key_file": str(server.given.toolkit_key), "ssh_strict": True,
        "alt_host_keys": True, "alt_key_file": str(server.known_hosts), "allow_agent": False,
    }  # fmt: skip


@pytest.fixture
def napalm(server: Served) -> Iterator[Any]:
    optional = {"dest_file_system": "flash:", **options(server)}
    driver = get_network_driver("ios")(ADDRESS, "ccp3", "", optional_args=optional)
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def cli(server: Served) -> Iterator[BaseConnection]:
    connection = ConnectHandler(device_type="cisco_ios", host=ADDRESS, username="ccp3", **options(server))
    yield connection
    connection.disconnect()


def test_a_replace_from_end_to_end(napalm: Any, switch: Switch, engine: FakeEngine) -> None:
    text = BASE.replace("name COMPTA", "name COMPTABILITE") + "vlan 20\n"
    napalm.load_replace_candidate(config=text)
    assert napalm.compare_config() == ("vlan 10\n +name COMPTABILITE\n+vlan 20\nvlan 10\n -name COMPTA")
    states = len(engine.states)
    napalm.commit_config()
    assert len(engine.states) > states
    assert switch.running.has("vlan 20")
    assert "vlan 20" in switch.startup()
    napalm.rollback()
    assert not switch.running.has("vlan 20")


def test_a_dry_run_changes_nothing(napalm: Any, switch: Switch) -> None:
    before = render(switch.running)
    napalm.load_replace_candidate(config=BASE + "vlan 20\n")
    assert napalm.compare_config() == "+vlan 20"
    napalm.discard_config()
    assert render(switch.running).replace("file prompt quiet\n!\n", "") == before


def test_a_merge_from_end_to_end(napalm: Any, switch: Switch) -> None:
    napalm.load_merge_candidate(config="interface gi1/0/3\n no shutdown\n switchport access vlan 30\n")
    assert napalm.compare_config() == "+interface gi1/0/3\n+ switchport access vlan 30"
    napalm.commit_config()
    assert switch.running.has("vlan 30")


@pytest.mark.parametrize("line", ["foo bar", "vlan 5000", "interface gi", "router ospf 1", "no vlan 1", "name X"])
def test_whatever_is_refused_a_merge_fails_on_it(napalm: Any, switch: Switch, line: str) -> None:
    napalm.load_merge_candidate(config=f"vlan 40\nexit\n{line}\n")
    with pytest.raises(MergeConfigException):
        napalm.commit_config()
    assert not switch.running.has("vlan 40")


def test_whatever_is_refused_a_replace_fails_on_it(napalm: Any, switch: Switch) -> None:
    before = render(switch.running)
    napalm.load_replace_candidate(config=BASE + "interface Vlan20\n ip address 10.0.10.3 255.255.255.0\n")
    with pytest.raises(ReplaceConfigException):
        napalm.commit_config()
    assert render(switch.running).replace("file prompt quiet\n!\n", "") == before


def test_a_data_plane_that_refuses_leaves_the_old_configuration(
    napalm: Any, switch: Switch, engine: FakeEngine
) -> None:
    engine.refusals = 1
    text = napalm.device.send_config_set(["vlan 77"])
    assert "% The change was refused and undone" in text
    assert not switch.running.has("vlan 77")


def test_getters(napalm: Any, live: FakeLive) -> None:
    live.up = {"eth2"}
    live.macs = (Learned(10, "02:42:aa:bb:cc:01", "eth2"),)
    live.arp = (Neighbour("10.0.10.7", "02:42:aa:bb:cc:01", "vlan10"),)
    live.seconds = 90061
    facts = napalm.get_facts()
    assert (facts["uptime"], facts["serial_number"], facts["fqdn"]) == (90060.0, "CCP3A1B2C3", "sw1.atelier.lan")
    assert napalm.get_interfaces()["GigabitEthernet1/0/2"]["is_up"]
    assert not napalm.get_interfaces()["GigabitEthernet1/0/3"]["is_up"]
    assert napalm.get_vlans()["10"] == {"name": "COMPTA", "interfaces": ["GigabitEthernet1/0/2"]}
    assert napalm.get_mac_address_table()[0]["interface"] == "Gi1/0/2"
    assert {row["ip"] for row in napalm.get_arp_table()} == {"10.0.10.2", "10.0.10.7"}
    assert napalm.get_users()["admin"]["level"] == 15
    assert napalm.get_lldp_neighbors() == {}
    assert napalm.get_interfaces_ip() == {"Vlan10": {"ipv4": {"10.0.10.2": {"prefix_length": 24}}}}
    assert napalm.is_alive() == {"is_alive": True}
    assert not napalm.has_pending_commit()


def test_get_config_gives_both(napalm: Any) -> None:
    napalm.device.send_command("write memory")
    found = napalm.get_config()
    assert found["running"] == found["startup"]
    assert found["running"].startswith("!\nversion 15.2\n")


def test_a_banner_in_a_set_is_typed_ahead(cli: BaseConnection, switch: Switch) -> None:
    cli.send_config_set(["vlan 50", "banner motd #", "un", "deux", "#", "vlan 60", "name APRES"])
    assert switch.running.value("banner motd") == "^C\nun\ndeux\n^C"
    assert switch.running.lines["vlan 60"].has("name")


def test_the_host_name_changes_in_a_set(cli: BaseConnection) -> None:
    cli.send_config_set(["hostname autre"])
    assert cli.set_base_prompt() == "autre"


def test_a_line_of_200_characters(cli: BaseConnection, switch: Switch) -> None:
    text = "x" * 180
    cli.send_config_set(["interface gi1/0/4", f"description {text}"])
    assert switch.running.lines["interface GigabitEthernet1/0/4"].value("description") == text


def test_save_and_questions(cli: BaseConnection, switch: Switch) -> None:
    assert "[OK]" in cli.save_config()
    assert "Destination filename" in cli.send_command("copy running-config startup-config", expect_string=r"\?")
    assert "[OK]" in cli.send_command("\n", expect_string=r"#")


def test_reload_ends_the_connection(cli: BaseConnection, switch: Switch) -> None:
    cli.send_command("write memory")
    cli.send_config_set(["vlan 77"])
    cli.send_command("reload", expect_string=r"yes/no")
    cli.send_command("no", expect_string=r"confirm")
    cli.write_channel("\n")
    until(lambda: not cli.is_alive(), "end of the connection", 5)
    assert not switch.running.has("vlan 77")


def connect(server: Served, user: str, **how: Any) -> Any:
    known = str(server.known_hosts)
    return asyncssh.connect(ADDRESS, server.port, username=user, known_hosts=known, config=[], **how)


async def run(server: Served, command: str, user: str, **how: Any) -> str:
    async with connect(server, user, **how) as connection:
        return str((await connection.run(command, check=True)).stdout)


async def _key_case(server: Served, user: str, key: str, allowed: bool) -> None:
    path = str(server.given.toolkit_key if key == "toolkit" else server.given.learner_key)
    how = {"client_keys": [path], "password": None, "preferred_auth": "publickey"}
    if allowed:
        assert "Current privilege level" in await run(server, "show privilege", user, **how)
        return
    with pytest.raises(asyncssh.PermissionDenied):
        await run(server, "show privilege", user, **how)


KEY_CASES = [
    ("ccp3", "toolkit", True), ("ccp3", "learner", False), ("admin", "learner", True), ("bob", "learner", True),
    ("admin", "toolkit", False), ("eve", "learner", False), ("eve", "toolkit", False),
]  # fmt: skip


@pytest.mark.parametrize(("user", "key", "allowed"), KEY_CASES)
def test_keys(server: Served, user: str, key: str, allowed: bool) -> None:
    asyncio.run(_key_case(server, user, key, allowed))


@pytest.mark.parametrize(
    ("user", "word", "level"),
    [("admin", "motdepasse", "15"), ("bob", "bob", "1"), ("admin", "bob", ""), ("ccp3", "", ""), ("eve", "x", "")],
)
def test_secrets(server: Served, user: str, word: str, level: str) -> None:
    how = {"client_keys": None, "password": word, "preferred_auth": "password"}
    if level:
        assert asyncio.run(run(server, "show privilege", user, **how)) == f"Current privilege level is {level}\r\n"
        return
    with pytest.raises(asyncssh.PermissionDenied):
        asyncio.run(run(server, "show privilege", user, **how))


def test_without_login_local_only_the_toolkit_comes_in(server: Served) -> None:
    switch = server.switch
    switch.commit(switch.complete(BASE.replace(" login local\n", "")).tree)
    with pytest.raises(asyncssh.PermissionDenied):
        asyncio.run(run(server, "show clock", "admin", client_keys=None, password="motdepasse"))
    assert asyncio.run(run(server, "show clock", "ccp3", client_keys=[str(server.given.toolkit_key)]))


@pytest.mark.parametrize("enabled", [True, False])
def test_files_need_their_server(server: Served, tmp_path: Path, enabled: bool) -> None:
    text = BASE if enabled else BASE.replace("ip scp server enable\n", "")
    server.switch.commit(server.switch.complete(text).tree)
    file = tmp_path / "f.txt"
    file.write_text("bonjour")

    async def copy() -> None:
        async with connect(server, "ccp3", client_keys=[str(server.given.toolkit_key)]) as connection:
            await asyncssh.scp(str(file), (connection, "flash:/f.txt"))

    if enabled:
        asyncio.run(copy())
        assert server.switch.flash.read("flash:/f.txt") == "bonjour"
        return
    with pytest.raises(asyncssh.Error):
        asyncio.run(copy())


FORBIDDEN = ("/../../etc/passwd", "/a/b", "/.ssh")


@pytest.mark.parametrize("name", FORBIDDEN)
def test_sftp_stays_in_the_flash(server: Served, name: str) -> None:
    async def read() -> None:
        async with (
            connect(server, "ccp3", client_keys=[str(server.given.toolkit_key)]) as connection,
            connection.start_sftp_client() as sftp,
        ):
            await sftp.open(name, "r")

    with pytest.raises(asyncssh.SFTPError):
        asyncio.run(read())


def test_sftp_makes_no_links_or_folders(server: Served) -> None:
    async def ask() -> None:
        async with (
            connect(server, "ccp3", client_keys=[str(server.given.toolkit_key)]) as connection,
            connection.start_sftp_client() as sftp,
        ):
            for step in (sftp.mkdir("x"), sftp.symlink("/etc/passwd", "x"), sftp.rename("a", "b"), sftp.rmdir("x")):
                with pytest.raises(asyncssh.SFTPError):
                    await step

    asyncio.run(ask())
    assert list(server.switch.flash.folder.iterdir()) == []


def test_a_learner_of_low_privilege_copies_nothing(server: Served, tmp_path: Path) -> None:
    file = tmp_path / "f.txt"
    file.write_text("x")

    async def copy() -> None:
        async with connect(server, "bob", client_keys=[str(server.given.learner_key)]) as connection:
            await asyncssh.scp(str(file), (connection, "flash:/f.txt"))

    with pytest.raises(asyncssh.Error):
        asyncio.run(copy())


def test_bytes_that_are_no_text_do_no_harm(server: Served) -> None:
    async def talk() -> str:
        async with connect(server, "ccp3", client_keys=[str(server.given.toolkit_key)]) as connection:
            process = await connection.create_process(term_type="vt100", encoding=None)
            process.stdin.write(b"\xff\xfe\x00show clock\xc3\r" + b"exit\r")
            return bytes(await process.stdout.read()).decode()

    text = asyncio.run(talk())
    assert "2026" in text
    assert text.endswith("sw1#exit\r\n")
