"""The whole record as items to decide on one by one, with a suggestion for each.

Suggested to be left out: what another carer said or what was noted of them, what was only asked
alone, what concerns someone's safety, and the safeguarding ground. The practitioner decides.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from forms.dates import day_words, short_day
from forms.family_record import CarerVersion, FamilyRecord, InfantVersion
from forms.ids import CarerId
from forms.pack import Packs
from forms.people import Born, Carer, Died, Ended, Expected, SafeToContact, spaced_nhs_number
from forms.preferences import LetterTo
from forms.redaction import Item, ItemId, Suggestion

PEOPLE, LETTERS, NOTES, LOG = (
    "The family",
    "Letters",
    "Notes on the record",
    "What was done with this record, as the laptop's own log tells it",
)
OTHER_CARER = "About another carer, or what they said."
NAMES_OTHER = "It names another carer."
ASKED_ALONE = "Only asked alone: a copy at home may be seen by others."
SAFETY = "It concerns someone's safety."
GROUND = "The safeguarding ground and who authorised it."
TEAM_COPY = "Written for the team alone: it holds everything."
WHEREABOUTS = "It tells where someone is who may not be safe if others know."
OWN = "About the child, the reader, or the practitioner's own work."


@dataclass(frozen=True, slots=True)
class Said:
    """One thing the record says, before it has an id and the last rule is asked."""

    part: str
    where: str
    text: str
    words: tuple[str, ...] = ()
    when: str = ""
    about_whom: str = "the family"
    why: str = ""
    """Why it should be left out; empty where it may be kept."""
    is_a_name: bool = False
    """Those who care for one child know each other's names."""


@dataclass(frozen=True, slots=True)
class Reading:
    """For whom the copy is made, among whom. `reader` is None for someone else."""

    reader: CarerId | None
    packs: Packs
    carers: tuple[Carer, ...]

    def is_other(self, carer: CarerId | None) -> bool:
        """Whether this is a carer other than the reader."""
        return carer is not None and carer != self.reader

    def name(self, carer: CarerId | None) -> str:
        """The carer's present name; "a carer" where they are not known."""
        known = (c.name for c in self.carers if c.id == carer)
        return next(known, "a carer") if carer is not None else ""

    @property
    def others(self) -> tuple[Carer, ...]:
        return tuple(c for c in self.carers if c.id != self.reader)


def reading(record: FamilyRecord, reader: CarerId | None, packs: Packs) -> Reading:
    """The reader among all carers this record has known."""
    return Reading(reader, packs, tuple(versions[-1].carer for versions in record.carers))


def identified(said: Iterable[Said], known: Reading) -> tuple[Item, ...]:
    """The items, each with its id and its suggestion."""
    seen: dict[str, int] = {}
    return tuple(_item(one, known, seen) for one in said if one.text.strip())


def _item(said: Said, known: Reading, seen: dict[str, int]) -> Item:
    names_another = not said.is_a_name and _names_another(said.words, known)
    why = said.why or (NAMES_OTHER if names_another else "")
    place = "\x1f".join((said.part, said.where, said.when, said.text, *said.words))
    digest = hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    seen[digest] = seen.get(digest, 0) + 1
    return Item(
        id=ItemId(f"{digest}-{seen[digest]}"),
        part=said.part,
        where=said.where,
        text=said.text,
        words=tuple(w for w in said.words if w.strip()),
        when=said.when,
        about_whom=said.about_whom,
        suggestion=Suggestion.REDACT if why else Suggestion.KEEP,
        why=why or OWN,
    )


def _names_another(words: tuple[str, ...], known: Reading) -> bool:
    """Whether a name of another carer stands in these words, one part of it being enough.

    A part that the reader shares, such as the family name, tells nobody apart.
    """
    own = {p.casefold() for c in known.carers if c.id == known.reader for p in c.name.split()}
    names = {p.casefold() for c in known.others for p in c.name.split() if len(p) > 1} - own
    said = {
        word.strip(".,;:!?()“”‘’'\"").removesuffix("'s").removesuffix("’s").casefold()
        for text in words
        for word in text.split()
    }
    return bool(said & names)


def moment_words(at: datetime) -> str:
    """A moment without doubt: "3 Mar 2026 10:30 UTC"."""
    return f"{short_day(at.date())} {at:%H:%M} {at.tzname() or ''}".strip()


