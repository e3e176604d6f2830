"""Version numbers in what programs print."""

import pytest

from ccp3lab.setup.version import Version, shown, version_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("go version go1.26.8 linux/amd64", (1, 26, 8)),
        ("go1.26", (1, 26)),
        ("    version: 0.79.0\n     commit: 2f3", (0, 79, 0)),
        ("20.10.24+dfsg1", (20, 10, 24)),
        ("29.0.1-rc.2", (29, 0, 1)),
        ("Docker version 28.2.2, build e6534b4", (28, 2, 2)),
        ("no number here", None),
        ("7", None),
        ("", None),
    ],
)
def test_the_first_dotted_number_is_the_version(text: str, expected: Version | None) -> None:
    assert version_in(text) == expected


def test_versions_compare_as_numbers_not_as_text() -> None:
    assert (version_in("0.100.0") or ()) > (version_in("0.78") or ())
    assert (version_in("0.78.0") or ()) >= (0, 78)
    assert (version_in("0.9.9") or ()) < (0, 78)


@pytest.mark.parametrize("text", ["0.79.0", "1.26", "20.10.24"])
def test_a_version_is_shown_as_it_was_read(text: str) -> None:
    version = version_in(text)
    assert version
    assert shown(version) == text
