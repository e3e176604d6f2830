"""The one base of what crosses a border (YAML, JSON): typed, frozen, unknown keys refused."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value read from a file; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
