"""Reads one line on a terminal: cursor keys, history, `?`, Tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ccp3switch.front.terminal import LONGEST, Terminal, Typed


def _nothing(_line: str) -> str:
    return ""


@dataclass
class Editor:
    """State of the line being typed; `help` and `complete` are asked with the text before the cursor.

    height: lines of a screen of help, 0 for all at once.
    """

    terminal: Terminal
    prompt: str
    history: Sequence[str] = ()
    help: Callable[[str], str] = _nothing
    complete: Callable[[str], str] | None = None
    echo: bool = True
    height: int = 0
    line: str = ""
    position: int = 0
    _past: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._past = len(self.history)

    async def read(self) -> Typed:
        """The line. Raises EOFError, TimeoutError."""
        self.terminal.write(self.prompt)
        while True:
            run = self._run()
            if run:
                self._insert(run)
                continue
            key = await self.terminal.key()
            if key == "?" and self.complete:
                await self._ask()
                continue
            if key in ("return", "interrupt", "leave"):
                self.terminal.write("^Z\n" if key == "leave" else "\n")
                return Typed(self.line, key)
            self._press(key)

    def _run(self) -> str:
        return self.terminal.keys.run("?" if self.echo and self.complete else "")

    def _press(self, key: str) -> None:
        action = _ACTIONS.get(key)
        if action is not None:
            action(self)
        elif len(key) == 1:
            self._insert(key)

    def _insert(self, text: str) -> None:
        text = text[: LONGEST - len(self.line)]
        if not self.echo:
            self.line += text
        elif self.position == len(self.line):
            self.line += text
            self.position += len(text)
            self.terminal.write(text)
        else:
            at = self.position + len(text)
            self._redraw(self.line[: self.position] + text + self.line[self.position :], at)

    def _redraw(self, new: str, at: int) -> None:
        """Replace the shown line by backspaces and spaces alone."""
        if self.echo:
            rest = max(0, len(self.line) - len(new))
            back = rest + len(new) - at
            self.terminal.write("\b" * self.position + new + " " * rest + "\b" * back)
        self.line, self.position = new, at

    async def _ask(self) -> None:
        self.terminal.write("?\n")
        await self.terminal.page(self.help(self.line[: self.position]), self.height)
        self.terminal.write(self.prompt + self.line)
        self.position = len(self.line)

    def tab(self) -> None:
        """Complete the word; the line is written again, as IOS does."""
        if self.complete is None:
            return
        new = self.complete(self.line)
        self.terminal.write("\n" + self.prompt + new)
        self.line, self.position = new, len(new)

    def interrupted_by(self, text: str) -> None:
        """A message comes while the line is typed: the line is written again below it."""
        self.terminal.write("\n" + text + self.prompt + (self.line if self.echo else ""))
        self.position = len(self.line)

    def redraw(self) -> None:
        """^R, ^L: write the line again."""
        self.terminal.write("\n" + self.prompt + self.line)
        self.position = len(self.line)

    def recall(self, step: int) -> None:
        """A line of the history, older for -1."""
        self._past = min(len(self.history), max(0, self._past + step))
        new = self.history[self._past] if self._past < len(self.history) else ""
        self._redraw(new, len(new))

    def move(self, to: int) -> None:
        """Move the cursor."""
        self._redraw(self.line, min(len(self.line), max(0, to)))

    def cut(self, start: int, end: int) -> None:
        """Remove characters; the cursor goes to where they were."""
        if start >= 0 and (start < end or start < len(self.line)):
            self._redraw(self.line[:start] + self.line[end:], start)

    def cut_word(self) -> None:
        """^W: the word before the cursor."""
        head = self.line[: self.position].rstrip()
        self.cut(head.rfind(" ") + 1, self.position)


_ACTIONS: dict[str, Callable[[Editor], None]] = {
    "up": lambda editor: editor.recall(-1),
    "down": lambda editor: editor.recall(1),
    "left": lambda editor: editor.move(editor.position - 1),
    "right": lambda editor: editor.move(editor.position + 1),
    "home": lambda editor: editor.move(0),
    "end": lambda editor: editor.move(len(editor.line)),
    "backspace": lambda editor: editor.cut(_before(editor), _position(editor)),
    "delete": lambda editor: editor.cut(editor.position, editor.position + 1),
    "kill": lambda editor: editor.cut(editor.position, len(editor.line)),
    "clear": lambda editor: editor.cut(0, len(editor.line)),
    "word": lambda editor: editor.cut_word(),
    "tab": lambda editor: editor.tab(),
    "redraw": lambda editor: editor.redraw(),
}


def _position(editor: Editor) -> int:
    return editor.position if editor.echo else len(editor.line)


def _before(editor: Editor) -> int:
    return _position(editor) - 1
