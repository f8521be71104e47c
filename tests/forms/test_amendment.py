"""What an amendment changed is told question by question, and nothing else."""

from forms.amendment import Difference, differences
from forms.answers import AboutTopic, Narrative, Topic
from tests.builders import a_record

VOICE, CONCERN, TRIED = (AboutTopic(t) for t in (Topic.VOICE, Topic.CONCERN, Topic.TRIED))
BEFORE = a_record(answers={VOICE: Narrative("a"), CONCERN: Narrative("b")})


def test_two_versions_that_say_the_same_do_not_differ() -> None:
    turned = a_record(answers=dict(reversed(tuple(BEFORE.answers.items()))))

    assert differences(BEFORE, turned) == ()


def test_what_was_changed_added_and_left_out_is_told_with_both_answers() -> None:
    after = a_record(answers={TRIED: Narrative("new"), VOICE: Narrative("A")})

    assert differences(BEFORE, after) == (
        Difference(VOICE, Narrative("a"), Narrative("A")),
        Difference(CONCERN, Narrative("b"), None),
        Difference(TRIED, None, Narrative("new")),
    )


def test_turning_the_versions_round_turns_each_difference_round() -> None:
    after = BEFORE.with_answer(VOICE, Narrative("A")).with_answer(TRIED, Narrative("new"))

    forth, back = differences(BEFORE, after), differences(after, BEFORE)

    assert set(back) == {Difference(d.question, d.after, d.before) for d in forth}
