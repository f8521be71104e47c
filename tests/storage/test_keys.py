"""The data key opens with its passphrase, for its vault, at its price, and not otherwise."""

import pytest

from storage.errors import WrongPassphrase
from storage.header import KdfCost, PassphraseSlot
from storage.keys import KEY_BYTES, derive, new_data_key, unwrap, wrap
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
