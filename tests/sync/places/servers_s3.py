"""moto's S3 server, which keeps to `If-None-Match` and hands out short pages of a listing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from tests.sync.places.servers_start import folder_of_a_server, free_port, started

CREDENTIALS = """[default]
aws_access_key_id = practice
aws_secret_access_key = practice-secret
"""


@dataclass(frozen=True)
class S3Server:
    port: int
    folder: Path

    def bucket(self, name: str) -> str:
        """A new bucket."""
        with urlopen(Request(f"http://127.0.0.1:{self.port}/{name}", method="PUT")) as made:
            assert made.status == 200
        return name

    def address(self, path: str, port: int = 0) -> str:
        file = self.folder / "credentials"
        return f"s3+http://127.0.0.1:{port or self.port}/{path}?credentials={file}&region=eu-west-2"


@contextmanager
def s3_server() -> Iterator[S3Server]:
    with folder_of_a_server() as folder:
        (folder / "credentials").write_text(CREDENTIALS)
        port = free_port()
        with started(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
            port,
            folder / "log",
            {"MOTO_S3_DEFAULT_MAX_KEYS": "10"},
        ):
            yield S3Server(port, folder)
