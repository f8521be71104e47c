"""Whoever takes the laptop finds no typed word on it; a letter goes only where it was sent."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.reading import words_of
from tests.pages.contact import ALONE, RECOMMEND, ContactPage
from tests.pages.families import Baby, FamiliesPage
from tests.pages.opening import Opened
from tests.pages.signing_in import PASSPHRASE, SetupPage

SEEN, OWN_WORDS, VOICE, CONCERN = "Zephyrously", "Gooseberrying", "Quillwhistle", "Marmaladeway"
BABY, CARER, REASON, SEARCHED = "Xylophonia", "Tumbledriel", "Windowledger", "Sleeplesser"
TYPED = (SEEN, OWN_WORDS, VOICE, CONCERN, BABY, CARER, REASON, SEARCHED, PASSPHRASE)


def spellings(word: str) -> list[bytes]:
    """The ways one word may lie in a file."""
    cases = {word, word.upper(), word.lower(), word[::-1]}
    encodings = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
    return [case.encode(encoding) for case in cases for encoding in encodings]


def given_away(place: Path, *, but: Path | None = None) -> dict[str, list[str]]:
    """The typed words in each file under this place, by content or by name, but for one folder."""
    found = {}
    for path in place.rglob("*"):
        if but is not None and path.is_relative_to(but):
            continue
        held = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        words = [w for w in TYPED if any(spelling in held for spelling in spellings(w))]
        if words:
            found[str(path.relative_to(place))] = words
    return found


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything this program could write to by itself lies under here."""
    for variable in ("TMPDIR", "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        place = tmp_path / variable.lower()
        place.mkdir()
        monkeypatch.setenv(variable, str(place))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


def test_a_word_lying_in_any_file_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "plain.log").write_text(f"typed: {VOICE}")
    (tmp_path / "settings.ini").write_bytes(CONCERN.lower().encode("utf-16-le"))
    (tmp_path / f"{BABY}.tmp").touch()

    assert given_away(tmp_path) == {
        "plain.log": [VOICE],
        "settings.ini": [CONCERN],
        f"{BABY}.tmp": [BABY],
    }


def test_no_typed_word_is_in_any_file_until_a_letter_is_exported(
    open_window: Callable[[], Opened], laptop: Path, home: Path
) -> None:
    letters = laptop / "chosen"
    letters.mkdir()
    opened = open_window()
    contact = type_everything(opened)
    assert given_away(laptop) == {}  # while the last words are on their way
    contact.expect_saved()
    assert any(path.stat().st_size for path in home.rglob("*") if path.is_file())
    assert given_away(laptop) == {}

    letter = contact.letter()
    letter.expect_ready()
    assert given_away(laptop) == {}  # while the letter is shown
    letter.export_to(letters, "X", "5/1/2026")
    letter.expect_done()

    assert given_away(laptop, but=letters) == {}
    said = words_of(letters)
    assert [word for word in (SEEN, VOICE, CONCERN, REASON) if word not in said] == []
    opened.close()
    assert given_away(laptop, but=letters) == {}


def type_everything(opened: Opened) -> ContactPage:
    """Type every word into the box it belongs to; the last one is typed a moment ago."""
    setup = SetupPage(opened.keys)
    setup.make()
    setup.leave_the_sheet()
    families = FamiliesPage(opened.keys)
    family = families.add().write([Baby("5/1/2026", BABY, expected=False)], [CARER]).keep()
    family.back()
    opened.keys.fill("search", SEARCHED)
    FamiliesPage(opened.keys).open_found(BABY).start()
    contact = ContactPage(opened.keys)
    contact.say_present(ALONE)
    contact.next_until("own_words")
    contact.write("seen", SEEN)
    contact.write("own_words", OWN_WORDS)
    contact.next_until("topic.voice")
    contact.write("topic.voice", VOICE)
    contact.next_until("topic.concern")
    contact.write("topic.concern", CONCERN)
    contact.decide(RECOMMEND)
    contact.agree()
    contact.back_until("reason")
    contact.write("reason", REASON)
    return contact
