"""Names and folders of instances."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.errors import InstanceError, LabError, UsageError
from ccp3lab.house import House
from ccp3lab.instance import Instance, Record, find, instance

NAMES = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?", fullmatch=True)
HOMES = st.lists(st.sampled_from("abc_"), min_size=1, max_size=4).map(lambda parts: Path("/srv", *parts))


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("a", True),
        ("7", True),
        ("agnes", True),
        ("vlan-trunk", True),
        ("a--b", True),
        ("a" * 30, True),
        ("a" * 31, False),
        ("", False),
        ("-a", False),
        ("a-", False),
        ("-", False),
        ("a_b", False),
        ("Agnes", False),
        ("agnès", False),
        ("a.b", False),
        ("a b", False),
        ("a\n", False),
        ("..", False),
        ("../x", False),
        ("a/b", False),
        ("/etc", False),
        ("a\0b", False),
        ("$(id)", False),
        ("\u0661", False),  # a digit, but not one of ours
    ],
)
def test_names(house: House, name: str, good: bool) -> None:
    for what, lab, learner in (("lab", name, "agnes"), ("learner", "vlan-trunk", name)):
        if good:
            assert instance(house, lab, learner) == Instance(house.home, lab, learner)
        else:
            with pytest.raises(UsageError, match=rf"^{what} .*lower-case letters"):
                instance(house, lab, learner)


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_accepted_name_stays_inside_the_home(lab: str, learner: str) -> None:
    try:
        place = instance(House(Path("/srv"), Path("/srv/home")), lab, learner)
    except UsageError:
        return
    assert place.folder.resolve().relative_to("/srv/home").parts == (lab, learner)


@given(st.lists(st.tuples(HOMES, NAMES, NAMES), min_size=2, max_size=6, unique=True))
def test_no_two_instances_share_a_name_a_folder_or_a_lock(keys: list[tuple[Path, str, str]]) -> None:
    places = [Instance(*key) for key in keys]
    for what in ("name", "folder", "lock_file"):
        assert len({getattr(place, what) for place in places}) == len(places)


@given(HOMES, NAMES, NAMES)
def test_the_name_is_short_and_plain_enough_for_docker(home: Path, lab: str, learner: str) -> None:
    name = Instance(home, lab, learner).name
    assert len(name) <= 75
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")


def test_everything_of_an_instance_is_in_its_folder_but_for_the_lock(place: Instance) -> None:
    own = ("record_file", "topology_file", "known_hosts_file", "ssh_config_file", "toolkit_key_file",
           "learner_key_file", "statement_file")  # fmt: skip
    assert all(getattr(place, name).is_relative_to(place.folder) for name in own)
    assert len({getattr(place, name) for name in own}) == len(own)
    assert place.device_folder("sw1").is_relative_to(place.folder)
    assert not place.lock_file.is_relative_to(place.folder)


def test_nothing_deployed_is_said_with_what_to_do(place: Instance) -> None:
    assert not place.exists()
    with pytest.raises(InstanceError, match="start it with `ccp3 up vlan-trunk --learner agnes`"):
        place.record()


def test_what_was_deployed_is_found(deployed: Instance, record: Record, house: House) -> None:
    assert deployed.exists()
    assert deployed.record() == record
    assert list(find(house)) == [deployed]


def test_instances_are_found_by_lab_and_learner(house: House, record: Record) -> None:
    for lab, learner in (("dhcp", "zoe"), ("vlan", "bob"), ("dhcp", "ana")):
        record.save(Instance(house.home, lab, learner).record_file)
    (house.home / "vlan" / "empty").mkdir()
    assert [(found.lab, found.learner) for found in find(house)] == [("dhcp", "ana"), ("dhcp", "zoe"), ("vlan", "bob")]


def test_no_home_no_instance(house: House) -> None:
    assert list(find(house)) == []


def test_forgotten_it_leaves_nothing(deployed: Instance) -> None:
    deployed.forget()
    assert not deployed.home.exists()
    deployed.forget()  # a second time is no mistake


def test_forgotten_it_leaves_the_others_alone(deployed: Instance, record: Record) -> None:
    others = [Instance(deployed.home, deployed.lab, "bob"), Instance(deployed.home, "dhcp", "agnes")]
    for other in others:
        record.save(other.record_file)
    deployed.forget()
    assert not deployed.folder.exists()
    assert all(isinstance(other.record(), Record) for other in others)


def test_a_folder_that_is_a_file_is_an_error_with_a_remedy(place: Instance, record: Record) -> None:
    place.home.mkdir(parents=True)
    (place.home / place.lab).write_text("in the way")
    with pytest.raises(LabError, match="CCP3_HOME"):
        record.save(place.record_file)
