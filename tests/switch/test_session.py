"""A terminal without network: feed a line, read the text."""

from __future__ import annotations

import re

import pytest
from ccp3switch.config.render import render
from ccp3switch.shell.contract import Answer
from ccp3switch.shell.session import Session
from ccp3switch.switch import Switch
from switchbench.offline import FakeEngine, type_lines

CARET = "% Invalid input detected at '^' marker.\n"


def test_modes_and_prompts(session: Session) -> None:
    steps = [
        ("configure terminal", "Switch(config)#"),
        ("interface gi1/0/1", "Switch(config-if)#"),
        ("interface range gi1/0/1-2", "Switch(config-if-range)#"),
        ("vlan 10", "Switch(config-vlan)#"),
        ("interface vlan 10", "Switch(config-if)#"),
        ("line vty 0 4", "Switch(config-line)#"),
        ("exit", "Switch(config)#"),
        ("hostname un-nom-de-plus-de-vingt-caracteres", "un-nom-de-plus-de-vi(config)#"),
        ("end", "un-nom-de-plus-de-vingt-caracteres#"),
        ("disable", "un-nom-de-plus-de-vingt-caracteres>"),
    ]
    for line, prompt in steps:
        session.feed(line)
        assert session.prompt == prompt


def test_a_line_of_another_mode_leaves_the_section(session: Session) -> None:
    type_lines(session, "conf t\ninterface gi1/0/1\nvlan 10")
    assert session.mode == "vlan"
    type_lines(session, "hostname sw1")
    assert session.mode == "config"


def test_a_refused_line_stays_in_its_mode_and_changes_nothing(session: Session, switch: Switch) -> None:
    type_lines(session, "conf t\ninterface gi1/0/1")
    before = render(switch.running)
    for line in ("foo", "switchport mode private", "vlan 5000", "ip address 10.0.0.1 255.0.0.0", "ip mtu 9"):
        assert session.feed(line).endswith(CARET)
        assert session.mode == "port"
    assert render(switch.running) == before


def test_the_caret_stands_under_the_wrong_word(session: Session) -> None:
    assert session.feed("show vlan brie x") == " " * (len("Switch#") + 15) + "^\n" + CARET
    type_lines(session, "conf t")
    assert session.feed("vlan 5000") == " " * (len("Switch(config)#") + 5) + "^\n" + CARET


def test_the_caret_of_do_counts_the_whole_line(session: Session) -> None:
    type_lines(session, "conf t")
    assert session.feed("do show foo") == " " * (len("Switch(config)#") + 8) + "^\n" + CARET
    assert session.mode == "config"


@pytest.mark.parametrize("line", ["", "   ", "! a comment"])
def test_nothing_is_nothing(session: Session, line: str) -> None:
    assert session.feed(line) == ""


def test_a_word_that_is_no_command_may_be_a_host(session: Session) -> None:
    assert session.feed("foo").startswith('Translating "foo"...domain server')
    type_lines(session, "conf t\nno ip domain-lookup\nend")
    assert session.feed("foo") == "% Unknown command or computer name, or unable to find computer address\n"
    assert session.feed("foo bar").endswith(CARET)


def test_do_shows_from_configuration(session: Session) -> None:
    type_lines(session, "conf t\nint gi1/0/1")
    assert "VLAN Name" in session.feed("do sh vl br")
    assert session.mode == "port"


def test_do_leaves_the_terminal_in_its_section(switch: Switch, session: Session) -> None:
    type_lines(session, "configure terminal\ninterface gi1/0/1\ndo configure terminal\ndescription x")
    assert session.prompt == "Switch(config-if)#"
    assert switch.running.lines["interface GigabitEthernet1/0/1"].has("description")
    assert not switch.running.has("description")


def test_show_is_no_configuration(session: Session) -> None:
    type_lines(session, "conf t")
    assert session.feed("show vlan").endswith(CARET)


