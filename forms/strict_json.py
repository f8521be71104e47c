"""JSON from outside, read strictly: no doubled keys, no NaN, and a plain sentence when broken."""

import json

from forms.refusal import Refusal

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_MOST_SHOWN = 40


class _Refused(ValueError):
    """Well-formed for a lenient reader, and yet not what anyone can have meant."""


def read_json(data: bytes | str) -> "Json | Refusal":
    """The value that the text holds, or in one sentence why it cannot be read."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        value: Json = json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant)
    except UnicodeDecodeError:
        return Refusal("This is not UTF-8 text; save the file as UTF-8.")
    except json.JSONDecodeError as error:
        return Refusal(
            f"This is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
            f" at line {error.lineno}, character {error.colno}."
        )
    except _Refused as refused:
        return Refusal(str(refused))
    except ValueError:
        return Refusal("A number in this JSON has more digits than can be read; shorten it.")
    except RecursionError:
        return Refusal("This JSON is nested too deeply; leave out what is wrapped around it.")
    return value


def named(value: "Json") -> str:
    """A value as a sentence can hold it: on one line, short, and in signs that any screen shows."""
    words = value if isinstance(value, str) else _kind(value)
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words)
    short = shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]}…"
    return f"“{short}”"


def _kind(value: "Json") -> str:
    match value:
        case dict():
            return "{…}"
        case list():
            return "[…]"
        case _:
            return json.dumps(value)


def _pairs(pairs: list[tuple[str, "Json"]]) -> dict[str, "Json"]:
    found: dict[str, Json] = {}
    for key, value in pairs:
        if key in found:
            raise _Refused(f"The key {named(key)} stands twice in the same place; keep one.")
        found[key] = value
    return found


def _constant(word: str) -> "Json":
    raise _Refused(f"{word} is not a number that JSON knows; write a number or take it out.")
