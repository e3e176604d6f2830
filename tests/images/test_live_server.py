"""A server's daemons under a learner's hands: systemctl, journalctl and the process table always agree."""

import pytest

from custom_napalm.linux.document import Candidate, ManagedFile, Service, dump
from tests.custom_napalm.workstation import Workstation, docker, until
from tests.images.daemons import DAEMONS, KEA, KEA_DHCP4, LOCAL, NAMED, ZONE, Daemon

pytestmark = pytest.mark.lab


@pytest.fixture(params=DAEMONS.values(), ids=DAEMONS)
def daemon(request, server: Workstation) -> Daemon:
    """Each of the two, configured right and not running."""
    one: Daemon = request.param
    server.listening()
    one.stop(server)
    one.configure(server)
    return one


def plugged(server: Workstation) -> None:
    """Wait until the start of the device is over: the address is there, and what starts with it has."""
    server.listening()
    assert until(lambda: "10.77.0.1/24" in server.addresses())
    assert until(lambda: server.shell("test -e /run/lab-services.started && echo yes") == "yes")


def test_nothing_runs_before_somebody_configured_it(make) -> None:
    fresh = make("server")
    fresh.shell("printf 'auto eth1\\niface eth1 inet static\\n    address 10.77.0.9/24\\n' > /etc/network/interfaces")
    docker("restart", "-t", "1", fresh.name)
    fresh.listening()
    assert until(lambda: fresh.shell("test -e /run/lab-services.started && echo yes") == "yes")
    assert fresh.shell("systemctl is-enabled named kea-dhcp4-server").split() == ["enabled", "enabled"]
    assert fresh.shell("systemctl is-active named kea-dhcp4-server").split() == ["inactive", "inactive"]
    assert fresh.shell("pgrep -x 'named|kea-dhcp4'") == ""
    assert fresh.shell("systemctl start named; systemctl is-active named") == "active", "as the package has it"


def test_each_server_has_its_own_key_of_rndc(make, server: Workstation) -> None:
    keys = {device.shell("cat /etc/bind/rndc.key") for device in (server, make("server"))}
    assert len(keys) == 2
    assert all("secret" in text for text in keys)


def test_start_status_stop(daemon: Daemon, server: Workstation) -> None:
    assert (daemon.says(server), daemon.processes(server)) == ("inactive", [])
    assert daemon.code(server, f"systemctl start {daemon.unit}") == "0"
    assert daemon.open_port in server.shell("ss -lun"), "when the start is over, it serves"
    (pid,) = daemon.processes(server)
    status = server.shell(f"systemctl status {daemon.unit}")
    assert "Active: active (running) since" in status
    assert f"Main PID: {pid} ({daemon.process})" in status
    assert daemon.code(server, f"systemctl stop {daemon.unit}") == "0"
    assert (daemon.says(server), daemon.processes(server)) == ("inactive", [])
    assert "Active: inactive (dead)" in server.shell(f"systemctl status {daemon.unit}")


def test_restart_is_never_a_second_one(daemon: Daemon, server: Workstation) -> None:
    before: list[str] = []
    for verb in ("restart", "start", "restart", "reload-or-restart"):
        assert daemon.code(server, f"systemctl {verb} {daemon.unit}") == "0"
        assert len(daemon.processes(server)) == 1
        assert (daemon.processes(server) == before) == (
            verb == "start" or (verb, daemon) == ("reload-or-restart", NAMED)
        )
        before = daemon.processes(server)


def test_one_that_died_has_failed(daemon: Daemon, server: Workstation) -> None:
    server.shell(f"systemctl start {daemon.unit}; pkill -9 -x {daemon.process}")
    assert until(lambda: daemon.processes(server) == [])
    assert daemon.says(server) == "failed"
    assert f"{daemon.unit}.service" in server.shell("systemctl --failed")
    assert daemon.code(server, f"systemctl restart {daemon.unit}") == "0"
    assert f"{daemon.unit}.service" not in server.shell("systemctl --failed")
    assert f"{daemon.unit}.service loaded active running" in server.shell("systemctl list-units | tr -s ' '")


def test_a_wrong_configuration_is_told_with_its_line(daemon: Daemon, server: Workstation) -> None:
    server.shell(f"systemctl start {daemon.unit}; sed -i '{daemon.spoil}' {daemon.file}")
    assert daemon.code(server, f"systemctl restart {daemon.unit}") == "1"
    assert daemon.says(server) == "failed"
    assert daemon.processes(server) == []
    assert daemon.words in server.shell(f"journalctl -xeu {daemon.unit}")
    assert daemon.words in server.shell(f"systemctl status {daemon.unit}"), "among its last lines"
    daemon.configure(server)
    assert daemon.code(server, f"systemctl start {daemon.unit}") == "0"


