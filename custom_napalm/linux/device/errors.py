"""The one error of the device side."""


class RefusedError(Exception):
    """A candidate that was refused: in which phase, where (a path or a service), and why in words."""

    def __init__(self, phase: str, where: str, text: str) -> None:
        """TEXT is what the checker or the service said; whoever shows it makes control characters visible."""
        super().__init__(phase, where, text)
        self.phase, self.where, self.text = phase, where, text
