"""What a letter carries inside: everything for the team, and no more than its pages for others."""

import copy
import json
import subprocess
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.answers import Topic
from forms.pack import Language
from forms.refusal import Refusal
from letters.facts import Reader
from letters.fhir import FHIR_FILE, bundle
from letters.inside import (
    RECORD_FILE,
    LetterInside,
    fingerprint,
    from_json,
    inside_of,
    record_for,
    to_json,
)
from letters.pdf_attach import Attachment, Tie, attach, inside
from letters.pdf_letter import whole_letter
from letters.recommendation import recommendation
from tests.letters.families import (
    MADE_AT,
    Story,
    expected_baby,
    foster_carer,
    fullest_ordinary,
    told,
)
from tests.letters.reading import read
from tests.letters.test_family_copy import HIDING, Secret
from tests.sync.places.servers_node import beside_modules
from tests.sync.places.servers_start import folder_of_a_server

STORIES = {"ordinary": fullest_ordinary, "expected": expected_baby, "foster": foster_carer}


def whole(story: Story, reader: Reader) -> bytes:
    facts = story.facts()
    return whole_letter(recommendation(facts, reader), MADE_AT, record_for(reader, facts))


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("reader", Reader)
def test_the_same_letter_is_the_same_bytes_before_it_is_signed(name: str, reader: Reader) -> None:
    assert whole(STORIES[name](), reader) == whole(STORIES[name](), reader)


@pytest.mark.parametrize("name", STORIES)
def test_the_teams_copy_carries_every_answer_of_the_record(name: str) -> None:
    facts = STORIES[name]().facts()
    held = from_json(inside(whole(STORIES[name](), Reader.TEAM)).attachments[RECORD_FILE])

    assert isinstance(held, LetterInside)
    assert held.record is not None
    assert len(held.record.said) == len(facts.record.answers) > 0
    assert held.record.baby.name == facts.infant.name
    assert [c.name for c in held.record.carers] == [c.name for c in facts.family.carers]


@pytest.mark.parametrize("name", STORIES)
def test_the_familys_copy_carries_the_words_of_its_pages_and_no_record(name: str) -> None:
    letter = whole(STORIES[name](), Reader.FAMILY)
    held = from_json(inside(letter).attachments[RECORD_FILE])

    assert isinstance(held, LetterInside)
    assert held.record is None
    printed = "".join(read(letter).running.split())
    words = [word for part in held.parts for word in f"{part.heading} {part.text}".split()]
    missing = [word for word in words if word.strip("-=|:") not in printed]
    assert len(words) > 100
    assert missing == []


@pytest.mark.parametrize("secret", HIDING)
def test_no_sensitive_word_is_in_the_familys_file_in_any_layer(secret: Secret) -> None:
    letter = whole(expected_baby().with_answers(secret.answers), Reader.FAMILY)
    read_back, held = read(letter), inside(letter)

    assert secret.marker.encode() not in read_back.streams
    assert secret.marker not in read_back.properties
    assert set(held.attachments) == {RECORD_FILE, FHIR_FILE}
    for content in held.attachments.values():
        assert secret.marker not in content.decode()
        assert secret.marker not in json.dumps(json.loads(content), ensure_ascii=False)


def test_what_the_search_looks_for_would_be_found_in_the_teams_file() -> None:
    letter = whole(expected_baby().with_answers(told(Topic.NEEDS, "Aardvark")), Reader.TEAM)

    assert all(b"Aardvark" in content for content in inside(letter).attachments.values())
    assert b"Aardvark" in read(letter).streams


def test_the_fingerprint_stands_in_the_foot_of_every_page() -> None:
    letter = whole(fullest_ordinary(), Reader.TEAM)
    printed = fingerprint(inside(letter).attachments[RECORD_FILE])

    pages = read(letter).pages
    assert len(pages) >= 2
    assert all(printed in page for page in pages)


def test_a_fingerprint_is_of_the_content_and_free_of_signs_that_look_alike() -> None:
    drawn = [fingerprint(str(n).encode()) for n in range(500)]

    assert len(set(drawn)) == 500
    assert all(len(one.replace(" ", "")) == 12 for one in drawn)
    assert not set("".join(drawn)) & set("ILOU")


def found_wrong(given_resources: list[dict[str, Any]]) -> list[list[str]]:
    """What the official R4 definitions find wrong with each."""
    with folder_of_a_server() as folder:
        told_by = subprocess.run(
            beside_modules("validate.mjs", folder),
            input=json.dumps(given_resources).encode(),
            capture_output=True,
            check=True,
        )
    wrong: list[list[str]] = json.loads(told_by.stdout)
    return wrong


def test_what_is_inside_is_a_valid_fhir_r4_document() -> None:
    bundles = [
        json.loads(inside(whole(make(), reader)).attachments[FHIR_FILE])
        for make in STORIES.values()
        for reader in Reader
    ]
    broken = copy.deepcopy(bundles[0])
    del broken["entry"][0]["resource"]["title"]
    resources = [entry["resource"] for one in [*bundles, broken] for entry in one["entry"]]

    assert all(one["entry"][0]["resource"]["resourceType"] == "Composition" for one in bundles)
    *found, of_broken = found_wrong([*bundles, *resources[: -len(broken["entry"])], broken])
    assert [wrong for wrong in found if wrong] == []
    assert of_broken != []


WORDS = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_whatever_was_typed_comes_back_as_it_reads(words: str) -> None:
    facts = expected_baby().with_answers(told(Topic.CONCERN, words)).facts()
    made = inside_of(recommendation(facts, Reader.TEAM), facts)

    assert from_json(to_json(made)) == made
    assert json.loads(json.dumps(bundle(made, "Practice", MADE_AT)))["type"] == "document"


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b'{"kind":"golden-thread letter","version":2}', b"\xff", b'{"a":1,"a":2}'],
)
def test_what_this_program_did_not_write_is_refused(content: bytes) -> None:
    assert isinstance(from_json(content), Refusal)


def test_a_file_inside_says_what_it_is_to_the_pages() -> None:
    letter = whole(fullest_ordinary(), Reader.TEAM)
    more = Attachment("more.json", "More", "application/json", Tie.DATA, b"{}")

    assert set(inside(letter).attachments) == {RECORD_FILE, FHIR_FILE}
    assert inside(attach(letter, [more], MADE_AT)).attachments == {"more.json": b"{}"}


def test_the_language_is_that_of_the_letter() -> None:
    made = inside_of(recommendation(expected_baby().facts(), Reader.TEAM))

    assert made.language == Language.ENGLISH.value
