"""Failures of the world that a person can do something about, as opposed to bugs."""

from typing import TypeAlias

from desktop.flows.errors import FlowError
from forms.errors import FormsError
from letters.errors import LetterError
from storage.errors import StorageError
from sync.errors import SyncError

Failure: TypeAlias = FlowError | FormsError | LetterError | StorageError | SyncError

KNOWN = (FlowError, FormsError, LetterError, StorageError, SyncError)
