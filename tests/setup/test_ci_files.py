"""What other projects' continuous integration runs: ci/directory, and the files of GitHub and GitLab that call it."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from ccp3lab.house import here

ROOT = here().root
SCRIPT = ROOT / "ci" / "directory"
GITHUB = ROOT / ".github" / "workflows" / "directory.yml"
GITLAB = ROOT / "ci" / "directory.gitlab-ci.yml"

FAKE = """#!/bin/sh
echo "${0##*/} $*" >> "$LOG"
case "$1 $FAIL" in
    "$FAIL $FAIL") exit "${CODE:-1}" ;;
esac
if [ "$1" = check ]; then
    case "$*" in *--json*) echo '{"version": 1}' ;; *) echo 'Total : 12 / 20' ;; esac
fi
if [ "${0##*/}" = ssh ]; then cat >> "$LOG"; fi
"""


class Ran:
    """How ci/directory ended, and what it called in which order."""

    def __init__(self, code: int, out: str, calls: list[str], report: Path) -> None:
        self.code, self.out, self.calls, self.report = code, out, calls, report

    @property
    def commands(self) -> list[str]:
        return [" ".join(call.split()[:2]) for call in self.calls]


@pytest.fixture
def run(tmp_path: Path):
    """run(ANSWER="solved", FAIL="up"): the script, where ccp3 and ssh only tell that they were called."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("ccp3", "ssh"):
        (tools / name).write_text(FAKE)
        (tools / name).chmod(0o755)

    def act(**told: str) -> Ran:
        log, report = tmp_path / "log", tmp_path / "report"
        log.write_text("")
        environment = {
            "PATH": f"{tools}:{os.environ['PATH']}", "CCP3": str(tools / "ccp3"), "CCP3_HOME": str(tmp_path / "home"),
            "LOG": str(log), "REPORT": str(report), "FAIL": "none", **told,
        }  # fmt: skip
        done = subprocess.run([SCRIPT], capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=30)
        return Ran(done.returncode, done.stdout, log.read_text().splitlines(), report)

    return act


def test_a_state_is_pushed_and_graded(run) -> None:
    ran = run(ANSWER="compte-oublie", LAB="annuaire-comptes", LEARNER="ci-7")
    assert ran.code == 0
    assert ran.calls == [
        "ccp3 up annuaire-comptes --learner ci-7",
        "ccp3 push annuaire-comptes --learner ci-7 --state compte-oublie --yes",
        "ccp3 check annuaire-comptes --learner ci-7 --json",
        "ccp3 check annuaire-comptes --learner ci-7",
        "ccp3 down annuaire-comptes --learner ci-7 --yes",
    ]
    assert ran.out == (ran.report / "grade.txt").read_text() == "Total : 12 / 20\n"
    assert (ran.report / "grade.json").read_text() == '{"version": 1}\n'


def test_a_script_is_typed_as_root_on_the_controller(run, tmp_path: Path) -> None:
    (tmp_path / "accounts.sh").write_text("samba-tool user list\n")
    ran = run(ANSWER="accounts.sh", DEVICE="dc2")
    assert ran.calls[1:3] == [
        f"ssh -F {tmp_path}/home/annuaire-comptes/ci/ssh_config dc2 sudo sh -eu -s", "samba-tool user list",
    ]  # fmt: skip


