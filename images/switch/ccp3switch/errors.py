"""What the switch refuses, as IOS words it."""


class SwitchError(Exception):
    """Root of the switch's own errors."""


class CliError(SwitchError):
    """A refused line: `text` is IOS's wording, `column` the place of the caret in the line (None: no caret)."""

    def __init__(self, text: str, column: int | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.column = column

    def shown(self, indent: int = 0) -> str:
        """The lines to print; `indent` is the width of the prompt in front of the refused line."""
        caret = "" if self.column is None else " " * (indent + self.column) + "^\n"
        return f"{caret}{self.text}\n"


class InvalidInputError(CliError):
    """A word that fits nowhere; the caret stands under its first character that differs."""

    def __init__(self, column: int) -> None:
        super().__init__(INVALID, column)


class ApplyError(SwitchError):
    """Open vSwitch or the kernel refused the new state; the message holds their words."""


class FlashError(CliError):
    """A file that cannot be read or written, in IOS's words (`%Error opening flash:/x (...)`)."""


INVALID = "% Invalid input detected at '^' marker."
