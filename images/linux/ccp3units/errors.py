"""What a call can end with, other than well."""


class UnitError(Exception):
    """A unit that cannot be found or used, or a job that failed: the words for stderr, and the exit code."""

    def __init__(self, words: str, code: int = 1) -> None:
        """CODE as systemctl(1) gives it: 1 failed, 4 no rights, 5 no such unit."""
        super().__init__(words)
        self.code = code
