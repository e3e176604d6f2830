"""NAPALM's suites on a real workstation: its configuration tests, and its getters."""

import unittest
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from napalm.base.test.base import TestConfigNetworkDriver as ConfigSuite
from napalm.base.test.base import TestGettersNetworkDriver as GetterSuite

from custom_napalm.linux.document import Candidate, ManagedFile, dump, parse
from tests.custom_napalm.workstation import HOSTS, Workstation, configuration

pytestmark = pytest.mark.lab
NEW = HOSTS + "10.77.0.20 srv1\n"


def merge(content: str, **more: str) -> str:
    return dump(Candidate(version=1, files=(ManagedFile(path="/etc/hosts", content=content, **more),)))


def way(old: str, new: str) -> str:
    """The difference between two documents, as the driver shows it."""
    lines: list[str] = []
    for before, after in zip(parse(old).files, parse(new).files, strict=True):
        if before.content != after.content:
            body = unified_diff(before.content.splitlines(), after.content.splitlines(), lineterm="", n=2)
            lines += [f"--- {before.path}", f"+++ {after.path}", *list(body)[2:]]
    return "\n".join(lines)


@pytest.fixture(scope="class")
def candidates(workstation: Workstation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the configuration suite reads; its merge_good.diff is the way BACK to initial."""
    folder = tmp_path_factory.mktemp("suite")
    initial, good = configuration(), configuration("10.77.0.40")
    texts = {
        "initial.conf": initial,
        "new_good.conf": good,
        "new_good.diff": way(initial, good),
        "new_typo.conf": configuration().replace("    address", "    addres"),
        "merge_good.conf": merge(NEW),
        "merge_good.diff": way(configuration(hosts=NEW), initial),
        "merge_typo.conf": merge("x\n", check="false"),
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="class")
def device(request: pytest.FixtureRequest, workstation: Workstation, candidates: Path) -> Iterator[None]:
    driver = workstation.driver()
    driver.open()
    driver.load_replace_candidate(filename=str(candidates / "initial.conf"))
    driver.commit_config()
    request.cls.device, request.cls.vendor = driver, str(candidates)
    yield
    driver.close()


@pytest.mark.usefixtures("device")
class TestConfiguration(ConfigSuite, unittest.TestCase):  # type: ignore[misc]
    """Seven tests; the suite comes before TestCase, and the fixture does what its set-up methods would do twice."""

    setup_class = teardown_class = setUpClass = tearDownClass = classmethod(lambda cls: None)


@pytest.mark.usefixtures("device")
class TestGettersLive(GetterSuite, unittest.TestCase):  # type: ignore[misc]
    """The older getter suite, live."""

    setup_class = teardown_class = setUpClass = tearDownClass = classmethod(lambda cls: None)


del ConfigSuite, GetterSuite
