"""The images of a checkout: names, parents, references, the order of builds."""

from pathlib import Path

import pytest

from ccp3lab.errors import ImageError
from ccp3lab.house import here
from ccp3lab.images import catalogue
from ccp3lab.images.catalogue import names, reference, source, waves


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """base <- switch, workstation; switch <- router."""
    for name, line in {"base": "", "switch": "", "workstation": "", "router": "# parent: switch\n"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "Dockerfile").write_text(f"{line}ARG FROM\nFROM $FROM\n# {name}\n")
    (tmp_path / "notes").mkdir()
    return tmp_path


def test_each_folder_with_a_dockerfile_is_an_image(images: Path) -> None:
    assert names(images) == ("base", "router", "switch", "workstation")


def test_a_reference_is_a_name_and_twelve_digits(images: Path) -> None:
    repository, _, tag = reference("switch", images).partition(":")
    assert repository == "ccp3/switch"
    assert len(tag) == 12
    assert int(tag, 16) >= 0


def test_base_starts_from_debian_others_from_base_unless_they_say_otherwise(images: Path) -> None:
    assert source("base", images).starts_from == catalogue.DEBIAN
    assert source("switch", images).starts_from == reference("base", images)
    assert source("router", images).starts_from == reference("switch", images)


def test_a_change_reaches_the_image_and_its_descendants_only(images: Path) -> None:
    before = {name: reference(name, images) for name in names(images)}
    (images / "switch" / "start").touch()
    changed = {name for name in names(images) if reference(name, images) != before[name]}
    assert changed == {"switch", "router"}
    (images / "base" / "start").touch()
    assert not set(before.values()) & {reference(name, images) for name in names(images)}


def test_an_unknown_image_is_told_with_those_there_are(images: Path) -> None:
    with pytest.raises(ImageError, match=r"no image hub .*there are: base, router, switch, workstation"):
        reference("hub", images)


def test_a_parent_that_does_not_exist_is_an_error(images: Path) -> None:
    (images / "router" / "Dockerfile").write_text("# parent: firewall\n")
    with pytest.raises(ImageError, match="no image firewall"):
        reference("router", images)


def test_an_image_that_descends_from_itself_is_an_error_with_the_loop(images: Path) -> None:
    (images / "switch" / "Dockerfile").write_text("# parent: router\n")
    with pytest.raises(ImageError, match="switch -> router -> switch"):
        reference("switch", images)


def test_parents_are_built_before_their_children(images: Path) -> None:
    groups = waves([source(name, images) for name in ("router", "workstation", "switch", "base")])
    assert [sorted(image.name for image in group) for group in groups] == [
        ["base"],
        ["switch", "workstation"],
        ["router"],
    ]


def test_a_parent_that_is_not_wanted_holds_nobody_up(images: Path) -> None:
    groups = waves([source(name, images) for name in ("router", "workstation")])
    assert [len(group) for group in groups] == [2]
    assert waves([]) == ()


def test_every_dockerfile_of_this_checkout_takes_what_it_starts_from() -> None:
    for name in names():
        lines = (here().images / name / "Dockerfile").read_text().splitlines()
        orders = [line for line in lines if line and not line.startswith("#")]
        assert orders[0].split("=")[0] == "ARG FROM", name
        assert orders[1] in ("FROM $FROM", "FROM ${FROM}"), name
