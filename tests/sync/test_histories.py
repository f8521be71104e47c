"""Whatever happens on the way, once it is quiet each envelope is held once and is known to be."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storage.header import read_header
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.paths import HOME_VARIABLE
from storage.taking_off import vault_key
from storage.vault import Vault
from sync.arriving import as_arrived
from sync.places.place import TO_TEAM
from sync.reconcile import reconcile
from sync.visit import PATIENCE
from tests.sync.teams import AT, Laptop, a_laptop, a_lead, enrolled

LEADS, LAPTOPS = ("lead", "second"), ("dale", "fern")
MOST_ROUNDS = 12

Happening = tuple[str, int]
"""What happens, and to which laptop or file."""
HAPPENINGS = st.lists(
    st.tuples(
        st.sampled_from(("seal", "seal", "visit", "visit", "lose", "double", "put back", "junk")),
        st.integers(0, 7),
    ),
    max_size=25,
)


@dataclass(frozen=True)
class Made:
    """A team just enrolled, its vaults closed, to be copied for each history."""

    folder: Path
    keys: dict[str, bytes]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("team")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(HOME_VARIABLE, str(folder / "home"))
        root = folder / "share"
        lead = a_lead(folder / "lead", root)
        others = [
            enrolled(lead, a_laptop(folder / name, root, f"Practice {name}"), as_lead=name in LEADS)
            for name in ("second", *LAPTOPS)
        ]
        keys = {}
        for one in (lead, *others):
            keys[one.vault.folder.name] = vault_key(one.vault)[1]
            one.vault.close()
        yield Made(folder, keys)


@dataclass
class Team:
    """A copy of the team at work; `sealed` by each laptop, in order."""

    made: Made
    folder: Path
    laptops: dict[str, Laptop] = field(default_factory=dict)
    sealed: dict[str, list[str]] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)

    @property
    def files(self) -> list[Path]:
        box = self.folder / "share" / TO_TEAM
        return sorted(box.iterdir()) if box.exists() else []

    def open(self, name: str) -> None:
        folder = self.folder / name
        vault = Vault.open_with_key(folder, read_header(folder), self.made.keys[name])
        self.laptops[name] = Laptop(vault, vault.practitioner(), self.folder / "share")

    def close(self) -> None:
        for one in self.laptops.values():
            one.vault.close()

    def happens(self, what: str, number: int) -> None:
        match what:
            case "seal":
                name = LAPTOPS[number % 2]
                self.sealed.setdefault(name, []).append(self.laptops[name].seals().digest)
            case "visit":
                self.laptops[(*LEADS, *LAPTOPS)[number % 4]].visits()
            case "put back":  # an inbox from the day the team began
                name = LEADS[number % 2]
                self.laptops[name].vault.close()
                shutil.rmtree(self.folder / name)
                shutil.copytree(self.made.folder / name, self.folder / name)
                self.open(name)
            case _ if not self.files:
                pass
            case "lose":
                file = self.files[number % len(self.files)]
                file.unlink()
                self.lost.add(file.stem)
            case "double":
                file = self.files[number % len(self.files)]
                shutil.copyfile(file, file.with_name(f"copy-{file.name}"))
            case _:
                (self.folder / "share" / TO_TEAM / f"junk {number}").write_bytes(b"not ours")

    def until_quiet(self) -> None:
        """Everybody visits in turn until nothing changes any more."""
        before = None
        for days in range(MOST_ROUNDS):
            for one in self.laptops.values():
                one.visits(at=AT + PATIENCE * (days + 1) + timedelta(seconds=days))
            now = (
                [
                    (Inbox(one.vault).count(), Outbox(one.vault).counts())
                    for one in self.laptops.values()
                ],
                self.files,
            )
            if now == before:
                return
            before = now
        raise AssertionError("it never becomes quiet")


@contextmanager
def at_work(made: Made) -> Iterator[Team]:
    with ExitStack() as until:
        folder = Path(until.enter_context(tempfile.TemporaryDirectory())) / "team"
        until.enter_context(pytest.MonkeyPatch.context()).setenv(
            HOME_VARIABLE, str(folder / "home")
        )
        shutil.copytree(made.folder, folder)
        team = Team(made, folder)
        for name in (*LEADS, *LAPTOPS):
            team.open(name)
        until.callback(team.close)
        yield team


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(HAPPENINGS)
@example([("seal", 0), ("visit", 2), ("lose", 0)])
@example([("seal", 0), ("visit", 2), ("visit", 0), ("visit", 2), ("put back", 0), ("visit", 0)])
def test_once_quiet_each_is_held_once_in_order_and_is_known_to_be(
    made: Made, history: list[Happening]
) -> None:
    with at_work(made) as team:
        for what, number in history:
            team.happens(what, number)
        team.until_quiet()

        every = {digest for line in team.sealed.values() for digest in line}
        held = {name: Inbox(team.laptops[name].vault).arrivals() for name in LEADS}
        assert {a.digest for one in held.values() for a in one} == every
        for arrivals in held.values():
            digests = [a.digest for a in arrivals]
            assert len(digests) == len(set(digests))
            assert every - team.lost <= set(digests) <= every
            picture = reconcile(as_arrived(a) for a in arrivals)
            assert all(not line.forks for line in picture.lines.values())
            for made_in_order in team.sealed.values():
                of_one = [d for d in digests if d in made_in_order]
                assert of_one == [d for d in made_in_order if d in of_one]
        for name in LAPTOPS:
            counts = Outbox(team.laptops[name].vault).counts()
            assert counts.confirmed == len(team.sealed.get(name, ()))
            assert (counts.waiting, counts.handed_over, counts.refused) == (0, 0, 0)
