"""How this copy says things: its language, the team's wording, its dates and its names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self, assert_never

from forms.ages import Age, AgeUnit, age_since, weeks_pregnant
from forms.answers import Seen
from forms.ids import CarerId
from forms.pack import Language
from forms.people import Born, Carer, Died, Ended, Expected, infant_name, spaced_nhs_number
from forms.preferences import Preferences
from letters.facts import LetterFacts, Reader, is_to_the_family
from letters.printable import one_line
from letters.set_words import SetWords
from letters.wording import Forms, forms_of
from letters.words import Words
from letters.words_in import set_words_in, words_in

_WEEKS_OF_PREGNANCY = range(4, 44)


@dataclass(frozen=True, slots=True)
class Saying:
    """The facts of one copy together with the words to say them in."""

    facts: LetterFacts
    reader: Reader
    words: Words
    forms: Forms

    @classmethod
    def of(cls, facts: LetterFacts, reader: Reader) -> Self:
        preferences = facts.preferences
        return cls(
            facts,
            reader,
            words_in(preferences.language),
            forms_of(preferences.wording, preferences.language),
        )

    @property
    def to_family(self) -> bool:
        """Whether this copy speaks to the family. The team's never does: envelopes get mixed."""
        return is_to_the_family(self.facts) and not self.for_team

    @property
    def language(self) -> Language:
        return self.words.language

    @property
    def set_words(self) -> SetWords:
        """The sentences of the letters around the recommendation."""
        return set_words_in(self.words.language)

    @property
    def for_team(self) -> bool:
        return self.reader is Reader.TEAM

    @property
    def team_name(self) -> str:
        """The relationship team's name, as set."""
        return one_line(self.facts.preferences.relationship_team) or self.words.default_team

    @property
    def team_words(self) -> str:
        """The team as a sentence says it: "the ..." unless it was given a name of its own."""
        unnamed = ("", Preferences().relationship_team)
        name = one_line(self.facts.preferences.relationship_team)
        return self.words.default_team if name in unnamed else name

    @property
    def title(self) -> str:
        return self.forms.fill(self.words.title, team=self.team_words)

    @property
    def about(self) -> str:
        """Which baby, with the due date or the date of birth; never one taken for the other.

        After a loss: the name the parents chose or the family, and the day the pregnancy ended.
        """
        infant, today = self.facts.infant, self.facts.today
        baby = one_line(infant_name(infant, self.facts.family.carers))
        match infant.arrival:
            case Expected(due=due):
                weeks = weeks_pregnant(due, today)
                said = self.words.expected
                if weeks in _WEEKS_OF_PREGNANCY:
                    said = self.words.expected_weeks
                when = said.format(due=self.day(due), weeks=weeks)
            case Born(on=born):
                age = self._age(age_since(infant, born, today))
                when = self.words.born.format(born=self.day(born), age=age)
            case Died(on=on, born=born):
                when = self.words.died.format(born=self.day(born), died=self.day(on))
            case Ended(on=ended):
                who = self.joined(one_line(c.name) for c in self.facts.family.carers)
                baby = one_line(infant.name) or who or self.words.no_carers
                when = self.words.ended.format(ended=self.day(ended))
            case _:
                assert_never(infant.arrival)
        about = self.words.about.format(baby=baby, when=when)
        if self.for_team and (number := one_line(spaced_nhs_number(infant.nhs_number))):
            return self.words.nhs_number.format(about=about, number=number)
        return about

    @property
    def age(self) -> str:
        """How old the baby is, or how far the pregnancy; no day is in it."""
        infant, today = self.facts.infant, self.facts.today
        match infant.arrival:
            case Born(on=born):
                return self._age(age_since(infant, born, today))
            case _:
                before, after = self.set_words.stages
                return before if infant.is_expected else after

    def _age(self, age: Age | None) -> str:
        if age is None:
            return self.words.not_born
        said = self._counted(age.number, age.unit)
        if age.corrected is None:
            return said
        corrected = self._counted(age.corrected, AgeUnit.WEEK)
        return self.words.age_corrected.format(age=said, corrected=corrected)

    def _counted(self, number: int, unit: AgeUnit) -> str:
        one, many = self.words.ages[unit]
        return (one if number == 1 else many).format(n=number)

    @property
    def who_came(self) -> tuple[Carer, ...]:
        seen = self.facts.record.seen
        return tuple(c for c in self.facts.family.carers if seen(c.id) in (Seen.HERE, Seen.ALONE))

    def day(self, day: date) -> str:
        month = self.words.months[day.month - 1]
        return self.words.date.format(day=day.day, month=month, year=day.year)

    def names(self, carers: Iterable[Carer]) -> str:
        """The carers' names as a sentence joins them; empty for nobody."""
        return self.joined(one_line(c.name) for c in carers)

    def name_of(self, carer: CarerId | None) -> str:
        """One carer's name; empty where nobody is meant or the carer is no longer known."""
        return self.names(c for c in self.facts.family.carers if c.id == carer)

    def joined(self, parts: Iterable[str]) -> str:
        """Some parts as a sentence lists them: "a, b and c"."""
        said = [part for part in parts if part]
        if len(said) <= 1:
            return "".join(said)
        return f"{', '.join(said[:-1])} {self.words.and_} {said[-1]}"
