"""moto's S3 server, which keeps to `If-None-Match` and hands out short pages of a listing."""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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

    def forbid(self, bucket: str, action: str) -> None:
        """From now on nobody may do this in the bucket."""
        rule = {"Effect": "Deny", "Principal": "*", "Action": action, "Resource": "*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [rule]}).encode()
        address = f"http://127.0.0.1:{self.port}/{bucket}?policy"
        headers = {"Content-Type": "application/json"}
        with urlopen(Request(address, policy, headers, method="PUT")) as made:
            assert made.status in (200, 204)

    def address(self, path: str, port: int = 0) -> str:
        file = self.folder / "credentials"
        return f"s3+http://127.0.0.1:{port or self.port}/{path}?credentials={file}&region=eu-west-2"


@dataclass(frozen=True)
class Words:
    """One answer to every request."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


def refusal(status: int, code: str, *headers: tuple[str, str]) -> Words:
    """An error as S3 says it."""
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>m</Message></Error>"
    return Words(status, body.encode(), (("Content-Type", "application/xml"), *headers))


@contextmanager
def one_who_says(words: Words) -> Iterator[int]:
    """The port of a server that says the same whatever it is asked."""

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.close_connection = True
            self.send_response(words.status)
            for name, value in (
                *words.headers,
                ("Connection", "close"),
                ("Content-Length", str(len(words.body))),
            ):
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(words.body)

        do_GET = do_PUT = do_HEAD = do_DELETE = answer  # noqa: N815

        def log_message(self, *_words: object) -> None:
            """Nothing to say."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.01,))
        serving.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            serving.join()


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
