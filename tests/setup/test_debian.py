"""Debian 13: pulled, else made of Debian's packages, under one name."""

from pathlib import Path

import pytest

from ccp3lab.errors import SetupError
from ccp3lab.setup import debian
from tests.setup.conftest import Fakes, silent

REFUSED = 'case "$1" in pull) echo "dial tcp: lookup registry: no such host" >&2; exit 1;; esac'


@pytest.fixture(autouse=True)
def root(as_administrator: None) -> None:
    """No sudo in the calls that are looked at."""


def test_it_is_there_when_the_engine_has_it(fakes: Fakes) -> None:
    fakes.add("docker")
    assert debian.found() == "ccp3/debian:trixie"
    fakes.add("docker", "exit 1")
    assert debian.found() is None


def test_where_the_registry_answers_its_slim_image_is_pulled(fakes: Fakes) -> None:
    fakes.add("docker")
    fakes.add("mmdebstrap")
    debian.bring(silent)
    assert fakes.calls == [
        "docker pull --quiet debian:trixie-slim",
        "docker tag debian:trixie-slim ccp3/debian:trixie",
    ]


def test_where_it_is_refused_one_is_made_and_imported(fakes: Fakes) -> None:
    fakes.add("docker", REFUSED)
    fakes.add("mmdebstrap", 'touch "$3"')
    lines: list[str] = []
    debian.bring(lines.append)
    _, bootstrap, imported = fakes.calls
    assert bootstrap.startswith("mmdebstrap --variant=minbase trixie ")
    tar = bootstrap.split()[-1]
    assert imported == f"docker import {tar} ccp3/debian:trixie"
    assert not Path(tar).exists()
    assert "no such host" in lines[1]


def test_mmdebstrap_is_installed_where_it_is_missing(fakes: Fakes) -> None:
    fakes.add("docker", REFUSED)
    fakes.add("apt-get")
    with pytest.raises(SetupError, match="mmdebstrap failed"):
        debian.bring(silent)
    assert any(call.endswith("mmdebstrap debian-archive-keyring") for call in fakes.calls)


@pytest.mark.parametrize(
    ("bootstrap", "engine", "words"),
    [
        ("echo 'E: mirror not reached' >&2; exit 1", REFUSED, "mirror not reached"),
        ("true", f"{REFUSED}; [ $1 != import ] || {{ echo 'no space left on device' >&2; exit 1; }}", "no space left"),
    ],
)
def test_when_nothing_helps_one_message_tells_what_to_do_elsewhere(
    fakes: Fakes, bootstrap: str, engine: str, words: str
) -> None:
    fakes.add("docker", engine)
    fakes.add("mmdebstrap", bootstrap)
    with pytest.raises(SetupError, match=rf"(?s)no Debian 13.*{words}.*docker pull debian:trixie-slim"):
        debian.bring(silent)
