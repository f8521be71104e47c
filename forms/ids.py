"""Identities: one type each, so that one can never be handed over for another."""

from typing import NewType

FamilyId = NewType("FamilyId", str)
InfantId = NewType("InfantId", str)
CarerId = NewType("CarerId", str)
ContactId = NewType("ContactId", str)
LetterId = NewType("LetterId", str)
ArrivalId = NewType("ArrivalId", str)

PromptCode = NewType("PromptCode", str)
FactorCode = NewType("FactorCode", str)
PackVersion = NewType("PackVersion", str)
"""A pack's id and version as one word, such as `core-factors 2026.1`."""
