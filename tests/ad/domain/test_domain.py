"""The domain that the image makes in half of Samba's time: it is Samba's, and nothing in it is another's."""

import json
import subprocess
from dataclasses import dataclass
from ipaddress import IPv4Interface
from pathlib import Path

import pytest

from ccp3lab import images
from ccp3lab.directory.entry import Entry
from ccp3lab.domain import Domain
from ccp3lab.pytest_samba import demand_an_engine, give
from tasks import directory_values as values
from tasks.directory_intent import NEW_DOMAIN

pytestmark = pytest.mark.ad
TWICE = Path(__file__).with_name("twice.py")
PUBLIC = {"top", "classSchema", "attributeSchema", "displaySpecifier", "container", "dSUISettings"}
ADDRESS = IPv4Interface("10.9.9.9/24")


@dataclass(frozen=True)
class Own:
    """What is one domain's alone."""

    sid: str
    invocation: str
    guids: list[str]
    keys: list[str]


@dataclass(frozen=True)
class Made:
    """Two domains of the image, of the same name; the second beside Samba's own of that name."""

    own: list[Own]
    checked: str
    objects: int
    differences: list[str]
    services: list[list[str]]
    policy: dict[str, str]
    template: dict[str, list[str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Made in a container without a network; a hyphen in the name changes the names of files."""
    demand_an_engine()
    images.build(["dc"], print)
    given = tmp_path_factory.mktemp("given")
    give(given, Domain("ad.bel-exemple.lan", "BELEXEMPLE"), ADDRESS)
    words = ["docker", "run", "--rm", "-i", "--network=none", "--hostname=dc1", f"--volume={given}:/etc/ccp3:ro"]
    done = subprocess.run(
        [*words, "--entrypoint=python3", images.reference("dc"), "-I", "-"],
        input=TWICE.read_text(encoding="utf-8"),
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    return Made(**{**found, "own": [Own(**one) for one in found["own"]]})


def test_it_is_what_samba_makes(made: Made) -> None:
    assert made.differences == []
    assert made.objects > 3_500, "or little was compared"


def test_samba_finds_no_error_in_it(made: Made) -> None:
    assert made.checked == f"Checked {made.objects} objects (0 errors)"


def test_a_policy_that_is_undone_becomes_the_one_that_samba_makes(made: Made) -> None:
    found = Entry("", {name.lower(): (value.encode(),) for name, value in made.policy.items()})
    assert len(made.policy) == 8
    assert values.policy(NEW_DOMAIN, found) == {}


def test_kerberos_clients_find_the_services_that_samba_names(made: Made) -> None:
    ours, theirs = made.services
    assert ours == theirs
    assert "ldap/dc1.ad.bel-exemple.lan" in ours


def test_each_domain_has_its_own_sid_and_guids(made: Made) -> None:
    first, second = made.own
    assert first.sid != second.sid
    assert first.invocation != second.invocation
    assert len(first.guids) == len(second.guids) == made.objects
    assert not set(first.guids) & set(second.guids)


def test_each_domain_has_its_own_keys_and_passwords(made: Made) -> None:
    first, second = (set(one.keys) for one in made.own)
    assert len(first) == len(second) == 5, "the database's, krbtgt's, the controller's, KDS's, secrets.ldb's"
    assert not first & second


def test_the_image_holds_public_objects_alone(made: Made) -> None:
    assert set(made.template["classes"]) == PUBLIC
    words = ("pwd", "password", "secret", "credential", "objectsid", "key")
    assert not [name for name in made.template["attributes"] if any(word in name.lower() for word in words)]
