"""A `containerlab` on the state of the fake `docker`: JSON on stdout, noise on stderr, null lists, exit 0 or 1."""

import json
import os
import sys
from pathlib import Path

import yaml

STATE = Path(os.environ["CCP3_FAKE_STATE"])
CHANGES = ("added-nodes", "deleted-nodes", "recreated-nodes", "restarted-nodes", "added-links", "deleted-endpoints")


def deploy(state: dict, topology: dict) -> int:
    rules, lab = state["rules"], topology["name"]
    for node in topology["topology"]["nodes"]:
        name = f"clab-{lab}-{node}"
        if rules.get("breaks_at") == node:
            print("ERRO[0001] failed deploy links for node: link not found", file=sys.stderr)
            return 1
        stopped = "exited" if rules.get("stops") == node else "running"
        state["containers"].setdefault(name, {"id": f"id-{name}", "lab": lab, "state": stopped})
    return 0


def dry_run(state: dict) -> int:
    print(json.dumps(dict.fromkeys(CHANGES) | state["rules"].get("forecast", {})))
    return 0


def destroy(state: dict, topology: dict) -> int:
    if not state["rules"].get("destroys_nothing"):
        nodes = {f"clab-{topology['name']}-{node}" for node in topology["topology"]["nodes"]}
        state["containers"] = {n: c for n, c in state["containers"].items() if n not in nodes}
    return int(bool(state["rules"].get("destroy_fails")))


def main(words: list[str]) -> int:
    state = json.loads(STATE.read_text())
    state["calls"].append(" ".join(["containerlab", *words]))
    topology = yaml.safe_load(Path(words[words.index("-t") + 1]).read_text())
    print("INFO[0000] Containerlab started version=0.79.0", file=sys.stderr)
    if words[0] == "destroy":
        code = destroy(state, topology)
    else:
        code = dry_run(state) if "--dry-run" in words else deploy(state, topology)
    STATE.write_text(json.dumps(state))
    return code


sys.exit(main(sys.argv[1:]))
