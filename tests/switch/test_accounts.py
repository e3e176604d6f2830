"""Users, secrets and passwords: what is kept, what comes in, what a person is asked."""

from __future__ import annotations

import pytest
from ccp3switch import passwords
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import read
from ccp3switch.config.render import render
from ccp3switch.config.tree import Line
from ccp3switch.model import system
from ccp3switch.shell.contract import Answer
from ccp3switch.shell.session import Session
from ccp3switch.switch import Switch
from switchbench.offline import type_lines

TYPE_9 = "9 $9$2MJBozw/9R3UsU$2lFhcKvpghcyw8deP25GOfyZaagyUOGBymkryvOdfo6"
TYPE_5 = "5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0"


def after(text: str) -> Line:
    """A fresh switch after these lines, none refused."""
    reading = read(GRAMMAR, text, blank(GRAMMAR, 4))
    assert reading.refused == []
    return reading.tree


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"username bob secret {TYPE_9}", f"username bob secret {TYPE_9}"),
        (f"username bob secret {TYPE_5}", f"username bob secret {TYPE_5}"),
        (f"username bob privilege 15 secret {TYPE_5}", f"username bob privilege 15 secret {TYPE_5}"),
        (f"username bob secret {TYPE_5}\nusername bob privilege 15", f"username bob privilege 15 secret {TYPE_5}"),
        ("username bob privilege 15\nusername bob privilege 1", "username bob"),
        ("username bob password toto", "username bob password 0 toto"),
        ("username bob privilege 5 password 0 to to", "username bob privilege 5 password 0 to to"),
        ("username bob password 7 0822455D0A16", "username bob password 7 0822455D0A16"),
        ("username password password password", "username password password 0 password"),
    ],
)
def test_users_as_they_are_kept(typed: str, kept: str) -> None:
    assert [line.text for line in after(typed).under("username ")] == [kept]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("username bob secret toto", "9"),
        ("username bob algorithm-type md5 secret toto", "5"),
        ("username bob privilege 15 algorithm-type sha256 secret toto", "8"),
        ("username bob algorithm-type scrypt secret toto", "9"),
    ],
)
def test_a_clear_secret_never_stays(typed: str, kind: str) -> None:
    tree = after(typed)
    user = system.user(tree, "bob")
    assert user is not None
    assert (user.how, user.secret[:2]) == ("secret", f"{kind} ")
    assert passwords.verify(user.secret, "toto")
    assert "toto" not in render(tree)


@pytest.mark.parametrize(
    ("typed", "word", "privileged"),
    [
        ("enable secret toto", "toto", True),
        (f"enable secret {TYPE_5}", "cisco", True),
        ("enable algorithm-type sha256 secret toto", "toto", True),
        ("enable password toto", "toto", True),
        ("enable password 7 0822455D0A16", "cisco", True),
        ("service password-encryption\nenable password toto", "toto", True),
        ("enable password toto\nenable secret titi", "toto", False),
        ("enable password toto\nenable secret titi", "titi", True),
    ],
)
def test_enable(switch: Switch, typed: str, word: str, privileged: bool) -> None:
    switch.commit(after(typed))
    user = Session(switch, "bob", location="10.0.0.5")
    type_lines(user, f"enable\n{word}")
    assert (user.prompt == "Switch#") is privileged


CLEAR = "enable password a\nusername bob password b\nusername agnes privilege 15 password c\nline con 0\npassword d e\n"


def hidden(tree: Line) -> dict[str, str | None]:
    """The passwords of CLEAR, turned back; None where one is not hidden."""
    kept = {
        "a": tree.value("enable password"), "b": tree.value("username bob"), "c": tree.value("username agnes"),
        "d e": tree.lines["line con 0"].value("password"),
    }  # fmt: skip
    return {
        word: word if passwords.verify("7 " + text.rpartition("7 ")[2], word) else None for word, text in kept.items()
    }


@pytest.mark.parametrize("text", [f"service password-encryption\n{CLEAR}", f"{CLEAR}service password-encryption\n"])
def test_passwords_are_hidden(text: str) -> None:
    tree = after(text)
    assert hidden(tree) == {word: word for word in ("a", "b", "c", "d e")}
    again = read(GRAMMAR, render(tree), blank(GRAMMAR, 4))
    assert again.refused == []
    assert render(again.tree) == render(tree)


def test_passwords_are_clear_and_stay_hidden_once_they_are() -> None:
    assert set(hidden(after(CLEAR)).values()) == {None}
    assert "password 0 b" in render(after(CLEAR))
    later = after(f"{CLEAR}service password-encryption\nno service password-encryption\n")
    assert None not in hidden(later).values()


def test_a_second_push_changes_nothing() -> None:
    lines = f"service password-encryption\n{CLEAR}username admin secret toto\nenable secret titi\n"
    tree = after(lines)
    assert render(read(GRAMMAR, lines, tree).tree) == render(tree)


def test_the_removal_of_a_user_is_asked(session: Session, switch: Switch) -> None:
    type_lines(session, "conf t\nusername bob secret a\nno username bob")
    assert session.answer is Answer.KEY
    assert session.prompt.startswith("This operation will remove all username related configurations with same name.")
    session.feed("n")
    assert (switch.running.has("username bob"), session.prompt) == (True, "Switch(config)#")
    type_lines(session, "no username bob\ny")
    assert not switch.running.has("username bob")
    assert session.feed("no username bob") == ""
    assert session.prompt == "Switch(config)#"


def test_a_file_removes_a_user_without_asking(session: Session, switch: Switch) -> None:
    type_lines(session, "conf t\nfile prompt quiet\nusername bob secret a\nend")
    switch.flash.write("flash:m", "no username bob\n")
    assert "bytes copied" in session.feed("copy flash:m running-config")
    assert not switch.running.has("username bob")
