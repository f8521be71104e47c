"""What every place promises; a place's own test file says how it is opened."""

import hashlib
from collections.abc import Callable, Iterator

import pytest

from sync.errors import Gone, NameTaken, TooLarge
from sync.places.place import RECEIPTS, ROSTERS, TO_TEAM, Place, Put, to_device

Opened = Callable[[], Place]
"""Opens the same place once more, as another laptop would."""


def named(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest() + ".gte"


class PlaceContract:
    """Subclass this in a place's test file, with a fixture `opened`."""

    @pytest.fixture
    def place(self, opened: Opened) -> Iterator[Place]:
        one = opened()
        yield one
        one.close()

    @pytest.fixture
    def other(self, opened: Opened) -> Iterator[Place]:
        one = opened()
        yield one
        one.close()

    def test_what_was_put_is_listed_and_read_from_another_laptop(
        self, place: Place, other: Place
    ) -> None:
        content = b"\x00sealed\r\n\xff" * 500

        assert place.put(TO_TEAM, named(content), content) is Put.NEW

        assert named(content) in {entry.name for entry in other.names(TO_TEAM)}
        assert other.get(TO_TEAM, named(content)) == content

    def test_an_empty_box_lists_nothing(self, place: Place) -> None:
        assert list(place.names(to_device("0" * 16))) == []

    def test_the_same_file_again_changes_nothing(self, place: Place, other: Place) -> None:
        place.put(TO_TEAM, named(b"once"), b"once")

        assert other.put(TO_TEAM, named(b"once"), b"once") is Put.ALREADY_THERE
        assert [e.name for e in place.names(TO_TEAM)].count(named(b"once")) == 1

    def test_a_name_is_never_given_to_another_content(self, place: Place, other: Place) -> None:
        place.put(TO_TEAM, "taken.gte", b"the first")

        for content in (b"the other", b"longer than the first", b"short"):
            with pytest.raises(NameTaken):
                other.put(TO_TEAM, "taken.gte", content)

        assert other.get(TO_TEAM, "taken.gte") == b"the first"

    def test_boxes_are_apart(self, place: Place) -> None:
        place.put(ROSTERS, "one.gtr", b"roster")
        place.put(RECEIPTS, "one.gtr", b"receipt")
        place.put(to_device("ab" * 8), "one.gtr", b"reply")

        assert place.get(ROSTERS, "one.gtr") == b"roster"
        assert place.get(RECEIPTS, "one.gtr") == b"receipt"
        assert place.get(to_device("ab" * 8), "one.gtr") == b"reply"
        assert list(place.names(TO_TEAM)) == []

    def test_what_is_not_there_is_gone(self, place: Place) -> None:
        with pytest.raises(Gone):
            place.get(TO_TEAM, named(b"never put"))

    def test_more_than_asked_for_is_not_read(self, place: Place) -> None:
        place.put(TO_TEAM, named(b"x" * 5000), b"x" * 5000)

        with pytest.raises(TooLarge):
            place.get(TO_TEAM, named(b"x" * 5000), most=4999)
        assert place.get(TO_TEAM, named(b"x" * 5000), most=5000) == b"x" * 5000

    def test_what_is_set_aside_is_not_listed_again_and_harms_nobody(
        self, place: Place, other: Place
    ) -> None:
        place.put(TO_TEAM, named(b"bad"), b"bad")
        place.put(TO_TEAM, named(b"good"), b"good")

        place.set_aside(TO_TEAM, named(b"bad"))
        place.set_aside(TO_TEAM, named(b"bad"))

        assert [e.name for e in other.names(TO_TEAM)] == [named(b"good")]

    def test_a_hundred_files_are_all_listed(self, place: Place) -> None:
        contents = [f"sealed {n}".encode() for n in range(101)]
        for content in contents:
            place.put(TO_TEAM, named(content), content)

        assert {e.name for e in place.names(TO_TEAM)} == {named(c) for c in contents}

    def test_taking_is_harmless_twice(self, place: Place) -> None:
        place.put(TO_TEAM, named(b"held"), b"held")

        place.taken(TO_TEAM, named(b"held"))
        place.taken(TO_TEAM, named(b"held"))

    def test_closing_twice_is_harmless(self, opened: Opened) -> None:
        one = opened()
        one.close()
        one.close()

    def test_a_large_file_arrives_whole(self, place: Place, other: Place) -> None:
        content = bytes(range(256)) * 8192

        place.put(TO_TEAM, named(content), content)

        assert other.get(TO_TEAM, named(content)) == content
