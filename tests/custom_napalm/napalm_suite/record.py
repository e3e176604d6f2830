"""Records what a workstation answers, for the getter suite: `python -m ...record HOST KEY KNOWN_HOSTS`."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from napalm.base.test.double import BaseTestDouble

from custom_napalm.linux import LinuxDriver
from custom_napalm.linux.answers import Reply

FOLDER = Path(__file__).with_name("mocked_data")
CALLS: dict[str, Callable[[LinuxDriver], Any]] = {
    "test_is_alive": lambda driver: driver.is_alive(),
    "test_get_facts": lambda driver: driver.get_facts(),
    "test_get_interfaces": lambda driver: driver.get_interfaces(),
    "test_get_interfaces_ip": lambda driver: driver.get_interfaces_ip(),
    "test_get_arp_table": lambda driver: driver.get_arp_table(),
    "test_ping": lambda driver: driver.ping("8.8.8.8"),
    "test_get_config": lambda driver: driver.get_config(),
    "test_get_config_filtered": lambda driver: [
        driver.get_config(part) for part in ("running", "startup", "candidate")
    ][-1],
    "test_get_config_sanitized": lambda driver: driver.get_config(sanitized=True),
    "test_get_config_sanitized_filtered": lambda driver: driver.get_config("running", sanitized=True),
}


def main(host: str, key: str, known_hosts: str) -> None:
    driver = LinuxDriver(host, "ccp3", "", 60, {"key_file": key, "known_hosts": known_hosts})
    driver.open()
    for test, call in CALLS.items():
        case = FOLDER / test / "normal"
        case.mkdir(parents=True, exist_ok=True)
        driver.device.ask = listening(type(driver.device).ask.__get__(driver.device), case)  # type: ignore[union-attr, method-assign]
        (case / "expected_result.json").write_text(json.dumps(call(driver), indent=1) + "\n")
    driver.close()


def listening(ask: Callable[..., Reply], case: Path) -> Callable[..., Reply]:
    def heard(request: dict[str, Any], timeout: float | None = None) -> Reply:
        reply = ask(request, timeout)
        answer = reply.ok or {}
        if request["op"] == "config":
            (case / "config.json").write_text(json.dumps(answer, indent=1) + "\n")
        for command, outcome in zip(request.get("commands", ()), answer.get("outcomes", ()), strict=False):
            (case / f"{BaseTestDouble.sanitize_text(command)}.txt").write_text(outcome["text"])
        return reply

    return heard


if __name__ == "__main__":
    main(*sys.argv[1:])
