"""Every row of a damaged table that still answers, found by its key."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass

from storage.errors import DiskTrouble, RecordsDamaged
from storage.sql import Connection, Row, Value

_AT_ONCE = (64, 8, 1)
_MOST_BARREN = 7
_ROWS_OF_A_PAGE = 16
_LETTERS_OF_A_KEY = 12
_PAST_LETTERS = 128
_REFUSED = (RecordsDamaged, DiskTrouble)


@dataclass(frozen=True, slots=True)
class Keyed:
    """A table, its columns, and the columns by which its rows are laid down."""

    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Bound:
    """One end of a range: a whole key, or the first part of one."""

    parts: tuple[Value, ...]
    included: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    """How far reading came: the last key, and whether it reached the other end."""

    last: _Bound | None
    ended: bool


class Reader:
    """Reads a damaged file; opened anew after each refusal, since the engine stays upset."""

    def __init__(self, opened: Callable[[], Connection]) -> None:
        self._opened = opened
        self._connection = opened()

    def all(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        try:
            return self._connection.all(statement, values)
        except _REFUSED:
            self.close()
            self._connection = self._opened()
            raise

    def close(self) -> None:
        self._connection.close()


class TableRows:
    """The rows of one table that answer. After reading, `holes` says how often none did."""

    def __init__(self, reader: Reader, keyed: Keyed) -> None:
        self._reader = reader
        self._keyed = keyed
        self.holes = 0

    def read(self) -> Iterator[Row]:
        """Each row once at least, in the table's columns, in no order."""
        yield from self._between(None, None, 0)

    def _between(
        self, low: _Bound | None, high: _Bound | None, barren: int
    ) -> Generator[Row, None, None]:
        """Rows in this range: from the front, from behind, then round the middle of the hole."""
        front = yield from self._along(low, high, "ASC")
        if front.ended:
            return
        low = front.last or low
        back = yield from self._along(low, high, "DESC")
        if back.ended:
            return
        high = back.last or high
        barren = barren + 1 if front.last is None and back.last is None else 0
        middle = self._middle(low, high) if barren < _MOST_BARREN else None
        if middle is None:
            self.holes += 1
            return
        yield from self._between(low, _Bound((middle,), included=True), barren)
        yield from self._between(_Bound((middle,)), high, barren)

    def _along(
        self, low: _Bound | None, high: _Bound | None, order: str
    ) -> Generator[Row, None, _Way]:
        """Rows from one end on, as far as they answer, in ever smaller bites before giving up."""
        last: _Bound | None = None
        size = 0
        while size < len(_AT_ONCE):
            rows = self._bite(low, high, order, _AT_ONCE[size])
            if rows is None:
                size += 1
                continue
            for row in rows:
                yield row[len(self._keyed.key) :]
            if len(rows) < _AT_ONCE[size]:
                return _Way(last, ended=True)
            last = _Bound(tuple(rows[-1][: len(self._keyed.key)]))
            low, high = (last, high) if order == "ASC" else (low, last)
        return _Way(last, ended=False)

    def _bite(
        self, low: _Bound | None, high: _Bound | None, order: str, most: int
    ) -> list[Row] | None:
        keyed = self._keyed
        conditions, values = ["TRUE"], list[Value]()
        for bound, sign in ((low, ">"), (high, "<")):
            if bound is not None:
                parts = keyed.key[: len(bound.parts)]
                marks = ", ".join("?" for _ in parts)
                reach = f"{sign}=" if bound.included else sign
                conditions.append(f"({', '.join(parts)}) {reach} ({marks})")
                values += bound.parts
        ordered = ", ".join(f"{part} {order}" for part in keyed.key)
        wanted = ", ".join((*keyed.key, *keyed.columns))
        try:
            return self._reader.all(
                f"SELECT {wanted} FROM {keyed.table} WHERE {' AND '.join(conditions)}"  # noqa: S608 our own names
                f" ORDER BY {ordered} LIMIT {most}",
                values,
            )
        except _REFUSED:
            return None

    def _middle(self, low: _Bound | None, high: _Bound | None) -> Value:
        """A first part of a key between these two; None where there is no more room."""
        start = low.parts[0] if low is not None else None
        end = high.parts[0] if high is not None else None
        if isinstance(start, int) or isinstance(end, int):
            return _middle_number(start, end, self._most_rows())
        return _middle_text(start, end)

    def _most_rows(self) -> int:
        """How many rows there may be: what an index tells, or what the file has room for."""
        try:
            held = self._reader.all(f"SELECT count(*) FROM {self._keyed.table}")  # noqa: S608 our own names
        except _REFUSED:
            pass
        else:
            return 2 * int(held[0][0])
        try:
            return int(self._reader.all("PRAGMA page_count")[0][0]) * _ROWS_OF_A_PAGE
        except _REFUSED:
            return 0


def _middle_number(start: Value, end: Value, most: int) -> Value:
    first = start if isinstance(start, int) else 0
    last = end if isinstance(end, int) else first + most
    middle = (first + last) // 2
    return middle if first < middle < last else None


def _middle_text(start: Value, end: Value) -> Value:
    first = _number_of(start) if isinstance(start, str) else 0
    last = _number_of(end) if isinstance(end, str) else _PAST_LETTERS**_LETTERS_OF_A_KEY - 1
    middle = (first + last) // 2
    return _text_of(middle) if first < middle < last else None


def _number_of(text: str) -> int:
    letters = [min(ord(c), _PAST_LETTERS - 1) for c in text[:_LETTERS_OF_A_KEY]]
    letters += [0] * (_LETTERS_OF_A_KEY - len(letters))
    number = 0
    for letter in letters:
        number = number * _PAST_LETTERS + letter
    return number


def _text_of(number: int) -> str:
    letters = []
    for _ in range(_LETTERS_OF_A_KEY):
        number, letter = divmod(number, _PAST_LETTERS)
        letters.append(chr(max(letter, 1)))
    return "".join(reversed(letters))
