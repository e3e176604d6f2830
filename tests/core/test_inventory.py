"""The Nornir inventory of an instance, by hand and by the name that Nornir knows it by."""

from pathlib import Path

import pytest
from nornir import InitNornir
from nornir.core.inventory import Inventory
from nornir.core.plugins.inventory import InventoryPluginRegister

from ccp3lab.errors import DefinitionError, InstanceError
from ccp3lab.instance import Instance
from ccp3lab.inventory import InstanceInventory, plugin

INVENTORIES = Path(__file__).parents[2] / "inventories"


@pytest.fixture
def inventory(deployed: Instance) -> Inventory:
    return plugin(deployed, INVENTORIES).load()


def test_one_host_a_node(inventory: Inventory) -> None:
    assert {name: (host.hostname, host.port, host.platform) for name, host in inventory.hosts.items()} == {
        "sw1": ("172.31.7.11", 22, "cisco_ios"),
        "sw2": ("172.31.7.12", 22, "cisco_ios"),
        "pc1": ("172.31.7.13", 22, "linux"),
    }
    assert {name: [group.name for group in host.groups] for name, host in inventory.hosts.items()} == {
        "sw1": ["cisco_ios"],
        "sw2": ["cisco_ios"],
        "pc1": ["linux"],
    }
    assert inventory.hosts["pc1"]["image"] == "workstation"


def test_the_account_is_the_toolkits_own_and_has_no_password(inventory: Inventory) -> None:
    for host in inventory.hosts.values():
        assert (host.username, host.password) == ("ccp3", None)


def test_napalm_reaches_a_switch_by_key_and_knows_it(inventory: Inventory, deployed: Instance) -> None:
    parameters = inventory.hosts["sw1"].get_connection_parameters("napalm")
    assert (parameters.hostname, parameters.port, parameters.platform) == ("172.31.7.11", 22, "ios")
    assert parameters.extras is not None
    assert parameters.extras["optional_args"] == {
        "dest_file_system": "flash:",
        "use_keys": True,
        "allow_agent": False,
        "ssh_strict": True,
        "alt_host_keys": True,
        "key_file": str(deployed.toolkit_key_file),
        "alt_key_file": str(deployed.known_hosts_file),
    }


def test_netmiko_reaches_a_switch_by_key_and_knows_it(inventory: Inventory, deployed: Instance) -> None:
    parameters = inventory.hosts["sw1"].get_connection_parameters("netmiko")
    assert parameters.platform == "cisco_ios"
    assert parameters.extras is not None
    told = {name: parameters.extras[name] for name in ("use_keys", "allow_agent", "ssh_strict", "alt_host_keys")}
    assert told == {"use_keys": True, "allow_agent": False, "ssh_strict": True, "alt_host_keys": True}
    assert parameters.extras["key_file"] == str(deployed.toolkit_key_file)
    assert parameters.extras["alt_key_file"] == str(deployed.known_hosts_file)
    assert "optional_args" not in parameters.extras


@pytest.mark.parametrize("connection", ["napalm", "ccp3_batch"])
def test_linux_is_reached_by_key_and_known(inventory: Inventory, deployed: Instance, connection: str) -> None:
    parameters = inventory.hosts["pc1"].get_connection_parameters(connection)
    assert parameters.platform == "linux"
    assert parameters.extras is not None
    paths = {"key_file": str(deployed.toolkit_key_file), "known_hosts": str(deployed.known_hosts_file)}
    told = parameters.extras["optional_args"] if connection == "napalm" else parameters.extras
    assert told == paths


def test_each_host_has_dictionaries_of_its_own(inventory: Inventory) -> None:
    """nornir_napalm writes the host's port into the dictionary that it is given."""
    one, two = (inventory.hosts[name].get_connection_parameters("napalm").extras for name in ("sw1", "sw2"))
    assert one == two
    assert one is not None
    assert two is not None
    assert one is not two
    one["optional_args"]["port"] = 2222
    assert "port" not in two["optional_args"]
    group = inventory.groups["cisco_ios"].connection_options["napalm"].extras
    assert group is not None
    assert "port" not in group["optional_args"]


def test_nornir_finds_it_by_name(deployed: Instance) -> None:
    options = {
        "home": str(deployed.home),
        "lab": deployed.lab,
        "learner": deployed.learner,
        "inventories": str(INVENTORIES),
    }
    InventoryPluginRegister.deregister_all()
    nornir = InitNornir(
        inventory={"plugin": "Ccp3Instance", "options": options},
        runner={"plugin": "serial"},
        logging={"enabled": False},
    )
    assert sorted(nornir.inventory.hosts) == ["pc1", "sw1", "sw2"]
    assert sorted(nornir.filter(platform="cisco_ios").inventory.hosts) == ["sw1", "sw2"]
    assert InventoryPluginRegister.get_plugin("Ccp3Instance") is InstanceInventory


def test_nothing_deployed_is_an_error(place: Instance) -> None:
    with pytest.raises(InstanceError, match="nothing is deployed"):
        plugin(place, INVENTORIES).load()


def test_a_missing_groups_file_is_named(deployed: Instance, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"groups\.yml: there is no such file"):
        plugin(deployed, tmp_path).load()
