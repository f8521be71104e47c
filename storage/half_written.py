"""Forms outside a contact as they are being typed: kept at once, gone once they became a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from forms.ids import ArrivalId, ContactId, FamilyId, InfantId
from storage.errors import RecordsDamaged
from storage.rows import moment_to_text
from storage.sql import Sql
from storage.vault import Vault

Fields = Mapping[str, str]
"""What was typed and chosen, by the name of the field; only what differs from the record."""

NOTHING_TYPED: Fields = {}


class Form(Enum):
    """Every form outside a contact that takes words. What asks for a secret is none of them."""

    NEW_FAMILY = "new_family"
    DETAILS = "details"
    AMENDMENT = "amendment"
    BIRTH = "birth"
    ENDED = "ended"
    DEATH = "death"
    REOPENING = "reopening"
    NOTE = "note"
    WITHDRAWAL = "withdrawal"
    COPY = "copy"
    HAND_OVER = "hand_over"
    KEEPING = "keeping"
    VAULT = "vault"
    SETTINGS = "settings"
    TEAM = "team"
    ENROLMENT = "enrolment"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class FormKey:
    """One form: which it is, and whose; `about`: the baby, contact or arrival it is about."""

    form: Form
    family: FamilyId | None = None
    about: InfantId | ContactId | ArrivalId | None = None


class HalfWrittenStore:
    """The half-written forms of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def all(self) -> Mapping[FormKey, Fields]:
        """Every half-written form. Raises RecordsDamaged, VaultTooNew."""
        from storage.half_written_schema import from_text  # noqa: PLC0415 pydantic is heavy

        try:
            return {
                FormKey(Form(form), family and FamilyId(family), ContactId(about) or None): (
                    from_text(value)
                )
                for form, family, about, value in self._vault.sql.all(_ALL)
            }
        except ValueError:
            raise RecordsDamaged from None

    def keep(self, typed: Mapping[FormKey, Fields], at: datetime) -> None:
        """Keep these forms as they stand now, each in place of what it was; empty ones go."""
        from storage.half_written_schema import to_text  # noqa: PLC0415 pydantic is heavy

        with self._vault.transaction() as sql:
            for key, fields in typed.items():
                _forget(sql, key)
                if fields:
                    values = (moment_to_text(at), to_text(fields), key.family, key.family)
                    sql.run(_KEEP, (*_columns(key), *values))

    def forget(self, key: FormKey) -> None:
        """This form became a record, or was discarded by the one who wrote it."""
        with self._vault.transaction() as sql:
            _forget(sql, key)


def _forget(sql: Sql, key: FormKey) -> None:
    sql.run(_FORGET, _columns(key))


def _columns(key: FormKey) -> tuple[str, str | None, str]:
    return key.form.value, key.family, key.about or ""


_ALL = "SELECT form, family, about, value FROM half_written ORDER BY at"

# Words about a family that was removed meanwhile go with it.
_KEEP = """
INSERT INTO half_written (form, family, about, at, value)
SELECT ?, ?, ?, ?, ? WHERE ? IS NULL OR EXISTS (SELECT 1 FROM family WHERE id = ?)
"""

_FORGET = "DELETE FROM half_written WHERE form = ? AND family IS ? AND about = ?"
