"""Whatever happens to a chain of entries, it no longer holds, and the first break is found."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from storage.audit_chain import (
    ChainFault,
    Link,
    Wrong,
    chain_fault,
    is_signed,
    linked,
    new_device_key,
    origin,
    public_key_of,
    signed_head,
)

START = origin("vault", b"k" * 32)
TOLD = st.tuples(st.text(max_size=8), st.sampled_from(["viewed", "created"]), st.text(max_size=8))


def chained(told: list[tuple[str, str, str]]) -> list[Link]:
    links: list[Link] = []
    for seq, (at, kind, about) in enumerate(told, start=1):
        links.append(linked(links[-1].hash if links else START, seq, at, kind, about))
    return links


CHAINS = st.lists(TOLD, min_size=1, max_size=12).map(chained)
LONG_CHAINS = st.lists(TOLD, min_size=3, max_size=12).map(chained)


@given(CHAINS)
def test_a_chain_as_it_was_made_holds(links: list[Link]) -> None:
    assert chain_fault(links, START) is None
    assert chain_fault([], START) is None


@given(LONG_CHAINS, st.data())
def test_a_row_taken_out_is_missing_at_its_number(links: list[Link], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(links) - 2))
    left = links[:gone] + links[gone + 1 :]

    assert chain_fault(left, START) == ChainFault(Wrong.MISSING, gone + 1)


@given(LONG_CHAINS, st.data())
def test_closing_the_gap_does_not_hide_it(links: list[Link], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(links) - 2))
    left = links[:gone] + [replace(link, seq=link.seq - 1) for link in links[gone + 1 :]]

    assert chain_fault(left, START) == ChainFault(Wrong.MISSING, gone + 1)


EDITED = "edited afterwards"
EDITS: tuple[Callable[[Link], Link], ...] = (
    lambda link: replace(link, at=EDITED),
    lambda link: replace(link, kind=EDITED),
    lambda link: replace(link, about=EDITED),
)


@given(CHAINS, st.data(), st.sampled_from(EDITS))
def test_an_edited_row_is_named(
    links: list[Link], data: st.DataObject, edit: Callable[[Link], Link]
) -> None:
    place = data.draw(st.integers(0, len(links) - 1))
    links[place] = edit(links[place])

    assert chain_fault(links, START) == ChainFault(Wrong.CHANGED, place + 1)


@given(LONG_CHAINS, st.data())
def test_a_row_edited_with_its_hash_is_named_by_the_next(
    links: list[Link], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(links) - 2))
    old = links[place]
    links[place] = linked(old.previous, old.seq, EDITED, old.kind, old.about)

    assert chain_fault(links, START) == ChainFault(Wrong.CHANGED, place + 1)


@given(LONG_CHAINS, st.data())
def test_rows_in_another_order_are_told_where_the_order_breaks(
    links: list[Link], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(links).filter(lambda other: other != links))
    moved = [replace(link, seq=seq) for seq, link in enumerate(order, start=1)]
    first = next(i for i, (a, b) in enumerate(zip(links, order, strict=True), 1) if a != b)

    assert chain_fault(moved, START) == ChainFault(Wrong.REORDERED, first)


@given(CHAINS)
def test_a_chain_of_another_vault_or_another_key_does_not_begin_here(links: list[Link]) -> None:
    for other in (origin("another", b"k" * 32), origin("vault", b"j" * 32)):
        assert chain_fault(links, other) == ChainFault(Wrong.BEGINNING, 1)


@given(st.text(max_size=16), st.integers(0, 2**40), st.binary(min_size=32, max_size=32))
def test_a_head_is_signed_for_one_vault_one_entry_and_one_hash(
    vault: str, seq: int, newest: bytes
) -> None:
    private, public = new_device_key()
    head = signed_head(private, vault, seq, newest)

    assert public_key_of(private) == public
    assert is_signed(head, public)
    for forged in (
        replace(head, vault=vault + "x"),
        replace(head, seq=seq + 1),
        replace(head, hash=bytes(b ^ 1 for b in newest)),
        replace(head, signature=bytes(64)),
    ):
        assert not is_signed(forged, public)
    assert not is_signed(head, new_device_key()[1])
