"""The address of a place, as a team lead gives it, and the place it means.

    /media/stick/team                                            a folder
    file:///media/stick/team                                     the same
    sftp://laptop@host:22/team?key=FILE&host_key=FILE            without key: the SSH agent's
    davs://host/team?certificate=FILE&key=FILE&ca=FILE           without ca: the system's
    s3+https://host/bucket/team?credentials=FILE&region=REGION   s3+http for 127.0.0.1 only
    postgresql://laptop@host/team?sslrootcert=FILE&sslcert=FILE&sslkey=FILE
    mesh+https://host?settings=FILE                              a gateway's; http for 127.0.0.1
    fhir+https://host/base?settings=FILE                         the same

FILE is a whole path, with `%20` for a space. No secret stands in an address.
"""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from sync.errors import LibraryMissing, NoSuchPlace
from sync.places.folder import FolderPlace
from sync.places.place import Place

_LIBRARIES = frozenset(
    {
        *("boto3", "botocore", "defusedxml", "httpx", "joserfc", "mesh_client", "paramiko"),
        *("psycopg", "requests", "urllib3"),
    }
)


def place_from(address: str) -> Place:
    """The place at this address; nothing is connected to until it is used.

    Raises NoSuchPlace, LibraryMissing; neither repeats the address.
    """
    scheme, mark, _rest = address.partition("://")
    if not mark:
        return _folder(address)
    try:
        return _server(scheme, address)
    except ModuleNotFoundError as failure:
        if (failure.name or "").partition(".")[0] in _LIBRARIES:
            raise LibraryMissing from failure
        raise


def _folder(path: str) -> Place:
    if not path.strip() or not path.isprintable():
        raise NoSuchPlace
    return FolderPlace(Path(path).expanduser())


def _server(scheme: str, address: str) -> Place:  # each kind is loaded only where it is used
    match scheme:
        case "file":
            return _folder(_path_of(address))
        case "sftp":
            from sync.places.sftp import SftpPlace  # noqa: PLC0415

            return SftpPlace.at(address)
        case "davs":
            from sync.places.webdav import WebdavPlace  # noqa: PLC0415

            return WebdavPlace.at(address)
        case "s3+https" | "s3+http":
            from sync.places.s3 import S3Place  # noqa: PLC0415

            return S3Place.at(address)
        case "postgresql":
            from sync.places.postgres import PostgresPlace  # noqa: PLC0415

            return PostgresPlace.at(address)
        case "mesh+https" | "mesh+http":
            from sync.places.mesh import MeshPlace  # noqa: PLC0415

            return MeshPlace.at(address)
        case "fhir+https" | "fhir+http":
            from sync.places.fhir import FhirPlace  # noqa: PLC0415

            return FhirPlace.at(address)
        case _:
            raise NoSuchPlace


def _path_of(address: str) -> str:
    parts = urlsplit(address)
    if parts.netloc not in ("", "localhost") or parts.query or parts.fragment:
        raise NoSuchPlace
    path = unquote(parts.path)
    if path[2:3] == ":":  # file:///E:/team is a drive of Windows
        return path[1:]
    return path
