"""One tree of errors: every message says what is wrong, where, and what to do about it.

The command line prints the message alone (never a traceback) and exits with `exit_code`.
"""

from typing import ClassVar


class LabError(Exception):
    """Root of every error that a trainer may see."""

    exit_code: ClassVar[int] = 2


class DefinitionError(LabError):
    """A file of labs/ or inventories/ is wrong; the message holds one `file:line: ...` line a problem."""


class PlanError(DefinitionError):
    """A name or value that the addressing plan does not have."""


class UsageError(LabError):
    """An argument of the command line is wrong (unknown lab, odd learner name)."""


class ProviderError(LabError):
    """What runs the devices (Docker, containerlab) is missing or refused."""


class ImageError(LabError):
    """A device image is missing or cannot be built."""


class SetupError(LabError):
    """A step of the set-up failed."""


class InstanceError(LabError):
    """The state folder of an instance is missing, damaged or cannot be written."""


class DeviceError(LabError):
    """One or more devices did not take their configuration or did not answer."""

    exit_code = 3


class SilentError(DeviceError):
    """A device was reached, and nothing answers there on the port of a service."""


class DescriptorError(LabError):
    """What a server gave as a security descriptor is none, or says what cannot be judged."""

    exit_code = 3


class DirectoryError(LabError):
    """A directory could not be reached, or refused.

    `code` is its LDAP result code (RFC 4511, appendix A), None when it gave no answer; `reason` the hexadecimal number
    that Active Directory adds to a refused logon (`52e`, `533`...), empty when it added none.
    """

    exit_code = 3

    def __init__(self, message: str, code: int | None = None, reason: str = "") -> None:
        """MESSAGE says what, where and what to do."""
        super().__init__(message)
        self.code = code
        self.reason = reason


class RefusedError(LabError):
    """Refused on purpose: it would overwrite a learner's work, or someone else holds the lock."""

    exit_code = 4


class ShareError(LabError):
    """A file server could not be reached, refused, or said what cannot be read.

    `code` is its NTSTATUS (SMB) or Win32 code (RPC), None when it gave none.
    """

    exit_code = 3

    def __init__(self, message: str, code: int | None = None) -> None:
        """MESSAGE says what, where and what to do."""
        super().__init__(message)
        self.code = code
