"""The difference that a trainer reads before a push."""

import base64

import pytest

from custom_napalm.linux.answers import Comparison, FileChange, ServiceState, Side
from custom_napalm.linux.diff import diff
from custom_napalm.linux.document import Candidate, ManagedFile

ABSENT = Side(kind="absent")


def side(text: str, mode: str = "0644", owner: str = "root:root") -> Side:
    return Side(kind="file", mode=mode, owner=owner, raw=base64.b64encode(text.encode()).decode())


def shown(now: Side, want: Side, content: str | None = None, secret: bool = False, same: bool = False) -> str:
    files = (ManagedFile(path="/etc/a", content=content),) if content is not None else ()
    change = FileChange(path="/etc/a", now=now, want=want, secret=secret, same_text=same)
    return diff(Comparison(files=(change,), services=()), Candidate(version=1, files=files))


CASES = {
    "changed line": (side("a\nb\n"), side(""), "a\nc\n", "--- /etc/a\n+++ /etc/a\n@@ -1,2 +1,2 @@\n a\n-b\n+c"),
    "new file": (ABSENT, side(""), "a\n", "--- /dev/null\n+++ /etc/a\n@@ -0,0 +1 @@\n+a"),
    "no longer listed": (side("a\n"), ABSENT, None, "--- /etc/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-a"),
    "original back": (side("a\n"), side("o\n"), None, "--- /etc/a\n+++ /etc/a\n@@ -1 +1 @@\n-a\n+o"),
    "rights only": (
        side("a\n", "0666"),
        side("", "0644", "root:bind"),
        "a\n",
        "--- /etc/a\n+++ /etc/a\nmode and owner: 0666 root:root -> 0644 root:bind",
    ),
    "line ends": (side("a\r\n"), side(""), "a\n", "--- /etc/a\n+++ /etc/a\n@@ only the line ends differ @@"),
    "symlink": (
        Side(kind="link", link="/etc/shadow"),
        side(""),
        "a\n",
        "--- /etc/a\n+++ /etc/a\n@@ -1 +1 @@\n-(link /etc/shadow)\n+a",
    ),
    "escape codes": (side("\x1b[2J\n"), side(""), "a\n", "--- /etc/a\n+++ /etc/a\n@@ -1 +1 @@\n-\\x1b[2J\n+a"),
}


@pytest.mark.parametrize(("now", "want", "content", "expected"), CASES.values(), ids=CASES)
def test_one_file(now: Side, want: Side, content: str | None, expected: str) -> None:
    assert shown(now, want, content) == expected


def test_a_secret_is_never_shown() -> None:
    text = shown(side("old secret\n"), side("new secret\n"), "new secret\n", secret=True)
    assert text == "--- /etc/a\n+++ /etc/a\n@@ secret @@\ncontent differs"


def test_a_secret_whose_rights_differ() -> None:
    text = shown(side("", "0644"), side("", "0600"), "s\n", secret=True, same=True)
    assert text == "--- /etc/a\n+++ /etc/a\nmode and owner: 0644 root:root -> 0600 root:root"


def test_a_device_cannot_unveil_a_secret_of_the_candidate() -> None:
    change = FileChange(path="/etc/a", now=side("x\n"), want=side(""), secret=False, same_text=False)
    candidate = Candidate(version=1, files=(ManagedFile(path="/etc/a", content="key\n", secret=True),))
    assert "key" not in diff(Comparison(files=(change,), services=()), candidate)


def test_services_that_must_start_or_stop() -> None:
    states = (
        ServiceState(name="named", now=False, want=True),
        ServiceState(name="kea", now=True, want=False),
        ServiceState(name="ssh", now=True, want=True),
    )
    assert diff(Comparison(files=(), services=states), Candidate(version=1)).splitlines() == [
        *("--- service kea", "+++ service kea", "-running", "+stopped"),
        *("--- service named", "+++ service named", "-stopped", "+running"),
    ]


def test_nothing_differs() -> None:
    assert diff(Comparison(files=(), services=()), Candidate(version=1)) == ""


def test_files_come_in_order() -> None:
    changes = tuple(
        FileChange(path=path, now=side("a\n"), want=ABSENT, secret=False, same_text=False) for path in ("/b", "/a")
    )
    heads = diff(Comparison(files=changes, services=()), Candidate(version=1)).splitlines()
    assert [line for line in heads if line.startswith("---")] == ["--- /a", "--- /b"]
