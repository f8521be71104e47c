import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.refusal import Refusal
from forms.strict_json import Json, named, read_json

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def why(text: str | bytes) -> str:
    refusal = read_json(text)
    assert isinstance(refusal, Refusal)
    return refusal.reason


@given(VALUES)
def test_what_is_json_is_read_as_it_was_written(value: object) -> None:
    text = json.dumps(value)
    assert read_json(text) == value
    assert read_json(text.encode()) == value


def test_a_byte_order_mark_of_a_windows_editor_is_passed_over() -> None:
    assert read_json(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@pytest.mark.parametrize("data", [b"\xff", '{"a": "é"}'.encode("latin-1"), "{}".encode("utf-16")])
def test_other_encodings_are_named(data: bytes) -> None:
    assert "UTF-8" in why(data)


@pytest.mark.parametrize(
    ("text", "line"), [("", 1), ("{", 1), ('{"a": 1,\n "b" 2}', 2), ("[1,\n2,\n3", 3), ("{} {}", 1)]
)
def test_broken_json_is_told_with_its_line(text: str, line: int) -> None:
    assert why(text).startswith("This is not JSON: ")
    assert f"line {line}" in why(text)


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("around", ["{}", "[{}]", '{{"a": {{"b": {}}}}}'])
def test_what_only_python_calls_a_number_is_refused(word: str, around: str) -> None:
    assert word in why(around.format(word))


@pytest.mark.parametrize("text", ['{"a": 1, "a": 1}', '[{"b": {"a": 1, "c": 2, "a": 3}}]'])
def test_a_key_that_stands_twice_is_named(text: str) -> None:
    assert "“a” stands twice" in why(text)


def test_the_same_key_in_two_places_is_no_fault() -> None:
    assert read_json('{"a": {"a": 1}, "b": {"a": 2}}') == {"a": {"a": 1}, "b": {"a": 2}}


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":['])
def test_deep_nesting_is_refused_and_does_no_harm(opening: str) -> None:
    assert "nested too deeply" in why(opening * 200_000)


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    assert "digits" in why("[" + "7" * 10_000 + "]")


@given(st.text() | st.binary())
def test_no_refusal_is_more_than_a_sentence(data: str | bytes) -> None:
    found = read_json(data)
    if isinstance(found, Refusal):
        assert found.reason.endswith(".")
        assert found.reason.isprintable()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("present", "“present”"),
        ("", "“”"),
        (None, "“null”"),
        (True, "“true”"),
        (1.5, "“1.5”"),
        ([1, 2], "“[…]”"),
        ({"a": 1}, "“{…}”"),
        ("a\x1b[2Jb\nc", "“a\ufffd[2Jb\ufffdc”"),
    ],
)
def test_a_value_is_named_as_it_was_written(value: Json, shown: str) -> None:
    assert named(value) == shown


@given(st.text())
def test_a_name_is_short_and_harmless_on_any_screen(text: str) -> None:
    assert named(text).isprintable()
    assert len(named(text * 50)) < 60
