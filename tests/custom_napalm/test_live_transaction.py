"""The whole life of a candidate on a real workstation."""

import threading
import time
from collections.abc import Callable
from statistics import median

import pytest
from napalm.base.exceptions import CommitError, LockError, MergeConfigException, ReplaceConfigException

from custom_napalm.linux import LinuxDriver
from tests.custom_napalm.workstation import HOSTS, INTERFACES, Workstation, configuration, networking, until

pytestmark = pytest.mark.lab
NEW = "10.77.0.12"


def diff(driver: LinuxDriver, config: str) -> str:
    driver.load_replace_candidate(config=config)
    return driver.compare_config()


def test_a_push_is_applied_once(driver: LinuxDriver, workstation: Workstation) -> None:
    assert diff(driver, configuration()) == ""
    assert "+    address 10.77.0.12/24" in diff(driver, configuration(NEW))
    assert workstation.addresses() == ["10.77.0.11/24"], "a comparison changes nothing"
    driver.commit_config()
    assert workstation.addresses() == ["10.77.0.12/24"]
    assert "default via 10.77.0.1 dev eth1" in workstation.shell("ip route")
    assert workstation.shell("systemctl is-active networking") == "active"
    assert diff(driver, configuration(NEW)) == ""


def test_the_management_is_never_touched(driver: LinuxDriver, workstation: Workstation) -> None:
    before = workstation.shell("cat /sys/class/net/eth0/ifindex; ip -o addr show dev eth0")
    diff(driver, configuration(NEW))
    driver.commit_config()
    assert workstation.shell("cat /sys/class/net/eth0/ifindex; ip -o addr show dev eth0") == before


HANDMADE = {
    "an address added": "ip addr add 10.77.0.99/24 dev eth1",
    "the address gone": "ip addr flush dev eth1",
    "another prefix": "ip addr flush dev eth1; ip addr add 10.77.0.11/16 dev eth1; ip route add default via 10.77.0.1",
    "the port down": "ip link set eth1 down",
    "no default route": "ip route del default",
    "another gateway": "ip route replace default via 10.77.0.254",
    "ifdown": "ifdown eth1",
    "service stopped": "systemctl stop networking",
}


@pytest.mark.parametrize("command", HANDMADE.values(), ids=HANDMADE)
def test_what_was_typed_by_hand_is_seen_and_repaired(
    command: str, driver: LinuxDriver, workstation: Workstation
) -> None:
    workstation.shell(command)
    expected = ["--- service networking", "+++ service networking", "-stopped", "+running"]
    assert diff(driver, configuration()).splitlines() == expected
    driver.commit_config()
    assert diff(driver, configuration()) == ""
    assert workstation.addresses() == ["10.77.0.11/24"]
    assert "default via 10.77.0.1 dev eth1" in workstation.shell("ip route")


def test_an_edited_file_is_brought_back(driver: LinuxDriver, workstation: Workstation) -> None:
    workstation.shell("sed -i s/0.11/0.50/ /etc/network/interfaces; chmod 600 /etc/network/interfaces")
    workstation.shell("systemctl restart networking")
    assert workstation.addresses() == ["10.77.0.50/24"]
    found = diff(driver, configuration())
    assert "-    address 10.77.0.50/24" in found
    assert "mode and owner: 0600 root:root -> 0644 root:root" in found
    driver.commit_config()
    assert workstation.addresses() == ["10.77.0.11/24"]


def test_hosts_is_a_bind_mount_and_taken_all_the_same(driver: LinuxDriver, workstation: Workstation) -> None:
    diff(driver, configuration(hosts=HOSTS + "10.77.0.20 srv1\n"))
    driver.commit_config()
    assert "10.77.0.20 srv1" in workstation.shell("cat /etc/hosts")
    driver.rollback()
    assert workstation.shell("cat /etc/hosts") == HOSTS.strip()


def test_rollback_goes_back_services_included(driver: LinuxDriver, workstation: Workstation) -> None:
    diff(driver, configuration(NEW))
    driver.commit_config()
    driver.rollback()
    assert workstation.addresses() == ["10.77.0.11/24"]
    assert diff(driver, configuration()) == ""
    driver.rollback()
    assert workstation.addresses() == ["10.77.0.11/24"]


def test_a_file_no_longer_listed_is_the_images_again(driver: LinuxDriver, workstation: Workstation) -> None:
    driver.load_replace_candidate(config="version: 1\n")
    driver.commit_config()
    assert "The loopback network interface" in workstation.shell("cat /etc/network/interfaces")


def test_a_discarded_candidate_is_forgotten(driver: LinuxDriver, workstation: Workstation) -> None:
    diff(driver, configuration(NEW))
    driver.discard_config()
    assert driver.compare_config() == ""
    driver.commit_config()
    assert workstation.addresses() == ["10.77.0.11/24"]


