"""A line to a server that breaks, as a line does in a car park."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PIECE = 4096


@dataclass
class Line:
    """Passes bytes on until it has passed as many as it may, then hangs up on both ends."""

    listener: socket.socket
    port_of_server: int
    most_up: int | None = None
    most_down: int | None = None
    threads: list[threading.Thread] = field(default_factory=list)
    sockets: list[socket.socket] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def serve(self) -> None:
        with contextlib.suppress(OSError):  # the listener was closed
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self.port_of_server))
                self.sockets += [near, far]
                for one, other, most in (
                    (near, far, self.most_up),
                    (far, near, self.most_down),
                ):
                    self.threads.append(threading.Thread(target=_pass_on, args=(one, other, most)))
                    self.threads[-1].start()


def _pass_on(one: socket.socket, other: socket.socket, most: int | None) -> None:
    passed = 0
    with contextlib.suppress(OSError):
        while piece := one.recv(PIECE):
            passed += len(piece)
            if most is not None and passed > most:
                break
            other.sendall(piece)
    for end in (one, other):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def breaking_line(
    port_of_server: int, most_up: int | None = None, most_down: int | None = None
) -> Iterator[Line]:
    """A line that breaks after so many bytes to the server, or from it."""
    line = Line(socket.create_server(("127.0.0.1", 0)), port_of_server, most_up, most_down)
    accepting = threading.Thread(target=line.serve)
    accepting.start()
    try:
        yield line
    finally:
        with contextlib.suppress(OSError):
            line.listener.shutdown(socket.SHUT_RDWR)
        line.listener.close()
        accepting.join()
        for end in line.sockets:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in line.threads:
            thread.join()
        for end in line.sockets:
            end.close()


@contextmanager
def silent_server() -> Iterator[int]:
    """The port of one who takes every call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield int(listener.getsockname()[1])