@pytest.mark.parametrize(
    ("pipe", "lines"),
    [
        ("include vty 0", ["line vty 0 4"]),
        ("i ^hostname", ["hostname sw1"]),
        ("section vlan 10", ["vlan 10", " name A"]),
        ("begin line vty 5", ["line vty 5 15", "!", "end", ""]),
        ("inc (", []),
    ],
)
def test_pipes(session: Session, pipe: str, lines: list[str]) -> None:
    type_lines(session, "conf t\nhostname sw1\nvlan 10\nname A\nend")
    assert session.feed(f"show running-config | {pipe}").splitlines() == lines


def test_exclude_leaves_the_rest(session: Session) -> None:
    assert "interface" not in session.feed("show run | exclude interface")
    assert "line con 0" in session.feed("show run | e interface")


@pytest.mark.parametrize(("line", "text"), [("show run | foo x", CARET), ("show run | inc", "% Incomplete command.\n")])
def test_a_pipe_that_is_none(session: Session, line: str, text: str) -> None:
    assert session.feed(line).endswith(text)


def test_enable_asks_for_the_secret(switch: Switch) -> None:
    type_lines(Session(switch, mode="exec"), "conf t\nenable secret s3cret")
    user = Session(switch, "bob", location="10.0.0.5")
    assert user.prompt == "Switch>"
    assert user.feed("enable") == ""
    assert (user.prompt, user.answer) == ("Password: ", Answer.SECRET)
    assert user.feed("faux") == ""
    assert user.prompt == "Password: "
    user.feed("s3cret")
    assert user.prompt == "Switch#"
    assert "s3cret" not in user.history


def test_three_wrong_secrets(switch: Switch) -> None:
    type_lines(Session(switch, mode="exec"), "conf t\nenable secret s3cret")
    user = Session(switch)
    assert type_lines(user, "enable\na\nb\nc") == "% Bad secrets\n"
    assert user.prompt == "Switch>"


def test_without_a_secret_only_the_console_gets_in(switch: Switch) -> None:
    assert Session(switch, location="10.0.0.5").feed("enable") == "% No password set\n"
    console = Session(switch)
    console.feed("enable")
    assert console.mode == "exec"


def test_user_mode_cannot_configure(switch: Switch) -> None:
    user = Session(switch, "bob")
    for line in ("configure terminal", "show running-config", "reload", "write memory"):
        assert "%" in user.feed(line), line
    assert "VLAN Name" in user.feed("show vlan brief")


def test_a_banner_over_several_lines(session: Session, switch: Switch) -> None:
    session.feed("conf t")
    assert session.feed("banner motd #") == "Enter TEXT message.  End with the character '#'.\n"
    assert session.prompt == ""
    type_lines(session, "hostname nope\n  deux\n#")
    assert switch.running.value("banner motd") == "^C\nhostname nope\n  deux\n^C"
    assert session.prompt == "Switch(config)#"
    assert not switch.running.has("hostname")


def test_interrupt_drops_a_banner(session: Session) -> None:
    type_lines(session, "conf t\nbanner motd #\ntexte")
    session.interrupt()
    assert session.prompt == "Switch#"


def test_history_keeps_the_last_twenty(session: Session) -> None:
    for number in range(25):
        session.feed(f"show vlan id {number + 1}")
    shown = session.feed("show history").splitlines()
    assert len(shown) == 20
    assert shown[-1] == "  show history"


def test_write_and_startup(session: Session, switch: Switch) -> None:
    assert session.feed("show startup-config") == "startup-config is not present\n"
    type_lines(session, "conf t\nhostname sw1\nend")
    assert session.feed("wr") == "Building configuration...\n[OK]\n"
    assert session.feed("show startup-config") == render(switch.running)


def test_copy_asks_for_its_destination(session: Session, switch: Switch) -> None:
    session.feed("copy run start")
    assert session.prompt == "Destination filename [startup-config]? "
    assert session.feed("").endswith("[OK]\n")
    assert switch.startup() == render(switch.running)


def test_copy_is_quiet_where_file_prompt_is(session: Session) -> None:
    type_lines(session, "conf t\nfile prompt quiet\nend")
    size = len(session.feed("copy running-config flash:/saved.cfg").split()[0])
    assert size
    assert "saved.cfg" in session.feed("dir flash:")
    assert "hostname" in session.feed("conf t") or session.feed("end") == ""


