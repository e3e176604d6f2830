"""What keeps a domain from being made or served."""


class DomainError(Exception):
    """One line: what is wrong and where."""
