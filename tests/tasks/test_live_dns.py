"""The service `dns` on a real server: pushed once, changed, refused; what BIND serves meanwhile."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from napalm.base.exceptions import ReplaceConfigException

from ccp3lab.company import Company, load_company, load_image
from ccp3lab.configuration import Renderer, candidate
from ccp3lab.house import here
from ccp3lab.services import Site
from custom_napalm.linux import LinuxDriver
from tasks.dns import dns
from tasks.dns_section import DnsSection
from tests.custom_napalm.conftest import connect_to, server
from tests.custom_napalm.workstation import Workstation

pytestmark = pytest.mark.lab
__all__ = ["connect_to", "server"]

TEMPLATES = here().templates
FORWARD = "/etc/bind/zones/db.atelier-velo.lan"


def document(templates: Path = TEMPLATES, **data: object) -> str:
    """The primary's configuration, with DATA in the place of some keys of the section."""
    company: Company = load_company(here(), "atelier-velo")
    section = company.asked("dns", DnsSection)
    assert section is not None
    changed = replace(company, sections={"dns": section.model_copy(update=data)})
    device = changed.device("srv1")
    site = Site(changed, device, load_image(here(), device.image), "")
    return candidate("linux", dns(site), Renderer(templates))


@dataclass(frozen=True)
class Primary:
    """The server, and an open driver on it."""

    device: Workstation
    driver: LinuxDriver

    def compare(self, text: str) -> str:
        self.driver.load_replace_candidate(config=text)
        return self.driver.compare_config()

    def push(self, text: str) -> str:
        diff = self.compare(text)
        if diff:
            self.driver.commit_config()
        return diff

    def ask(self, name: str, kind: str) -> str:
        return self.device.shell(f"dig +short +time=1 +tries=1 @127.0.0.1 {name} {kind}")

    def serial(self, zone: str = "atelier-velo.lan") -> int:
        return int(self.ask(zone, "SOA").split()[2])

    def state(self) -> str:
        """What would show that something was touched: the files with their times, the process, what it answers."""
        files = "find /etc/bind -type f ! -name rndc.key -exec stat -c '%n %i %Y' {} + | sort; pgrep -x named"
        return f"{self.device.shell(files)}\n{self.serial()}\n{self.ask('www.atelier-velo.lan', 'A')}"


@pytest.fixture
def primary(server: Workstation, connect_to: Callable[..., LinuxDriver]) -> Primary:
    """A server that runs the reference."""
    made = Primary(server, connect_to(server))
    made.push(document())
    return made


def test_pushed_twice_it_changes_once(primary: Primary) -> None:
    before = primary.state()
    assert primary.push(document()) == ""
    assert primary.state() == before
    assert primary.ask("imprimante-1.atelier-velo.lan", "A") == "10.1.10.21"
    assert primary.ask("21.10.1.10.in-addr.arpa", "PTR") == "imprimante-1.atelier-velo.lan."
    assert primary.device.shell("systemctl is-active named") == "active"


def test_a_comparison_shows_the_change_and_writes_nothing(primary: Primary) -> None:
    before, serial = primary.state(), primary.serial()
    diff = primary.compare(document(cname={"www": "srv2"}))
    assert primary.state() == before
    lines = [line for line in diff.splitlines() if line[0] in "+-"]
    assert lines[:2] == [f"--- {FORWARD}", f"+++ {FORWARD}"]
    changed = [" ".join(line.split()) for line in lines[2:]]
    assert [line.partition(" ;")[0] for line in changed if "serial" in line] == [f"- {serial}", f"+ {serial + 1}"]
    assert "-www IN CNAME srv1" in changed
    assert "+www IN CNAME srv2" in changed
    assert diff.count("+++ ") == 1, "no other zone has another content"


def test_the_serial_grows_with_every_change_and_with_nothing_else(primary: Primary) -> None:
    serial, reverse = primary.serial(), primary.serial("30.1.10.in-addr.arpa")
    primary.push(document(cname={"www": "srv2"}))
    assert (primary.serial(), primary.ask("www.atelier-velo.lan", "A")) == (
        serial + 1,
        "srv2.atelier-velo.lan.\n10.1.30.11",
    )
    primary.push(document())
    assert (primary.serial(), primary.ask("www.atelier-velo.lan", "A")) == (
        serial + 2,
        "srv1.atelier-velo.lan.\n10.1.30.10",
    )
    assert primary.serial("30.1.10.in-addr.arpa") == reverse


def test_it_goes_on_from_what_a_learner_wrote(primary: Primary) -> None:
    hand = "$TTL 1h\n@ SOA srv1 root (\n  2026112901 ; by hand\n  1h 15m 1w 10m )\n NS srv1\nsrv1 A 10.1.30.10\n"
    primary.device.shell(f"cat > {FORWARD} <<'END'\n{hand}END\nrndc reload")
    primary.push(document())
    assert primary.serial() == 2026112902


ZONE = r"/etc/bind/zones/db\.\S+:{} \(templates/dns/zone\.j2:{}\): {}"
BROKEN = {
    "a record": ("zone.j2", "IN %-5s", "IM %-5s", ZONE.format(9, 10, "unknown RR type 'IM'")),
    "the SOA": ("zone.j2", "1h      ; refresh", "1x      ; refresh", ZONE.format(r"\d", r"\d", "near '1x'")),
    "an option": (
        "named.conf.options.j2",
        "forward only",
        "forward alone",
        r"/etc/bind/named\.conf\.options:\d+ \(templates/dns/named\.conf\.options\.j2:\d+\): ",
    ),
    "a view": ("named.conf.local.j2", "match-clients", "match-client", "unknown option 'match-client'"),
}


@pytest.mark.parametrize(("name", "old", "new", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_template_is_refused_and_named_goes_on(
    primary: Primary, tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(here().templates, templates)
    text = (templates / "dns" / name).read_text(encoding="utf-8")
    assert old in text
    (templates / "dns" / name).write_text(text.replace(old, new), encoding="utf-8")
    before = primary.state()
    primary.compare(document(templates))
    with pytest.raises(ReplaceConfigException) as refused:
        primary.driver.commit_config()
    assert re.search(said, str(refused.value)), refused.value
    assert primary.state() == before
    assert primary.push(document()) == ""


def test_a_server_that_was_stopped_is_started(primary: Primary) -> None:
    primary.device.shell("systemctl stop named")
    assert primary.push(document()).splitlines() == ["--- service named", "+++ service named", "-stopped", "+running"]
    assert primary.ask("srv1.atelier-velo.lan", "A") == "10.1.30.10"
