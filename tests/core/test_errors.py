"""One tree of errors, and what it makes of the exit code."""

import inspect

import pytest

from ccp3lab import errors

ALL = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]
CODES = {
    "DescriptorError": 3, "DeviceError": 3, "DirectoryError": 3, "RefusedError": 4, "ShareError": 3, "SilentError": 3,
}  # fmt: skip


@pytest.mark.parametrize("kind", ALL)
def test_every_error_is_of_the_tree_with_its_exit_code(kind: type[errors.LabError]) -> None:
    assert issubclass(kind, errors.LabError)
    assert kind.exit_code == CODES.get(kind.__name__, 2)


def test_the_tree_is_seen() -> None:
    assert len(ALL) >= 10
