from forms.pack import Language
from forms.preferences import LetterTo, Preferences, Wording


def test_a_new_vault_recommends_writes_to_the_family_and_speaks_english() -> None:
    chosen = Preferences()
    assert chosen.wording is Wording.RECOMMENDATION
    assert chosen.letter_to is LetterTo.FAMILY
    assert chosen.language is Language.ENGLISH


def test_no_local_number_is_made_up_for_the_urgent_panel() -> None:
    assert Preferences().urgent_numbers == ""
    assert Preferences().relationship_team_address == ""
