"""A bad line to a server: every connection goes through it, on a thread of its own."""

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeAlias

Reader: TypeAlias = asyncio.StreamReader
Writer: TypeAlias = asyncio.StreamWriter
AT_ONCE = 1024 * 1024


class Line(Protocol):
    """Speaks for one connection until it is over, and puts an end to what it left for later."""

    async def carry(self, near: Reader, near_out: Writer) -> None: ...

    async def ended(self) -> None: ...


class Later:
    """What a line does after the request it belongs to."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def do(self, what: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def ended(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


BROKEN = (OSError, asyncio.IncompleteReadError, EOFError)
"""What either end may do to a connection at any time: the line ends with it."""


@contextmanager
def served(line_at: Callable[[int], Line], context: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port of a line, which is told it, from now until the block is left."""
    started: list[tuple[int, asyncio.AbstractEventLoop, asyncio.Event]] = []
    ready = threading.Event()

    async def run() -> None:
        over, carried = asyncio.Event(), set[asyncio.Task[None]]()
        lines: list[Line] = []

        async def accepted(near: Reader, near_out: Writer) -> None:
            task = asyncio.current_task()
            assert task is not None
            carried.add(task)
            try:
                await _quietly(lines[0].carry, near, near_out)
            except asyncio.CancelledError:
                return  # the line is over; asyncio would call it a mistake
            finally:
                carried.discard(task)
                near_out.transport.abort()

        server = await asyncio.start_server(accepted, "127.0.0.1", 0, ssl=context, limit=AT_ONCE)
        port = int(server.sockets[0].getsockname()[1])
        lines.append(line_at(port))
        started.append((port, asyncio.get_running_loop(), over))
        ready.set()
        await over.wait()
        server.close()
        for task in tuple(carried):
            task.cancel()
        await asyncio.gather(*carried, return_exceptions=True)
        await lines[0].ended()

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    assert ready.wait(30)
    port, loop, over = started[0]
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()


async def _quietly(
    carry: Callable[[Reader, Writer], Awaitable[None]], near: Reader, near_out: Writer
) -> None:
    try:
        await carry(near, near_out)
    except BROKEN:
        return
