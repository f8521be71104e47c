"""A birth, a loss, a death, a hold, and what may be removed: each an act of the practitioner."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

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
from forms.retention import (
    Block,
    FamilyLife,
    Proposal,
    RetentionPolicy,
    blocks_against,
    elsewhere_since,
    kept_by,
    proposals,
)
from forms.retention_loader import load_retention
from storage.life import Hold, KeptOn, LifeNote, LifeStore
from storage.tombstones import Tombstone

MAIN_RECORD_HINT = "Say where you saw it: the system, and the date of the last entry there."


REMOVE = "remove"
"""The word to type before a record is removed from this laptop."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What may be removed from this laptop today, with the families it is about."""

    policy: RetentionPolicy
    proposals: tuple[Proposal, ...]
    holds: Mapping[FamilyId, Hold]


@dataclass(frozen=True, slots=True)
class Kept:
    """How long one family's record is kept, where else it is, and what stands against removing.

    `until` is the first day on which the main record may be reviewed; `proposal` None where the
    policy does not speak for removing it today.
    """

    family: Family
    policy: RetentionPolicy
    until: date | None
    elsewhere: date | None
    blocks: tuple[Block, ...]
    proposal: Proposal | None
    hold: Hold | None
    kept_on: KeptOn | None


@dataclass(frozen=True, slots=True)
class Records:
    """The records to look at today, those on hold besides, and the tombstones of those removed."""

    policy: RetentionPolicy
    to_look_at: tuple[Kept, ...]
    on_hold: tuple[Kept, ...]
    removed: tuple[Tombstone, ...]


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

    def records(self) -> Records:
        """The records to look at, longest due first; looking removes nothing."""
        today = self.proposed()
        proposed = {proposal.family: proposal for proposal in today.proposals}
        wanted = (*proposed, *(f for f in today.holds if f not in proposed))
        lives = {life.family: life for life in self._lives.lives(*wanted)} if wanted else {}
        kept = [
            self._kept(lives[f], today.policy, proposed.get(f), today.holds.get(f)) for f in wanted
        ]
        return Records(
            policy=today.policy,
            to_look_at=tuple(k for k in kept if k.proposal is not None),
            on_hold=tuple(k for k in kept if k.proposal is None),
            removed=self._lives.tombstones(),
        )

    def kept(self, family: FamilyId) -> Kept:
        """How one record stands. An id the vault does not hold is a LookupError."""
        policy, hold = load_retention(), self._lives.holds().get(family)
        for life in self._lives.lives(family):
            on_hold = {family} if hold is not None else set()
            found = proposals(policy, [life], on_hold, self._clock().date())
            return self._kept(life, policy, found[0] if found else None, hold)
        raise LookupError("this vault holds no such family")

    def _kept(
        self,
        life: FamilyLife,
        policy: RetentionPolicy,
        proposal: Proposal | None,
        hold: Hold | None,
    ) -> Kept:
        until = kept_by(policy, life)
        return Kept(
            family=self._open.families.load(life.family),
            policy=policy,
            until=until[0] if until is not None else None,
            elsewhere=elsewhere_since(life),
            blocks=blocks_against(life, on_hold=hold is not None),
            proposal=proposal,
            hold=hold,
            kept_on=self._lives.kept_on(life.family),
        )

    def keep_on(self, family: FamilyId, days: int, reason: str) -> Refusal | None:
        """Keep this record on: it is not proposed again before so many days have passed."""
        slip = reason_slip(reason)
        if slip is None:
            now = self._clock()
            until = now.date() + timedelta(days=days)
            self._lives.keep_on(family, until, reason.strip(), now)
        return slip

    def hold(self, family: FamilyId, reason: str, asked_by: str) -> Refusal | None:
        """Put this family on legal hold, with who asked for it."""
        if not asked_by.strip():
            return Refusal("Write who asked for it.")
        words = f"asked for by {asked_by.strip()}. {reason.strip()}"
        slip = reason_slip(reason) or reason_slip(words)
        if slip is None:
            self._lives.hold(family, words, self._clock())
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
        kept = self.kept(family)
        rules = kept.proposal.rules if kept.proposal is not None else ()
        version = kept.policy.info.version
        return self._lives.remove(family, version, reason.strip(), self._clock(), rules=rules)

    def removed(self) -> tuple[Tombstone, ...]:
        """What was removed from this laptop, oldest first."""
        return self._lives.tombstones()
