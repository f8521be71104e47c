"""Contacts with the answers to a few questions only: for a list, where reading all is too slow."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from forms.answers import Answer, Question
from forms.ids import ContactId, FamilyId, InfantId, PackVersion
from forms.pack import Stage
from forms.record import ContactRecord, Setting
from storage.errors import RecordsDamaged
from storage.people import Among
from storage.rows import answer_from_text, question_from_key, question_to_key
from storage.sql import Row, Sql


def extracts(
    sql: Sql, of: Sequence[FamilyId], questions: Sequence[Question]
) -> tuple[ContactRecord, ...]:
    """The newest version of each contact of these families, with these answers as they stand.

    A question about no carer asks for every carer's answer. A contact without any of the answers
    is left out, and so is a family that a colleague has taken in. Raises RecordsDamaged.
    """
    among = Among.these(of)
    wanted = [question_to_key(question)[:2] for question in questions]
    marks = ", ".join("(?, ?)" for _ in wanted)
    query = _EXTRACTS.format(among=among.condition("contact.family"), wanted=marks)
    values = (*among.values, *(part for key in wanted for part in key))
    said: defaultdict[Row, dict[Question, Answer]] = defaultdict(dict)
    for *contact, kind, code, carer, value, _ in sql.all(query, values):
        said[tuple(contact)][question_from_key(kind, code, carer)] = answer_from_text(value)
    try:
        return tuple(record_of(row, MappingProxyType(answers)) for row, answers in said.items())
    except ValueError:
        raise RecordsDamaged from None


def record_of(row: Sequence[str], answers: Mapping[Question, Answer]) -> ContactRecord:
    """The record of a contact's row, in the order of its table. A ValueError if it is none."""
    identity, family, infant, day, setting, stage, band, prompts, factors = row
    return ContactRecord(
        id=ContactId(identity),
        family=FamilyId(family),
        infant=InfantId(infant),
        day=date.fromisoformat(day),
        setting=Setting(setting),
        stage=Stage(stage),
        band=band,
        prompt_pack=PackVersion(prompts),
        factor_pack=PackVersion(factors),
        answers=answers,
    )


# The value beside max() is that of the newest revision (SQLite); what is being typed is newest.
_EXTRACTS = """
WITH standing AS (
    SELECT id, family, infant, day, setting, stage, band, prompt_pack, factor_pack FROM contact
    WHERE {among}
        AND NOT EXISTS (SELECT 1 FROM contact newer WHERE newer.amends = contact.id)
        AND NOT EXISTS (
            SELECT 1 FROM handover WHERE handover.family = contact.family
                AND received_at IS NOT NULL AND withdrawn_at IS NULL AND removed_at IS NULL
        )
), wanted (kind, code) AS (VALUES {wanted})
SELECT standing.*, said.kind, said.code, said.carer, said.value, max(said.revision) FROM (
    SELECT contact, kind, code, carer, value, revision FROM answer
    WHERE contact IN (SELECT id FROM standing) AND (kind, code) IN (SELECT kind, code FROM wanted)
    UNION ALL
    SELECT contact, kind, code, carer, value, 9223372036854775807 FROM draft
    WHERE contact IN (SELECT id FROM standing) AND (kind, code) IN (SELECT kind, code FROM wanted)
) AS said JOIN standing ON standing.id = said.contact
GROUP BY said.contact, said.kind, said.code, said.carer
"""
