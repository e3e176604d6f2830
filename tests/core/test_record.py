"""The record of an instance: it comes back as it was, or says that it is damaged and what to do."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ccp3lab.errors import InstanceError
from ccp3lab.instance import Instance, Phase, Record
from ccp3lab.instance.files import write


def test_it_comes_back_as_it_was(place: Instance, record: Record) -> None:
    assert record.save(place.record_file) is record
    assert Record.read(place.record_file) == record


VERSION_1 = """\
{
  "version": 1,
  "name": "ccp3_abc123_vlan-trunk_agnes",
  "lab": "vlan-trunk",
  "learner": "agnes",
  "company": "atelier-velo",
  "site": 1,
  "provider": "containerlab",
  "network": "100.64.7.0/26",
  "phase": "%s",
  "state": null,
  "nodes": [
    {
      "name": "sw1",
      "image": "switch",
      "reference": "ccp3/switch:1",
      "platform": "cisco_ios",
      "address": "100.64.7.11",
      "port": 22,
      "container": "clab-ccp3_abc123_vlan-trunk_agnes-sw1"
    }
  ]
}
"""


@pytest.mark.parametrize("phase", ["prepared", "deployed", "ready"])
def test_the_file_of_version_1_is_as_it_always_was(place: Instance, phase: str) -> None:
    """A later toolkit must understand, or refuse by its version, what runs in a classroom today."""
    write(place.record_file, VERSION_1 % phase)
    found = Record.read(place.record_file)
    assert (found.phase.name, found.nodes[0].name) == (phase.upper(), "sw1")
    found.save(place.record_file)
    assert place.record_file.read_text() == VERSION_1 % phase


def test_nodes_by_name(record: Record) -> None:
    node = record.node("pc1")
    assert node is not None
    assert (node.platform, str(node.address), node.port) == ("linux", "172.31.7.13", 22)
    assert record.node("pc2") is None


@pytest.mark.parametrize(
    ("phase", "state", "expected"),
    [(Phase.DEPLOYED, None, "start"), (Phase.READY, "solved", "solved"), (Phase.PREPARED, None, "start")],
)
def test_a_later_phase(record: Record, phase: Phase, state: str | None, expected: str) -> None:
    later = record.at(phase, state)
    assert (later.phase, later.state, later.nodes) == (phase, expected, record.nodes)
    assert (record.phase, record.state) == (Phase.READY, "start")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"version": 3}, "version"),
        ({"plan": "other"}, "plan"),
        ({"seed": "00"}, "seed"),
        ({"seed": "A" * 64}, "seed"),
        ({"phase": "flying"}, "phase"),
        ({"network": "172.31.7.0/33"}, "network"),
        ({"site": "many"}, "site"),
        ({"provider": "gns3"}, "provider"),
        ({"surprise": 1}, "surprise"),
        ({"nodes": [{"name": "sw1"}]}, "nodes.0.image"),
        ({"nodes": None}, "nodes"),
    ],
)
def test_a_damaged_record_is_named_with_what_to_do(deployed: Instance, change: dict[str, object], named: str) -> None:
    path = deployed.record_file
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(InstanceError) as caught:
        deployed.record()
    assert str(caught.value).startswith(f"{path}: not a readable record of an instance ({named}: ")
    assert str(caught.value).endswith("`ccp3 down vlan-trunk --learner agnes` clears it away")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"{}", b"\0" * 512])
def test_no_record_at_all(deployed: Instance, content: bytes) -> None:
    deployed.record_file.write_bytes(content)
    with pytest.raises(InstanceError, match="not a readable record"):
        deployed.record()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(data=st.data())
def test_a_record_cut_short_is_never_read(tmp_path: Path, record: Record, data: st.DataObject) -> None:
    text = record.model_dump_json(indent=2)
    path = tmp_path / "lab" / "learner" / "instance.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text[: data.draw(st.integers(0, len(text) - 1))])
    with pytest.raises(InstanceError):
        Record.read(path)
