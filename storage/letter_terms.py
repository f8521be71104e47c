"""What each letter was, for whom, and on what terms it was issued."""

from dataclasses import dataclass

from forms.ids import CarerId, FamilyId, LetterId
from forms.letter_kinds import Holder, LetterKind
from forms.pack import Language
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class LetterTerms:
    """One issued copy. `basis`: what allowed it, as a code; `authorised_by` where someone did."""

    kind: LetterKind
    holder: Holder
    carer: CarerId | None
    language: Language
    basis: str
    authorised_by: str = ""


OF_OLD = LetterTerms(LetterKind.RECOMMENDATION, Holder.TEAM, None, Language.ENGLISH, "")
"""Letters from before there was a set were all recommendations."""


class LetterTermsStore:
    """The terms of one vault's letters."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def keep(self, letter: LetterId, terms: LetterTerms) -> None:
        """Keep these with the letter, in the transaction under way."""
        carer = terms.carer or ""
        values = (terms.kind.value, terms.holder.value, carer, terms.language.value)
        with self._vault.transaction() as sql:
            sql.run(_KEEP, (letter, *values, terms.basis, terms.authorised_by))

    def of_family(self, family: FamilyId) -> dict[LetterId, LetterTerms]:
        """The terms of this family's letters; those from before there was a set are not in it."""
        return {
            LetterId(letter): LetterTerms(
                LetterKind(kind),
                Holder(holder),
                CarerId(carer) if carer else None,
                Language(language),
                basis,
                by,
            )
            for letter, kind, holder, carer, language, basis, by in self._vault.sql.all(
                _OF_FAMILY, (family,)
            )
        }


_KEEP = """
INSERT INTO letter_terms (letter, kind, holder, carer, language, basis, authorised_by)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""

_OF_FAMILY = """
SELECT letter_terms.* FROM letter_terms JOIN letter ON letter.id = letter_terms.letter
JOIN contact ON contact.id = letter.contact WHERE contact.family = ?
"""
