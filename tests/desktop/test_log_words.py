"""Every kind of event has words of its own."""

from desktop.log_words import SAID
from storage.audit_event import EventKind


def test_every_kind_of_event_is_said_in_words_of_its_own() -> None:
    assert set(SAID) == set(EventKind)
    assert len(set(SAID.values())) == len(SAID)
