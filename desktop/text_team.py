"""Words for meeting the team: what is on its way, what came back, and what stands in between."""

from collections.abc import Sequence
from datetime import datetime

from desktop.flows.inbox import AsideLine, FromLaptop, InboxPage
from desktop.flows.meeting import Progress
from desktop.flows.sending import Sent
from desktop.flows.team import Standing
from desktop.log_words import moment_words
from desktop.text import counted
from forms.consent import Allowed, AllowedOnSafeguardingGround
from forms.dates import short_day
from storage.inbox import Arrival
from storage.lives import Began, Life
from storage.outbox import Counts, Fate, OutboxLine
from storage.team import TeamPlace
from sync.envelope import EnvelopeId
from sync.errors import NameTaken
from sync.reasons import Reason
from sync.reconcile import Standing as Reconciled
from sync.summary import Ticked

KIND = {
    "summary": "Summary",
    "letter": "Letter",
    "withdrawal": "Taken back",
    "reply": "Answer",
}
ADDED = "✓ Noted. The team is met there too."
ADDED_BUT_AWAY = (
    "Noted, but this folder is not there now: check how it is written, or plug in the stick. The"
    " team is met there once it is."
)
ANSWER = {
    "accepted": "Accepted",
    "waiting": "On the waiting list",
    "more_information": "More information, please",
    "declined": "Not taken on",
}
TAKE_BACK = {
    "sent_in_error": "It was sent in error",
    "agreement_withdrawn": "The family no longer agrees",
    "wrong_family": "It was about another family",
    "other": "Another reason",
}
TICK = {
    Ticked.FAMILY_NAME: "The family's name",
    Ticked.BABY_NAME: "The baby's name",
    Ticked.BORN_OR_DUE: "The day of birth, or the due date",
    Ticked.NHS_NUMBER: "The NHS number",
    Ticked.ADDRESS: "The address",
    Ticked.VOICE: "The voice of the baby",
    Ticked.CONCERN: "Your concern",
    Ticked.STRENGTHS: "Strengths",
}
_DAY_S = 24 * 60 * 60


def counts_words(counts: Counts, now: datetime) -> str:
    """All of the outbox in one line."""
    waiting = f"{counts.waiting} waiting"
    if counts.oldest is not None:
        waiting += f", oldest {_ago(now, counts.oldest)}"
    told = [
        waiting,
        f"{counts.handed_over} handed over",
        f"{counts.confirmed} confirmed by the team",
    ]
    if counts.refused:
        told.append(f"{counts.refused} not taken")
    return "; ".join(told) + "."


