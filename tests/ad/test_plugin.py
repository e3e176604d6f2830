"""The pytest plugin: what authors of labs get, and that it fails when it must."""

import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from ldap3 import BASE, SIMPLE, Connection, Server, Tls
from ldap3.core.exceptions import LDAPInvalidCredentialsResult

from ccp3lab.errors import ProviderError
from ccp3lab.pytest_samba import SambaAD

pytestmark = pytest.mark.ad


@contextmanager
def connected(at: SambaAD, password: str) -> Iterator[Connection]:
    """Open, not bound yet: a simple bind over LDAPS is what comes next."""
    tls = Tls(validate=ssl.CERT_REQUIRED, version=ssl.PROTOCOL_TLS_CLIENT, ca_certs_file=str(at.ca_file), sni=at.name)
    server = Server(str(at.address), port=at.port, use_ssl=True, tls=tls, get_info="NO_INFO", connect_timeout=5)
    made = Connection(server, at.administrator, password, authentication=SIMPLE, raise_exceptions=True)
    made.open()
    try:
        yield made
    finally:
        made.unbind()


def test_the_administrator_reads_the_directory(samba_ad: SambaAD) -> None:
    with connected(samba_ad, samba_ad.password) as connection:
        connection.bind()
        connection.search(samba_ad.base_dn, "(objectClass=domainDNS)", BASE, attributes=["minPwdLength"])
        assert connection.response[0]["raw_attributes"]["minPwdLength"] == [b"7"]


def test_nobody_else_does(samba_ad: SambaAD) -> None:
    refused = pytest.raises(LDAPInvalidCredentialsResult, match="data 52e")
    with connected(samba_ad, samba_ad.password + "x") as connection, refused:
        connection.bind()


def test_it_is_the_same_one_for_the_whole_session(samba_ad: SambaAD, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue("samba_ad") is samba_ad


TEST = "def test_it(samba_ad):\n    pass\n"


def session(tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A session of somebody else's project, where no engine answers."""
    (tmp_path / "test_mine.py").write_text(TEST)
    seen = {"PATH": "/usr/bin:/bin", "DOCKER_HOST": f"unix://{tmp_path}/nobody.sock", **environment}
    words = ("-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "--rootdir", str(tmp_path))
    return subprocess.run(
        [sys.executable, *words], cwd=tmp_path, capture_output=True, text=True, env=seen, timeout=60
    )  # fmt: skip


def test_without_an_engine_it_is_skipped_and_says_so(tmp_path) -> None:
    done = session(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "1 skipped" in done.stdout
    assert "no Docker engine answers" in done.stdout


def test_where_a_lab_is_required_it_fails(tmp_path) -> None:
    done = session(tmp_path, CCP3_REQUIRE_LAB="1")
    assert done.returncode == 1, done.stdout
    assert "samba_ad: no Docker engine answers, and CCP3_REQUIRE_LAB=1" in done.stdout
    assert "Traceback" not in done.stdout


def test_programs_run_on_it(samba_ad: SambaAD) -> None:
    samba_ad.run("samba-tool", "ou", "add", "OU=Atelier")
    assert "OU=Atelier" in samba_ad.run("samba-tool", "ou", "list").split()


def test_a_program_that_fails_says_why(samba_ad: SambaAD) -> None:
    with pytest.raises(ProviderError, match="no such user"):
        samba_ad.run("sh", "-c", "echo no such user >&2; exit 1")
