"""The IPP client of the checks, with a print server made here: what it asks, what it takes for an answer."""

import json
import struct
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tasks.programs import queues as program
from tasks.programs import text
from tasks.programs.queues import (
    BOOLEAN,
    END,
    ENUM,
    GET_DEFAULT,
    GET_PRINTERS,
    KEYWORD,
    NOT_FOUND,
    OK,
    PRINTER,
    Report,
)

NAME, URI = 0x42, 0x45


def value(tag: int, name: str, data: bytes) -> bytes:
    return struct.pack("!BH", tag, len(name)) + name.encode() + struct.pack("!H", len(data)) + data


def queue(name: str, state: int = 3, *more: bytes) -> bytes:
    return (
        bytes([PRINTER])
        + value(NAME, "printer-name", name.encode())
        + value(ENUM, "printer-state", struct.pack("!i", state))
        + value(BOOLEAN, "printer-is-shared", b"\1")
        + b"".join(more)
    )


def answer(*groups: bytes, status: int = OK, end: bytes = bytes([END])) -> bytes:
    return (
        struct.pack("!BBHI", 2, 0, status, 1)
        + b"\1"
        + value(0x47, "attributes-charset", b"utf-8")
        + b"".join(groups)
        + end
    )


ALLOWED = value(NAME, "requesting-user-name-allowed", b"@DL_A") + value(NAME, "", b"zo\xc3\xa9")


class Server:
    """Answers by operation; keeps what it was asked."""

    def __init__(self) -> None:
        self.answers = {
            GET_PRINTERS: answer(queue("COMPTA", 5, ALLOWED), queue("ACCUEIL")),
            GET_DEFAULT: answer(queue("COMPTA")),
        }
        self.code, self.asked = 200, []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.asked.append(body)
                (operation,) = struct.unpack_from("!H", body, 2)
                self.send_response(outer.code)
                self.end_headers()
                self.wfile.write(outer.answers[operation])

            def log_message(self, *words: object) -> None:
                pass

        self.http = HTTPServer(("127.0.0.1", 0), Handler)
        self.at = f"127.0.0.1:{self.http.server_port}"


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.http.shutdown()
    thread.join()
    made.http.server_close()


def test_every_queue_with_its_attributes(server: Server) -> None:
    report = program.look(server.at)
    assert (report.problem, report.default) == ("", "COMPTA")
    first, second = report.queues
    assert first == {
        "printer-name": ["COMPTA"],
        "printer-state": [5],
        "printer-is-shared": [True],
        "requesting-user-name-allowed": ["@DL_A", "zoé"],
    }
    assert second["printer-name"] == ["ACCUEIL"]


def test_what_is_asked_is_ipp(server: Server) -> None:
    """RFC 8010, section 3.1: version, operation, request id; charset and language come first."""
    program.look(server.at)
    printers, default = server.asked
    assert printers[:8] == struct.pack("!BBHI", 2, 0, GET_PRINTERS, 1)
    assert printers[8:].startswith(
        b"\1\x47\0\x12attributes-charset\0\5utf-8\x48\0\x1battributes-natural-language\0\2en"
    )
    assert bytes([KEYWORD, 0, 0]) + b"\0\x0cprinter-info" in printers, "a further value has no name"
    assert printers.endswith(bytes([END]))
    assert default[2:4] == struct.pack("!H", GET_DEFAULT)


def test_a_server_without_queues(server: Server) -> None:
    server.answers = dict.fromkeys(server.answers, answer(status=NOT_FOUND))
    assert program.look(server.at) == Report()


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        pytest.param(answer(status=0x0500), "IPP status 0x0500", id="refused"),
        pytest.param(answer(queue("COMPTA"), end=b""), "an answer that is cut off", id="no end"),
        pytest.param(answer(queue("COMPTA"))[:60], "an answer that is cut off", id="cut in a value"),
        pytest.param(b"", "an answer that is cut off", id="empty"),
        pytest.param(b"<html>", "IPP status 0x746d", id="a web page"),
    ],
)
def test_what_is_no_answer(server: Server, message: bytes, problem: str) -> None:
    server.answers = dict.fromkeys(server.answers, message)
    assert program.look(server.at) == Report(problem=problem)


def test_what_http_refuses(server: Server) -> None:
    server.code = 403
    assert program.look(server.at).problem == "HTTP 403"


def test_nobody_listens(tmp_path) -> None:
    assert program.look("127.0.0.1:1").problem == "Connection refused"
    assert program.look(str(tmp_path / "cups.sock")).problem == "No such file or directory"


def test_the_program_as_it_runs_on_a_device(server: Server) -> None:
    import subprocess
    import sys

    argument = json.dumps({"at": server.at})
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", text("queues"), argument],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert [one["printer-name"] for one in json.loads(done.stdout)["queues"]] == [["COMPTA"], ["ACCUEIL"]]
