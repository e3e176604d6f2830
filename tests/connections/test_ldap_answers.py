"""Searches of checks: what is found, what is nowhere, what is refused."""

import pytest

from ccp3lab.connections.ldap_answers import MOST, answers
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import Bind, Search, entries
from ccp3lab.errors import DirectoryError

DACL = object()


class Tree:
    """A directory that answers what `finds` says, and keeps what it was asked."""

    base, DACL = "DC=x", DACL

    def __init__(self, *finds: Entry, error: DirectoryError | None = None) -> None:
        self.finds, self.error = list(finds), error
        self.asked: list[tuple[object, ...]] = []

    def search(self, base: str, where: str, names: list[str], scope: str, controls: object = ()) -> list[Entry]:
        self.asked.append((base, where, names, scope, controls))
        if self.error:
            raise self.error
        return [Entry(base, {"tokengroups": (b"\x01",)})] if names == ["tokenGroups"] else self.finds


def found(tree: Tree, asked: Search) -> list[Entry]:
    return entries(answers(tree, [asked, Bind("ann", "x")])[asked])  # type: ignore[arg-type]


ANN = Entry("CN=ann,DC=x", {"cn": (b"ann",)})


def test_a_place_is_below_the_domain() -> None:
    tree = Tree(ANN)
    assert found(tree, Search("(cn=a)", ("cn",), "OU=b", "LEVEL")) == [ANN]
    assert found(tree, Search("(cn=a)", ("cn",))) == [ANN]
    assert tree.asked == [("OU=b,DC=x", "(cn=a)", ["cn"], "LEVEL", ()), ("DC=x", "(cn=a)", ["cn"], "SUBTREE", ())]


def test_of_a_security_descriptor_the_list_of_rights_alone_is_asked() -> None:
    tree = Tree()
    found(tree, Search("(cn=a)", ("nTSecurityDescriptor",)))
    assert tree.asked[0][-1] is DACL


def test_groups_that_are_nested_are_worked_out_object_by_object() -> None:
    tree = Tree(*[ANN] * (MOST + 1))
    (first, *rest) = found(tree, Search("(cn=a)", ("cn", "tokenGroups")))
    assert first == Entry(ANN.dn, {**ANN.values, "tokengroups": (b"\x01",)})
    assert len(rest) == MOST - 1
    assert tree.asked[0][2] == ["cn"]


def test_a_place_that_is_not_there_holds_nothing() -> None:
    assert found(Tree(error=DirectoryError("no such object", 32)), Search("(cn=a)", ("cn",), "OU=b")) == []


def test_a_refusal_is_told_and_the_other_questions_are_answered() -> None:
    asked = Search("(cn=a)", ("cn",))
    tree = Tree(error=DirectoryError("refused", 50))
    seen = answers(tree, [asked])[asked]  # type: ignore[arg-type]
    assert seen.error == "l'annuaire refuse la recherche (cn=a) (code LDAP 50)"


def test_a_directory_that_does_not_answer_is_an_error() -> None:
    with pytest.raises(DirectoryError, match="gone"):
        answers(Tree(error=DirectoryError("gone")), [Search("(cn=a)", ("cn",))])  # type: ignore[arg-type]
