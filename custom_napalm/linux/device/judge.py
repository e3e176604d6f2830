"""Is what lies in the store what this program wrote there? A learner is root and may have put anything."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeGuard

    from .shapes import Journal, Manifest, Seen

Shape = dict[str, "type | tuple[type, ...]"]
NUMBER = (int, float)
KINDS: dict[str, Shape] = {"file": {"mode": int, "uid": int, "gid": int}, "link": {"link": str}, "absent": {}}
ENTRY: Shape = {"path": str, "mode": str, "owner": str, "secret": bool, "check": str, "service": str}
SERVICE: Shape = {
    **dict.fromkeys(("name", "process", "unit", "ready", "verify", "reload", "start", "stop", "log"), str),
    **dict.fromkeys(("wait", "settle"), NUMBER),
}
JOURNAL: Shape = {"paths": list, "folders": list, "services": list, "was_up": dict, "touched": list, "limit": NUMBER}


def is_seen(note: object) -> TypeGuard[Seen]:
    """Tell whether NOTE is what was at a path, without its bytes."""
    return isinstance(note, dict) and has(note, KINDS.get(str(note.get("kind")), {"never": str}))


def is_manifest(found: object) -> TypeGuard[Manifest]:
    """Tell whether FOUND is a manifest."""
    return (
        has(found, {"files": dict, "services": dict})
        and all(is_entry(entry) for entry in found["files"].values())
        and all(has(service, SERVICE) for service in found["services"].values())
        and is_texts(found.get("folders", []))
    )


def is_entry(found: object) -> bool:
    """Tell whether FOUND is a managed file without its content."""
    return has(found, ENTRY) and isinstance(found.get("counter", ""), str)


def is_texts(found: object) -> bool:
    """Tell whether FOUND is a list of texts."""
    return isinstance(found, list) and all(isinstance(text, str) for text in found)


def is_journal(found: object) -> TypeGuard[Journal]:
    """Tell whether FOUND is a journal."""
    return (
        has(found, JOURNAL)
        and is_manifest(found.get("manifest"))
        and all(is_texts(found[part]) for part in ("paths", "folders", "touched"))
        and all(has(service, SERVICE) for service in found["services"])
        and isinstance(found.get("deadline", 0.0), NUMBER)
    )


def has(found: object, shape: Shape) -> TypeGuard[dict[str, Any]]:
    """Tell whether FOUND is a dictionary with at least the keys of SHAPE, of its types."""
    return isinstance(found, dict) and all(isinstance(found.get(name), kind) for name, kind in shape.items())
