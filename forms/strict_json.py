"""JSON from outside, read strictly: no doubled keys, no NaN, and a plain sentence when broken."""

import json

from forms.refusal import Refusal

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


class _Doubled(ValueError):
    """A key stands twice in one object."""


def read_json(data: bytes | str) -> "Json | Refusal":
    """The value that the text holds, or why it cannot be read."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        value: Json = json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant)
    except UnicodeDecodeError:
        return Refusal("This is not UTF-8 text. Save the file as UTF-8.")
    except json.JSONDecodeError as error:
        return Refusal(f"This is not JSON: {error.msg} at line {error.lineno}.")
    except RecursionError:
        return Refusal("This JSON is nested too deeply to be what is wanted here.")
    except ValueError as error:
        return Refusal(str(error))
    return value


def _pairs(pairs: list[tuple[str, "Json"]]) -> dict[str, "Json"]:
    found: dict[str, Json] = {}
    for key, value in pairs:
        if key in found:
            raise _Doubled(f"The key “{key}” stands twice in the same place. Keep one.")
        found[key] = value
    return found


def _constant(word: str) -> "Json":
    raise ValueError(f"{word} is not a number that JSON knows. Write a number or take it out.")
