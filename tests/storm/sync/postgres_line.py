"""A bad line that understands as much of PostgreSQL's protocol as where an answer ends.

What is cut or held up is one question of a client: what it wrote before it waited. Twice the same
bytes on one connection is nothing that a line can do; so a doubled question is asked again later on
a connection of its own, by the same login.
"""

import asyncio
from dataclasses import dataclass, field

from tests.storm.sync.line import AT_ONCE, BROKEN, Later, Reader, Writer
from tests.storm.sync.weather import Weather

_READY, _TERMINATE, _PARSE = b"Z", b"X", b"P"
_SSL_REQUEST = (8).to_bytes(4) + (80877103).to_bytes(4)


@dataclass
class PostgresLine:
    weather: Weather
    port: int
    _later: Later = field(default_factory=Later)

    async def carry(self, near: Reader, near_out: Writer) -> None:
        far, far_out = await asyncio.open_connection("127.0.0.1", self.port, limit=AT_ONCE)
        try:
            await self._carried(near, near_out, far, far_out)
        finally:
            far_out.transport.abort()

    async def ended(self) -> None:
        await self._later.ended()

    async def _carried(self, near: Reader, near_out: Writer, far: Reader, far_out: Writer) -> None:
        greeting = b""
        while question := await near.read(AT_ONCE):
            greeting = greeting or question
            if question[:1] == _TERMINATE or self.weather.cuts_request():
                return
            assert question != _SSL_REQUEST, "this line reads what passes: sslmode=disable"
            await asyncio.sleep(self.weather.delay())
            far_out.write(question)
            answer = await _answer(far)
            late = self.weather.late() if question[:1] == _PARSE else None
            if late is not None:
                self._later.do(self._once_more(greeting, question, late))
            if self.weather.cuts_reply():
                return
            near_out.write(answer)
            await near_out.drain()

    async def _once_more(self, greeting: bytes, question: bytes, late: float) -> None:
        await asyncio.sleep(late)
        try:
            far, far_out = await asyncio.open_connection("127.0.0.1", self.port, limit=AT_ONCE)
        except BROKEN:
            return
        try:
            for one in (greeting, question):
                far_out.write(one)
                await _answer(far)
        except BROKEN:
            return
        finally:
            far_out.transport.abort()


async def _answer(far: Reader) -> bytes:
    """Up to where the server says that it is ready for the next."""
    parts = []
    while True:
        head = await far.readexactly(5)
        parts += [head, await far.readexactly(int.from_bytes(head[1:]) - 4)]
        if head[:1] == _READY:
            return b"".join(parts)
