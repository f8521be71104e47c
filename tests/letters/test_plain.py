"""The plain-text twin reads alone, in any window, and holds what the document holds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.answers import Topic
from forms.pack import Language
from letters.document import Document, Fact, Facts, Paragraph, VoiceBox
from letters.facts import Reader
from letters.plain import WIDTH, to_text
from tests.letters.families import expected_baby, fullest_ordinary, told
from tests.letters.reading import text


def test_no_line_is_wider_than_76_characters() -> None:
    for reader in Reader:
        lines = text(fullest_ordinary(), reader).splitlines()

        assert max(len(line) for line in lines) <= WIDTH


def test_the_reference_closes_the_letter() -> None:
    assert text(expected_baby(), Reader.TEAM).splitlines()[-1].startswith("GT-")


@settings(max_examples=50, deadline=None)
@given(typed=st.text(st.characters(exclude_categories=()), max_size=200))
def test_whatever_was_typed_can_be_written_to_a_file(typed: str) -> None:
    said = text(expected_baby().with_answers(told(Topic.CONCERN, typed)), Reader.TEAM)

    assert said.encode("utf-8").decode("utf-8") == said
    assert "\x00" not in said


def test_each_paragraph_of_the_voice_and_of_a_fact_stands_on_its_own() -> None:
    blocks = (VoiceBox("Voice", ("One.", "Two.")), Facts((Fact("Tried", ("A.", "B.")),)))
    made = Document("T", Language.ENGLISH, "A", "t", "GT-1", "", (*blocks, Paragraph("End.")))

    assert to_text(made) == "  | Voice\n\n    One.\n\n    Two.\n\nTried: A.\n  B.\n\nEnd.\n\nGT-1\n"
