"""A controller's folders, below a folder of the test; Samba's own provision is stood in for."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "images" / "dc"))

from ccp3dc.given import Domain
from ccp3dc.provision import Places

FACTS = {
    "realm": "AD.TEST.LAN",
    "workgroup": "TEST",
    "host": "dc1",
    "address": "10.99.30.20/24",
    "forwarder": "10.99.30.10",
}
PASSWORD = "velo-roue-042"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A device that was given a domain and did not make it yet, with the folders of Debian's package."""
    made = Places(tmp_path / "given", tmp_path / "samba", tmp_path / "smb.conf", tmp_path / "krb5.conf")
    tls = made.given / "tls"
    tls.mkdir(parents=True)
    for name in ("ca.pem", "cert.pem", "key.pem"):
        (tls / name).write_text(f"{name} 1")
    (made.given / "domain.json").write_text(json.dumps(FACTS))
    (made.given / "domain_admin").write_text(f"{PASSWORD}\n")
    for name in ("printers", "private"):
        (made.state / name).mkdir(parents=True)
    return made


class Maker:
    """Makes a domain as Samba does: slowly, so that it can be cut off in the middle."""

    def __init__(self) -> None:
        self.cut = False
        self.made: list[tuple[Domain, str]] = []

    def __call__(self, domain: Domain, password: str, places: Places) -> None:
        self.made.append((domain, password))
        assert not (places.state / "private" / "sam.ldb").exists(), "Samba would add to what is there"
        (places.state / "private" / "sam.ldb").write_text("half")
        (places.state / "sysvol").mkdir()
        if self.cut:
            raise KeyboardInterrupt
        (places.state / "private" / "sam.ldb").write_text("whole")
        (places.state / "private" / "krb5.conf").write_text("[libdefaults]\n")


@pytest.fixture
def maker() -> Maker:
    return Maker()
