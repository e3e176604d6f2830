"""What a candidate would change, from what is there now."""

from __future__ import annotations

from .counters import count_on
from .files import look, wanted
from .store import ORIGINALS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .shapes import Candidate, Change, Entry, Manifest, Plan
    from .store import Store


def plan(store: Store, candidate: Candidate) -> Plan:
    """Compare each path with what CANDIDATE wants there; a replace also looks at what it no longer lists."""
    before = store.manifest()
    after = _after(before, candidate)
    changes = [change for change in _listed(candidate) if change["now"] != change["want"]]
    changes += [change for change in _dropped(store, before, after) if change["now"] != change["want"]]
    gone = [service for name, service in before["services"].items() if name not in after["services"]]
    return {"changes": changes, "gone": gone, "before": before, "after": after}


def _after(before: Manifest, candidate: Candidate) -> Manifest:
    files, services = ({}, {}) if candidate["replace"] else (dict(before["files"]), dict(before["services"]))
    for entry in candidate["files"]:
        bare = entry.copy()
        bare.pop("content", None)
        files[entry["path"]] = bare
    services.update((service["name"], service) for service in candidate["services"])
    return {"files": files, "services": services}


def _listed(candidate: Candidate) -> Iterator[Change]:
    for entry in candidate["files"]:
        now = look(entry["path"])
        yield {
            "path": entry["path"],
            "now": now,
            "want": wanted(count_on(entry, now)),
            "entry": entry,
            "service": entry["service"],
            "secret": entry["secret"],
        }


def _dropped(store: Store, before: Manifest, after: Manifest) -> Iterator[Change]:
    """Bring the image's original back where a file is no longer listed, or remove the file."""
    for path, entry in before["files"].items():
        if path not in after["files"]:
            yield {
                "path": path,
                "now": look(path),
                "want": store.kept(ORIGINALS, path) or {"kind": "absent"},
                "entry": None,
                "service": entry["service"],
                "secret": entry["secret"],
            }


def touched(changes: list[Change]) -> set[str]:
    """Name the services that one of CHANGES concerns."""
    return {change["service"] for change in changes} - {""}


def to_check(candidate: Candidate, changes: list[Change]) -> list[Entry]:
    """List the files whose checker must run: changed themselves, or read by a service that is touched."""
    changed, concerned = {change["path"] for change in changes}, touched(changes)
    return [
        entry
        for entry in candidate["files"]
        if entry["check"] and (entry["path"] in changed or entry["service"] in concerned)
    ]
