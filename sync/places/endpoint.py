"""Answers this computer alone, for whoever looks after a gateway: plain pages, read only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

LOOPBACK = "127.0.0.1"
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Page:
    """What is answered. `kind` is its media type."""

    status: int
    kind: str
    text: str


Pages = Callable[[str], Page | None]
"""The page at this path; None where there is none. Called on threads of its own."""


@contextmanager
def answering(port: int, pages: Pages) -> Iterator[None]:
    """Answer on this port of 127.0.0.1 until the block is left. Raises OSError if it is taken."""

    class Answer(BaseHTTPRequestHandler):
        timeout = _PATIENCE

        def do_GET(self) -> None:  # the name that http.server looks for
            page = pages(self.path) or Page(404, "text/plain", "There is no such page.\n")
            content = page.text.encode()
            self.send_response(page.status)
            self.send_header("Content-Type", f"{page.kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Who asked is nobody's business."""

    with ThreadingHTTPServer((LOOPBACK, port), Answer) as server:
        thread = Thread(target=server.serve_forever, name="endpoint")
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
