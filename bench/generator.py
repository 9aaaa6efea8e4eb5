"""`python -m bench.generator <port> <file> <seconds>`: sends the requests of a file, where there is no wrk."""

import asyncio
import itertools
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import uvloop

CONNECTIONS = 64


class Connection(asyncio.Protocol):
    """Sends the next request as soon as the last one is answered."""

    answered = 0
    failed = 0

    def __init__(self, requests: Iterator[bytes]) -> None:
        self._requests, self._waiting = requests, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begins."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(next(self._requests))

    def data_received(self, data: bytes) -> None:
        """Goes on, once the answer is there as a whole."""
        self._waiting += data
        end = self._waiting.find(b"\r\n\r\n")
        if end < 0:
            return
        _, _, length = self._waiting[:end].lower().partition(b"content-length:")
        if len(self._waiting) < end + 4 + int(length.split(b"\r\n", 1)[0] or 0):
            return
        Connection.answered += 1
        Connection.failed += not self._waiting.startswith(b"HTTP/1.1 2")
        self._waiting = b""
        self._transport.write(next(self._requests))


def _read(file: Path) -> Iterator[bytes]:
    written, requests, at = file.read_bytes(), [], 0
    while at < len(written):
        length = int(written[at : at + 8])
        requests.append(written[at + 8 : at + 8 + length])
        at += 8 + length
    return itertools.cycle(requests)


async def _drive(port: int, file: Path, seconds: float) -> None:
    loop, requests = asyncio.get_running_loop(), _read(file)
    began = time.perf_counter()
    opened = [
        await loop.create_connection(lambda: Connection(requests), "127.0.0.1", port)
        for _ in range(CONNECTIONS)
    ]
    await asyncio.sleep(seconds)
    took, answered, failed = time.perf_counter() - began, Connection.answered, Connection.failed
    for transport, _ in opened:
        transport.abort()
    sys.stdout.write(f"RESULT {answered} {took * 1_000_000:.0f} {failed}\n")


if __name__ == "__main__":
    uvloop.run(_drive(int(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])))
