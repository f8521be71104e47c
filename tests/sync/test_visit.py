"""What is sealed arrives once, and is known to have arrived."""

import shutil
from pathlib import Path

import pytest

from storage.inbox import Inbox
from storage.outbox import Counts, Outbox
from sync.body import Reply
from sync.enrolment import invite, join, read_invitation, read_request, request, stop
from sync.errors import LaptopStopped, NotKnownYet, NotThePlace, PlaceShrunk
from sync.places.place import TO_TEAM
from sync.reasons import Reason
from tests.sync.teams import AT, Laptop, a_laptop, enrolled, withdrawing


def counts(laptop: Laptop) -> Counts:
    return Outbox(laptop.vault).counts()


def test_what_was_sealed_is_handed_over_taken_in_and_confirmed(
    laptop: Laptop, lead: Laptop
) -> None:
    sealed = [laptop.seals() for _ in range(3)]
    assert counts(laptop) == Counts(3, 0, 0, 0, AT)

    assert laptop.visits().handed_over == 3
    assert counts(laptop) == Counts(0, 3, 0, 0, None)

    assert lead.visits().took_in == 3
    laptop.visits()
    assert counts(laptop) == Counts(0, 0, 3, 0, None)
    assert [a.id for a in Inbox(lead.vault).arrivals()] == [e.id for e in sealed]


def test_visiting_again_changes_nothing(laptop: Laptop, lead: Laptop, root: Path) -> None:
    laptop.seals()
    for one in (laptop, lead, laptop):
        one.visits()
    before = sorted(p.relative_to(root) for p in root.rglob("*"))

    for one in (laptop, lead, laptop, lead):
        one.visits()

    assert sorted(p.relative_to(root) for p in root.rglob("*")) == before
    assert Inbox(lead.vault).count() == 1


def test_an_envelope_lost_on_its_way_is_sent_again(
    laptop: Laptop, lead: Laptop, root: Path
) -> None:
    first, second = laptop.seals(), laptop.seals()
    laptop.visits()
    (root / TO_TEAM / first.name).unlink()
    lead.visits()

    laptop.visits()
    assert (root / TO_TEAM / first.name).exists()
    lead.visits()
    laptop.visits()

    assert {a.id for a in Inbox(lead.vault).arrivals()} == {first.id, second.id}
    assert counts(laptop).confirmed == 2


def test_a_bad_file_is_set_aside_with_its_reason_and_the_rest_flows(
    laptop: Laptop, lead: Laptop, root: Path
) -> None:
    good = laptop.seals()
    laptop.visits()
    (root / TO_TEAM / "holiday photo.jpg").write_bytes(b"not ours")

    done = lead.visits()

    assert (done.took_in, done.refused) == (1, 1)
    (aside,) = Inbox(lead.vault).aside()
    assert (aside.name, aside.why) == ("holiday photo.jpg", Reason.NOT_OURS.value)
    assert (root / "quarantine" / "holiday photo.jpg").read_bytes() == b"not ours"
    assert [a.id for a in Inbox(lead.vault).arrivals()] == [good.id]


def test_an_emptied_place_stops_everything_and_changes_nothing(laptop: Laptop, root: Path) -> None:
    laptop.visits()
    laptop.seals()
    shutil.rmtree(root)
    root.mkdir()

    with pytest.raises(PlaceShrunk):
        laptop.visits()

    assert list(root.iterdir()) == []
    assert counts(laptop).waiting == 1


def test_a_folder_that_is_not_the_teams_gets_nothing(laptop: Laptop, tmp_path: Path) -> None:
    laptop.seals()
    laptop.root = tmp_path / "photos"
    laptop.root.mkdir()

    with pytest.raises(NotThePlace):
        laptop.visits()

    assert list(laptop.root.iterdir()) == []


def test_a_stopped_laptop_learns_it_and_nothing_beyond_is_taken_in(
    laptop: Laptop, lead: Laptop, root: Path
) -> None:
    kept, beyond = laptop.seals(), laptop.seals()
    laptop.visits()
    stop(lead.vault, laptop.joined.keys.device, {kept.link.incarnation: kept.link.sequence})
    lead.visits()

    assert [a.id for a in Inbox(lead.vault).arrivals()] == [kept.id]
    assert [a.why for a in Inbox(lead.vault).aside()] == [Reason.REVOKED.value]
    with pytest.raises(LaptopStopped):
        laptop.visits()
    with pytest.raises(LaptopStopped):
        laptop.seals()
    assert (root / "quarantine" / beyond.name).exists()


def test_what_is_withdrawn_is_wiped_and_stays_counted(laptop: Laptop, lead: Laptop) -> None:
    first = laptop.seals()
    laptop.seals(withdrawing(first.id))
    laptop.visits()
    lead.visits()

    assert Inbox(lead.vault).body(first.digest) == b""
    assert Inbox(lead.vault).count() == 2


def test_an_inbox_put_back_from_an_old_backup_gets_what_it_lost_again(
    tmp_path: Path, laptop: Laptop, lead: Laptop, root: Path
) -> None:
    laptop.seals()
    laptop.visits()
    lead.visits()
    second = enrolled(lead, a_laptop(tmp_path / "second", root, "Practice Lead Wren"), as_lead=True)
    laptop.seals()
    for one in (laptop, lead, laptop, second, laptop):
        one.visits()

    assert counts(laptop).confirmed == 2
    assert Inbox(second.vault).count() == 2
    second.vault.close()


def test_taking_back_wipes_every_earlier_version_too(laptop: Laptop, lead: Laptop) -> None:
    first = laptop.seals(a_reply())
    second = laptop.seals(a_reply(replaces=first.id))
    other = laptop.seals(a_reply())
    laptop.seals(withdrawing(second.id))
    laptop.visits()
    lead.visits()

    held = Inbox(lead.vault)
    assert [held.body(one.digest) for one in (first, second)] == [b"", b""]
    assert held.body(other.digest) != b""


def a_reply(replaces: str | None = None) -> Reply:
    """Something that can take the place of another."""
    said = {"to": "0" * 32, "answer": "accepted", "words": "Practice", "alternative": ""}
    return Reply.model_validate({**said, "replaces": replaces})


def test_nothing_is_handed_over_where_no_lead_would_know_whose_it_is(
    tmp_path: Path, lead: Laptop, root: Path
) -> None:
    new = a_laptop(tmp_path / "new", root, "Practice Fern")
    _, asked = request(new.vault, new.practitioner)
    _, invitation = invite(lead.vault, read_request(asked))
    join(new.vault, read_invitation(new.vault, invitation), AT)
    new.seals()

    with pytest.raises(NotKnownYet):
        new.visits()

    lead.visits()
    assert new.visits().handed_over == 1
    assert lead.visits().took_in == 1
    new.vault.close()


def test_what_only_a_stopped_lead_holds_the_team_does_not_hold(
    tmp_path: Path, laptop: Laptop, lead: Laptop, root: Path
) -> None:
    second = enrolled(lead, a_laptop(tmp_path / "second", root, "Practice Wren"), as_lead=True)
    one = laptop.seals()
    laptop.visits()
    second.visits()
    laptop.visits()
    assert counts(laptop).confirmed == 1
    (root / TO_TEAM / one.name).unlink()
    stop(lead.vault, second.joined.keys.device, {})
    laptop.seals()
    for each in (lead, laptop, lead, laptop):
        each.visits()

    assert (root / TO_TEAM / one.name).exists()
    lead.visits()
    laptop.visits()
    assert Inbox(lead.vault).count() == counts(laptop).confirmed == 2
    second.vault.close()
