"""`python -m bench.bare_bolt <api>`: Bolt as its manual has it, with one listener that says yes. It writes its port."""

import asyncio
import re
import sys

import uvloop
from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bench.clicks import SECRET


async def _serve(api_url: str) -> None:
    app = AsyncApp(
        signing_secret=SECRET,
        client=AsyncWebClient(token="xoxb-bench", base_url=api_url),  # noqa: S106
        process_before_response=True,
    )

    @app.action(re.compile("^decision.cast/"))
    async def on_press(ack: AsyncAck) -> None:
        await ack()

    runner = web.AppRunner(app.server(path="/slack/events").web_app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(_serve(sys.argv[1]))
