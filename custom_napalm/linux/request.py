"""What is asked of a device: the options of a connection, and a candidate on its way (pure)."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from custom_napalm.linux.document import Candidate


class Options(BaseModel):
    """NAPALM's `optional_args` as this driver reads them; times are in seconds. Unknown ones belong to others."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    port: int = 22
    key_file: str | None = None
    known_hosts: str | None = None
    command_timeout: float = 20.0
    commit_timeout: float = 120.0
    confirm_wait: float = 10.0
    check_on_compare: bool = False

    @classmethod
    def read(cls, optional_args: dict[str, Any]) -> "Options":
        """Read OPTIONAL_ARGS, left as they are: Nornir shares one dictionary among hosts."""
        return cls.model_validate({name: value for name, value in optional_args.items() if value is not None})


@dataclass(frozen=True)
class Loaded:
    """A candidate, and whether it is the whole configuration."""

    candidate: Candidate
    replace: bool

    def request(self, operation: str, options: Options) -> dict[str, Any]:
        """Return the request for OPERATION as the device side reads it (`device.shapes`)."""
        told = (file.model_dump(exclude={"origin"}) for file in self.candidate.files)
        files = [{**file, "service": file["service"] or ""} for file in told]
        services = [{**service.model_dump(), "unit": service.unit or ""} for service in self.candidate.services]
        return {
            "op": operation,
            "limit": options.command_timeout,
            "candidate": {"replace": self.replace, "files": files, "services": services},
        }