def test_a_refused_reload_says_why_and_the_old_configuration_goes_on(daemon: Daemon, server: Workstation) -> None:
    server.shell(f"systemctl start {daemon.unit}; sed -i '{daemon.spoil}' {daemon.file}")
    before = daemon.processes(server)
    said = server.shell(f"lab-service reload {daemon.unit} 2>&1; echo code $?")
    assert daemon.words in said
    assert said.endswith("code 1")
    assert daemon.says(server) == "active"
    assert daemon.processes(server) == before
    assert server.shell(f"lab-service ready {daemon.unit}; echo $?") == "0"


def test_one_that_was_started_by_hand_is_seen_and_not_doubled(daemon: Daemon, server: Workstation) -> None:
    server.shell(daemon.by_hand)
    assert until(lambda: server.shell(f"lab-service ready {daemon.unit}; echo $?") == "0")
    assert daemon.says(server) == "active"
    assert daemon.code(server, f"systemctl restart {daemon.unit}") == "0"
    assert len(daemon.processes(server)) == 1
    assert daemon.open_port in server.shell("ss -lun")


def test_a_push_and_a_learner_agree_both_ways(daemon: Daemon, server: Workstation) -> None:
    service = Service(
        name=daemon.unit,
        unit=daemon.unit,
        process=daemon.process,
        start=f"systemctl start {daemon.unit}",
        stop=f"systemctl stop {daemon.unit}",
        reload=f"lab-service reload {daemon.unit}",
        ready=f"lab-service ready {daemon.unit}",
    )
    files = tuple(ManagedFile(path=path, content=text, service=daemon.unit) for path, text in daemon.files)
    candidate = dump(Candidate(version=1, files=files, services=(service,)))
    driver = server.driver()
    driver.open()
    try:
        for action in ("true", f"systemctl stop {daemon.unit}", f"pkill -9 -x {daemon.process}"):
            server.shell(action)
            driver.load_merge_candidate(config=candidate)
            driver.commit_config()
            assert (daemon.says(server), len(daemon.processes(server))) == ("active", 1), action
        driver.load_merge_candidate(config=candidate)
        assert driver.compare_config() == ""
        assert daemon.code(server, f"systemctl restart {daemon.unit}") == "0"
        driver.load_merge_candidate(config=candidate)
        assert driver.compare_config() == ""
    finally:
        driver.close()


def test_a_new_zone_is_served_after_a_reload(server: Workstation) -> None:
    NAMED.stop(server)
    NAMED.configure(server)
    server.shell("systemctl start bind9")
    assert server.shell("dig +short @10.77.0.1 srv1.test.lan") == "10.77.0.1"
    server.shell(f"cat > /etc/bind/zones/test.lan <<'END'\n{ZONE.replace('1 3600', '2 3600')}new IN A 10.77.0.7\nEND")
    assert NAMED.code(server, "systemctl reload named") == "0"
    assert until(lambda: server.shell("dig +short @10.77.0.1 new.test.lan") == "10.77.0.7")


def test_kea_reads_its_configuration_again_by_its_control_socket(server: Workstation) -> None:
    KEA_DHCP4.stop(server)
    KEA_DHCP4.configure(server)
    server.shell("systemctl start kea-dhcp4-server")
    before = KEA_DHCP4.processes(server)
    server.shell(f"cat > {KEA_DHCP4.file} <<'END'\n{KEA.replace('600', '601')}END")
    assert KEA_DHCP4.code(server, "lab-service reload kea-dhcp4-server") == "0"
    ask = 'echo \'{"command": "config-get"}\' | nc -U -w 5 /run/kea/kea4-ctrl-socket'
    assert '"valid-lifetime": 601' in server.shell(ask)
    assert KEA_DHCP4.processes(server) == before


def test_kea_runs_under_its_own_user_whoever_wrote_there_before(server: Workstation) -> None:
    KEA_DHCP4.stop(server)
    KEA_DHCP4.configure(server)
    server.shell("kea-dhcp4 -t /etc/kea/kea-dhcp4.conf; touch /var/lib/kea/kea-leases4.csv; chown -R root /var/lib/kea")
    assert KEA_DHCP4.code(server, "systemctl start kea-dhcp4-server") == "0"
    assert server.shell("ps -o user= -C kea-dhcp4") == "_kea"
    assert server.shell("stat -c %U /var/lib/kea/kea-leases4.csv /run/kea /var/log/kea").split() == ["_kea"] * 3


