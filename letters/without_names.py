"""Text from people without what tells who they are: for a letter that names nobody.

What the record knows is replaced: names, dates, numbers, the address, the practice. A name it does
not know, an aunt's say, it cannot see; the practitioner reads the letter before it leaves.
"""

import re
from collections.abc import Iterator, Mapping

from forms.people import Relationship
from forms.right_family import folded
from letters.facts import LetterFacts

_WORD = re.compile(r"[^\W\d_]+")
_MAIL = re.compile(r"\S+@\S+")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ion|chwef|maw|ebr|mai|meh|gorff|awst|medi"
    r"|hyd|tach|rhag)[a-z]*"
)
_DAY = re.compile(
    rf"\b\d{{1,2}}\s*[/.\-]\s*\d{{1,2}}\s*[/.\-]\s*\d{{2,4}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}"
    rf"(?:\s+\d{{4}})?\b|\b{_MONTH}\s+\d{{1,2}}\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<!\w)\+?\d(?:[\s\-]?\d){4,}")
_SHORTEST_NAME, _SHORTEST_PLACE = 2, 4
_SAME_TWICE = re.compile(r"(\[[^\]]+\])(?:[\s\-]+\1)+")
_PARENTS = {Relationship.MOTHER: "mother", Relationship.FATHER: "father"}


def masked(text: str, facts: LetterFacts, masks: Mapping[str, str]) -> str:
    """The text with words in brackets in the place of names, days, numbers and places."""
    said = _MAIL.sub(masks["number"], text)
    said = _POSTCODE.sub(masks["place"], said)
    said = _DAY.sub(masks["day"], said)
    said = _NUMBER.sub(masks["number"], said)
    for name, kind in _whole_names(facts):
        said = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", masks[kind], said, flags=re.IGNORECASE)
    stands_for = dict(_stands_for(facts))

    def put(match: re.Match[str]) -> str:
        kind = stands_for.get(folded(match[0]))
        return masks[kind] if kind else match[0]

    parts = re.split(r"(\[[^\]]*\])", said)  # what stands in brackets is done
    said = "".join(part if part.startswith("[") else _WORD.sub(put, part) for part in parts)
    shared = re.escape(masks["family"])
    said = re.sub(rf"(\[[^\]]+\])(?:[\s\-]+{shared})+", r"\1", said)
    said = re.sub(rf"(?:{shared}[\s\-]+)+(?=\[)", "", said)
    return _SAME_TWICE.sub(r"\1", said)


def names_somebody(text: str, facts: LetterFacts, masks: Mapping[str, str]) -> bool:
    """Whether the text holds something that tells who it is about."""
    return masked(text, facts, masks) != text


def _whole_names(facts: LetterFacts) -> Iterator[tuple[str, str]]:
    for carer in facts.family.carers:
        if carer.name.strip():
            yield carer.name.strip(), _PARENTS.get(carer.relationship, "carer")
    for infant in facts.family.infants:
        if infant.name.strip():
            yield infant.name.strip(), "baby"


def _stands_for(facts: LetterFacts) -> Iterator[tuple[str, str]]:
    """Each telling word with the mask it gets; a name that several share stands for the family."""
    family = facts.family
    for place in (family.address, family.gp_practice):
        for word in _WORD.findall(place):
            if len(word) >= _SHORTEST_PLACE:
                yield folded(word), "place"
    seen: dict[str, str] = {}
    for name, kind in _whole_names(facts):
        for word in {folded(w) for w in _WORD.findall(name) if len(w) >= _SHORTEST_NAME}:
            seen[word] = "family" if word in seen else kind
    yield from seen.items()
