"""A `docker` that keeps its containers and networks in the JSON file CCP3_FAKE_STATE."""

import json
import os
import sys
from pathlib import Path

STATE = Path(os.environ["CCP3_FAKE_STATE"])


def stop(words: str) -> None:
    print(words, file=sys.stderr)
    sys.exit(1)


def network(state: dict, verb: str, rest: list[str]) -> None:
    networks, name = state["networks"], rest[-1]
    if verb == "create":
        subnet = rest[rest.index("--subnet") + 1]
        if state["rules"].get("create"):
            stop(state["rules"]["create"])
        if subnet in state["taken"] or subnet in networks.values():
            stop("Error response from daemon: Pool overlaps with other one on this address space")
        networks[name] = subnet
    elif name not in networks:
        stop(f"Error: No such network: {name}")
    elif verb == "inspect":
        print(json.dumps([{"Name": name, "IPAM": {"Config": [{"Subnet": networks[name]}]}}]))
    else:
        del networks[name]


def listing(state: dict, rest: list[str]) -> None:
    lab = rest[rest.index("--filter") + 1].removeprefix("label=containerlab=")
    for name, container in state["containers"].items():
        if container["lab"] == lab:
            print(json.dumps({"ID": container["id"], "Names": name, "State": container["state"]}))


def main(words: list[str]) -> None:
    state = json.loads(STATE.read_text())
    state["calls"].append(" ".join(["docker", *words]))
    STATE.write_text(json.dumps(state))
    if state["rules"].get("engine"):
        stop(state["rules"]["engine"])
    match words:
        case ["network", verb, *rest]:
            network(state, verb, rest)
        case ["ps", *rest]:
            listing(state, rest)
        case ["start", *names]:
            for name in names:
                state["containers"][name]["state"] = "running"
        case ["rm", "--force", "--volumes", *ids]:
            state["containers"] = {n: c for n, c in state["containers"].items() if c["id"] not in ids}
        case _:
            stop(f"fake docker: unknown command {words}")
    STATE.write_text(json.dumps(state))


main(sys.argv[1:])