def test_what_was_configured_is_back_after_a_restart_of_the_device(server: Workstation) -> None:
    for daemon in DAEMONS.values():
        daemon.configure(server)
    server.shell("systemctl enable -q named kea-dhcp4-server; systemctl start named kea-dhcp4-server")
    docker("restart", "-t", "1", server.name)
    plugged(server)
    for daemon in DAEMONS.values():
        assert until(lambda daemon=daemon: daemon.says(server) == "active"), daemon.unit
        assert daemon.open_port in server.shell("ss -lun")
    server.shell("systemctl disable -q named; systemctl stop kea-dhcp4-server")
    docker("restart", "-t", "0", server.name)
    plugged(server)
    assert until(lambda: KEA_DHCP4.says(server) == "active"), "stopped is not disabled"
    assert (NAMED.says(server), NAMED.says(server, "is-enabled")) == ("inactive", "disabled")


def test_services_wait_for_the_cable_and_who_types_ifdown_means_it(server: Workstation) -> None:
    for daemon in DAEMONS.values():
        daemon.configure(server)
    server.shell("systemctl enable -q named kea-dhcp4-server")
    docker("network", "disconnect", f"{server.name}-z", server.name)
    docker("restart", "-t", "1", server.name)
    server.listening()
    assert KEA_DHCP4.says(server) == "inactive"
    docker("network", "connect", f"{server.name}-z", server.name)
    assert until(lambda: KEA_DHCP4.says(server) == "active" and NAMED.says(server) == "active")
    server.shell("systemctl stop named; ifdown eth1; ifup eth1")
    assert NAMED.says(server) == "inactive"


def test_ssh_is_a_service_as_well(server: Workstation) -> None:
    assert server.shell("systemctl is-active ssh sshd").split() == ["active", "active"]
    login = "ssh -o StrictHostKeyChecking=no -o BatchMode=yes -i /tmp/id ccp3@127.0.0.1"
    docker("cp", str(server.folder / "id"), f"{server.name}:/tmp/id")
    server.shell("chown root /tmp/id")
    assert server.shell(f"{login} 'sudo systemctl restart ssh; echo still here' 2>/dev/null") == "still here"
    assert server.shell(f"{login} echo again 2>/dev/null") == "again"
    assert server.shell("pgrep -c -f 'sshd: /usr/sbin/sshd|/usr/sbin/sshd -D'") == "1"


@pytest.mark.parametrize("page", ["named", "named.conf", "rndc", "named-checkzone", "kea-dhcp4", "systemctl", "dig"])
def test_there_is_a_manual(page: str, server: Workstation) -> None:
    assert len(server.shell(f"man {page} 2>&1 | head -50").splitlines()) > 20


def test_service_and_init_scripts_hand_over_to_systemctl(server: Workstation) -> None:
    NAMED.stop(server)
    NAMED.configure(server)
    assert NAMED.code(server, "service named restart") == "0"
    assert NAMED.says(server) == "active"
    assert "Active: active" in server.shell("service named status")


def test_no_capability_beyond_what_image_yml_names(server: Workstation) -> None:
    """NET_ADMIN beside the engine's own; Kea keeps only what its unit file gives it."""
    KEA_DHCP4.configure(server)
    server.shell("systemctl restart kea-dhcp4-server")
    rights = server.shell("grep CapEff /proc/$(pgrep -x kea-dhcp4)/status").split()[1]
    assert int(rights, 16) == (1 << 10) | (1 << 13), "CAP_NET_BIND_SERVICE and CAP_NET_RAW (capabilities(7))"


def test_the_configuration_of_the_tests_is_a_right_one(server: Workstation) -> None:
    NAMED.configure(server)
    assert server.shell("named-checkconf -z | tail -1") != ""
    assert LOCAL.strip() in server.shell("cat /etc/bind/named.conf.local")


COMPLETED = {
    "systemctl rest": "restart",
    "systemctl restart nam": "named",
    "systemctl --fa": "--failed",
    "journalctl -u kea": "kea-dhcp4-server",
}


@pytest.mark.parametrize(("typed", "word"), COMPLETED.items())
def test_the_tab_key_knows_verbs_and_units(typed: str, word: str, server: Workstation) -> None:
    words = typed.split()
    ask = (
        f". /usr/share/bash-completion/bash_completion; . /usr/share/bash-completion/completions/{words[0]};"
        f" COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; _lab_units {words[0]}; echo ${{COMPREPLY[@]}}"
    )
    assert word in server.shell(f"bash -c '{ask}'").split()
