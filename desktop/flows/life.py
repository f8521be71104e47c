"""A birth, a loss, a death, a hold, and what may be removed: each an act of the practitioner."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.flows.opened import Clock, OpenVault
from forms.ids import FamilyId, InfantId
from forms.life import (
    Birth,
    born,
    close_after_death,
    close_after_loss,
    nameless_slip,
    reason_slip,
    reopen,
)
from forms.people import Family
from forms.refusal import Refusal
from forms.retention import Proposal, RetentionPolicy, proposals
from forms.retention_loader import load_retention
from storage.life import Hold, LifeNote, LifeStore
from storage.tombstones import Tombstone

MAIN_RECORD_HINT = "Say where you saw it: the system, and the date of the last entry there."


@dataclass(frozen=True, slots=True)
class Proposed:
    """What may be removed from this laptop today, with the families it is about."""

    policy: RetentionPolicy
    proposals: tuple[Proposal, ...]
    holds: Mapping[FamilyId, Hold]


class LifeFlow:
    """Nothing here happens by itself, and nothing without a reason that stays."""

    def __init__(self, open_vault: OpenVault, clock: Clock) -> None:
        self._open = open_vault
        self._clock = clock
        self._lives = LifeStore(open_vault.vault)

    def born(self, family: FamilyId, infant: InfantId, birth: Birth) -> Family | Refusal:
        """The expected baby is the named one from now on; refused a second time."""
        now = self._clock()
        known = self._open.families.load(family)
        changed = born(known, infant, birth, now.date())
        if isinstance(changed, Family):
            self._open.families.save(changed, now)
        return changed

    def close_after_loss(
        self, family: FamilyId, infant: InfantId, on: date, words: str = ""
    ) -> Family | Refusal:
        """Close the record of this pregnancy; `words` are kept with it and may be empty."""
        now = self._clock()
        known = self._open.families.load(family)
        changed = close_after_loss(known, infant, on, now.date())
        if isinstance(changed, Family):
            self._lives.close(changed, infant, words.strip(), now)
        return changed

    def close_after_death(
        self, family: FamilyId, infant: InfantId, on: date, words: str = ""
    ) -> Family | Refusal:
        """Close the record of a baby who died; a brother's or sister's goes on."""
        now = self._clock()
        known = self._open.families.load(family)
        changed = close_after_death(known, infant, on, now.date())
        if isinstance(changed, Family):
            self._lives.close(changed, infant, words.strip(), now)
        return changed

    def reopen(self, family: FamilyId, infant: InfantId, reason: str) -> Family | Refusal:
        """Open a record again that was closed in error."""
        known = self._open.families.load(family)
        changed = reopen(known, infant, reason)
        if isinstance(changed, Family):
            self._lives.reopen(changed, infant, reason.strip(), self._clock())
        return changed

    def note(self, family: FamilyId, infant: InfantId | None, words: str) -> Refusal | None:
        """Add a note to a record, also to a closed one."""
        if not words.strip():
            return Refusal("Write something, or leave it.")
        self._lives.note(family, infant, words.strip(), self._clock())
        return None

    def notes(self, family: FamilyId) -> tuple[LifeNote, ...]:
        """Everything noted on this record outside contacts, oldest first."""
        return self._lives.notes(family)

    def was_due(self, family: FamilyId) -> Mapping[InfantId, date]:
        """When babies who are born by now had been due."""
        return self._lives.was_due(family)

    def proposed(self) -> Proposed:
        """What the retention policy proposes today; it removes nothing."""
        policy, holds = load_retention(), self._lives.holds()
        found = proposals(policy, self._lives.lives(), holds.keys(), self._clock().date())
        return Proposed(policy, found, holds)

    def hold(self, family: FamilyId, reason: str) -> Refusal | None:
        """Put this family on legal hold."""
        slip = reason_slip(reason)
        if slip is None:
            self._lives.hold(family, reason.strip(), self._clock())
        return slip

    def lift(self, family: FamilyId, reason: str) -> Refusal | None:
        """Lift the hold."""
        slip = reason_slip(reason)
        if slip is None:
            self._lives.lift(family, reason.strip(), self._clock())
        return slip

    def confirm_in_main_record(self, family: FamilyId, words: str) -> Refusal | None:
        """Confirm that the main record holds everything up to today."""
        if reason_slip(words) is not None:
            return Refusal(MAIN_RECORD_HINT)
        self._lives.confirm_in_main_record(family, words.strip(), self._clock())
        return None

    def remove(self, family: FamilyId, reason: str) -> Tombstone | Refusal:
        """Remove this laptop's copy for good; a tombstone without names stays.

        Raises OnHold, StillUnderWay and NowhereElse, having removed nothing.
        """
        known = self._open.families.load(family)
        slip = reason_slip(reason) or nameless_slip(reason, known)
        if slip is not None:
            return slip
        policy = load_retention().info.version
        return self._lives.remove(family, policy, reason.strip(), self._clock())

    def removed(self) -> tuple[Tombstone, ...]:
        """What was removed from this laptop, oldest first."""
        return self._lives.tombstones()
