"""The retention policy goes through the same door as the other packs."""

import json
from importlib.resources import files
from typing import Any

import pytest

from forms.errors import PackInvalid
from forms.pack import NotApproved
from forms.retention_loader import RETENTION_FILE, load_retention, parse_retention


def written() -> dict[str, Any]:
    said: dict[str, Any] = json.loads((files("forms") / "packs" / RETENTION_FILE).read_bytes())
    return said


def parsed(said: dict[str, Any]) -> object:
    return parse_retention(json.dumps(said).encode(), RETENTION_FILE)


def test_the_shipped_policy_keeps_children_to_25_or_26_and_says_it_is_not_approved() -> None:
    policy = load_retention()

    assert (policy.child_birthday, policy.child_later_birthday) == (25, 26)
    assert (policy.child_later_from_age, policy.maternity_years) == (17, 25)
    assert isinstance(policy.info.approval, NotApproved)
    assert any("to verify" in source for source in policy.info.sources)


@pytest.mark.parametrize(
    ("part", "key", "value", "where"),
    [
        ("child", "birthday", "25", "child > birthday"),
        ("child", "later_birthday", 24, "child > later_birthday"),
        ("maternity", "years", 0, "maternity > years"),
        ("local_copy", "days", -1, "local_copy > days"),
        ("local_copy", "source", " ", "local_copy > source"),
        ("maternity", "months", 3, "maternity > months"),
    ],
)
def test_a_mistake_is_refused_with_its_place(
    part: str, key: str, value: object, where: str
) -> None:
    said = written()
    said[part][key] = value

    with pytest.raises(PackInvalid) as refused:
        parsed(said)
    assert refused.value.entry == where
