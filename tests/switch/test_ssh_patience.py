"""Before the login over SSH: the banner, how often one may try, how long one may wait."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest
from ccp3switch import passwords
from ccp3switch.switch import Switch
from switchbench.server import ADDRESS, Served, served

SECRET = passwords.hashed("motdepasse")
BASE = f"""hostname sw1
username admin privilege 15 secret 9 {SECRET}
username bob secret 9 {SECRET}
banner login #Propriete de l'atelier#
ip ssh time-out 1
ip ssh authentication-retries 2
line vty 0 15
 login local
 privilege level 15
"""


@pytest.fixture
def server(switch: Switch, tmp_path: Path) -> Iterator[Served]:
    switch.commit(switch.complete(BASE).tree)
    with served(switch, tmp_path) as found:
        yield found


class Person(asyncssh.SSHClient):
    """Somebody who tries these words in turn."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = list(words)
        self.banner = ""

    def auth_banner_received(self, msg: str, lang: str) -> None:
        self.banner += msg

    def password_auth_requested(self) -> str | None:
        return self.words.pop(0) if self.words else None


async def tried(server: Served, user: str, *words: str, key: Path | None = None) -> tuple[str, Person]:
    """(what `show privilege` says, the person) after a login with one of the words, else with the key."""
    person = Person(words)
    connection = await asyncssh.connect(
        ADDRESS, server.port, username=user, client_factory=lambda: person, known_hosts=str(server.known_hosts),
        client_keys=[str(key)] if key else None, agent_path=None, config=None,
    )  # fmt: skip
    async with connection:
        done = await connection.run("show privilege")
    return str(done.stdout).replace("\r\n", "\n"), person


def test_the_second_attempt_may_be_right(server: Served) -> None:
    text, person = asyncio.run(tried(server, "admin", "faux", "motdepasse"))
    assert text == "Current privilege level is 15\n"
    assert person.banner == "Propriete de l'atelier\n"


def test_there_is_no_third(server: Served) -> None:
    with pytest.raises(asyncssh.DisconnectError):
        asyncio.run(tried(server, "admin", "a", "b", "motdepasse"))


def test_the_level_of_the_line_counts_for_a_user_without_one(server: Served) -> None:
    assert asyncio.run(tried(server, "bob", "motdepasse"))[0] == "Current privilege level is 15\n"


def test_the_toolkit_sees_no_banner(server: Served) -> None:
    text, person = asyncio.run(tried(server, "ccp3", key=server.given.toolkit_key))
    assert text == "Current privilege level is 15\n"
    assert person.banner == ""


def test_whoever_does_not_come_in_is_cut_off(server: Served) -> None:
    async def wait() -> bytes:
        reader, writer = await asyncio.open_connection(ADDRESS, server.port)
        said = await asyncio.wait_for(reader.read(), 10)
        writer.close()
        return said

    assert asyncio.run(wait()).startswith(b"SSH-2.0-")


def test_whoever_is_inside_may_stay(server: Served) -> None:
    async def stay() -> str:
        connection = await asyncssh.connect(
            ADDRESS, server.port, username="admin", password="motdepasse", known_hosts=str(server.known_hosts),
            client_keys=None, agent_path=None, config=None,
        )  # fmt: skip
        async with connection:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(connection.wait_closed(), 1.5)
            return str((await connection.run("show clock")).stdout)

    assert "UTC" in asyncio.run(stay())
