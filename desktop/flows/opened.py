"""An opened vault with everything that is kept in it, as the use cases see it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from forms.pack import Packs
from forms.people import Practitioner
from storage.families import FamilyStore
from storage.letters import LetterStore
from storage.preferences import PreferenceStore
from storage.records import RecordStore
from storage.vault import Vault

Clock = Callable[[], datetime]
"""Gives the present moment, with its time zone."""


@dataclass(frozen=True, slots=True)
class OpenVault:
    """Used only on the thread that opened it."""

    vault: Vault
    practitioner: Practitioner
    packs: Packs
    families: FamilyStore
    records: RecordStore
    letters: LetterStore
    preferences: PreferenceStore
