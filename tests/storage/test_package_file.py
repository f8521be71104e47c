"""The files of a hand-over: what is sealed opens the same, and nothing else opens at all."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.people import Practitioner
from forms.strict_json import Json
from storage.audit_chain import new_device_key
from storage.errors import KnownFailure
from storage.life_errors import NotACard, NotAReceipt, PackageDamaged, PackageTooNew
from storage.life_rows import TABLES
from storage.package_card import (
    Card,
    Receipt,
    card_from_bytes,
    card_to_bytes,
    receipt_from_bytes,
    receipt_to_bytes,
)
from storage.package_file import Sender, new_receiving_key, open_package, seal
from storage.package_rows import RECORD_VERSION, json_from_rows, rows_from_json
from storage.package_signing import is_signed, short_code
from storage.sql import Value

AT = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
PRIVATE, PUBLIC = new_receiving_key()
SIGNING, DEVICE = new_device_key()
SENDER = Sender(Practitioner("Practice Jo", "Midwife", "Practice team"), DEVICE, SIGNING)
CARD = Card(Practitioner("Practice Kai", "Health visitor", "Practice team"), PUBLIC, DEVICE)
quick = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
words = st.text(st.characters(codec="utf-8"), max_size=60)


@st.composite
def whole_families(draw: st.DrawFn) -> dict[str, list[dict[str, Value]]]:
    """Rows of one family in the right shape, with any words and bytes in them."""
    rows: dict[str, list[dict[str, Value]]] = {}
    ids = {"family": "f", "infant": "i", "carer": "c", "contact": "k", "letter": "l"}
    for table in TABLES:
        count = 1 if table.name in ids else draw(st.integers(0, 2))
        rows[table.name] = [
            {
                column: _pointer(table.name, column, ids) or _drawn(draw, column)
                for column in table.columns
            }
            for _ in range(count)
        ]
    return rows


def _pointer(table: str, column: str, ids: dict[str, str]) -> str | None:
    if column == "id":
        return ids[table.removesuffix("_earlier")]
    if (table, column) in {("life_note", "infant"), ("carer", "carer")}:
        return None
    return ids.get(column) if column in ("family", "infant", "contact", "letter") else None


def _drawn(draw: st.DrawFn, column: str) -> Value:
    if column in ("pdf", "from_device", "digest"):
        return draw(st.binary(max_size=40))
    if column in ("position", "gestation_weeks", "needs_interpreter", "revision"):
        return draw(st.integers(0, 50))
    return draw(words)


@quick
@given(whole_families())
def test_whatever_is_sealed_opens_the_same(rows: dict[str, list[dict[str, Value]]]) -> None:
    sealed = seal("p" * 16, json_from_rows(rows, [["viewed", AT.isoformat()]]), SENDER, CARD, AT)
    opened = open_package(sealed, PRIVATE)

    found, log = rows_from_json(opened.record)
    assert {name: list(own) for name, own in found.items()} == rows
    assert log == [("viewed", AT.isoformat())]
    assert (opened.package, opened.device, opened.sealed_at) == ("p" * 16, DEVICE, AT)
    assert opened.sender == SENDER.practitioner


@quick
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_package_with_one_changed_byte_is_refused(place: int, by: int) -> None:
    sealed = bytearray(seal("p" * 16, {"said": "x" * 100}, SENDER, CARD, AT))
    sealed[place % len(sealed)] ^= by

    with pytest.raises(KnownFailure):
        open_package(bytes(sealed), PRIVATE)


def test_the_same_family_sealed_twice_shows_nothing_of_being_the_same() -> None:
    one, other = (seal("p" * 16, "x" * 500, SENDER, CARD, AT) for _ in range(2))

    assert one[-400:] != other[-400:]


def test_a_package_signed_by_another_than_it_says_is_refused() -> None:
    other, _ = new_device_key()
    forged = Sender(SENDER.practitioner, DEVICE, other)

    with pytest.raises(PackageDamaged):
        open_package(seal("p" * 16, {}, forged, CARD, AT), PRIVATE)


def test_a_package_of_a_newer_program_says_so() -> None:
    sealed = seal("p" * 16, {}, SENDER, CARD, AT)
    newer = sealed.replace(b'"version":1', b'"version":2')

    with pytest.raises(PackageTooNew):
        open_package(newer, PRIVATE)


def test_a_record_of_a_newer_program_says_so() -> None:
    with pytest.raises(PackageTooNew):
        rows_from_json({"format": "golden-thread family record", "version": RECORD_VERSION + 1})


def test_a_record_of_the_version_before_comes_without_what_was_added_since() -> None:
    said = a_family_said()
    said["tables"]["infant"] = [
        {
            **dict.fromkeys(("due", "gestation_weeks", "ended")),
            "id": "i",
            "family": "f",
            "position": 0,
            "born": "2026-01-05",
            "name": "",
            "nhs_number": "",
            "saved_at": AT.isoformat(),
        }
    ]

    with pytest.raises(PackageDamaged):
        rows_from_json(said)
    rows, _ = rows_from_json({**said, "version": 1})
    assert rows["infant"][0]["died"] is None


def a_family_said() -> dict[str, Any]:
    rows: dict[str, list[dict[str, Value]]] = {table.name: [] for table in TABLES}
    rows["family"] = [{"id": "f", "address": "", "gp_practice": "", "saved_at": AT.isoformat()}]
    said: dict[str, Any] = json.loads(json.dumps(json_from_rows(rows, [])))
    return said


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("family", []),
        ("family", [{"id": "f"}]),
        ("family", "f"),
        ("infant_earlier", [{"id": "of another family"}]),
        ("life_note", [{"family": "g", "infant": None, "kind": "note", "at": "", "words": ""}]),
        ("life_note", [{"family": "f", "infant": None, "kind": 3, "at": "", "words": ""}]),
        ("life_note", [{"family": "f", "infant": None, "kind": "\ud800", "at": "", "words": ""}]),
        ("outcome", [{"contact": "of another family", "value": ""}]),
    ],
)
def test_rows_of_another_shape_or_another_family_are_refused(table: str, rows: Json) -> None:
    said = a_family_said()
    assert rows_from_json(said)[0]["family"]
    said["tables"][table] = rows

    with pytest.raises(PackageDamaged):
        rows_from_json(said)


def test_a_card_comes_back_the_same_and_a_changed_one_is_none() -> None:
    content = card_to_bytes(CARD, SIGNING)
    assert card_from_bytes(content) == CARD

    for changed in (
        content.replace(b"Practice Kai", b"Practice Lee"),
        content[:-20],
        b"{}",
        b"[]",
        b"\xff",
        b"x" * 70_000,
    ):
        with pytest.raises(NotACard):
            card_from_bytes(changed)


def test_a_receipt_comes_back_the_same_and_a_changed_one_is_none() -> None:
    receipt = Receipt("p" * 16, b"d" * 32, AT, DEVICE)
    content = receipt_to_bytes(receipt, SIGNING)
    assert receipt_from_bytes(content) == receipt

    with pytest.raises(NotAReceipt):
        receipt_from_bytes(content.replace(b"pppp", b"qqqq"))
    with pytest.raises(NotAReceipt):
        receipt_from_bytes(card_to_bytes(CARD, SIGNING))


def test_a_short_code_can_be_said_aloud_and_tells_keys_apart() -> None:
    codes = {short_code(bytes([n]) * 32) for n in range(200)}

    assert len(codes) == 200
    assert all([len(part) for part in code.split("-")] == [4, 4, 4] for code in codes)
    assert not is_signed(b"short", b"", b"")
