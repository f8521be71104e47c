"""The colours, named by what they mean; contrast is held by a test.

Gold is the thread and "you are here" only, never a warning and never text.
"""

from typing import NamedTuple


class Palette(NamedTuple):
    """One theme's colours as `#RRGGBB`."""

    paper: str = "#FBF9F5"
    card: str = "#FFFFFF"
    ink: str = "#1E2A32"
    soft: str = "#52616B"
    line: str = "#DDD6CA"
    hairline: str = "#EEE9E0"
    edge: str = "#737F86"
    deep: str = "#0B4F5C"
    deep_hover: str = "#0F6272"
    deep_off: str = "#5C7F87"
    on_deep: str = "#FFFFFF"
    rail: str = "#083B45"
    rail_text: str = "#D5E4E6"
    rail_here: str = "#0F5A68"
    tint: str = "#E6F0F1"
    thread: str = "#C08A1E"
    thread_soft: str = "#F6ECD6"
    well: str = "#1B6E4B"
    well_tint: str = "#E4F2EA"
    mixed: str = "#7A5B00"
    mixed_tint: str = "#FBF1D3"
    worry: str = "#9A3412"
    worry_tint: str = "#FBE7DD"
    urgent: str = "#A3161B"
    urgent_tint: str = "#FCEDED"
    desk: str = "#E9E4DA"


LIGHT = Palette()

TEXT_ON = (
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "mixed_tint"),
    ("ink", "thread_soft"),
    ("soft", "paper"),
    ("soft", "card"),
    ("deep", "card"),
    ("deep", "paper"),
    ("on_deep", "deep"),
    ("on_deep", "deep_hover"),
    ("rail_text", "rail"),
    ("on_deep", "rail_here"),
    ("rail", "tint"),
    ("well", "well_tint"),
    ("well", "card"),
    ("mixed", "mixed_tint"),
    ("worry", "worry_tint"),
    ("worry", "card"),
    ("urgent", "card"),
    ("urgent", "urgent_tint"),
    ("on_deep", "urgent"),
)
"""Pairs used for words; each must reach 4.5 to 1 (WCAG 2.2, 1.4.3)."""

EDGES_ON = (
    ("edge", "card"),
    ("edge", "paper"),
    ("deep", "card"),
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "urgent_tint"),
    ("on_deep", "rail"),
    ("on_deep", "rail_here"),
)
"""Pairs used for edges of controls and the focus ring; each must reach 3 to 1 (1.4.11)."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_LINEAR_BELOW = 0.04045


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR_BELOW else ((channel + 0.055) / 1.055) ** 2.4
