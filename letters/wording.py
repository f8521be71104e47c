"""The team's own word for what this letter does, and the words no letter of ours uses."""

from dataclasses import dataclass
from typing import assert_never

from forms.preferences import Wording


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of the word a sentence may need; `to` is the word that follows the verb."""

    noun: str
    verb: str
    done: str
    to: str

    def fill(self, sentence: str, **more: str) -> str:
        """The sentence with its {noun}, {Noun}, {verb}, {done}, {to} and `more` filled in."""
        return sentence.format(
            noun=self.noun,
            Noun=self.noun.capitalize(),
            verb=self.verb,
            done=self.done,
            to=self.to,
            **more,
        )


def forms_of(wording: Wording) -> Forms:
    """The English forms; Welsh forms stand beside these once translated and checked."""
    match wording:
        case Wording.RECOMMENDATION:
            return Forms("recommendation", "recommend", "recommended", "to")
        case Wording.REFERRAL:
            return Forms("referral", "refer", "referred", "to")
        case Wording.REGISTRATION:
            return Forms("registration", "register", "registered", "with")
        case _:
            assert_never(wording)


NEVER_PRINTED = (
    "attachment",
    "bonding",
    "compliant",
    "compliance",
    "disordered",
    "dyad",
    "dysfunctional",
    "high risk",
    "patient",
    "risk score",
    "non-engaging",
    "refused to engage",
    "victim",
)
"""Words for people and relationships that our own sentences avoid; lower case."""
