"""A person at a real terminal, by plain ssh: the keys that people press, and what the screen then shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pexpect
import pytest
from ccp3switch import passwords
from switchbench.container import Bench, Container, until

# pexpect forks beside the threads of paramiko; what it forks only executes another program.
pytestmark = [
    pytest.mark.lab,
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]

SECRET = "Une phrase"
BASE = f"""hostname sw1
username admin privilege 15 secret 9 {passwords.hashed(SECRET)}
line vty 0 15
 login local
interface Vlan1
 ip address 10.0.0.1 255.255.255.0
 no shutdown
"""
UP, DOWN, LEFT, ERASE = "\x1b[A", "\x1b[B", "\x1b[D", "\x15"
MORE = " --More-- "


@pytest.fixture(scope="module")
def switch(bench: Bench) -> Container:
    made = bench.switch("human")
    made.execute("sh", "-c", f"cat >/var/lib/ccp3switch/flash/base <<'ENDE'\n{BASE}ENDE")
    made.show("configure replace flash:/base force")
    bench.host("desk", made, 1, "10.0.0.7/24")
    return made


class Person:
    """Types on a terminal of 24 lines; `sees` reads up to a text, and gives what came before it."""

    def __init__(self, switch: Container) -> None:
        known = f"UserKnownHostsFile={switch.known_hosts()}"
        words = ["-o", known, "-o", "PubkeyAuthentication=no", "-o", "StrictHostKeyChecking=yes"]
        self.child = pexpect.spawn(
            "ssh", [*words, f"admin@{switch.address}"], encoding="utf-8", timeout=10, dimensions=(24, 80)
        )
        self.child.delaybeforesend = None
        self.sees("assword:")
        self.types(f"{SECRET}\r")
        self.sees("sw1#")

    def types(self, keys: str) -> None:
        self.child.send(keys)

    def sees(self, text: str) -> str:
        self.child.expect_exact(text)
        return str(self.child.before)

    def runs(self, line: str, prompt: str = "sw1#") -> str:
        """A line and what it shows, up to the next prompt."""
        self.types(f"{line}\r")
        return self.sees(f"\r\n{prompt}")


@pytest.fixture(scope="module")
def terminal(switch: Container) -> Iterator[Person]:
    person = Person(switch)
    yield person
    person.child.close()


@pytest.fixture
def person(terminal: Person) -> Person:
    """At an empty line of privileged mode, whatever the test before left."""
    terminal.types("\x03")
    terminal.sees("\r\nsw1#")
    return terminal


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("sh\t", "sw1#show "),
        ("show ver\t", "sw1#show version "),
        ("conf\t", "sw1#configure "),
        ("show interfaces gig\t", "sw1#show interfaces GigabitEthernet"),
        ("co\t", "sw1#co"),  # configure, copy: two words begin so
        ("zut\t", "sw1#zut"),
    ],
)
def test_tab(person: Person, keys: str, shown: str) -> None:
    person.types(keys)
    person.sees(f"\r\n{shown}")


def test_question_mark_alone_lists_the_commands_and_stops_at_each_screen(person: Person) -> None:
    person.runs("terminal length 10")
    person.types("?")
    text = person.sees(MORE)
    assert re.search(r"^  configure +Enter configuration mode\r$", text, re.MULTILINE)
    person.types("q")
    person.sees("sw1#")
    person.runs("terminal length 24")


@pytest.mark.parametrize(
    ("keys", "told", "line"),
    [
        ("show vlan ?", r"  brief +\S.*\r\n(.*\r\n)*  <cr>", "show vlan "),
        ("sh?", r"^show", "sh"),
        ("show ip int?", r"^interface", "show ip int"),
        ("show vlaan ?", r"^% Unrecognized command", "show vlaan "),
        ("zut?", r"^% Unrecognized command", "zut"),
    ],
)
def test_question_mark(person: Person, keys: str, told: str, line: str) -> None:
    person.types(keys)
    assert re.search(told, person.sees(f"\r\nsw1#{line}"), re.MULTILINE)


def test_question_mark_in_configuration(person: Person) -> None:
    person.runs("conf t", "sw1(config)#")
    person.runs("int g1/0/2", "sw1(config-if)#")
    person.types("switchport mode ?")
    text = person.sees("\r\nsw1(config-if)#switchport mode ")
    assert re.search(r"^  access .*ACCESS", text, re.MULTILINE)
    person.types("acc\r")
    person.sees("sw1(config-if)#")


def test_more_by_space_return_and_q(person: Person) -> None:
    person.types("show running-config\r")
    first = person.sees(MORE)
    person.types("\r")
    line = person.sees(MORE)
    person.types(" ")
    screen = person.sees(MORE)
    person.types("q")
    person.sees("sw1#")
    assert [part.count("\r\n") for part in (first, line, screen)] == [24, 1, 23]


def test_a_larger_window_shows_more(person: Person) -> None:
    person.child.setwinsize(40, 80)
    person.types("show running-config\r")
    assert person.sees(MORE).count("\r\n") in (24, 40)  # a Return may overtake the news of the window
    person.types("qshow running-config\r")
    person.sees("show running-config")
    assert person.sees(MORE).count("\r\n") == 40
    person.types("q")
    person.child.setwinsize(24, 80)


def test_an_answer_and_a_ping_that_nobody_answers(person: Person) -> None:
    until(lambda: "Success rate is 100 percent" in person.runs("ping 10.0.0.7 repeat 1 timeout 1"), "an answer")
    person.types("ping 10.0.0.99 repeat 1000\r")
    person.sees("Type escape sequence to abort.")
    person.sees(".")
    person.types("\x03")
    person.sees("Success rate is 0 percent")
    person.sees("sw1#")
    assert "UTC" in person.runs("show clock")


def test_control_z_and_control_c(person: Person) -> None:
    person.runs("conf t", "sw1(config)#")
    person.runs("int g1/0/3", "sw1(config-if)#")
    person.types("description par ^Z\x1a")
    person.sees("sw1#")
    assert "description par ^Z" in person.runs("show running-config interface gi1/0/3")
    person.runs("conf t", "sw1(config)#")
    person.types("no vlan 10\x03")
    person.sees("sw1#")


def test_arrows_and_history(person: Person) -> None:
    person.runs("show clock")
    person.runs("show privilege")
    person.types(UP)
    person.sees("show privilege")
    person.types(UP)
    person.sees("show clock")
    person.types(DOWN)
    person.sees("show privilege")
    person.types(f"{ERASE}show clck{LEFT}{LEFT}o\x05\x01\x06\x05")
    person.types("\r")
    assert "UTC" in person.sees("\r\nsw1#")
    assert "  show clock" in person.runs("show history")


def test_words_cut_short_and_a_word_that_means_two_things(person: Person) -> None:
    assert "Not a Cisco product" in person.runs("sh ver | i Not a")
    assert '% Ambiguous command:  "co"' in person.runs("co")
    assert "% Incomplete command." in person.runs("show ip")
    assert re.search(r"\r\n {9}\^\r\n% Invalid input", person.runs("show xlan"))


def test_a_paste_of_300_lines(person: Person) -> None:
    lines = ["configure terminal", *(line for n in range(200, 300) for line in (f"vlan {n}", f" name V{n}", "exit"))]
    person.types("terminal length 0\r" + "\r".join([*lines, "end", "show privilege"]) + "\r")
    text = person.sees("Current privilege level")
    person.sees("sw1#")
    assert "% " not in text
    assert re.findall(r"\)# name (V\d+)\r\n", text) == [f"V{n}" for n in range(200, 300)]
    assert person.runs("show vlan brief | include V2").count("active") == 100
    person.types("terminal length 24\r")


def test_the_end(person: Person) -> None:
    person.types("exit\r")
    person.child.expect(pexpect.EOF)
    person.child.close()
    assert person.child.exitstatus == 0
