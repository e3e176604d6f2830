"""The outside host: names and a web page at the address that it gets, and no account for a learner."""

import pytest

from tests.custom_napalm.workstation import Workstation, docker, until

pytestmark = pytest.mark.lab
ADDRESS = "203.0.113.1"


@pytest.fixture(scope="module")
def internet(make) -> Workstation:
    made: Workstation = make("internet")
    address(made, ADDRESS)
    return made


def address(internet: Workstation, value: str) -> None:
    """What a push does: the file, then lab-networking."""
    text = f"auto lo\\niface lo inet loopback\\nauto eth1\\niface eth1 inet static\\n    address {value}/28\\n"
    assert internet.shell(f"printf '{text}' > /etc/network/interfaces; lab-networking apply; echo $?") == "0"


def dig(internet: Workstation, question: str, server: str = ADDRESS) -> str:
    return internet.shell(f"dig +short +tries=1 +time=2 @{server} {question}")


ANSWERS = {
    "www.example.com A": ADDRESS,
    "www.example.org A": ADDRESS,
    "www.example.net A": f"example.net.\n{ADDRESS}",
    "example.com MX": "10 mail.example.com.",
    "mail.example.com A": ADDRESS,
    "example.com NS": "ns.example.net.",
    "ns.example.net A": ADDRESS,
}


@pytest.mark.parametrize(("question", "answer"), ANSWERS.items())
def test_names_of_rfc_2606(question: str, answer: str, internet: Workstation) -> None:
    assert dig(internet, question) == answer


@pytest.mark.parametrize("name", ["atelier-velo.lan", "nothing.example.com", "google.com"])
def test_no_other_name_exists_and_that_is_said_at_once(name: str, internet: Workstation) -> None:
    said = internet.shell(f"dig +tries=1 +time=2 @{ADDRESS} {name} A")
    assert "status: NXDOMAIN" in said
    assert "flags: qr aa rd ra" in said, "with authority, and recursion for whoever forwards to it"


def test_nobody_may_copy_its_zones(internet: Workstation) -> None:
    assert "Transfer failed" in internet.shell(f"dig @{ADDRESS} example.com AXFR")


def test_the_page_says_who_asked(internet: Workstation) -> None:
    assert internet.shell(f"curl -s http://{ADDRESS}/any") == f"Bonjour {ADDRESS}, ici {ADDRESS} ({ADDRESS})."
    from_loopback = "curl -s --interface 127.0.0.1 -H 'Host: www.example.com' http://127.0.0.1/"
    assert internet.shell(from_loopback) == "Bonjour 127.0.0.1, ici 127.0.0.1 (www.example.com)."
    assert (
        internet.shell(f"curl -s -o /dev/null -w '%{{http_code}} %{{size_download}}' -I http://{ADDRESS}/") == "200 0"
    )


def test_it_serves_with_no_more_rights_than_that_takes(internet: Workstation) -> None:
    assert internet.shell("ps -o user= -p $(pgrep -f lab-web)") == "www-data"
    assert internet.shell("ps -o user= -C named") == "bind"


def test_the_management_port_has_no_resolver(internet: Workstation) -> None:
    assert dig(internet, "www.example.com A", internet.address).startswith(";;")


def test_a_learner_has_no_account_and_the_toolkit_has_one(internet: Workstation) -> None:
    assert internet.shell("getent passwd admin; ls /home") == ""
    driver = internet.driver()
    driver.open()
    try:
        assert driver.cli(["id -un"])["id -un"].strip() == "root"
    finally:
        driver.close()


def test_another_address_is_known_at_once(internet: Workstation) -> None:
    address(internet, "203.0.113.9")
    assert dig(internet, "www.example.com A", "203.0.113.9") == "203.0.113.9"
    assert dig(internet, "www.example.com A").startswith(";;")
    address(internet, ADDRESS)
    assert dig(internet, "www.example.com A") == ADDRESS


def test_all_is_back_after_a_restart(internet: Workstation) -> None:
    docker("restart", "-t", "1", internet.name)
    internet.listening()
    assert until(lambda: dig(internet, "www.example.com A") == ADDRESS)
    assert until(lambda: "Bonjour" in internet.shell(f"curl -s http://{ADDRESS}/"))
    assert internet.shell("systemctl --failed --no-legend") == ""
