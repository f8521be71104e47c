"""A bad line that understands HTTP/1.1: it cuts, holds up and doubles whole requests.

Where the clients speak TLS it ends there, with the server's own certificate and asking for theirs;
from the line to the server the same requests go in clear, within this computer.
"""

import asyncio
import re
from dataclasses import dataclass, field

from tests.storm.sync.line import AT_ONCE, BROKEN, Later, Reader, Writer
from tests.storm.sync.weather import Weather

_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
_NO_BODY = re.compile(rb"HTTP/1.1 (1..|204|304)")


@dataclass
class HttpLine:
    """`outside` is what clients call the server, `inside` what it calls itself."""

    weather: Weather
    port: int
    outside: bytes
    inside: bytes
    _idle: list[tuple[Reader, Writer]] = field(default_factory=list)
    _later: Later = field(default_factory=Later)

    async def carry(self, near: Reader, near_out: Writer) -> None:
        while True:
            request = self._renamed(await _message(near, is_request=True), inwards=True)
            if self.weather.cuts_request():
                return
            await asyncio.sleep(self.weather.delay())
            reply = await self._answer(request)
            if self.weather.doubles():
                again = await self._answer(request)
                reply = self.weather.chance.choice((reply, again))
            late = self.weather.late()
            if late is not None:
                self._later.do(self._once_more(request, late))
            reply = self._renamed(reply, inwards=False)
            if self.weather.cuts_reply():
                near_out.write(reply[: self.weather.chance.choice((0, len(reply) // 2))])
                await near_out.drain()
                near_out.close()
                await near_out.wait_closed()
                return
            near_out.write(reply)
            await near_out.drain()

    async def ended(self) -> None:
        await self._later.ended()
        for _, out in self._idle:
            out.transport.abort()

    def _renamed(self, message: bytes, *, inwards: bool) -> bytes:
        old, new = (self.outside, self.inside) if inwards else (self.inside, self.outside)
        head, mark, body = message.partition(b"\r\n\r\n")
        if inwards:  # Host and Destination
            host = (old.partition(b"//")[2], new.partition(b"//")[2])
            return head.replace(old, new).replace(*host) + mark + body
        if len(old) == len(new):  # links in a body, whose length is told in the head
            body = body.replace(old, new)
        return head.replace(old, new) + mark + body

    async def _once_more(self, request: bytes, late: float) -> None:
        await asyncio.sleep(late)
        try:
            await self._answer(request)
        except BROKEN:
            return

    async def _answer(self, request: bytes) -> bytes:
        while self._idle:
            try:
                return await self._asked(*self._idle.pop(), request)
            except BROKEN:
                continue  # the server had let go of it
        return await self._asked(
            *await asyncio.open_connection("127.0.0.1", self.port, limit=AT_ONCE), request
        )

    async def _asked(self, far: Reader, far_out: Writer, request: bytes) -> bytes:
        try:
            far_out.write(request)
            reply = await _message(far, is_request=False)
        except BaseException:
            far_out.transport.abort()
            raise
        if _CLOSES.search(reply.partition(b"\r\n\r\n")[0]):
            far_out.close()
        else:
            self._idle.append((far, far_out))
        return reply


async def _message(reader: Reader, *, is_request: bool) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    if length:
        return head + await reader.readexactly(int(length[1]))
    if _CHUNKED.search(head):
        return head + await _chunks(reader)
    if is_request or _NO_BODY.match(head):
        return head
    return head + await reader.read(-1)


async def _chunks(reader: Reader) -> bytes:
    parts = []
    while True:
        size = await reader.readuntil(b"\r\n")
        parts.append(size)
        length = int(size.partition(b";")[0], 16)
        parts.append(await reader.readexactly(length + 2))
        if length == 0:
            return b"".join(parts)
