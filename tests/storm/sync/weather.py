"""How bad the line is, drawn from a seed, and a count of what it did."""

import random
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum


class Happened(Enum):
    """What the line, or the folder, did to one request."""

    PASSED = "passed"
    REQUEST_CUT = "requests cut"
    REPLY_CUT = "replies cut"
    DELAYED = "delayed"
    DOUBLED = "doubled"
    DOUBLED_LATE = "doubled late"
    VANISHED = "vanished for a while"
    COPIED = "copied under another name"
    HALF_WRITTEN = "half written"
    UNLISTED = "left out of a listing"


CUTS_REQUEST, CUTS_REPLY = 0.15, 0.25
"""Of all requests that reach the line; of the replies to those that were let through."""

DELAYS, DOUBLES, DOUBLES_LATE = 0.10, 0.05, 0.05
LONGEST_DELAY_S, LATEST_S = 0.03, 1.0


@dataclass
class Weather:
    """One line's chance and its tally. Used on one thread."""

    chance: random.Random
    tally: Counter[Happened] = field(default_factory=Counter)

    def strikes(self, what: Happened, odds: float) -> bool:
        """Whether this happens now, at these odds; counted if it does."""
        if self.chance.random() >= odds:
            return False
        self.tally[what] += 1
        return True

    def cuts_request(self) -> bool:
        return self.strikes(Happened.REQUEST_CUT, CUTS_REQUEST)

    def cuts_reply(self) -> bool:
        if self.strikes(Happened.REPLY_CUT, CUTS_REPLY):
            return True
        self.tally[Happened.PASSED] += 1
        return False

    def delay(self) -> float:
        """Seconds this request is held up, so that others overtake it."""
        if not self.strikes(Happened.DELAYED, DELAYS):
            return 0.0
        return self.chance.random() * LONGEST_DELAY_S

    def doubles(self) -> bool:
        return self.strikes(Happened.DOUBLED, DOUBLES)

    def late(self) -> float | None:
        """Seconds after which this request is sent once more, long overtaken by others."""
        if not self.strikes(Happened.DOUBLED_LATE, DOUBLES_LATE):
            return None
        return self.chance.random() * LATEST_S