def test_a_list_is_imported(run, tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text("Matricule\n")
    assert run(ANSWER="staff.csv").calls[1] == (
        "ccp3 directory import staff.csv --lab annuaire-comptes --learner ci --yes"
    )


@pytest.mark.parametrize("name", ["x; touch owned.sh", "$(touch owned).csv", "a b.sh"])
def test_a_name_is_a_name_whatever_it_holds(run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("id\n")
    assert run(ANSWER=name).code == 0
    assert not list(tmp_path.glob("owned*"))


@pytest.mark.parametrize("code", ["1", "3"])
def test_it_ends_as_the_check_does(run, code: str) -> None:
    ran = run(FAIL="check", CODE=code)
    assert ran.code == int(code)
    assert ran.commands[-1] == "ccp3 down"


@pytest.mark.parametrize(("broken", "after"), [("up", ["ccp3 up"]), ("push", ["ccp3 up", "ccp3 push"])])
def test_what_comes_to_no_grade_ends_with_2_and_leaves_nothing(run, broken: str, after: list[str]) -> None:
    ran = run(FAIL=broken, CODE="3")
    assert (ran.code, ran.commands) == (2, [*after, "ccp3 down"])


def test_an_answer_that_is_not_there_starts_nothing(run) -> None:
    ran = run(ANSWER="nothing.sh")
    assert ran.code == 2
    assert "ccp3 up" not in ran.commands


def test_it_is_sound_bash_and_executable() -> None:
    subprocess.run(["bash", "-n", str(SCRIPT)], check=True, timeout=10)
    assert os.access(SCRIPT, os.X_OK)
    assert "set -euo pipefail" in SCRIPT.read_text()


@pytest.fixture(scope="module")
def github() -> dict[Any, Any]:
    return yaml.safe_load(GITHUB.read_text())


@pytest.fixture(scope="module")
def gitlab() -> dict[str, Any]:
    return yaml.safe_load(GITLAB.read_text())[".ccp3-directory"]


def understood() -> set[str]:
    """The variables that the script has a default for."""
    found = set(re.findall(r"\$\{([A-Z]+):=", SCRIPT.read_text()))
    assert found == {"LAB", "ANSWER", "LEARNER", "DEVICE", "REPORT"}
    return found


def steps(github: dict[Any, Any]) -> list[dict[str, Any]]:
    return github["jobs"]["grade"]["steps"]


def test_github_runs_the_script_with_what_it_was_told(github) -> None:
    (step,) = [one for one in steps(github) if one.get("run", "").endswith("ci/directory")]
    assert step["env"].keys() <= understood()


def test_no_input_is_pasted_into_a_shell_line(github) -> None:
    """An input that holds `$(...)` is text: it goes by the environment."""
    assert not [one["run"] for one in steps(github) if "${{" in one.get("run", "")]


def test_every_input_that_is_used_is_declared(github) -> None:
    called = github[True]["workflow_call"]["inputs"]  # YAML 1.1 reads `on` as true
    used = set(re.findall(r"inputs\.(\w+)", GITHUB.read_text()))
    assert used <= called.keys()
    assert all("default" in one or one.get("required") for one in called.values())
    assert github[True]["workflow_dispatch"]["inputs"].keys() <= called.keys()


def test_it_may_only_read_and_ends_in_time(github) -> None:
    assert github["permissions"] == {"contents": "read"}
    assert github["jobs"]["grade"]["timeout-minutes"] <= 60
    checkouts = [one for one in steps(github) if one.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) == 2
    assert all(one["with"]["persist-credentials"] is False for one in checkouts)
    assert all(re.search(r"@v\d+$", one["uses"]) for one in steps(github) if "uses" in one)


def test_the_grade_is_kept_whatever_happened(github, gitlab) -> None:
    (kept,) = [one for one in steps(github) if one.get("uses", "").startswith("actions/upload-artifact@")]
    assert kept["if"] == "always()"
    assert gitlab["artifacts"] == {"when": "always", "paths": [gitlab["variables"]["REPORT"]]}


def test_gitlab_runs_the_same_script(gitlab) -> None:
    assert gitlab["script"] == [".ccp3-lab/ci/directory"]
    assert gitlab["variables"].keys() - {"CCP3_LAB_REF"} <= understood()


@pytest.mark.parametrize("file", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_targets_and_labs_exist(file: Path) -> None:
    text = file.read_text()
    targets = re.findall(r"make -C \S+ (\w+)", text)
    assert targets
    assert set(targets) <= set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    assert "annuaire-comptes" in text
    assert (ROOT / "labs" / "annuaire-comptes" / "lab.yml").exists()
