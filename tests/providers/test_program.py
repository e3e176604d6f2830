"""Calling containerlab: a clean environment, its own words, an end in any case."""

import json
import os
import shlex
import sys
import time
from pathlib import Path

import pytest

from ccp3lab.errors import ProviderError
from ccp3lab.providers.containerlab import program


@pytest.fixture
def be(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Make containerlab this Python program."""

    def become(text: str) -> None:
        (tmp_path / "program.py").write_text(text)
        monkeypatch.setenv("CCP3_CONTAINERLAB", shlex.join([sys.executable, "-SE", str(tmp_path / "program.py")]))

    return become


def test_what_it_prints_is_returned_and_its_noise_is_not(be, tmp_path: Path) -> None:
    be("import sys; print('{}'); print('INFO[0000] noise', file=sys.stderr)")
    assert program.containerlab("deploy", base=tmp_path) == "{}\n"


def test_arguments_and_folder_arrive_as_given(be, tmp_path: Path) -> None:
    be("import json, os, sys; print(json.dumps([os.getcwd(), sys.argv[1:]]))")
    said = program.containerlab("deploy", "-t", "a file; $HOME", base=tmp_path)
    assert json.loads(said) == [str(tmp_path), ["deploy", "-t", "a file; $HOME"]]


def test_no_inherited_setting_of_containerlab_leaks(be, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLAB_NAME", "CLAB_TOPO", "CLAB_INSPECT_ALL", "CLAB_VERSION_CHECK", "CLAB_LABDIR_BASE"):
        monkeypatch.setenv(name, "somebody's own")
    monkeypatch.setenv("OTHER", "kept")
    be("import json, os; print(json.dumps(dict(os.environ)))")
    seen = json.loads(program.containerlab("deploy", base=tmp_path))
    assert {name: value for name, value in seen.items() if name.startswith("CLAB_")} == {
        "CLAB_VERSION_CHECK": "disable",
        "CLAB_LABDIR_BASE": str(tmp_path),
    }
    assert seen["OTHER"] == "kept"


def test_it_reads_nothing_of_ours(be, tmp_path: Path) -> None:
    be("import sys; print(repr(sys.stdin.read()))")
    assert program.containerlab("deploy", base=tmp_path) == "''\n"


FAILURES = {
    "its errors are preferred": (
        "INFO[0000] Parsing\nERRO[0001] failed deploy links\nINFO[0002] bye",
        "ERRO[0001] failed deploy links",
    ),
    "Error: of the command line too": ("INFO[0000] x\nError: unknown flag: --x", "Error: unknown flag: --x"),
    "without errors its last lines": ("one\n\n two\n", "one\n two"),
    "only the last five": (
        "\n".join(f"Error: {n}" for n in range(9)),
        "Error: 4\nError: 5\nError: 6\nError: 7\nError: 8",
    ),
    "nothing at all": ("", "no message"),
}


@pytest.mark.parametrize(("err", "told"), FAILURES.values(), ids=FAILURES)
def test_a_failure_is_told_in_its_own_words(be, tmp_path: Path, err: str, told: str) -> None:
    be(f"import sys; print('not this'); sys.stderr.write({err!r}); sys.exit(1)")
    with pytest.raises(ProviderError) as caught:
        program.containerlab("deploy", base=tmp_path)
    assert str(caught.value) == f"containerlab deploy failed: {told}"


def test_one_that_does_not_end_is_asked_to_and_told(be, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "LIMIT", 1.0)
    be(
        "import pathlib, signal, sys, time\n"
        "def end(*_): pathlib.Path('ended').touch(); sys.exit(1)\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "time.sleep(60)\n"
    )
    with pytest.raises(ProviderError, match=r"containerlab deploy: not done within 1 s, ended"):
        program.containerlab("deploy", base=tmp_path)
    assert (tmp_path / "ended").exists()


def test_one_that_will_not_end_is_killed_and_told(be, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "LIMIT", 1.0)
    monkeypatch.setattr(program, "_GRACE", 0.2)
    be(
        "import os, pathlib, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "pathlib.Path('pid').write_text(str(os.getpid()))\n"
        "time.sleep(60)\n"
    )
    with pytest.raises(ProviderError, match=r"not done within 1 s, ended"):
        program.containerlab("deploy", base=tmp_path)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_an_interrupted_one_is_ended_and_the_interruption_goes_on(
    be, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    be("import os, pathlib, time; pathlib.Path('pid').write_text(str(os.getpid())); time.sleep(60)")
    talk = program.subprocess.Popen.communicate

    def interrupted(*_, **__):
        monkeypatch.setattr(program.subprocess.Popen, "communicate", talk)
        until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
        raise KeyboardInterrupt

    monkeypatch.setattr(program.subprocess.Popen, "communicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        program.containerlab("deploy", base=tmp_path)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_the_lock_stays_open_in_it_and_nothing_else_does(be, tmp_path: Path) -> None:
    be("import os, sys; print([fd for fd in map(int, sys.argv[2:]) if os.path.exists(f'/proc/self/fd/{fd}')])")
    lock, other = (os.open(tmp_path / name, os.O_CREAT | os.O_RDWR) for name in ("lock", "other"))
    try:
        said = program.containerlab("deploy", str(lock), str(other), base=tmp_path, pass_fds=(lock,))
    finally:
        os.close(lock)
        os.close(other)
    assert said == f"[{lock}]\n"


def until(holds, seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)