REFUSED = {
    "no address": ("address", "addres", ": missing required variable: address"),
    "impossible address": ("0.11", "0.311", "/etc/network/interfaces:6: 10.77.0.311 is not an address"),
    "broken stanza": ("iface eth1", "ifac eth1", "/etc/network/interfaces:5: misplaced option"),
    "management": ("auto lo", "auto lo\niface eth0 inet dhcp", "eth0 is the lab's management"),
}


@pytest.mark.parametrize(("old", "new", "words"), REFUSED.values(), ids=REFUSED)
def test_the_checker_names_file_and_line(
    old: str, new: str, words: str, driver: LinuxDriver, workstation: Workstation
) -> None:
    content = INTERFACES.format(address="10.77.0.11").replace(old, new)
    driver.load_replace_candidate(config=configuration(content=content))
    with pytest.raises(ReplaceConfigException) as refused:
        driver.commit_config()
    assert words in str(refused.value)
    assert "stage" not in str(refused.value)
    assert diff(driver, configuration()) == ""


def test_the_template_is_named_beside_the_line(driver: LinuxDriver, workstation: Workstation) -> None:
    content, origin = INTERFACES.format(address="10.77.0.311"), "templates/addressing/interfaces.j2:1-4,9-11"
    driver.load_replace_candidate(config=configuration(content=content, origin=origin))
    words = r"/etc/network/interfaces:6 \(templates/addressing/interfaces\.j2:10\): 10\.77\.0\.311 is not an address"
    with pytest.raises(ReplaceConfigException, match=words):
        driver.commit_config()
    assert workstation.addresses() == ["10.77.0.11/24"]


def test_a_comparison_may_ask_the_checkers(connect: Callable[..., LinuxDriver]) -> None:
    driver = connect(check_on_compare=True)
    driver.load_merge_candidate(config=configuration("10.77.0.311"))
    with pytest.raises(MergeConfigException, match="is not an address"):
        driver.compare_config()


def test_two_operators(driver: LinuxDriver, connect: Callable[..., LinuxDriver], workstation: Workstation) -> None:
    slow = networking(verify="timeout 15 sh -c 'until test -e /tmp/go; do sleep 0.02; done'; rm /tmp/go")
    other = connect()
    driver.load_replace_candidate(config=configuration(NEW, service=slow))
    thread = threading.Thread(target=driver.commit_config)
    thread.start()
    assert until(lambda: _locked(other)), "the second operator is told"
    workstation.shell("touch /tmp/go")
    thread.join()
    assert diff(other, configuration(NEW, service=slow)) == ""


def _locked(driver: LinuxDriver) -> bool:
    driver.load_replace_candidate(config=configuration())
    try:
        driver.compare_config()
    except LockError:
        return True
    return False


def test_a_commit_to_be_confirmed(driver: LinuxDriver, workstation: Workstation) -> None:
    diff(driver, configuration(NEW))
    driver.commit_config(revert_in=60)
    assert driver.has_pending_commit()
    diff(driver, configuration("10.77.0.13"))
    with pytest.raises(CommitError, match="waits for its confirmation"):
        driver.commit_config()
    driver.confirm_commit()
    assert not driver.has_pending_commit()
    assert workstation.addresses() == ["10.77.0.12/24"]


def test_a_commit_that_nobody_confirms(driver: LinuxDriver, workstation: Workstation) -> None:
    diff(driver, configuration(NEW))
    driver.commit_config(revert_in=1)
    driver.close()
    assert workstation.addresses() == ["10.77.0.12/24"]
    assert until(lambda: "txn" not in workstation.shell("ls /var/lib/lab-config"))
    assert workstation.addresses() == ["10.77.0.11/24"]
    driver.open()
    assert not driver.has_pending_commit()
    assert diff(driver, configuration()) == ""


def test_a_pending_commit_rolled_back(driver: LinuxDriver, workstation: Workstation) -> None:
    diff(driver, configuration(NEW))
    driver.commit_config(revert_in=60)
    driver.rollback()
    assert not driver.has_pending_commit()
    assert workstation.addresses() == ["10.77.0.11/24"]


def test_it_is_quick(driver: LinuxDriver, record_property: Callable[[str, object], None]) -> None:
    """0.15 s and 0.3 s on a quiet machine; here what no busy machine needs, but a forgotten wait would."""
    compares, commits = [], []
    for number in range(5):
        driver.close()
        start = time.perf_counter()
        driver.open()
        assert diff(driver, configuration(f"10.77.0.{20 + number}"))
        compares.append(time.perf_counter() - start)
        start = time.perf_counter()
        driver.commit_config()
        commits.append(time.perf_counter() - start)
    record_property("open, load, compare", median(compares))
    record_property("commit of one file, one reload", median(commits))
    assert median(compares) < 1.5
    assert median(commits) < 3