def people(record: FamilyRecord, known: Reading) -> Iterator[Said]:
    """Homes, babies and carers, each version from the oldest to the newest."""
    hidden = WHEREABOUTS if _someone_is_unsafe(known) else ""
    for number, home in enumerate(record.homes, start=1):
        where = _version("Address and GP practice", number, len(record.homes))
        lines = (home.address, home.gp_practice)
        text = "\n".join(line for line in lines if line.strip())
        yield Said(PEOPLE, where, text, lines, moment_words(home.since), "everyone", hidden)
    for infants in record.infants:
        for number, infant in enumerate(infants, start=1):
            yield _infant(infant, _version("Baby", number, len(infants)))
    for carers in record.carers:
        for number, carer in enumerate(carers, start=1):
            yield from _carer(carer, number, len(carers), known)
    for before in record.came_from:
        who = ", ".join(part for part in (before.name, before.role, before.team) if part)
        when = moment_words(before.received_at)
        yield Said(PEOPLE, "This record was handed over by", who, (), when, "a colleague")


def _version(what: str, number: int, count: int) -> str:
    return what if number == count else f"{what}, as recorded earlier"


def _someone_is_unsafe(known: Reading) -> bool:
    return any(c.safe_to_contact is SafeToContact.NOT_SAFE for c in known.others)


def _infant(version: InfantVersion, where: str) -> Said:
    infant = version.infant
    said = [infant.name.strip()]
    match infant.arrival:
        case Expected(due=due):
            said.append(f"due {day_words(due)}")
        case Ended(on=on):
            where = where.replace("Baby", "Pregnancy")
            said.append(f"Pregnancy ended {day_words(on)}")
        case Born(on=on, gestation_weeks=weeks):
            said.append(f"born {day_words(on)}")
            said.append(f"at {weeks} weeks" if weeks is not None else "")
        case Died(on=on, born=day, gestation_weeks=weeks):
            said.append(f"born {day_words(day)}")
            said.append(f"at {weeks} weeks" if weeks is not None else "")
            said.append(f"died {day_words(on)}")
    if infant.nhs_number:
        said.append(f"NHS number {spaced_nhs_number(infant.nhs_number)}")
    if not version.listed:
        said.append("no longer in the family's list")
    text = ", ".join(part for part in said if part)
    return Said(PEOPLE, where, text, (infant.name,), moment_words(version.since), "the child")


def _carer(version: CarerVersion, number: int, count: int, known: Reading) -> Iterator[Said]:
    carer = version.carer
    is_other = known.is_other(carer.id)
    whom = carer.name if is_other else "the reader"
    when = moment_words(version.since)
    name = f"{carer.name}, {carer.relationship.value}"
    if not version.listed:
        name += ", no longer in the family's list"
    yield Said(
        PEOPLE, _version("Carer", number, count), name, (carer.name,), when, whom, is_a_name=True
    )
    details = (
        ("would like to be reached", carer.contact_by.value),
        ("at", carer.contact_detail),
        ("whether that is safe", carer.safe_to_contact.value),
        ("speaks", carer.language),
        ("interpreter", "needed" if carer.needs_interpreter else ""),
        ("access", carer.access_needs),
    )
    told = (f"{label}: {value.strip()}" for label, value in details if value.strip())
    text = "; ".join(told)
    yield Said(
        PEOPLE,
        _version(f"How to reach {carer.name}", number, count),
        text,
        (carer.contact_detail, carer.access_needs),
        when,
        whom,
        OTHER_CARER if is_other else "",
    )


def letters(record: FamilyRecord) -> Iterator[Said]:
    """Each letter with its whole text, and when copies of it left."""
    for letter in record.letters:
        to_team = letter.reader is LetterTo.TEAM
        where = f"Letter of {day_words(letter.made_at.date())}, {letter.reader.value} copy"
        yield Said(
            LETTERS,
            where,
            letter.text,
            (),
            moment_words(letter.made_at),
            "everyone in it",
            TEAM_COPY if to_team else "",
        )
        if letter.exports:
            sent = ", ".join(moment_words(at) for at, _ in letter.exports)
            yield Said(LETTERS, f"{where}: exported", sent)


def remarks(record: FamilyRecord) -> Iterator[Said]:
    """Notes outside contacts, then the log."""
    titles = {"ended": "Closed after a loss", "reopened": "Opened again"}
    for remark in record.remarks:
        where = titles.get(remark.kind, "Note")
        words = remark.words.strip() or where
        yield Said(NOTES, where, words, (remark.words,), moment_words(remark.at))
    if record.log:
        lines = (f"{moment_words(x.at)}: {x.kind.replace('_', ' ')}" for x in record.log)
        yield Said(LOG, "Every entry", "\n".join(lines), (), "", "the practitioner")
