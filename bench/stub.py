"""`python -m bench.stub`: the least that can pass for Slack, so that a measurement is not of Slack's stand-in.

Every call is answered alike, at once; what comes to response URLs is counted, and told at /count. It writes its
port to standard output. It is also the trivial server that shows how fast the generator is.
"""

import asyncio
import sys
from typing import cast

import orjson
import uvloop

_BODY = orjson.dumps(
    {
        "ok": True,
        "team_id": "T0BENCH",
        "team": "Bench",
        "user_id": "U0CAIRN",
        "bot_id": "B0CAIRN",
        "channel": "C0BENCH",
        "ts": "1700000000.000100",
        "members": [],
        "usergroups": [],
    }
)


class Stub(asyncio.Protocol):
    """One connection; all share one count."""

    count = 0

    def __init__(self) -> None:
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the way back."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answers each request that has come whole."""
        self._waiting += data
        while (end := self._waiting.find(b"\r\n\r\n")) >= 0:
            head = self._waiting[:end].lower()
            _, _, length = head.partition(b"content-length:")
            after = end + 4 + int(length.split(b"\r\n", 1)[0] or 0)
            if len(self._waiting) < after:
                return
            self._waiting = self._waiting[after:]
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        body = _BODY
        if head.startswith(b"post /response"):
            Stub.count += 1
            body = b"ok"
        elif head.startswith(b"get /count"):
            body = str(Stub.count).encode()
        self._transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            % (len(body), body)
        )


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(Stub, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve())
