"""How grave a message is: the severities of RFC 5424, 0 to 7, as IOS names them. Pure."""

LEVELS = (
    "emergencies", "alerts", "critical", "errors", "warnings", "notifications", "informational", "debugging",
)  # fmt: skip


def level(word: str) -> int | None:
    """The number of a severity: its name, the beginning of one, or the number itself; None when it is none."""
    if len(word) == 1 and word in "01234567":
        return int(word)
    found = [number for number, name in enumerate(LEVELS) if word and name.startswith(word.lower())]
    return found[0] if len(found) == 1 else None


def severity(message: str) -> int:
    """5 for `%SYS-5-CONFIG_I: ...`; a text of another form counts as informational."""
    parts = message.partition(":")[0].split("-")
    found = next((int(part) for part in parts if len(part) == 1 and part in "01234567"), None)
    return LEVELS.index("informational") if found is None else found