def test_copy_of_a_missing_file(session: Session) -> None:
    type_lines(session, "conf t\nfile prompt quiet\nend")
    assert session.feed("copy flash:/none running-config") == (
        "%Error opening flash:/none (No such file or directory)\n"
    )


def test_merge_prints_every_refused_line(session: Session, switch: Switch) -> None:
    type_lines(session, "conf t\nfile prompt quiet\nend")
    switch.flash.write("flash:/m", "vlan 10\n nom X\ninterface gi\nhostname sw1\n")
    text = session.feed("copy flash:/m running-config")
    assert text.count(CARET) == 2
    assert text.startswith("nom X\n")
    assert re.search(r"\d+ bytes copied in", text)
    assert switch.running.value("hostname") == "sw1"


REPLACE = "configure replace flash:/c force revert trigger error"


def test_replace_ends_at_the_file(session: Session, switch: Switch) -> None:
    type_lines(session, "conf t\nvlan 10\nhostname a\nend")
    switch.flash.write("flash:/c", "hostname b\nvlan 20\n")
    assert session.feed(REPLACE) == "Total number of passes: 1\nRollback Done\n\n"
    assert (switch.running.has("vlan 10"), switch.running.has("vlan 20")) == (False, True)
    assert session.feed("show archive config differences system:/running-config flash:/c") == (
        "!Contextual Config Diffs:\n!No changes were found\n"
    )


def test_a_replace_with_a_wrong_line_changes_nothing(session: Session, switch: Switch) -> None:
    before = render(switch.running)
    switch.flash.write("flash:/c", "hostname b\nfoo bar\nvlan 20\n")
    assert session.feed(REPLACE) == (
        "Failed to apply command foo bar\nAborting Rollback.\n\n"
        "Rollback failed.Reverting back to the original configuration: flash:/c\n"
        "The original configuration has been successfully restored.\n"
    )
    assert render(switch.running) == before
    text = session.feed("configure replace flash:/c force")
    assert "The following commands are failed to apply" in text
    assert render(switch.running) == before


def test_replace_asks_without_force(session: Session, switch: Switch) -> None:
    switch.flash.write("flash:/c", "hostname b\n")
    session.feed("configure replace flash:/c")
    assert session.prompt.endswith("[no]: ")
    session.feed("")
    assert not switch.running.has("hostname")
    type_lines(session, "configure replace flash:/c\ny")
    assert switch.running.has("hostname")


def test_delete_asks_twice(session: Session, switch: Switch) -> None:
    switch.flash.write("flash:/c", "x")
    session.feed("delete flash:/c")
    assert session.prompt == "Delete filename [c]? "
    session.feed("")
    assert (session.prompt, session.answer) == ("Delete flash:/c? [confirm]", Answer.KEY)
    session.feed("n")
    assert "c" in session.feed("dir flash:/c")
    type_lines(session, "delete /force flash:/c")
    assert session.feed("dir flash:/c") == "%Error opening flash:/c (No such file or directory)\n"


def test_reload_offers_to_save(session: Session, switch: Switch) -> None:
    type_lines(session, "conf t\nhostname sw1\nend\nreload")
    assert session.prompt == "System configuration has been modified. Save? [yes/no]: "
    session.feed("peut-être")
    assert session.prompt.startswith("System configuration")
    session.feed("no")
    assert (session.prompt, session.answer) == ("Proceed with reload? [confirm]", Answer.KEY)
    session.feed("")
    assert session.closed
    assert not switch.running.has("hostname")


def test_reload_can_be_given_up(session: Session, switch: Switch) -> None:
    type_lines(session, "conf t\nhostname sw1\nend\nreload\nyes")
    session.feed("n")
    assert not session.closed
    assert "hostname sw1" in switch.startup()


def test_erase(session: Session, switch: Switch) -> None:
    session.feed("write memory")
    session.feed("write erase")
    assert session.feed("y") == "[OK]\nErase of nvram: complete\n"
    assert switch.startup() == ""


