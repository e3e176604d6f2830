"""How the domain controller of an instance is reached, and the members of its domain."""

from ipaddress import IPv4Address
from pathlib import Path

import pytest
from nornir.core.inventory import ConnectionOptions

from ccp3lab.connections.controller import logons, reach, reach_access, reach_files, sessions
from ccp3lab.connections.refused import refused_in
from ccp3lab.errors import InstanceError
from ccp3lab.instance import Instance, Node
from ccp3lab.instance.credentials import secret

NODE = Node(name="dc1", image="dc", reference="x", platform="linux", address=IPv4Address("100.64.7.11"), container="c")


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    made = Instance(tmp_path, "annuaire", "agnes")
    folder = made.device_folder("dc1")
    folder.mkdir(parents=True)
    (folder / "domain_admin").write_text("velo-roue-lune-042\n")
    (folder / "domain.json").write_text('{"realm": "AD.TEST.LAN", "host": "dc1", "workgroup": "TEST"}')
    return made


def test_it_is_asked_by_its_name_in_the_domain_through_a_tunnel(instance: Instance) -> None:
    options = reach(instance, NODE, [])
    assert options is not None
    assert options.username == "Administrator@AD.TEST.LAN"
    assert options.extras["name"] == "dc1.ad.test.lan"
    assert options.extras["ca_file"] == str(instance.ca_file)
    assert options.extras["password_file"] == str(instance.domain_admin_file)
    login, port = options.extras["via"].args
    assert (login.host, login.port, port) == ("100.64.7.11", 22, 636)
    assert login.known_hosts == instance.known_hosts_file
    assert "velo-roue" not in repr(options)


def test_another_device_is_no_controller(instance: Instance) -> None:
    assert reach(instance, NODE.model_copy(update={"name": "srv1"}), [NODE]) is None


@pytest.fixture
def member(instance: Instance) -> Node:
    """A device of the controller's domain."""
    folder = instance.device_folder("fs1")
    folder.mkdir(parents=True)
    (folder / "domain.json").write_text('{"realm": "AD.TEST.LAN", "host": "fs1", "workgroup": "TEST"}')
    return NODE.model_copy(update={"name": "fs1", "address": IPv4Address("100.64.7.12")})


def test_a_member_asks_its_controller(instance: Instance, member: Node) -> None:
    options = reach(instance, member, [member, NODE])
    assert options is not None
    assert options.extras["name"] == "dc1.ad.test.lan"
    assert options.extras["via"].args[0].host == "100.64.7.11"
    assert reach(instance, member, [member]) is None, "no controller runs"


def test_a_member_s_shares_are_reached_on_its_own_loopback(instance: Instance, member: Node) -> None:
    options = reach_files(instance, member)
    assert options is not None
    assert options.username == "TEST\\Administrator"
    assert options.extras["name"] == "fs1.ad.test.lan"
    assert options.extras["password_file"] == str(instance.domain_admin_file)
    login, port = options.extras["via"].args
    assert (login.host, port) == ("100.64.7.12", 445)
    assert reach_files(instance, NODE) is None, "a controller is no file server of the company"
    assert reach_files(instance, NODE.model_copy(update={"name": "srv1"})) is None


def test_a_controller_of_another_domain_is_not_asked(instance: Instance, member: Node) -> None:
    told = '{"realm": "AUTRE.LAN", "host": "fs1", "workgroup": "AUTRE"}'
    (instance.device_folder("fs1") / "domain.json").write_text(told)
    assert reach(instance, member, [NODE, member]) is None


def test_users_of_shares_are_known_by_the_directory_and_their_passwords_by_labels(
    instance: Instance, member: Node
) -> None:
    options = reach_access(instance, member, [NODE, member], b"seed")
    assert options is not None
    assert (options.username, options.extras["name"]) == ("TEST\\Administrator", "fs1.ad.test.lan")
    directory = options.extras["directory"]
    assert (directory["user"], directory["name"]) == ("Administrator@AD.TEST.LAN", "dc1.ad.test.lan")
    assert options.extras["secret"]("a") == options.extras["secret"]("a") != options.extras["secret"]("b")
    assert options.extras["via"].args[1] == 445
    assert directory["via"].args[1] == 636


def test_without_a_controller_or_on_one_there_is_no_access(instance: Instance, member: Node) -> None:
    assert reach_access(instance, member, [member], b"seed") is None
    assert reach_access(instance, NODE, [NODE, member], b"seed") is None


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"host": "dc1"}'])
def test_a_damaged_folder_is_told(instance: Instance, text: str) -> None:
    (instance.device_folder("dc1") / "domain.json").write_text(text)
    with pytest.raises(InstanceError, match="ccp3 down annuaire --learner agnes"):
        reach(instance, NODE, [])


def test_accounts_are_reached_as_their_administrator_is_with_passwords_of_the_instance(instance: Instance) -> None:
    options = reach(instance, NODE, [])
    assert options is not None
    made = logons(options, instance, b"seed")
    told = {"secret": None, "refused": refused_in(instance.refused_file)}
    assert {**made.extras, "secret": None} == {**options.extras, **told}  # type: ignore[dict-item]
    assert made.extras["secret"]("first password of ann") == secret(instance, b"seed", "first password of ann")
    assert "seed" not in repr(made)


def test_sessions_are_opened_on_a_machine_of_the_controllers_domain(instance: Instance) -> None:
    pc = NODE.model_copy(update={"name": "pc1"})
    machine = ConnectionOptions(extras={"key_file": "k", "known_hosts": "h"})
    made = sessions(machine, instance, [pc, NODE], b"seed")
    assert made is not None
    assert {"key_file": "k", "known_hosts": "h"}.items() <= made.extras.items()
    assert made.extras["domain"].extras["name"] == "dc1.ad.test.lan"
    assert made.extras["secret"]("x") == secret(instance, b"seed", "x")
    assert "seed" not in repr(made)
    assert sessions(machine, instance, [pc], b"seed") is None, "nobody runs a domain"
