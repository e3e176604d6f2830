"""The folder of an instance: who is who, keys made once, files that ssh(1) takes as they are."""

import subprocess
from pathlib import Path

import pytest

from ccp3lab.instance import Phase, Record
from ccp3lab.operations.prepare import prepare, told
from ccp3lab.operations.scene import Scene
from tests.operations.conftest import NETWORK, REFERENCES


@pytest.fixture
def record(scene: Scene) -> Record:
    return prepare(scene, NETWORK, REFERENCES)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_record_tells_every_device_in_the_labs_order(scene: Scene, record: Record) -> None:
    assert tuple(node.name for node in record.nodes) == scene.lab.devices
    assert record.phase is Phase.PREPARED
    assert (record.lab, record.learner, record.company) == ("vlan-trunk", "agnes", "atelier-velo")
    assert scene.instance.record() == record


def test_addresses_leave_room_for_the_gateway_and_guests(record: Record) -> None:
    assert [str(node.address) for node in record.nodes] == [f"100.64.7.{n}" for n in range(11, 17)]


def test_platform_and_reference_follow_the_image(record: Record) -> None:
    told = {node.name: (node.platform, node.reference) for node in record.nodes}
    assert told["sw1"] == ("cisco_ios", "ccp3/switch:1")
    assert told["pc-compta-1"] == ("linux", "ccp3/workstation:1")


def test_containers_are_named_as_containerlab_names_them(scene: Scene, record: Record) -> None:
    assert {node.container for node in record.nodes} == {f"clab-{scene.instance.name}-{n}" for n in scene.lab.devices}


def test_repeating_it_changes_no_byte(scene: Scene, record: Record) -> None:
    before = files(scene.instance.folder)
    assert prepare(scene, NETWORK, REFERENCES) == record
    assert files(scene.instance.folder) == before


def test_the_learner_is_told_secrets_of_the_instance(scene: Scene, record: Record) -> None:
    words = told(scene)
    assert words.initial("cmartin") == words.initial("cmartin")
    assert words.initial("cmartin") != words.initial("alefevre")
    assert words.administrator() == scene.instance.domain_admin_file.read_text().strip()
    assert words.initial("cmartin") not in repr(words)


def test_a_folder_that_a_killed_command_left_half_is_completed(scene: Scene, record: Record) -> None:
    keys = scene.instance.learner_key_file.read_bytes()
    (scene.instance.device_folder("sw2") / "ssh_host_ed25519_key.pub").unlink()
    scene.instance.known_hosts_file.unlink()
    prepare(scene, NETWORK, REFERENCES)
    public = (scene.instance.device_folder("sw2") / "ssh_host_ed25519_key.pub").read_text().strip()
    assert f"100.64.7.12 {public}" in scene.instance.known_hosts_file.read_text().splitlines()
    assert scene.instance.learner_key_file.read_bytes() == keys


def test_a_device_finds_its_own_host_key_and_who_may_log_in(scene: Scene, record: Record) -> None:
    keys = set()
    for node in record.nodes:
        home = scene.instance.device_folder(node.name)
        assert (home / "authorized_keys").read_text() == _public(scene.instance.toolkit_key_file)
        assert (home / "learner_keys").read_text() == _public(scene.instance.learner_key_file)
        assert (home / "learner_shadow").read_text().startswith("$")
        keys.add((home / "ssh_host_ed25519_key.pub").read_text())
    assert len(keys) == len(record.nodes)


def test_a_public_key_is_that_of_its_private_key(scene: Scene, record: Record) -> None:
    for path in (scene.instance.learner_key_file, scene.instance.device_folder("sw1") / "ssh_host_ed25519_key"):
        derived = _ran("ssh-keygen", "-y", "-f", str(path))
        assert derived.split()[:2] == _public(path).split()[:2]


def test_nobody_else_may_read_any_of_it(scene: Scene, record: Record) -> None:
    for path in (scene.instance.folder, *scene.instance.folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_known_hosts_holds_one_key_an_address(scene: Scene, record: Record) -> None:
    for node in record.nodes:
        found = _ran("ssh-keygen", "-F", str(node.address), "-f", str(scene.instance.known_hosts_file))
        assert _public(scene.instance.device_folder(node.name) / "ssh_host_ed25519_key").strip() in found


def test_ssh_config_is_what_ssh_reads(scene: Scene, record: Record) -> None:
    for node in record.nodes:
        said = _ran("ssh", "-G", "-F", str(scene.instance.ssh_config_file), node.name).splitlines()
        told = dict(line.split(" ", 1) for line in said if " " in line)
        assert (told["hostname"], told["port"], told["user"]) == (str(node.address), "22", "admin")
        assert told["identityfile"] == str(scene.instance.learner_key_file)
        assert told["userknownhostsfile"] == str(scene.instance.known_hosts_file)
        assert told["stricthostkeychecking"] in ("yes", "true")
        assert told["identitiesonly"] == "yes"


def test_the_statement_is_filled_in(scene: Scene, record: Record) -> None:
    text = scene.instance.statement_file.read_text()
    assert "{{" not in text
    assert "{%" not in text
    assert str(scene.company.plan.vlan("compta").id) in text


def _public(private: Path) -> str:
    return private.with_suffix(".pub").read_text()


def _ran(*argv: str) -> str:
    return subprocess.run(argv, capture_output=True, text=True, check=True).stdout