def test_verify_and_more(session: Session, switch: Switch) -> None:
    switch.flash.write("flash:/c", "abc")
    assert "= 900150983cd24fb0d6963f7d28e17f72" in session.feed("verify /md5 flash:/c")
    assert session.feed("more flash:/c") == "abc\n"
    assert session.feed("dir flash:/c").startswith("Directory of flash:/c")


def test_running_config_of_one_interface(session: Session) -> None:
    type_lines(session, "conf t\nint gi1/0/2\ndescription x\nend")
    assert session.feed("show run int gi1/0/2").splitlines()[3:] == [
        "!", "interface GigabitEthernet1/0/2", " description x", "end", "",
    ]  # fmt: skip
    assert session.feed("show run int gi1/0/99").endswith(CARET)


@pytest.mark.parametrize(
    ("setup", "line", "text"),
    [
        ("", "crypto key generate rsa", "% Please define a hostname other than Switch.\n"),
        ("hostname sw1", "crypto key generate rsa", "% Please define a domain-name first.\n"),
        ("hostname sw1\nip domain-name a.lan", "crypto key generate rsa modulus 2048", "[OK]\n"),
    ],
)
def test_crypto_key(session: Session, setup: str, line: str, text: str) -> None:
    type_lines(session, f"conf t\n{setup}")
    assert session.feed(line).endswith(text)


def test_crypto_key_asks_for_its_size(session: Session) -> None:
    type_lines(session, "conf t\nhostname sw1\nip domain-name a.lan\ncrypto key generate rsa")
    assert session.prompt == "How many bits in the modulus [2048]: "
    assert "% The key modulus size is 1024 bits" in session.feed("1024")


def test_terminal_length(session: Session) -> None:
    type_lines(session, "terminal length 0\nterminal width 511")
    assert (session.length, session.width) == (0, 511)
    session.feed("terminal no length")
    assert session.length == 24


def test_a_refusal_of_the_data_plane_is_a_line_of_text(session: Session, switch: Switch, engine: FakeEngine) -> None:
    session.feed("conf t")
    engine.refusals = 1
    text = session.feed("hostname sw1")
    assert text.startswith("% The change was refused and undone: ovs-vsctl")
    assert not switch.running.has("hostname")
    assert session.feed("hostname sw2") == ""


def test_an_answer_that_the_data_plane_refuses(session: Session, switch: Switch, engine: FakeEngine) -> None:
    switch.flash.write("flash:/c", "hostname b\n")
    session.feed("configure replace flash:/c")
    engine.refusals = 1
    assert session.feed("y").startswith("% The change was refused and undone")
    assert session.prompt == "Switch#"


def test_a_section_that_another_terminal_removed(switch: Switch) -> None:
    one, other = Session(switch, mode="exec"), Session(switch, mode="exec")
    type_lines(one, "conf t\nvlan 10")
    type_lines(other, "conf t\nno vlan 10")
    assert "has been removed" in one.feed("name X")
    assert not switch.running.has("name")


def test_configure_asks_from_where(session: Session) -> None:
    session.feed("configure")
    assert session.prompt == "Configuring from terminal, memory, or network [terminal]? "
    session.feed("")
    assert session.mode == "config"


def test_help_and_tab_follow_the_mode(session: Session) -> None:
    assert "vlan" in session.help("show ")
    assert session.complete("conf") == "configure "
    session.feed("conf t")
    assert "interface" in session.help("int")
    assert "brief" in session.help("do show vlan ")
    assert session.help("show ") == "% Unrecognized command\n"


@pytest.mark.parametrize("line", ["x" * 5000, "é" * 50, "\x07\x1b[31m", "show \udcff", "vlan ²", "interface gi1/0/²"])
def test_odd_lines_do_no_harm(session: Session, line: str) -> None:
    assert "%" in session.feed(line)
    session.feed("conf t")
    assert "%" in session.feed(line)
    session.feed("end")
    assert session.prompt == "Switch#"
