"""Who left and who changed: accounts that are gone, accounts that are still the same."""

import pytest

from ccp3lab.company import Company
from ccp3lab.grading import Doubt, Observation, Status
from tests.checks.directory_tree import DOMAIN, GONE, Tree, firm, judged, tree

LEFT = {"who": {"gbertrand": "1026"}, "still": "cmartin"}
SAME = {"who": ["hrousseau", "cmartin"], "than": "tgarnier"}
BOTH = pytest.mark.parametrize(("name", "given"), [("directory.gone", LEFT), ("directory.kept", SAME)])


@pytest.fixture(scope="module")
def company() -> Company:
    return firm()


@pytest.fixture
def right(company: Company) -> Tree:
    return tree(company)


@BOTH
def test_a_right_directory_passes(right: Tree, name: str, given: dict[str, object]) -> None:
    assert judged(right, name, given).status is Status.PASSED


@BOTH
def test_an_empty_directory_proves_nothing(company: Company, name: str, given: dict[str, object]) -> None:
    verdict = judged(Tree(company), name, given)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.CONTROL)


@BOTH
@pytest.mark.parametrize("answer", [GONE, Observation("{"), Observation('[{"dn": "x"}]')])
def test_what_cannot_be_read_passes_nothing(
    right: Tree, name: str, given: dict[str, object], answer: Observation
) -> None:
    assert judged(right, name, given, answer).status in (Status.UNDETERMINED, Status.FAILED)


@pytest.mark.parametrize(("login", "number"), [("gbertrand", "1026"), ("gbertrand", "9"), ("parti", "1026")])
def test_an_account_that_is_still_there(right: Tree, login: str, number: str) -> None:
    """Under the login or under the number of who left."""
    right.put(login, right.things["edarc"])
    right.given(login, sAMAccountName=login, employeeNumber=number)
    verdict = judged(right, "directory.gone", LEFT)
    assert verdict.status is Status.FAILED
    assert f"{login} existe encore" in verdict.found


def test_an_account_made_anew(right: Tree) -> None:
    right.given("cmartin", objectSid=DOMAIN.member(1950).encode())
    verdict = judged(right, "directory.kept", SAME)
    assert verdict.status is Status.FAILED
    assert "cmartin a été recréé" in verdict.found


def test_an_account_that_is_not_there(right: Tree) -> None:
    right.gone("hrousseau")
    verdict = judged(right, "directory.kept", SAME)
    assert verdict.status is Status.FAILED
    assert "« hrousseau » n'existe pas" in verdict.found


WRONG: dict[str, dict[str, object]] = {
    "directory.gone": {"who": {"x": "1"}, "still": "cmartn"},
    "directory.kept": {"who": ["cmartn"], "than": "tgarnier"},
}


@pytest.mark.parametrize(("name", "given"), WRONG.items())
def test_a_name_that_is_none(name: str, given: dict[str, object], right: Tree) -> None:
    with pytest.raises(ValueError, match="did you mean `cmartin`"):
        judged(right, name, given)
