"""A small proxy in front of several rooms: the first part of a path says which; bodies are passed on as they come."""

import asyncio
import threading
from collections.abc import Mapping

from .served import free_port

HEAD = 64 * 1024


class Proxy:
    """Passes requests on to rooms by prefix ("/K7PX" → port); runs in a thread of its own until closed."""

    def __init__(self, rooms: Mapping[str, int]) -> None:
        self.rooms = dict(rooms)
        self.port = free_port()
        self._loop = asyncio.new_event_loop()
        up = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(up,), daemon=True)
        self._thread.start()
        assert up.wait(10)

    @property
    def address(self) -> str:
        """Where browsers ask."""
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Stop."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self, up: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port, limit=HEAD))
        up.set()
        self._loop.run_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on: to one room, as a browser keeps a connection for one host."""
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            prefix = "/" + head.split(b" ", 2)[1].decode("latin-1").split("?")[0].split("/")[1]
            port = self.rooms.get(prefix)
            if port is None:
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            # One request a connection, so that the next one, which may be for another room, is looked at too.
            head = head.replace(b"\r\n", b"\r\nConnection: close\r\nX-Forwarded-For: 10.0.0.7\r\n", 1)
            behind, ahead = await asyncio.open_connection("127.0.0.1", port)
            ahead.write(head)
            await asyncio.wait(
                {asyncio.ensure_future(_pipe(reader, ahead)), asyncio.ensure_future(_pipe(behind, writer))},
                return_when=asyncio.FIRST_COMPLETED,
            )
            ahead.close()
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
