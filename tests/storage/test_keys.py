"""The data key opens with its passphrase, for its vault, at its price, and not otherwise."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import WrongPassphrase
from storage.header import DEFAULT_COST, KdfCost, PassphraseSlot
from storage.keys import (
    KEY_BYTES,
    calibrate,
    derive,
    needs_rewrap,
    new_data_key,
    raised,
    unwrap,
    wrap,
)
from tests.storage.samples import PASSPHRASE

KEY = bytes(range(32))
REFERENCE = "81db97a7e67a891784a2599bc879f957cb3512d273984bd97d8a18fc59ff01e2"
"""What argon2-cffi 25.1.0 gives for the password and salt of the test below."""


@pytest.fixture(scope="module")
def slot() -> PassphraseSlot:
    return wrap(KEY, "vault-1", PASSPHRASE, KdfCost())


def test_what_was_sealed_is_what_comes_out(slot: PassphraseSlot) -> None:
    assert unwrap(slot, "vault-1", PASSPHRASE) == KEY


def test_a_sealed_key_does_not_open_for_another_vault(slot: PassphraseSlot) -> None:
    with pytest.raises(WrongPassphrase):
        unwrap(slot, "vault-2", PASSPHRASE)


@pytest.mark.parametrize("at", [0, 20, 47])
def test_a_sealed_key_that_was_touched_does_not_open(slot: PassphraseSlot, at: int) -> None:
    touched = bytearray(slot.sealed_key)
    touched[at] ^= 1

    with pytest.raises(WrongPassphrase):
        unwrap(
            PassphraseSlot(slot.cost, slot.salt, slot.nonce, bytes(touched)), "vault-1", PASSPHRASE
        )


def test_the_key_is_that_of_argon2id_as_others_compute_it() -> None:
    found = derive("password", KdfCost(65536, 3, 4), b"somesaltsomesalt")

    assert found.hex() == REFERENCE


def test_two_data_keys_are_never_alike() -> None:
    keys = {new_data_key() for _ in range(20)}

    assert len(keys) == 20
    assert {len(key) for key in keys} == {KEY_BYTES}


def a_machine(seconds_for_a_gibibyte: float) -> Callable[[KdfCost], float]:
    """How long each cost takes on a machine that reads memory at this speed."""
    return lambda cost: cost.memory_kib * cost.passes / 1024**2 * seconds_for_a_gibibyte


@pytest.mark.parametrize(
    ("seconds_for_a_gibibyte", "memory_mib", "passes"),
    [(100.0, 64, 3), (5.0, 64, 3), (2.0, 128, 4), (1.0, 256, 4), (0.125, 256, 32)],
)
def test_a_faster_machine_is_asked_for_more_memory_first_and_then_for_more_passes(
    seconds_for_a_gibibyte: float, memory_mib: int, passes: int
) -> None:
    machine = a_machine(seconds_for_a_gibibyte)
    cost = calibrate(1.0, seconds_for=machine)

    assert (cost.memory_kib // 1024, cost.passes) == (memory_mib, passes)
    assert cost == DEFAULT_COST or 0.5 < machine(cost) <= 1.0


def test_a_machine_without_the_memory_stays_at_what_it_has() -> None:
    def small(cost: KdfCost) -> float:
        if cost.memory_kib > 128 * 1024:
            raise MemoryError
        return a_machine(0.1)(cost)

    assert calibrate(1.0, seconds_for=small).memory_kib == 128 * 1024


def test_this_machine_can_be_measured_and_never_goes_below_the_floor() -> None:
    assert calibrate(0.01) == DEFAULT_COST


costs = st.builds(KdfCost, st.integers(65536, 4 * 1024**2), st.integers(3, 1000), st.just(4))


@given(costs, costs)
def test_a_cost_is_raised_until_it_is_enough_and_never_lowered(
    held: KdfCost, wanted: KdfCost
) -> None:
    after = raised(held, wanted)
    slot = PassphraseSlot(after, b"", b"", b"")

    assert after.memory_kib >= max(held.memory_kib, wanted.memory_kib)
    assert after.passes >= max(held.passes, wanted.passes)
    assert not needs_rewrap(slot, wanted)
    assert not needs_rewrap(slot, held)
    assert needs_rewrap(PassphraseSlot(held, b"", b"", b""), wanted) == (
        (after.memory_kib, after.passes) != (held.memory_kib, held.passes)
    )
