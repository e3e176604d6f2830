"""A PC without a fixed address: ifupdown and udhcpc, with a server, without one, and with what a learner types."""

import time

import pytest

from tests.custom_napalm.workstation import Workstation, until
from tests.images.daemons import KEA_DHCP4

pytestmark = pytest.mark.lab
SERVED = "10.77.0.10"


@pytest.fixture
def server(pair: tuple[Workstation, Workstation]) -> Workstation:
    return pair[0]


@pytest.fixture
def client(pair: tuple[Workstation, Workstation]) -> Workstation:
    return pair[1]


@pytest.fixture(autouse=True)
def quiet(server: Workstation, client: Workstation) -> None:
    """No server answers, no client asks, no address is left."""
    KEA_DHCP4.stop(server)
    KEA_DHCP4.configure(server)
    server.shell("rm -f /var/lib/kea/*")
    client.shell("ifdown --force eth1; pkill udhcpc; ip addr flush dev eth1; ip link set eth1 up; : > /etc/resolv.conf")


@pytest.fixture
def served(server: Workstation) -> None:
    assert KEA_DHCP4.code(server, "systemctl start kea-dhcp4-server") == "0"


def leased(client: Workstation) -> bool:
    return [address.startswith(SERVED) for address in client.addresses()] == [True]


def clients(client: Workstation) -> list[str]:
    return client.shell("pgrep -f 'udhcpc .*-i eth1'").split()


def test_ifup_brings_address_route_and_names(client: Workstation, served) -> None:
    said = client.shell("ifup eth1 2>&1; echo code $?")
    assert said.endswith("code 0")
    assert "lease of 10.77.0.10" in said
    assert leased(client)
    assert client.shell("ip route show default").startswith("default via 10.77.0.254 dev eth1")
    assert client.shell("cat /etc/resolv.conf").split() == ["search", "test.lan", "nameserver", "10.77.0.1"]
    assert "valid_lft 600sec" in client.shell("ip addr show dev eth1") or "valid_lft 59" in client.shell("ip addr")


def test_the_server_learns_the_name_of_the_host(client: Workstation, server: Workstation, served) -> None:
    client.shell("ifup eth1")
    assert until(lambda: ",pc1," in server.shell("cat /var/lib/kea/kea-leases4.csv"))


def test_ifdown_gives_the_lease_back(client: Workstation, server: Workstation, served) -> None:
    client.shell("ifup eth1")
    client.shell("ifdown eth1")
    assert (client.addresses(), clients(client)) == ([], [])
    last = "tail -n 1 /var/lib/kea/kea-leases4.csv | cut -d , -f 4"
    assert until(lambda: server.shell(last) == "0"), "a released lease ends at once"


def test_a_client_that_hears_both_signals_at_once_has_given_its_lease_back(
    client: Workstation, server: Workstation, served
) -> None:
    """As on a busy machine: ifdown tells it to release, then to end, and the later signal is heard first."""
    client.shell("ifup eth1")
    (pid,) = clients(client)
    later = f"kill -STOP {pid}; (sleep 0.5; kill -CONT {pid}) >/dev/null 2>&1 &"
    client.shell(f"{later} ifdown eth1")
    last = "tail -n 1 /var/lib/kea/kea-leases4.csv | cut -d , -f 4"
    assert until(lambda: server.shell(last) == "0")


def test_without_a_server_ifup_comes_back_and_asks_on(client: Workstation, server: Workstation) -> None:
    start = time.monotonic()
    assert client.shell("ifup eth1 >/dev/null 2>&1; echo $?") == "0"
    assert time.monotonic() - start < 9, "three seconds, not three times three"
    assert client.addresses() == []
    server.shell("systemctl start kea-dhcp4-server")
    assert until(lambda: leased(client))


def test_a_push_waits_for_no_server_and_is_ready(client: Workstation, server: Workstation) -> None:
    took = []
    for _ in range(3):
        start = time.monotonic()
        assert client.shell("lab-networking apply && lab-networking ready; echo $?") == "0"
        took.append(time.monotonic() - start)
    assert min(took) < 2.5, "ifup alone would wait for three seconds; a busy machine is not busy for three pushes"
    assert client.addresses() == []
    server.shell("systemctl start kea-dhcp4-server")
    assert until(lambda: leased(client))
    assert client.shell("lab-networking ready; echo $?") == "0"
    assert "udhcpc: eth1 has 10.77.0.10" in client.shell("journalctl -u networking")


def test_the_next_push_leaves_one_client(client: Workstation, served) -> None:
    for _ in range(3):
        assert client.shell("lab-networking apply; echo $?") == "0"
    assert until(lambda: leased(client))
    assert len(clients(client)) == 1


WRONG = {
    "an address by hand": ("ip addr add 10.77.0.77/24 dev eth1", "eth1 has 10.77.0.77/24, the file wants a lease"),
    "no client": ("pkill udhcpc; sleep 0.2", "eth1 has no DHCP client"),
    "port down": ("ip link set eth1 down", "eth1 is down"),
}


@pytest.mark.parametrize(("action", "words"), WRONG.values(), ids=WRONG)
def test_what_a_learner_typed_is_seen_and_undone(action, words, client: Workstation, served) -> None:
    client.shell("lab-networking apply")
    assert until(lambda: leased(client))
    client.shell(action)
    assert words in client.shell("lab-networking ready 2>&1; echo $?")
    assert client.shell("lab-networking apply; lab-networking ready; echo $?") == "0"
    assert until(lambda: leased(client))


def test_from_dhcp_to_a_fixed_address_leaves_no_client(client: Workstation, served) -> None:
    client.shell("lab-networking apply")
    assert until(lambda: leased(client))
    client.shell("cp /etc/network/interfaces /tmp/kept")
    client.shell("sed -i 's/dhcp/static/; $a\\    address 10.77.0.50/24' /etc/network/interfaces")
    assert client.shell("lab-networking ready; echo $?") == "1"
    assert client.shell("lab-networking apply; lab-networking ready; echo $?") == "0"
    assert (client.addresses(), clients(client)) == (["10.77.0.50/24"], [])
    client.shell("cp /tmp/kept /etc/network/interfaces; lab-networking apply")
    assert until(lambda: leased(client))


def test_the_same_typed_by_a_learner(client: Workstation, served) -> None:
    """He edits the file first: ifdown then no longer knows that it was a client's."""
    client.shell("ifup eth1; cp /etc/network/interfaces /tmp/kept")
    client.shell("sed -i 's/dhcp/static/; $a\\    address 10.77.0.50/24' /etc/network/interfaces")
    client.shell("ifdown eth1; ip addr flush dev eth1; ifup eth1")
    assert (client.addresses(), clients(client)) == (["10.77.0.50/24"], [])
    client.shell("cp /tmp/kept /etc/network/interfaces")


def test_udhcpc_by_hand(client: Workstation, served) -> None:
    client.shell("ip link set eth1 up; timeout 5 udhcpc -q -n -i eth1")
    assert leased(client)


def test_the_management_port_asks_nobody(client: Workstation) -> None:
    before = client.addresses("eth0")
    said = client.shell("timeout 3 udhcpc -n -t 1 -T 1 -i eth0 2>&1")
    assert "eth0 is the lab's management" in said
    assert (client.addresses("eth0"), len(before)) == (before, 1)
