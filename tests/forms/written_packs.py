"""Pack files as a person writes them: small, well, and easy to spoil in one place."""

import json
from collections.abc import Callable
from typing import Any

Pack = dict[str, Any]
Change = Callable[[Pack], object]

HEAD: Pack = {
    "number": "2026.1",
    "title": {"en": "Invented"},
    "sources": ["Invented for tests"],
    "review_by": "2027-05-31",
    "approval": {"status": "not_approved", "note": "invented, not approved"},
}


def words(en: str = "Invented words") -> Pack:
    return {"en": en}


def a_band(code: str, stage: str, from_week: int, to_week: int) -> Pack:
    weeks = {"from_week": from_week, "to_week": to_week}
    return {"code": code, "stage": stage, **weeks, "title": words(), "contact": words()}


def a_written_prompt(code: str, band: str, focus: str) -> Pack:
    texts = {part: words() for part in ("asks", "notice", "concern", "domain")}
    flags = {"alone_only": False, "red_flag": False, "asked_of": "everyone", "points_to": []}
    return {"code": code, "band": band, "focus": focus, "kind": "ask", **texts, **flags}


def a_written_factor(code: str) -> Pack:
    return {
        "code": code,
        "group": "home",
        "text": words(),
        "guidance": words(),
        "weight": "minor",
        "stages": ["antenatal", "postnatal"],
        "opens_urgent": False,
        "alone_only": False,
        "sources": ["Invented for tests"],
        "confidence": "low",
        "weight_confidence": "low",
    }


def prompts() -> Pack:
    """Two bands before and two after the birth; PA1 to PA4 in the first, PB1 to PB4 in the next."""
    bands = [
        a_band("a", "antenatal", -32, -13),
        a_band("b", "antenatal", -12, 2),
        a_band("c", "postnatal", 0, 51),
        a_band("d", "postnatal", 52, 104),
    ]
    focuses = ("parent", "baby", "dyad", "support")
    asked = [
        a_written_prompt(f"P{band['code'].upper()}{n}", band["code"], focus)
        for band in bands
        for n, focus in enumerate(focuses, 1)
    ]
    return {"id": "invented-prompts", **HEAD, "bands": bands, "prompts": asked}


def factors() -> Pack:
    return {
        "id": "invented-factors",
        **HEAD,
        "rule": {"significant": 1, "minor": 4},
        "groups": [{"code": "home", "title": words()}],
        "factors": [a_written_factor("F1"), a_written_factor("F2")],
    }


def written(pack: Pack) -> bytes:
    return json.dumps(pack).encode()


def with_change(pack: Pack, change: Change) -> bytes:
    copied = json.loads(json.dumps(pack))
    change(copied)
    return written(copied)


def put(*path: str | int, to: object) -> Change:
    def change(pack: Any) -> None:
        for step in path[:-1]:
            pack = pack[step]
        pack[path[-1]] = to

    return change


def take(*path: str | int) -> Change:
    def change(pack: Any) -> None:
        for step in path[:-1]:
            pack = pack[step]
        del pack[path[-1]]

    return change
