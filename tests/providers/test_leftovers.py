"""What a killed containerlab left on the host goes; what is not this lab's stays, byte for byte."""

from pathlib import Path

import pytest

from ccp3lab.providers.containerlab.leftovers import clean_host, without_block

NAME = "ccp3_abc123_vlan-trunk_agnes"
BEFORE = "127.0.0.1\tlocalhost\n\n# by hand\n10.0.0.1 printer\n"


def block(name: str, body: str = "100.64.7.11\tclab-x-sw1\n") -> str:
    return f"###### CLAB-{name}-START ######\n{body}###### CLAB-{name}-END ######\n"


TABLE = {
    "none": (BEFORE, BEFORE),
    "an empty file": ("", ""),
    "at the end": (BEFORE + block(NAME), BEFORE),
    "in the middle": (BEFORE + block(NAME) + "10.0.0.2 nas\n", BEFORE + "10.0.0.2 nas\n"),
    "at the start": (block(NAME) + BEFORE, BEFORE),
    "an empty one": (BEFORE + block(NAME, ""), BEFORE),
    "twice, as killed runs leave it": (block(NAME) + BEFORE + block(NAME), BEFORE),
    "another learner's": (BEFORE + block(NAME + "-2"), BEFORE + block(NAME + "-2")),
    "one whose name ends alike": (BEFORE + block("x" + NAME), BEFORE + block("x" + NAME)),
    "between two others": (block("a") + block(NAME) + block("b"), block("a") + block("b")),
    "never ended": (
        BEFORE + block(NAME).splitlines(keepends=True)[0],
        BEFORE + block(NAME).splitlines(keepends=True)[0],
    ),
}


@pytest.mark.parametrize(("text", "kept"), TABLE.values(), ids=TABLE)
def test_only_this_labs_block_leaves_the_hosts_file(text: str, kept: str) -> None:
    assert without_block(text, NAME) == kept


def test_a_name_is_no_pattern() -> None:
    text = block("aXb")
    assert without_block(text, "a.b") == text


@pytest.fixture
def host(tmp_path: Path) -> tuple[Path, Path, Path]:
    """hosts, ssh_config.d and netns of a host where two labs were killed."""
    hosts, ssh, netns = tmp_path / "hosts", tmp_path / "ssh_config.d", tmp_path / "netns"
    hosts.write_text(BEFORE + block(NAME) + block("other"))
    for folder, names in (
        (ssh, (f"clab-{NAME}.conf", "clab-other.conf")),
        (netns, (f"clab-{NAME}-sw1", "clab-other-sw1")),
    ):
        folder.mkdir()
        for name in names:
            (folder / name).symlink_to("/proc/999999/ns/net")
    return hosts, ssh, netns


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_block_file_and_links_of_this_lab_go_and_the_others_stay(host: tuple[Path, Path, Path]) -> None:
    hosts, ssh, netns = host
    inode = hosts.stat().st_ino
    clean_host(NAME, *host)
    assert hosts.read_text() == BEFORE + block("other")
    assert hosts.stat().st_ino == inode, "it may be a bind mount"
    assert names(ssh) == {"clab-other.conf"}
    assert names(netns) == {"clab-other-sw1"}


def test_twice_is_no_error_and_a_clean_hosts_file_is_not_written(host: tuple[Path, Path, Path]) -> None:
    clean_host(NAME, *host)
    before = host[0].stat().st_mtime_ns
    clean_host(NAME, *host)
    assert host[0].stat().st_mtime_ns == before


def test_a_host_without_any_of_these_places(tmp_path: Path) -> None:
    clean_host(NAME, tmp_path / "hosts", tmp_path / "ssh", tmp_path / "netns")
    assert list(tmp_path.iterdir()) == []
