"""Messages on a terminal as they happen: between two commands, or over the line being typed, which is shown again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ccp3switch.front.terminal import Terminal
from ccp3switch.shell.users import AUTOMATION
from ccp3switch.show import messages

if TYPE_CHECKING:
    from ccp3switch.front.editor import Editor
    from ccp3switch.shell.session import Session


@dataclass
class Monitor:
    """What waits to be shown; `editor` is set while a line is being typed."""

    session: Session
    terminal: Terminal
    editor: Editor | None = None
    _waiting: list[str] = field(default_factory=list)

    def tell(self, message: messages.Message) -> None:
        """Show a message now or before the next prompt, if this terminal takes it."""
        tree = self.session.switch.running
        if not self._wanted() or not messages.within(tree, self._kind, [message]):
            return
        self._waiting.append(messages.line(tree, message) + "\n")
        if self.editor is not None:
            self.editor.interrupted_by(self.waiting())

    @property
    def _kind(self) -> str:
        return "monitor" if self.session.location else "console"

    def _wanted(self) -> bool:
        return self.session.user != AUTOMATION and (self.session.monitors or not self.session.location)

    def waiting(self) -> str:
        """What came since the last prompt."""
        text, self._waiting = "".join(self._waiting), []
        return text
