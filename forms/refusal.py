"""Why something that was typed could not be taken."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A slip, not a fault: `reason` is one plain sentence that says what to do."""

    reason: str
