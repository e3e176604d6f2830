"""What a terminal sends, one key at a time. Pure."""

from __future__ import annotations

SEQUENCES = {
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[C": "right",
    "\x1b[D": "left",
    "\x1bOA": "up",
    "\x1bOB": "down",
    "\x1bOC": "right",
    "\x1bOD": "left",
    "\x1b[H": "home",
    "\x1b[F": "end",
    "\x1b[1~": "home",
    "\x1b[4~": "end",
    "\x1b[3~": "delete",
    "\x1b[200~": "",
    "\x1b[201~": "",
}
CONTROLS = {
    "\x01": "home", "\x02": "left", "\x03": "interrupt", "\x04": "delete", "\x05": "end", "\x06": "right",
    "\x08": "backspace", "\t": "tab", "\x0b": "kill", "\x0c": "redraw", "\x0e": "down", "\x10": "up", "\x12": "redraw",
    "\x15": "clear", "\x17": "word", "\x18": "clear", "\x1a": "leave", "\x7f": "backspace",
}  # fmt: skip


class Keys:
    """Cuts a stream of characters into keys; what is unknown (NUL of a keep-alive, odd escapes) gives nothing."""

    def __init__(self) -> None:
        self._buffer = ""

    def add(self, text: str) -> None:
        """More characters came."""
        self._buffer += text

    def __bool__(self) -> bool:
        return bool(self._buffer)

    def run(self, stop: str) -> str:
        """The plain characters at the front, up to one of `stop`: a pasted or typed-ahead run is taken at once."""
        end = 0
        while end < len(self._buffer) and self._buffer[end].isprintable() and self._buffer[end] not in stop:
            end += 1
        taken, self._buffer = self._buffer[:end], self._buffer[end:]
        return taken

    def next(self) -> str:
        """The name of the next control key, `return`, or one plain character; empty for what means nothing."""
        for sequence, name in SEQUENCES.items():
            if self._buffer.startswith(sequence):
                self._buffer = self._buffer[len(sequence) :]
                return name
        char, self._buffer = self._buffer[:1], self._buffer[1:]
        if char in ("\r", "\n"):
            if char == "\r" and self._buffer[:1] in ("\n", "\0"):
                self._buffer = self._buffer[1:]
            return "return"
        return CONTROLS.get(char) or (char if char.isprintable() else "")
