"""The controller's directory through SSH, as the toolkit reaches it in a lab: names are checked end to end."""

import subprocess
import time
from pathlib import Path

import pytest

from ccp3lab.connections.ldap import Server, connect
from ccp3lab.connections.ssh import Login
from ccp3lab.connections.tunnel import tunnel
from ccp3lab.errors import DeviceError, DirectoryError
from ccp3lab.instance.credentials import key
from ccp3lab.pytest_samba import SambaAD

pytestmark = pytest.mark.ad


@pytest.fixture
def login(samba_ad: SambaAD, tmp_path: Path) -> Login:
    """The toolkit's key is given to the controller as it is in a lab."""
    (samba_ad.given / "authorized_keys").write_text(key(tmp_path / "toolkit") + "\n")
    samba_ad.run("install", "-D", "-m", "0644", "/etc/ccp3/authorized_keys", "/etc/ssh/keys.d/ccp3")
    public = samba_ad.run("cat", "/etc/ssh/ssh_host_ed25519_key.pub").split()[:2]
    (tmp_path / "known_hosts").write_text(f"{samba_ad.address} {' '.join(public)}\n")
    return Login(str(samba_ad.address), tmp_path / "toolkit", tmp_path / "known_hosts")


def test_the_directory_is_read_through_it(samba_ad: SambaAD, login: Login) -> None:
    with tunnel(login, samba_ad.port) as (host, port):
        server = Server(host, samba_ad.name, samba_ad.ca_file, port)
        directory = connect(server, samba_ad.administrator, samba_ad.password)
        assert directory.base.lower() == samba_ad.base_dn.lower()
        directory.close()


def test_the_name_is_checked_all_the_same(samba_ad: SambaAD, login: Login) -> None:
    with tunnel(login, samba_ad.port) as (host, port):
        server = Server(host, "dc2.ad.exemple.lan", samba_ad.ca_file, port)
        with pytest.raises(DirectoryError, match="certificate is not accepted"):
            connect(server, samba_ad.administrator, samba_ad.password)


def test_smb_answers_there_too(samba_ad: SambaAD, login: Login) -> None:
    with tunnel(login, 445) as (_, port):
        assert port


def test_what_does_not_listen_is_told(samba_ad: SambaAD, login: Login) -> None:
    with pytest.raises(DeviceError, match=r"port 137 of its loopback: Conn.*; start the service"), tunnel(login, 137):
        pytest.fail("there is no NetBIOS")


def test_a_frozen_controller_ends_in_time(samba_ad: SambaAD, login: Login) -> None:
    with tunnel(login, samba_ad.port) as (host, port):
        directory = connect(
            Server(host, samba_ad.name, samba_ad.ca_file, port), samba_ad.administrator, samba_ad.password, patience=2
        )
        subprocess.run(["docker", "pause", samba_ad.container], check=True, capture_output=True, timeout=20)
        try:
            begun = time.monotonic()
            with pytest.raises(DirectoryError, match="no answer in time"):
                directory.search(samba_ad.base_dn, "(objectClass=user)", ["cn"])
            assert time.monotonic() - begun < 10
        finally:
            subprocess.run(["docker", "unpause", samba_ad.container], check=True, capture_output=True, timeout=20)
