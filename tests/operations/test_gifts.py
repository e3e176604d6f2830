"""What a device finds in /etc/ccp3 besides its keys, as its image asks for it."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509

from ccp3lab.errors import DefinitionError
from ccp3lab.gifts import GIVEN
from ccp3lab.instance import Node
from ccp3lab.instance.authority import authority
from ccp3lab.operations.gifts import give
from ccp3lab.operations.prepare import prepare
from ccp3lab.operations.scene import Scene
from tests.operations.conftest import NETWORK, REFERENCES

EVERYTHING = ("domain", "administrator", "certificate")
DEVICE = "pc-compta-1"


def asking(scene: Scene, *gifts: str) -> Scene:
    """The same scene, its workstations asking for GIFTS."""
    image = scene.images["workstation"].model_copy(update={"given": gifts})
    return replace(scene, images={**scene.images, "workstation": image})


def given(scene: Scene) -> dict[str, Path]:
    """The files of DEVICE that no other device has."""
    prepare(scene, NETWORK, REFERENCES)
    home = scene.instance.device_folder(DEVICE)
    keys = {"authorized_keys", "learner_keys", "learner_shadow", "ssh_host_ed25519_key", "ssh_host_ed25519_key.pub"}
    every = {str(path.relative_to(home)): path for path in home.rglob("*") if path.is_file()}
    return {name: path for name, path in every.items() if name not in keys}


def test_who_asks_for_nothing_gets_nothing(scene: Scene) -> None:
    assert not given(scene)
    assert not scene.instance.ca_file.exists()
    assert not scene.instance.domain_admin_file.exists()


@pytest.mark.parametrize(
    ("gift", "files"),
    [
        ("domain", {"domain.json"}),
        ("administrator", {"domain_admin"}),
        ("certificate", {"tls/ca.pem", "tls/cert.pem", "tls/key.pem"}),
    ],
)
def test_each_gift_is_files(scene: Scene, gift: str, files: set[str]) -> None:
    assert given(asking(scene, gift)).keys() == files


def test_the_domain_is_the_plans(scene: Scene) -> None:
    facts = json.loads(given(asking(scene, "domain"))["domain.json"].read_text())
    plan = scene.company.plan
    assert facts["realm"] == f"AD.{plan.domain}".upper()
    assert (facts["host"], facts["address"]) == (DEVICE, str(plan.host(DEVICE).interface))
    assert facts["forwarder"] is None, "no name server takes part in this lab"


def test_the_certificate_is_for_its_name_and_address(scene: Scene) -> None:
    found = x509.load_pem_x509_certificate(given(asking(scene, "certificate"))["tls/cert.pem"].read_bytes())
    found.verify_directly_issued_by(authority(scene.instance).certificate)
    held = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert held.get_values_for_type(x509.DNSName) == [f"{DEVICE}.ad.{scene.company.plan.domain}", DEVICE]
    assert held.get_values_for_type(x509.IPAddress) == [scene.company.plan.host(DEVICE).address]


def test_the_key_of_the_authority_leaves_the_instance_never(scene: Scene) -> None:
    every = given(asking(scene, *EVERYTHING)).values()
    secret = scene.instance.ca_key_file.read_text()
    assert secret not in [path.read_text() for path in every]


def test_every_device_is_told_the_same_password(scene: Scene) -> None:
    wide = asking(scene, "administrator")
    prepare(wide, NETWORK, REFERENCES)
    told = {path.read_text() for path in scene.instance.folder.rglob("domain_admin")}
    (text,) = told
    kinds = [any(map(kind, text)) for kind in (str.islower, str.isdigit, lambda sign: sign == "-")]
    assert all(kinds), "three of the kinds of characters that a domain asks for"
    assert len(text.strip()) >= 12


def test_repeating_it_changes_no_byte(scene: Scene) -> None:
    wide = asking(scene, *EVERYTHING)
    before = {name: path.read_bytes() for name, path in given(wide).items()}
    assert {name: path.read_bytes() for name, path in given(wide).items()} == before


def test_nobody_else_may_read_any_of_it(scene: Scene) -> None:
    given(asking(scene, *EVERYTHING))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in scene.instance.folder.rglob("*")}
    assert modes == {0o600, 0o700}


def test_a_domain_that_no_service_makes_is_told(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GIVEN, "get", lambda name: None)
    node = Node(
        name=DEVICE, image="workstation", reference="ccp3/workstation:1", platform="linux",
        address=NETWORK[11], container="c",
    )  # fmt: skip
    with pytest.raises(DefinitionError, match=r"images/workstation/image\.yml: `given: \[domain\]`"):
        give(asking(scene, "domain"), node)
