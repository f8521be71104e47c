"""The gateway of an organisation: relays sealed files between two places until it is stopped."""

import json
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from pathlib import Path

from sync.gateway import Relay, Standing, relay_once, scheduled
from sync.gateway_config import GatewayConfig, RelayConfig
from sync.gateway_journal import Journal
from sync.places.address import place_from
from sync.places.endpoint import Page, answering

Say = Callable[[str], None]
Clock = Callable[[], datetime]

JOURNAL = "journal"
_COUNTS = (
    ("handed_total", "counter", "Files handed over since the start."),
    ("set_aside_total", "counter", "Files that could not be handed over, and were set aside."),
    ("returned_total", "counter", "Files that the other side reported as not collected."),
    ("waiting", "gauge", "Files not yet handed over when the place was last looked at."),
    ("failures", "gauge", "Rounds in a row that ended in trouble."),
    ("last_whole_round_seconds", "gauge", "When a round last went through, of the Unix epoch."),
)


class Gateway:
    """Built from a configuration; used on one thread, asked for its pages on any."""

    def __init__(
        self, relays: tuple[Relay, ...], journal: Journal, every: timedelta, say: Say, now: Clock
    ) -> None:
        self._relays = relays
        self._journal = journal
        self._every = every
        self._say = say
        self._now = now
        self._standings = {relay.name: Standing(relay.name, now()) for relay in relays}

    @property
    def is_whole(self) -> bool:
        """Whether every relay's last round went through."""
        return all(one.whole and not one.trouble for one in self._standings.values())

    def round(self, stop: threading.Event) -> None:
        """Let every relay that is due do what there is to do."""
        for relay in self._relays:
            before = self._standings[relay.name]
            if stop.is_set() or before.due > self._now():
                continue
            after = relay_once(relay, self._journal, before, stop.is_set)
            chance = random.random()  # noqa: S311  # so that not all gateways come at once
            self._standings[relay.name] = scheduled(after, self._now(), self._every, chance)
            self._tell(before, after)

    def run(self, stop: threading.Event) -> None:
        """Go on until `stop` is set; the file in hand is finished first."""
        while not stop.is_set():
            self.round(stop)
            due = min(one.due for one in self._standings.values())
            stop.wait(max(0.0, (due - self._now()).total_seconds()))

    def page(self, path: str) -> Page | None:
        """/health for people and supervisors, /metrics in Prometheus' text format."""
        match path:
            case "/health":
                relays = {name: _health(one) for name, one in self._standings.items()}
                told = {"status": "ok" if self.is_whole else "trouble", "relays": relays}
                status = 200 if self.is_whole else 503
                return Page(status, "application/json", json.dumps(told, indent=2) + "\n")
            case "/metrics":
                text = "\n".join(_metrics(tuple(self._standings.values()))) + "\n"
                return Page(200, "text/plain; version=0.0.4", text)
            case _:
                return None

    def _tell(self, before: Standing, after: Standing) -> None:
        if after.trouble is not None and type(after.trouble) is not type(before.trouble):
            self._say(f"{after.relay}: {after.trouble}")
        if after.trouble is None and before.trouble is not None:
            self._say(f"{after.relay}: it goes through again.")
        if after.aside > before.aside:
            self._say(f"{after.relay}: {after.aside - before.aside} set aside.")


def run_gateway(
    config: GatewayConfig, stop: threading.Event, say: Say, now: Clock, *, once: bool = False
) -> bool:
    """Relay until `stop` is set, or for one round; True unless the last round met trouble.

    Raises NoSuchPlace, LibraryMissing; OSError where the state or the port cannot be had.
    """
    state = Path(config.state)
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as open_things:
        relays = tuple(_opened(relay, open_things) for relay in config.relay)
        journal = open_things.enter_context(closing(Journal(state / JOURNAL)))
        gateway = Gateway(relays, journal, timedelta(seconds=config.every), say, now)
        if once:
            gateway.round(stop)
            return gateway.is_whole
        open_things.enter_context(answering(config.port, gateway.page))
        gateway.run(stop)
        return True


def probe_servers(config: GatewayConfig, say: Say) -> bool:
    """Probe every FHIR server named and say what was seen; True if each can be handed envelopes.

    Raises what a place raises.
    """
    from sync.places.fhir import FhirPlace  # noqa: PLC0415  # an extra not everybody installs

    fit = True
    with ExitStack() as open_things:
        for relay in (_opened(one, open_things) for one in config.relay):
            for place in (relay.source, relay.target):
                if isinstance(place, FhirPlace):
                    seen = place.capability()
                    fit = fit and seen.refusal is None
                    for line in (seen.refusal or "This FHIR server can be used.", *seen.notes):
                        say(f"{relay.name}: {line}")
    return fit


def _opened(config: RelayConfig, open_things: ExitStack) -> Relay:
    source = open_things.enter_context(closing(place_from(config.source)))
    target = open_things.enter_context(closing(place_from(config.target)))
    return Relay(config.name, source, target, tuple(config.boxes))


def _health(one: Standing) -> dict[str, object]:
    return {
        "trouble": None if one.trouble is None else one.trouble.sentence,
        "waiting": one.waiting,
        "last_whole_round": None if one.whole is None else one.whole.isoformat(timespec="seconds"),
    }


def _metrics(standings: tuple[Standing, ...]) -> Iterator[str]:
    for name, kind, meaning in _COUNTS:
        full = f"golden_thread_gateway_{name}"
        yield f"# HELP {full} {meaning}"
        yield f"# TYPE {full} {kind}"
        for one in standings:
            yield f'{full}{{relay="{one.relay}"}} {_count(one)[name]}'


def _count(one: Standing) -> dict[str, float]:
    return {
        "handed_total": one.handed,
        "set_aside_total": one.aside,
        "returned_total": one.returned,
        "waiting": one.waiting,
        "failures": one.failures,
        "last_whole_round_seconds": 0 if one.whole is None else int(one.whole.timestamp()),
    }
