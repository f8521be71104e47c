"""A place on a bad line: what got no answer is asked again at once, a few times.

Everything a place is asked may be asked twice. Without this one lost answer ends a visit, and on a
line that loses every third no visit comes as far as the first envelope. A place that asks several
questions for one file asks each of them again by itself, so that what was answered stays answered.
"""

from collections.abc import Iterator, Sequence

from sync.places.again import patiently
from sync.places.place import MOST_BYTES, Box, Entry, Place, Put, PutsMany


def asked_again(place: Place) -> Place:
    """The same place, more patient."""
    return _ManyAskedAgain(place, place) if isinstance(place, PutsMany) else _AskedAgain(place)


class _AskedAgain:
    def __init__(self, place: Place) -> None:
        self._place = place

    def put(self, box: Box, name: str, content: bytes) -> Put:
        return patiently(lambda: self._place.put(box, name, content))

    def names(self, box: Box) -> Iterator[Entry]:
        """Whole, before the first is given: a listing that broke off is begun anew."""
        yield from patiently(lambda: tuple(self._place.names(box)))

    def get(self, box: Box, name: str, most: int = MOST_BYTES) -> bytes:
        return patiently(lambda: self._place.get(box, name, most))

    def set_aside(self, box: Box, name: str) -> None:
        patiently(lambda: self._place.set_aside(box, name))

    def taken(self, box: Box, name: str) -> None:
        patiently(lambda: self._place.taken(box, name))

    def close(self) -> None:
        self._place.close()


class _ManyAskedAgain(_AskedAgain):
    def __init__(self, place: Place, many: PutsMany) -> None:
        super().__init__(place)
        self._many = many

    def put_many(self, box: Box, files: Sequence[tuple[str, bytes]]) -> frozenset[str]:
        return patiently(lambda: self._many.put_many(box, files))
