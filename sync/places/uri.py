"""Reads the address of a place into its parts; each kind of place says which parts it knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from sync.errors import NoSuchPlace


@dataclass(frozen=True, slots=True)
class Uri:
    """The parts of an address. `path` is decoded, with no slash at its end."""

    scheme: str
    user: str
    host: str
    port: int | None
    path: str
    options: Mapping[str, str]

    def file(self, option: str) -> Path:
        """The file that this option names. Raises NoSuchPlace where none is named or there."""
        path = Path(self.options.get(option, "")).expanduser()
        if not path.is_absolute() or not path.is_file():
            raise NoSuchPlace
        return path


def read_uri(address: str, *options: str) -> Uri:
    """The parts of this address, which may have these options, each once, and no others.

    Raises NoSuchPlace, which never repeats the address: somebody may have typed a secret in it.
    A password has no room in an address, so one that stands there is refused.
    """
    try:
        parts = urlsplit(address)
        given = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        port = parts.port
    except ValueError:
        raise NoSuchPlace from None
    known = dict(given)
    if len(known) != len(given) or not known.keys() <= set(options):
        raise NoSuchPlace
    if not address.isprintable() or not parts.hostname or parts.password is not None:
        raise NoSuchPlace
    path = unquote(parts.path).rstrip("/")
    if parts.fragment or not path.isprintable() or {".", ".."} & set(path.split("/")):
        raise NoSuchPlace
    return Uri(parts.scheme, unquote(parts.username or ""), parts.hostname, port, path, known)
