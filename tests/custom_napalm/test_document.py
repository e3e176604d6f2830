"""The candidate document: what is read, what is refused and in which words, and that nothing is lost in writing it."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from custom_napalm.linux.document import Candidate, DocumentError, ManagedFile, Service, dump, parse

GOOD = """\
version: 1
files:
- path: /etc/bind/named.conf
  mode: '0640'
  owner: root:bind
  check: named-checkconf -z {}
  service: named
  content: |
    options { recursion no; };
services:
- name: named
  process: named
  unit: named
  reload: rndc reload
  wait: 5
"""


def test_a_document_is_read_with_its_defaults() -> None:
    candidate = parse(GOOD)
    (file,), (service,) = candidate.files, candidate.services
    assert (file.path, file.mode, file.owner, file.secret) == ("/etc/bind/named.conf", "0640", "root:bind", False)
    assert file.content == "options { recursion no; };\n"
    assert (service.wait, service.settle, service.start) == (5.0, 0.0, "")


@pytest.mark.parametrize("text", ["version: 1\n", "version: 1\nfiles:\nservices:\n", "version: 1\nfiles: []\n"])
def test_nothing_to_manage_is_a_document(text: str) -> None:
    assert parse(text) == Candidate(version=1)


def one(**entry: object) -> str:
    return yaml.safe_dump({"version": 1, "files": [{"path": "/etc/a", "content": "x", **entry}]})


REFUSED = {
    "broken YAML": ("version: 1\nfiles: [", "line 3"),
    "no mapping": ("- 1\n", "a mapping with version: 1"),
    "empty": ("", "a mapping with version: 1"),
    "tag": ("!!python/object/apply:os.system ['true']", "could not determine a constructor"),
    "another version": ("version: 2\n", "candidate.version"),
    "no version": ("files: []\n", "candidate.version: Field required"),
    "unknown key": ("version: 1\nfile: []\n", "candidate.file: Extra inputs are not permitted"),
    "unknown key of a file": (one(modes="0644"), "candidate.files[0].modes: Extra inputs"),
    "bare mode": ("version: 1\nfiles: [{path: /a, content: x, mode: 0644}]", "bare 0644 is the integer 420 in YAML"),
    "mode out of range": (one(mode="0999"), "a quoted string like '0644'"),
    "setuid": (one(mode="4755"), "a quoted string like '0644'"),
    "content is a number": (one(content=5), "candidate.files[0].content"),
    "relative path": (one(path="etc/a"), "an absolute path"),
    "path upwards": (one(path="/etc/../a"), "an absolute path"),
    "path with a space": (one(path="/etc/a b"), "an absolute path"),
    "path with a line feed": (one(path="/etc/a\n"), "an absolute path"),
    "double slash": (one(path="/etc//a"), "an absolute path"),
    "folder": (one(path="/etc/"), "an absolute path"),
    "odd owner": (one(owner="root:$(id)"), "candidate.files[0].owner"),
    "NUL": (one(content="a\0b"), "without NUL"),
    "too big": (one(content="x" * 524289), "at most 512 kB"),
    "secret is text": (one(secret="yes"), "candidate.files[0].secret"),
    "unknown service": (one(service="named"), "its service named is not in the document"),
    "twice": ("version: 1\nfiles: [{path: /a, content: x}, {path: /a, content: y}]", "/a is listed twice"),
    "service twice": ("version: 1\nservices: [{name: a}, {name: a}]", "a is listed twice"),
    "service without a name": ("version: 1\nservices: [{process: a}]", "candidate.services[0].name: Field required"),
    "negative time": ("version: 1\nservices: [{name: a, wait: -1}]", "candidate.services[0].wait"),
    "files is a mapping": ("version: 1\nfiles: {path: /a}\n", "candidate.files"),
    "nested without end": ("[" * 20000, "candidate"),
}


@pytest.mark.parametrize(("text", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_a_document_is_refused_in_clear_words(text: str, words: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse(text)
    assert words in str(refused.value)
    assert len(str(refused.value)) < 1000


def test_a_content_is_written_last_and_as_a_block() -> None:
    assert dump(parse(GOOD)) == GOOD.replace("wait: 5", "wait: 5.0")


texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))
files = st.builds(
    ManagedFile,
    path=st.from_regex(r"/etc/[a-z][a-z0-9.]{0,8}", fullmatch=True),
    mode=st.sampled_from(["0644", "0600", "0755"]),
    secret=st.booleans(),
    content=texts,
)
services = st.builds(Service, name=st.from_regex(r"[a-z]{1,8}", fullmatch=True), reload=texts, settle=st.floats(0, 60))


@given(st.lists(files, unique_by=lambda file: file.path), st.lists(services, unique_by=lambda service: service.name))
def test_what_is_written_is_read_back_equal(some: list[ManagedFile], others: list[Service]) -> None:
    candidate = Candidate(version=1, files=tuple(some), services=tuple(others))
    assert parse(dump(candidate)) == candidate
