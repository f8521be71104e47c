"""What can be wrong with a vault, told apart in words."""

from storage.soundness import Finding, Trouble


def test_every_trouble_has_a_sentence_of_its_own() -> None:
    lines = [Finding(trouble, 7).line for trouble in Trouble]

    assert len(set(lines)) == len(lines) == len(Trouble)
    assert [line for line in lines if not line.endswith(".") or ": " not in line] == []
