"""What containerlab says it would change (`deploy --dry-run -f json`), read before a running lab is touched (pure)."""

import json
from dataclasses import dataclass

from ccp3lab.errors import ProviderError, RefusedError

_LOSSES = ("recreated-nodes", "deleted-nodes", "deleted-endpoints")


@dataclass(frozen=True)
class Forecast:
    """Names by kind of change; `losses` are devices or links that would lose what a learner did there."""

    added_links: tuple[str, ...]
    losses: tuple[str, ...]

    @classmethod
    def read(cls, answer: str) -> "Forecast":
        """The forecast of containerlab's ANSWER (JSON; its lists are null when empty)."""
        try:
            told = json.loads(answer)
            losses = tuple(str(name) for kind in _LOSSES for name in told.get(kind) or ())
            return cls(tuple(str(link) for link in told.get("added-links") or ()), losses)
        except (ValueError, AttributeError, TypeError) as error:
            raise ProviderError(
                "containerlab deploy --dry-run: its answer could not be read; is it >= 0.78?"
            ) from error

    def spare(self, lab: str, learner: str) -> None:
        """Raise RefusedError if going on would lose a learner's work."""
        if self.losses:
            raise RefusedError(
                f"{lab} of {learner}: the running lab no longer fits its definition; going on would remake "
                f"{', '.join(self.losses)} and lose the work there. Keep it as it is, or `ccp3 down {lab} --learner "
                f"{learner}` and start again"
            )
