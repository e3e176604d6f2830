"""NAPALM's suites on a real workstation and on a server with BIND and Kea: its configuration tests, and its getters."""

import unittest
from collections.abc import Iterator
from difflib import unified_diff

import pytest
from napalm.base.test.base import TestConfigNetworkDriver as ConfigSuite
from napalm.base.test.base import TestGettersNetworkDriver as GetterSuite

from custom_napalm.linux.document import Candidate, ManagedFile, dump, parse
from tests.custom_napalm.server import KEA_FILE, OLD, ZONE, ZONE_FILE
from tests.custom_napalm.workstation import HOSTS, configuration

pytestmark = pytest.mark.lab
NEW = HOSTS + "10.77.0.20 srv1\n"


def merge(path: str, content: str, **more: str) -> str:
    return dump(Candidate(version=1, files=(ManagedFile(path=path, content=content, **more),)))


def way(old: str, new: str) -> str:
    """The difference between two documents, as the driver shows it."""
    lines: list[str] = []
    for before, after in zip(parse(old).files, parse(new).files, strict=True):
        if before.content != after.content:
            body = unified_diff(before.content.splitlines(), after.content.splitlines(), lineterm="", n=2)
            lines += [f"--- {before.path}", f"+++ {after.path}", *list(body)[2:]]
    return "\n".join(lines)


def typo(document: str, path: str, old: str, new: str) -> str:
    whole = parse(document)
    files = [
        file.model_copy(update={"content": file.content.replace(old, new)}) if file.path == path else file
        for file in whole.files
    ]
    return dump(whole.model_copy(update={"files": tuple(files)}))


WORKSTATION = {
    "initial.conf": configuration(),
    "new_good.conf": configuration("10.77.0.40"),
    "new_good.diff": way(configuration(), configuration("10.77.0.40")),
    "new_typo.conf": typo(configuration(), "/etc/network/interfaces", "    address", "    addres"),
    "merge_good.conf": merge("/etc/hosts", NEW),
    "merge_good.diff": way(configuration(hosts=NEW), configuration()),
    "merge_typo.conf": merge("/etc/hosts", "x\n", check="false"),
}
GOOD, LONGER = OLD.but(address="10.77.0.40", first="10.77.0.90"), ZONE.format(serial=2, address=OLD.address)
SERVER = {
    "initial.conf": OLD.document,
    "new_good.conf": GOOD,
    "new_good.diff": way(OLD.document, GOOD),
    "new_typo.conf": OLD.but(address="10.77.0.311"),
    "merge_good.conf": merge(ZONE_FILE, LONGER, owner="root:bind"),
    "merge_good.diff": way(OLD.but(serial="2"), OLD.document),
    "merge_typo.conf": merge(KEA_FILE, "{", check="kea-dhcp4 -t {}"),
}
"""The files that the configuration suite reads, by device; merge_good.diff is the way BACK to initial."""


@pytest.fixture(scope="class")
def device(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    candidates = tmp_path_factory.mktemp("suite")
    for name, text in (SERVER if request.cls.kind == "server" else WORKSTATION).items():
        (candidates / name).write_text(text)
    driver = request.getfixturevalue(request.cls.kind).driver()
    driver.open()
    driver.load_replace_candidate(filename=str(candidates / "initial.conf"))
    driver.commit_config()
    request.cls.device, request.cls.vendor = driver, str(candidates)
    yield
    driver.close()


@pytest.mark.usefixtures("device")
class TestConfiguration(ConfigSuite, unittest.TestCase):  # type: ignore[misc]
    """Seven tests; the suite comes before TestCase, and the fixture does what its set-up methods would do twice."""

    kind = "workstation"
    setup_class = teardown_class = setUpClass = tearDownClass = classmethod(lambda cls: None)


@pytest.mark.usefixtures("device")
class TestGettersLive(GetterSuite, unittest.TestCase):  # type: ignore[misc]
    """The older getter suite, live."""

    kind = "workstation"
    setup_class = teardown_class = setUpClass = tearDownClass = classmethod(lambda cls: None)


class TestConfigurationOfServer(TestConfiguration):
    """The same with BIND and Kea."""

    kind = "server"


class TestGettersLiveOfServer(TestGettersLive):
    """The same on a server."""

    kind = "server"


del ConfigSuite, GetterSuite
