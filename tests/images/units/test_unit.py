"""Unit files: systemd.unit(5) and systemd.service(5), as far as a device reads them."""

import socket

import pytest
from ccp3units.command import Command, command, environment, program
from ccp3units.errors import UnitError
from ccp3units.unit import parse

TEXTS = {
    "a value": (["[A]\nkey=one"], ("one",)),
    "spaces around": (["[A]\n key = one two "], ("one two",)),
    "two of them": (["[A]\nkey=one\nkey=two"], ("one", "two")),
    "an empty one forgets": (["[A]\nkey=one\nkey=\nkey=two"], ("two",)),
    "a drop-in adds": (["[A]\nkey=one", "[A]\nkey=two"], ("one", "two")),
    "a drop-in forgets": (["[A]\nkey=one", "[A]\nkey=\nkey=two"], ("two",)),
    "comments": (["# key=x\n[A]\n; key=x\nkey=one"], ("one",)),
    "a line goes on": (["[A]\nkey=one \\\n# not this\ntwo"], ("one  two",)),
    "another section": (["[B]\nkey=one"], ()),
    "an equals sign inside": (["[A]\nkey=A=b"], ("A=b",)),
    "no line at all": (["[A]\nnothing"], ()),
}


@pytest.mark.parametrize(("texts", "values"), TEXTS.values(), ids=TEXTS)
def test_what_a_file_says(texts, values) -> None:
    assert parse(texts).get(("A", "key"), ()) == values


def test_specifiers(device) -> None:
    unit = device.write("vpn@.service", "ExecStart=/bin/vpn %i %n %N %p %t %S %H 100%%")
    unit = device.library.get("vpn@site")
    assert unit.one("Service", "ExecStart").split()[1:] == [
        "site",
        "vpn@site.service",
        "vpn@site",
        "vpn",
        "/run",
        "/var/lib",
        socket.gethostname(),
        "100%",
    ]


SPANS = {"5": 5, "5s": 5, "2min": 120, "1min 30s": 90, "500ms": 0.5, "infinity": 7, "": 7, "1h": 3600}


@pytest.mark.parametrize(("text", "seconds"), SPANS.items())
def test_time_spans(text, seconds, device) -> None:
    assert device.write("x.service", f"TimeoutStopSec={text}").seconds("TimeoutStopSec", 7) == seconds


def test_what_is_left_out_has_a_default(device) -> None:
    unit = device.write("x.service", "ExecStart=/bin/x")
    assert (unit.kind, unit.description, unit.says_yes("RemainAfterExit")) == ("simple", "x.service", False)
    assert device.write("y.service", "RemainAfterExit=yes").kind == "oneshot"


WORDS = {
    "plain": ("/bin/x -a b", Command(("/bin/x", "-a", "b"), False, False)),
    "quoted": ("/bin/sh -c 'a b'", Command(("/bin/sh", "-c", "a b"), False, False)),
    "may fail": ("-/bin/x", Command(("/bin/x",), True, False)),
    "as root": ("+/bin/x", Command(("/bin/x",), False, True)),
    "both": ("-!/bin/x", Command(("/bin/x",), True, True)),
    "another name": ("@/bin/x name -a", Command(("/bin/x", "-a"), False, False)),
    "several words": ("/bin/x $OPTIONS", Command(("/bin/x", "-u", "bind"), False, False)),
    "no word": ("/bin/x $NONE -a", Command(("/bin/x", "-a"), False, False)),
    "one word": ("/bin/x -o${OPTIONS}", Command(("/bin/x", "-o-u bind"), False, False)),
    "a dollar": ("/bin/x a$$b", Command(("/bin/x", "a$b"), False, False)),
    "nothing": ("", Command((), False, False)),
}


@pytest.mark.parametrize(("line", "wanted"), WORDS.values(), ids=WORDS)
def test_command_lines(line, wanted) -> None:
    assert command(line, {"OPTIONS": "-u bind"}) == wanted


@pytest.mark.parametrize(("line", "path"), [("/usr/sbin/named -f", "/usr/sbin/named"), ("-!/bin/x", "/bin/x")])
def test_which_program_a_unit_runs(line, path, device) -> None:
    assert program(device.write("x.service", f"ExecStart={line}")) == path


def test_a_unit_without_a_program(device) -> None:
    assert program(device.write("x.service", "Type=oneshot")) == ""


def test_the_environment(device) -> None:
    file = device.folder / "defaults"
    file.write_text('# options\nOPTIONS="-u bind"\nEMPTY=\n')
    unit = device.write(
        "x.service", 'Environment=A=1 "B=two words"', f"EnvironmentFile={file}", "EnvironmentFile=-/no/such"
    )
    seen = environment(unit)
    assert {name: seen[name] for name in ("A", "B", "OPTIONS", "EMPTY")} == {
        "A": "1",
        "B": "two words",
        "OPTIONS": "-u bind",
        "EMPTY": "",
    }
    assert "/usr/sbin" in seen["PATH"]


def test_an_environment_file_that_must_be_there(device) -> None:
    with pytest.raises(UnitError, match="/no/such is not there"):
        environment(device.write("x.service", "EnvironmentFile=/no/such"))
