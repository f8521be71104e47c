"""The team's own word for what this letter does, and the words no letter of ours uses."""

from dataclasses import dataclass
from typing import assert_never

from forms.pack import Language
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
        ).replace("gyda y ", "gyda'r ")


def forms_of(wording: Wording, language: Language = Language.ENGLISH) -> Forms:
    """The forms in this language; the Welsh ones wait for a qualified translator to check them."""
    match language:
        case Language.ENGLISH:
            return _english(wording)
        case Language.WELSH:
            return _welsh(wording)
        case _:
            assert_never(language)


def _english(wording: Wording) -> Forms:
    match wording:
        case Wording.RECOMMENDATION:
            return Forms("recommendation", "recommend", "recommended", "to")
        case Wording.REFERRAL:
            return Forms("referral", "refer", "referred", "to")
        case Wording.REGISTRATION:
            return Forms("registration", "register", "registered", "with")
        case _:
            assert_never(wording)


def _welsh(wording: Wording) -> Forms:
    """Draft, to be checked by a qualified translator; `done` is the form after "gael eu"."""
    match wording:
        case Wording.RECOMMENDATION:
            return Forms("argymhelliad", "argymell", "hargymell", "at")
        case Wording.REFERRAL:
            return Forms("atgyfeiriad", "atgyfeirio", "hatgyfeirio", "at")
        case Wording.REGISTRATION:
            return Forms("cofrestriad", "cofrestru", "cofrestru", "gyda")
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
