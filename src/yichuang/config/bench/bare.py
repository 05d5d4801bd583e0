"""The least that streams can be: a LISTEN connection and a line to every open socket. Called with a port."""

from __future__ import annotations

import asyncio
import sys

from yichuang.config.database import listen_as_app, start_django


async def serve(port: int) -> None:
    """Serve for ever: a line with the number of the notification to whoever is connected."""
    from yichuang.kernel.verbs.told import CHANNEL

    writers: set[asyncio.StreamWriter] = set()
    number = 0

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.add(writer)
        writer.write(b"id: bare-%d\n" % number)
        await reader.read()  # until it is closed
        writers.discard(writer)

    async with await listen_as_app() as ear, await asyncio.start_server(connected, "127.0.0.1", port):
        await ear.execute(f"LISTEN {CHANNEL}")
        async for _ in ear.notifies():
            number += 1
            for writer in writers:
                writer.write(b"id: bare-%d\n" % number)


if __name__ == "__main__":
    start_django()
    asyncio.run(serve(int(sys.argv[1])))
