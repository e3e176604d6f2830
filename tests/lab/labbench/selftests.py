"""`ccp3 selftest` of a lab on real devices: what its lab.yml claims is seen, and nothing is left.

Two files of tests share the labs, since a file is one worker's: all selftests in one would be the last file to end.
"""

from ccp3lab.house import here
from ccp3lab.instance import instance
from ccp3lab.lab import labs, load_lab
from labbench.desk import LAB, Desk, ended
from labbench.traces import traces

DIRECTORY = "C3"
"""The competence whose labs have a file of their own."""

ON_DEVICES = {key: lab for key in labs(here()) if key != LAB and (lab := load_lab(here(), key)).devices}
"""All labs but the one whose selftest is played again, check by check (test_selftest.py)."""

OF_DIRECTORY = [key for key, lab in ON_DEVICES.items() if lab.competence == DIRECTORY]
OF_NETWORKS = [key for key in ON_DEVICES if key not in OF_DIRECTORY]


def every_claim_holds(desk: Desk, lab: str) -> None:
    """Run the selftest of LAB as a program, and look for what it left."""
    process = desk.start("selftest", lab)
    said = ended(process, limit=380)
    assert said.code == 0, said.text
    assert "expected:" not in said.out
    assert traces(instance(desk.house, lab, f"selftest-{process.pid}")) == []
