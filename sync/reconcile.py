"""What a set of arrived envelopes comes to. A function of the set alone: order cannot matter.

Never by time: by the sequence each laptop counts, by the digest of the one before, and by what
each envelope says it replaces.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sync.envelope import Digest, EnvelopeId, Incarnation, Link
from sync.keys import DeviceId


@dataclass(frozen=True, slots=True)
class Arrived:
    """One envelope that was taken in; `replaces` is the one it takes the place of."""

    digest: Digest
    id: EnvelopeId
    link: Link
    replaces: EnvelopeId | None = None
    withdraws: bool = False


@dataclass(frozen=True, slots=True)
class Fork:
    """Two envelopes that claim one place in a laptop's line; both are kept and shown."""

    sequence: int
    digests: tuple[Digest, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """All that came from one life of one vault.

    `through`: up to here nothing is missing and each follows the one before; `head` is its digest.
    `gaps`: sequences that are missing although later ones came, as pairs from and to.
    """

    through: int
    head: Digest | None
    beyond: tuple[tuple[int, Digest], ...]
    gaps: tuple[tuple[int, int], ...]
    forks: tuple[Fork, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Which envelopes hold now. `forked`: more than one replaces the same; a person settles it."""

    current: frozenset[EnvelopeId]
    superseded: frozenset[EnvelopeId]
    withdrawn: frozenset[EnvelopeId]
    forked: tuple[tuple[EnvelopeId, tuple[EnvelopeId, ...]], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole: each line, the laptops with more than one life, and what holds."""

    lines: Mapping[tuple[DeviceId, Incarnation], Line]
    lives: Mapping[DeviceId, tuple[Incarnation, ...]]
    standing: Standing


def reconcile(arrived: Iterable[Arrived]) -> Picture:
    """Look at everything that arrived, once for each digest."""
    once = {one.digest: one for one in arrived}
    lines: dict[tuple[DeviceId, Incarnation], list[Arrived]] = defaultdict(list)
    for one in once.values():
        lines[one.link.device, one.link.incarnation].append(one)
    lives: dict[DeviceId, list[Incarnation]] = defaultdict(list)
    for device, incarnation in sorted(lines):
        lives[device].append(incarnation)
    return Picture(
        {key: line_of(lines[key]) for key in sorted(lines)},
        {device: tuple(found) for device, found in lives.items() if len(found) > 1},
        standing_of(once.values()),
    )


def line_of(arrived: Iterable[Arrived]) -> Line:
    """One life's envelopes as a line."""
    at: dict[int, dict[Digest, Arrived]] = defaultdict(dict)
    for one in arrived:
        at[one.link.sequence][one.digest] = one
    through, head = _contiguous(at)
    later = sorted(n for n in at if n > through)
    beyond = tuple((n, digest) for n in later for digest in sorted(at[n]))
    forks = tuple(Fork(n, tuple(sorted(at[n]))) for n in sorted(at) if len(at[n]) > 1)
    return Line(through, head, beyond, _gaps(through, later), forks)


def standing_of(arrived: Iterable[Arrived]) -> Standing:
    """What holds, what was superseded or withdrawn, and where two replace the same one."""
    held = sorted(arrived, key=lambda one: (one.id, one.digest))
    after: dict[EnvelopeId, set[EnvelopeId]] = defaultdict(set)
    for one in held:
        if one.replaces is not None and one.replaces != one.id:
            after[one.replaces].add(one.id)
    withdrawals = {one.id for one in held if one.withdraws}
    withdrawn = {
        one.replaces for one in held if one.withdraws and one.replaces is not None
    } | withdrawals
    ids = {one.id for one in held}
    superseded = (ids & set(after)) - withdrawn
    forked = tuple((old, tuple(sorted(new))) for old, new in sorted(after.items()) if len(new) > 1)
    return Standing(
        frozenset(ids - superseded - withdrawn),
        frozenset(superseded),
        frozenset(withdrawn & ids),
        forked,
    )


def _contiguous(at: Mapping[int, Mapping[Digest, Arrived]]) -> tuple[int, Digest | None]:
    """How far the line goes without a gap, a fork or a broken link."""
    through, head = 0, None
    while len(at.get(through + 1, ())) == 1:
        (following,) = at[through + 1].values()
        if following.link.previous != head:
            break
        through, head = through + 1, following.digest
    return through, head


def _gaps(through: int, later: list[int]) -> tuple[tuple[int, int], ...]:
    gaps, before = [], through
    for sequence in later:
        if sequence > before + 1:
            gaps.append((before + 1, sequence - 1))
        before = sequence
    return tuple(gaps)
