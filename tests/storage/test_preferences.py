"""Settings live in the vault, and are read strictly."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.pack import Language
from forms.preferences import LetterTo, Preferences, Wording
from storage.errors import RecordsDamaged, VaultTooNew
from storage.preferences import PreferenceStore
from storage.preferences_schema import VERSION, from_text, to_text
from storage.vault import Vault

words = st.text(st.characters(exclude_categories=["Cs"]))
settings_of_any_kind = st.builds(
    Preferences,
    wording=st.sampled_from(Wording),
    letter_to=st.sampled_from(LetterTo),
    language=st.sampled_from(Language),
    relationship_team=words,
    relationship_team_address=words,
    urgent_numbers=words,
    organisation=words,
    organisation_address=words,
    logo=st.binary(max_size=200),
    window_envelope=st.booleans(),
)


@given(settings_of_any_kind)
def test_all_settings_come_back_the_same(preferences: Preferences) -> None:
    assert from_text(to_text(preferences)) == preferences


def test_a_new_vault_starts_from_the_defaults(vault: Vault) -> None:
    assert PreferenceStore(vault).load() == Preferences()


def test_what_was_set_last_is_what_holds(vault: Vault) -> None:
    store = PreferenceStore(vault)
    store.save(Preferences(wording=Wording.REFERRAL))
    store.save(Preferences(wording=Wording.REGISTRATION, urgent_numbers="Practice 111"))

    assert store.load() == Preferences(wording=Wording.REGISTRATION, urgent_numbers="Practice 111")


@pytest.mark.parametrize("newer", [{"version": VERSION + 1}, {"a_setting_of_tomorrow": True}])
def test_settings_of_a_newer_program_are_refused_not_dropped(newer: dict[str, object]) -> None:
    said = json.loads(to_text(Preferences())) | newer

    with pytest.raises(VaultTooNew):
        from_text(json.dumps(said))


@pytest.mark.parametrize(
    "broken", ["", "[]", "{}", '{"version": 1}', '{"version": 1, "wording": "shouting"}']
)
def test_settings_that_make_no_sense_are_said_to_be_damaged(broken: str) -> None:
    with pytest.raises(RecordsDamaged):
        from_text(broken)
