"""`dns.kept` and `dns.resolver`, on what named-checkconf, systemctl and getent print."""

import pytest

from ccp3lab.grading import Doubt, Observation, Status
from tests.checks.dig import SILENT, answer, done
from tests.checks.test_dns_servers import soa

LOADED = "zone essai.lan/IN: loaded serial 7\nzone 20.0.10.in-addr.arpa/IN: loaded serial 1\n"
BROKEN = (
    "/etc/bind/zones/db.essai.lan:23: unknown RR type 'CNAM'\n"
    "zone essai.lan/IN: loading from master file /etc/bind/zones/db.essai.lan failed: unknown class/type\n"
    "zone essai.lan/IN: not loaded due to errors.\n"
)
ENABLED = Observation("enabled\n", 0)


def kept(ask, files: Observation = Observation(LOADED, 0), served=None, enabled: Observation = ENABLED):  # noqa: B008
    return ask("dns.kept", "pc-rh-1", {}, files=files, served=done(served or soa(7)), enabled=enabled)


def test_it_would_come_back(ask) -> None:
    verdict = kept(ask)
    assert verdict.status is Status.PASSED
    assert verdict.found == "les fichiers se chargent (série 7), named démarre avec la machine"


LOST = {
    "a mistake in a file": (
        {"files": Observation(BROKEN, 1)},
        "/etc/bind/zones/db.essai.lan:23: unknown RR type 'CNAM'",
    ),
    "a mistake in named.conf": (
        {"files": Observation("/etc/bind/named.conf.local:3: unknown option 'tipe'\n", 1)},
        "/etc/bind/named.conf.local:3: unknown option 'tipe'",
    ),
    "another state": ({"served": soa(8)}, "série 8 servie, 7 dans les fichiers"),
    "no zone in the files": ({"files": Observation("", 0)}, "série 7 servie, aucune zone dans les fichiers"),
    "no zone served": (
        {"served": answer("essai.lan", "SOA", status="SERVFAIL")},
        "série absente servie, 7 dans les fichiers",
    ),
    "not enabled": ({"enabled": Observation("disabled\n", 1)}, "named ne démarre pas avec la machine"),
    "stopped": ({"served": SILENT}, "pc-rh-1 ne répond pas aux requêtes DNS"),
}


@pytest.mark.parametrize(("seen", "found"), LOST.values(), ids=LOST)
def test_what_would_be_lost(ask, seen, found) -> None:
    verdict = kept(ask, **seen)
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


@pytest.mark.parametrize(
    "seen",
    [
        {"files": Observation("sh: not found\n", 127)},
        {"enabled": Observation("yes, believe me\n", 0)},
        {"served": Observation("7", 0)},
    ],
)
def test_what_cannot_be_read(ask, seen) -> None:
    assert kept(ask, **seen).doubt is Doubt.UNREADABLE


GIVEN = {"servers": ["pc-rh-2", "pc-at-2"], "name": "pc-at-2"}
SETTINGS = Observation("search essai.lan\nnameserver 10.0.10.16\nnameserver 10.0.20.15\n", 0)
FOUND = Observation("10.0.20.15      STREAM pc-at-2.essai.lan\n10.0.20.15      DGRAM  \n10.0.20.15      RAW    \n", 0)


def resolved(ask, settings: Observation = SETTINGS, found: Observation = FOUND, gone: str = ""):
    return ask("dns.resolver", "pc-rh-1", GIVEN, gone, settings=settings, found=found)


def test_a_short_name_is_found(ask) -> None:
    assert resolved(ask).status is Status.PASSED


LOSSES = {
    "no search domain": ({"found": Observation("", 2)}, "pc-at-2 : introuvable"),
    "out of time": ({"found": Observation("", 124)}, "pc-at-2 : introuvable"),
    "another address": ({"found": Observation("10.0.20.9      STREAM pc-at-2\n", 0)}, "pc-at-2 : 10.0.20.9"),
    "one server": ({"settings": Observation("nameserver 10.0.10.16\n", 0)}, "serveurs réglés : 10.0.10.16"),
    "another order": (
        {"settings": Observation("nameserver 10.0.20.15\nnameserver 10.0.10.16\n", 0)},
        "serveurs réglés : 10.0.20.15, 10.0.10.16",
    ),
    "none": ({"settings": Observation("# nameserver 10.0.10.16\n", 0)}, "serveurs réglés : aucun"),
    "no file": (
        {"settings": Observation("cat: /etc/resolv.conf: No such file or directory\n", 1)},
        "serveurs réglés : aucun",
    ),
}


@pytest.mark.parametrize(("seen", "found"), LOSSES.values(), ids=LOSSES)
def test_a_short_name_is_not_found(ask, seen, found) -> None:
    verdict = resolved(ask, **seen)
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


def test_a_server_that_is_down_is_nobodys_mistake(ask) -> None:
    assert resolved(ask, found=Observation("", 2), gone="pc-rh-2").doubt is Doubt.UNSEEN


@pytest.mark.parametrize(
    "seen",
    [
        {"found": Observation("found", 0)},
        {"found": Observation("getent: not found", 127)},
        {"settings": Observation("", 127)},
    ],
)
def test_what_nobody_can_read(ask, seen) -> None:
    assert resolved(ask, **seen).doubt is Doubt.UNREADABLE
