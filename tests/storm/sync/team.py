"""A lead and twenty laptops, made once for all storms; each place gets a copy of them."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from forms.people import Practitioner
from storage import keys
from storage.header import read_header
from storage.paths import HOME_VARIABLE
from storage.team import TeamStore
from storage.vault import Vault
from sync.enrolment import found_team, invite, join, read_invitation, read_request, request
from sync.membership import must_be_joined
from sync.places.place import Place
from sync.visit import Visit, visit
from tests.storage.samples import PASSPHRASE

T = TypeVar("T")
AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LAPTOPS = 20


@dataclass(frozen=True)
class Machine:
    """One computer's home with a vault in it. `key` opens it without its passphrase."""

    home: Path
    vault: str
    key: bytes
    device: str

    @property
    def folder(self) -> Path:
        return self.home / "vaults" / self.vault


@dataclass(frozen=True)
class Team:
    lead: Machine
    laptops: tuple[Machine, ...]

    @property
    def machines(self) -> tuple[Machine, ...]:
        return (self.lead, *self.laptops)


def make_team(folder: Path) -> Team:
    """Found a team and enrol everybody, with no place yet."""
    lead, lead_vault = _machine(folder / "lead", "Practice Lead Heron")
    with at_home(lead):
        name = Practitioner("Practice Lead Heron", "Health visitor", "Practice team")
        found_team(lead_vault, name, "Practice team", AT)
    laptops = []
    for number in range(LAPTOPS):
        laptop, vault = _machine(folder / f"laptop-{number}", f"Practice Laptop {number}")
        with at_home(laptop):
            asks = Practitioner(f"Practice Laptop {number}", "Health visitor", "Practice team")
            _, asked = request(vault, asks)
        with at_home(lead):
            _, invitation = invite(lead_vault, read_request(asked))
        with at_home(laptop):
            join(vault, read_invitation(vault, invitation), AT)
            laptops.append(replace(laptop, device=must_be_joined(vault).keys.device))
            vault.close()
    with at_home(lead):
        device = must_be_joined(lead_vault).keys.device
        lead_vault.close()
    return Team(replace(lead, device=device), tuple(laptops))


def copied(team: Team, folder: Path) -> Team:
    """The same vaults once more, each with its home, and none of the other ones in use."""

    def moved(one: Machine) -> Machine:
        home = folder / one.home.name
        shutil.copytree(one.home, home)
        return replace(one, home=home)

    return Team(moved(team.lead), tuple(map(moved, team.laptops)))


@contextmanager
def at_home(machine: Machine) -> Iterator[None]:
    """This process is on that computer."""
    before = os.environ.get(HOME_VARIABLE)
    os.environ[HOME_VARIABLE] = str(machine.home)
    try:
        yield
    finally:
        if before is None:
            del os.environ[HOME_VARIABLE]
        else:
            os.environ[HOME_VARIABLE] = before


@contextmanager
def opened(machine: Machine) -> Iterator[Vault]:
    with at_home(machine):
        folder = machine.folder
        vault = Vault.open_with_key(folder, read_header(folder), machine.key)
        try:
            yield vault
        finally:
            vault.close()


def brings_its_rosters(lead: Machine, address: str, place: Place) -> None:
    """The lead goes there first, in good weather, as when a place is set up, and not so again."""
    with opened(lead) as vault:

        def on_vault(action: Callable[[Vault], T]) -> T:
            return action(vault)

        store = TeamStore(vault)
        store.add_place(address, AT)
        (known,) = store.places()
        visit(Visit(on_vault, place, known, lambda: AT))
        place.close()
        store.leave_place(known.number, AT)


def _machine(home: Path, name: str) -> tuple[Machine, Vault]:
    machine = Machine(home, "vault", b"", "")
    who = Practitioner(name, "Health visitor", "Practice team")
    with at_home(machine):
        vault = Vault.create(machine.folder, who, PASSPHRASE)
        header = read_header(machine.folder)
        key = keys.unwrap(header.passphrase_slot, header.vault, PASSPHRASE)
    return replace(machine, key=key), vault