def _ago(now: datetime, then: datetime) -> str:
    days = int((now - then).total_seconds() // _DAY_S)
    return counted(days, "day") if days else "from today"


def progress_words(progress: Progress, *, paused: bool) -> str:
    """How far a round has come."""
    told = "Paused. " if paused else "Meeting the team. "
    if progress.of:
        told += f"Sent {min(progress.sent, progress.of)} of {progress.of}. "
    if progress.took_in:
        told += f"Took in {progress.took_in}. "
    return told + ("Nothing is lost by it." if paused else "You can go on working.")


def lease_words(standing: Standing, now: datetime) -> str:
    """Until when this laptop may write without hearing from its team."""
    if standing.is_stopped:
        return (
            "Your team lead has taken this laptop off the team's list. Nothing more is sent from"
            " here; what is in this vault can still be read. Ask your team lead what to do with it."
        )
    if standing.lease_ends is None:
        return (
            f"Heard from the team {moment_words(standing.heard_at)}. Nobody else leads this team,"
            " so this laptop may go on writing."
        )
    until = moment_words(standing.lease_ends)
    if now >= standing.lease_ends:
        return (
            f"This laptop has not heard from the team since {moment_words(standing.heard_at)}, and"
            f" was to by {until}. Meet the team now; reading never stops."
        )
    return (
        f"Heard from the team {moment_words(standing.heard_at)}. This laptop may write until"
        f" {until} without hearing from it again; reading never stops."
    )


def lives_words(lives: Sequence[Life]) -> str:
    """That this vault was put back, or goes on elsewhere; empty while it has one life."""
    said = {
        Began.FIRST: "",
        Began.PUT_BACK: "This vault was put back from a backup; it counts anew from there.",
        Began.ANOTHER_LAPTOP: (
            "This vault was moved to this laptop, or is in use on another one too. If it is in use"
            " on both, use only one from now on and tell your team lead."
        ),
    }
    return said[lives[-1].began] if lives else ""


def place_words(place: TeamPlace, now: datetime) -> str:
    """When it was last met there, what went wrong, and when it is tried again."""
    told = []
    if place.last_at is not None:
        told.append(f"Last met {moment_words(place.last_at)}.")
    elif not place.failures:
        told.append("Not met yet.")
    if place.failures:
        told.append(place.last_words)
        told.append("Everything waits here.")
        if place.next_at is not None and place.next_at > now:
            told.append(f"Tried again by itself after {moment_words(place.next_at)}.")
        else:
            told.append("Tried again by itself soon.")
    return " ".join(told)


def sent_words(sent: Sent) -> tuple[str, str]:
    """One envelope: what and about whom; when and what became of it."""
    what = KIND.get(sent.line.kind, sent.line.kind)
    who = f"{what} · {sent.family}" if sent.family else what
    return who, fate_words(sent.line)


def fate_words(line: OutboxLine) -> str:
    """When it was sealed, and what became of it."""
    when = f", {moment_words(line.fate_at)}" if line.fate_at else ""
    said = {
        Fate.WAITING: "waiting to be handed over",
        Fate.HANDED_OVER: f"handed over{when}, not confirmed yet",
        Fate.CONFIRMED: f"✓ confirmed by the team{when}",
        Fate.REFUSED: f"not taken{when}. {refused_words(line.why)}",
    }
    since = " · replaced by a later one" if line.is_replaced else ""
    return f"Sealed {moment_words(line.sealed_at)} · {said[line.fate]}{since}"


def refused_words(why: str) -> str:
    """The reason of a refusal, by its code."""
    if why == "name_taken":
        return NameTaken.sentence
    try:
        return Reason(why).words
    except ValueError:
        return "The reason is not known here."


def basis_words(basis: Allowed | AllowedOnSafeguardingGround) -> str:
    """On what ground something goes to the team."""
    match basis:
        case Allowed(by=carers):
            return "Agreed by " + " and ".join(c.name for c in carers) + "."
        case AllowedOnSafeguardingGround(authorised_by=name):
            return f"To keep someone safe, authorised by {name}. Agreement is not the basis."


def laptop_words(laptop: FromLaptop) -> str:
    """What came from one laptop, and what is wrong with the line of it."""
    told = [f"{counted(laptop.count, 'envelope')}."]
    if laptop.newest_at is not None:
        told[0] = f"{counted(laptop.count, 'envelope')}, newest {moment_words(laptop.newest_at)}."
    if laptop.member is not None and laptop.member.stopped is not None:
        told.append("Taken off the team's list.")
    if len(laptop.lines) > 1:
        told.append(
            f"Its vault has had {len(laptop.lines)} lives: it was put back from a backup, or is in"
            " use on two laptops. Ask its owner."
        )
    for _, line in laptop.lines:
        told += [
            f"Missing: {_numbers(a, b)}. They may still be on their way." for a, b in line.gaps
        ]
        told += [f"Two differ under number {fork.sequence}; both are kept." for fork in line.forks]
    return " ".join(told)


def _numbers(first: int, last: int) -> str:
    return f"number {first}" if first == last else f"numbers {first} to {last}"


def inbox_words(page: InboxPage) -> str:
    """The inbox in one line."""
    told = f"{counted(page.count, 'envelope')} from {counted(len(page.laptops), 'laptop')}."
    return (
        f"{told} {len(page.aside)} {'lies' if len(page.aside) == 1 else 'lie'} aside."
        if page.aside
        else told
    )


def aside_words(one: AsideLine) -> str:
    """Why a file lies aside. Its name is a stranger's words: shown as they are, never opened."""
    whose = f" · {one.sender}" if one.sender else ""
    return f"{moment_words(one.aside.at)}{whose} · {breakable(one.aside.name)}\n{one.reason.words}"


def arrival_words(arrival: Arrival, sender: str) -> str:
    """One arrival in a line."""
    what = KIND.get(arrival.kind, arrival.kind)
    read = "" if arrival.read_at is not None else " · not read yet"
    return (
        f"{what} from {sender or 'a laptop no longer on the list'}, {_day(arrival.came_at)}{read}"
    )


def standing_words(envelope: EnvelopeId, standing: Reconciled) -> str:
    """Whether this one still holds."""
    told = []
    if envelope in standing.superseded:
        told.append("Replaced by a later one.")
    if envelope in standing.withdrawn:
        told.append("Taken back.")
    if any(envelope in new for _, new in standing.forked):
        told.append("Two replace the same one; both are kept. Ask the sender which holds.")
    return " ".join(told)


def breakable(words: str) -> str:
    """A path or a name that a narrow screen may break after its slashes, dashes and dots."""
    for mark in "/\\-._?&":
        words = words.replace(mark, f"{mark}\u200b")
    return words


def _day(at: datetime) -> str:
    return short_day(at.astimezone().date())
