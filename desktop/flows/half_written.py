"""Forms outside a contact: what is typed is kept at once, and goes when it became a record."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from desktop.flows.opened import Clock, OpenVault
from forms.redaction import Undecided
from forms.refusal import Refusal
from storage.half_written import NOTHING_TYPED, Fields, FormKey, HalfWrittenStore

T = TypeVar("T")


class HalfWrittenFlow:
    """Keeps half-written forms, and settles them with what they became."""

    def __init__(self, open_vault: OpenVault, clock: Clock) -> None:
        self._open, self._clock = open_vault, clock
        self._store = HalfWrittenStore(open_vault.vault)

    def all(self) -> Mapping[FormKey, Fields]:
        """Every half-written form."""
        return self._store.all()

    def keep(self, typed: Mapping[FormKey, Fields]) -> None:
        """Keep these as they stand now; a form with nothing in it goes."""
        self._store.keep(typed, self._clock())

    def settle(self, key: FormKey, act: Callable[[], T], left: Fields = NOTHING_TYPED) -> T:
        """Do this; the half-written form goes in the same transaction, unless it was refused.

        `left` is what stays half written, where only a part of the form was settled.
        """
        with self._open.vault.transaction():
            done = act()
            if is_settled(done):
                self._store.keep({key: left}, self._clock())
        return done

    def settle_after(self, key: FormKey, act: Callable[[], T]) -> T:
        """As `settle`, for an act that writes files: the form goes once they are written."""
        done = act()
        if is_settled(done):
            self._store.forget(key)
        return done


def is_settled(done: object) -> bool:
    """Whether an act was done, and not refused."""
    return not isinstance(done, Refusal | Undecided)
