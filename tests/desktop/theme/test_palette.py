"""WCAG 2.2: 1.4.3 for words, 1.4.11 for edges; every pair the style uses is held."""

import pytest

from desktop.theme.palette import EDGES_ON, LIGHT, TEXT_ON, contrast


def colour(name: str) -> str:
    found = getattr(LIGHT, name)
    assert isinstance(found, str)
    return found


@pytest.mark.parametrize(("words", "ground"), TEXT_ON)
def test_words_stand_out_from_their_ground(words: str, ground: str) -> None:
    assert contrast(colour(words), colour(ground)) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGES_ON)
def test_edges_stand_out_from_their_ground(edge: str, ground: str) -> None:
    assert contrast(colour(edge), colour(ground)) >= 3


def test_contrast_is_reckoned_as_the_guideline_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#FFFFFF", "#767676") == pytest.approx(4.54, abs=0.005)
