"""Words for keeping and removing records: the same on a family's page and on the vault's."""

from typing import assert_never

from desktop.flows.life import Kept
from forms.dates import short_day
from forms.pack import Approved, NotApproved
from forms.retention import Block, HandedOver, RetentionPolicy, Rule
from storage.life import Hold, KeptOn
from storage.tombstones import Tombstone

RULE = {
    Rule.CHILD: "child's record",
    Rule.MATERNITY: "maternity record",
    Rule.LOCAL_COPY: "local copy",
}


def why_words(kept: Kept) -> str:
    """Why the policy proposes this record, in a sentence for each rule; empty where it does not."""
    if kept.proposal is None:
        return ""
    said = {
        Rule.CHILD: "The birthday is past up to which a child's record is kept.",
        Rule.MATERNITY: "The years are past for which a maternity record is kept.",
        Rule.LOCAL_COPY: (
            "All of it has been in the main record, or with a colleague, for"
            f" {kept.policy.local_copy_days} days, and nothing was added since."
        ),
    }
    return " ".join(said[rule] for rule in kept.proposal.rules)


def rule_words(kept: Kept) -> str:
    """Which rules, of which version of the policy, and since when."""
    if kept.proposal is None:
        return ""
    rules = " and ".join(RULE[rule] for rule in kept.proposal.rules)
    return (
        f"Rule: {rules}, policy {policy_words(kept.policy)}."
        f" To look at since {short_day(kept.proposal.since)}."
    )


def policy_words(policy: RetentionPolicy) -> str:
    """The policy by its number; while nobody approved it, that is said."""
    match policy.info.approval:
        case NotApproved(note=note):
            return f"{policy.info.version} ({note})"
        case Approved():
            return policy.info.version
        case _:
            assert_never(policy.info.approval)


def until_words(kept: Kept) -> str:
    """How long the main record is kept, and where else this one is."""
    told = []
    if kept.until is not None:
        told.append(f"The main record is kept until {short_day(kept.until)} at least.")
    if kept.elsewhere is not None:
        told.append(f"All of this is elsewhere too, as of {short_day(kept.elsewhere)}.")
    else:
        told.append("All of this is only on this laptop, as far as is recorded here.")
    return " ".join(told)


def hold_words(hold: Hold) -> str:
    """That nothing may go, since when and why."""
    return f"On legal hold since {short_day(hold.since.astimezone().date())}: {hold.reason}"


def kept_on_words(kept_on: KeptOn) -> str:
    """When it was decided to keep it on, why, and until when."""
    day = short_day(kept_on.at.astimezone().date())
    return f"Kept on, decided {day}, until {short_day(kept_on.until)}: {kept_on.reason}"


def block_words(kept: Kept) -> tuple[str, ...]:
    """What stands against removing it, and what would settle that."""
    said = {
        Block.ON_HOLD: (
            "It is on legal hold. Nothing of it may be removed until the hold is lifted."
        ),
        Block.UNDER_WAY: "A contact with this family is still under way. Finish it first.",
        Block.NOWHERE_ELSE: (
            "It is only on this laptop. Hand it over, or see that the main record has all of it"
            " and confirm that here."
        ),
    }
    return tuple(said[block] for block in kept.blocks)


def stone_words(stone: Tombstone) -> tuple[str, str]:
    """A removed record: when and by whom, and under which rule; nobody's name stays."""
    by = f" by {stone.removed_by}" if stone.removed_by else ""
    first = f"Removed {short_day(stone.removed_at.astimezone().date())}{by}"
    rules = " and ".join(RULE[rule] for rule in stone.rules) or "none, earlier than proposed"
    basis = "with a colleague" if isinstance(stone.basis, HandedOver) else "in the main record"
    days = ""
    if stone.first_day is not None and stone.last_day is not None:
        days = f" Contacts from {short_day(stone.first_day)} to {short_day(stone.last_day)}."
    return first, (
        f"Rule: {rules}, policy {stone.policy}. It was {basis} on {short_day(stone.basis.on)}."
        f"{days} Reason: {stone.reason}"
    )
