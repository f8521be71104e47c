"""What arrived comes to the same whatever the order, and twice is once."""

import hashlib
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sync.envelope import Digest, EnvelopeId, Incarnation, Link
from sync.keys import DeviceId
from sync.reconcile import Arrived, reconcile

A_LIFE = (DeviceId("d" * 16), Incarnation("1" * 16))


def digest(*parts: object) -> Digest:
    return Digest(hashlib.sha256(repr(parts).encode()).hexdigest())


def one(  # noqa: PLR0913 each is said by name
    sequence: int,
    *,
    mark: str = "",
    device: str = "d",
    life: str = "1",
    replaces: EnvelopeId | None = None,
    withdraws: bool = False,
) -> Arrived:
    """An envelope in the line of a laptop; another `mark` makes it a fork."""
    before = digest(device, life, sequence - 1, "") if sequence > 1 else None
    link = Link(DeviceId(device * 16), Incarnation(life * 16), sequence, before)
    own = digest(device, life, sequence, mark)
    return Arrived(own, EnvelopeId(own[:32]), link, replaces, withdraws=withdraws)


@st.composite
def histories(draw: st.DrawFn) -> list[Arrived]:
    """Envelopes of a few laptops and lives, some forked, some replacing others."""
    made: list[Arrived] = []
    for _ in range(draw(st.integers(0, 25))):
        replaces = draw(st.sampled_from([None, *(a.id for a in made)]))
        made.append(
            one(
                draw(st.integers(1, 6)),
                mark=draw(st.sampled_from(["", "", "", "x"])),
                device=draw(st.sampled_from("de")),
                life=draw(st.sampled_from("12")),
                replaces=replaces,
                withdraws=replaces is not None and draw(st.booleans()),
            )
        )
    return list({a.digest: a for a in made}.values())


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_arrive_does_not_matter(
    history: list[Arrived], chance: Random
) -> None:
    shuffled = list(history)
    chance.shuffle(shuffled)

    assert reconcile(shuffled) == reconcile(history)


@given(histories())
def test_what_arrives_twice_counts_once(history: list[Arrived]) -> None:
    assert reconcile(history + history) == reconcile(history)


@given(histories(), st.integers(0, 25), st.integers(0, 25))
def test_two_histories_merge_the_same_both_ways(
    history: list[Arrived], left: int, right: int
) -> None:
    one_side, other_side = history[:left], history[right:]

    assert reconcile(one_side + other_side) == reconcile(other_side + one_side)


@given(histories())
def test_nothing_is_lost_from_sight(history: list[Arrived]) -> None:
    picture = reconcile(history)
    standing = picture.standing

    ids = {a.id for a in history}
    assert standing.current | standing.superseded | standing.withdrawn == ids
    for (device, life), line in picture.lines.items():
        digests = {
            a.digest for a in history if (a.link.device, a.link.incarnation) == (device, life)
        }
        assert len(digests) == line.through + len(line.beyond)


def test_a_line_without_a_gap_goes_through_to_its_end() -> None:
    line = reconcile([one(3), one(1), one(2)]).lines[A_LIFE]

    assert (line.through, line.head, line.gaps) == (3, one(3).digest, ())


def test_a_gap_is_named_and_what_lies_beyond_is_kept() -> None:
    line = reconcile([one(1), one(4), one(6)]).lines[A_LIFE]

    assert line.gaps == ((2, 3), (5, 5))
    assert line.beyond == ((4, one(4).digest), (6, one(6).digest))


def test_two_in_one_place_are_a_fork_and_both_are_kept() -> None:
    line = reconcile([one(1), one(2), one(2, mark="x"), one(3)]).lines[A_LIFE]

    (fork,) = line.forks
    assert fork.sequence == 2
    assert set(fork.digests) == {one(2).digest, one(2, mark="x").digest}
    assert line.through == 1


def test_a_vault_in_use_on_two_laptops_is_named() -> None:
    assert reconcile([one(1), one(1, life="2")]).lives == {
        A_LIFE[0]: (Incarnation("1" * 16), Incarnation("2" * 16))
    }
    assert reconcile([one(1), one(1, device="e")]).lives == {}


def test_two_that_replace_the_same_are_shown_and_neither_wins() -> None:
    first = one(1)
    left, right = one(2, replaces=first.id), one(1, device="e", replaces=first.id)

    standing = reconcile([first, left, right]).standing

    assert standing.forked == ((first.id, tuple(sorted((left.id, right.id)))),)
    assert standing.current == {left.id, right.id}
    assert standing.superseded == {first.id}


def test_what_was_taken_back_does_not_hold() -> None:
    first = one(1)

    standing = reconcile([first, one(2, replaces=first.id, withdraws=True)]).standing

    assert first.id in standing.withdrawn
    assert standing.current == frozenset()
