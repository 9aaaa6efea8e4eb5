"""HTTP: Slack's requests, their signatures verified on the raw bytes; health; metrics."""

import hmac
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.app import Bot
from bot.door import decode, hear
from bot.metrics import Metrics
from handlers.payloads import Malformed

log = structlog.get_logger(__name__)
MOST_BYTES = 1_000_000
MOST_DIGITS = 20
GOOD_FOR = 300
"""Seconds for which a signature is good."""


def make_web(bot: Bot, signing_secret: str, problems: Callable[[], Awaitable[list[str]]]) -> web.Application:
    """The routes: health, metrics, and, where there is a secret to verify them with, Slack's requests.

    `problems` gives a sentence for each thing that is wrong.
    """
    secret, real, metrics = signing_secret.encode(), bot.foundation.clocks.real, Metrics()

    async def on_slack(request: web.Request) -> web.Response:
        raw = await request.read()
        if not is_signed(secret, raw, request.headers, real()):
            return web.Response(status=401, text="The signature is missing, wrong or too old.")
        began = time.perf_counter()
        try:
            body = decode(raw, request.content_type)
            answer = await hear(bot, body)
        except Malformed:
            return web.Response(status=400, text="This is no body that Slack sends.")
        metrics.note(body, time.perf_counter() - began)
        headers = {name: values[0] for name, values in answer.headers.items()}
        return web.Response(status=answer.status, text=answer.body, headers=headers)

    async def on_health(_: web.Request) -> web.Response:
        found = await problems()
        return web.json_response({"ok": not found, "problems": found}, status=503 if found else 200)

    async def on_metrics(_: web.Request) -> web.Response:
        text = await metrics.write(bot.foundation.database)
        return web.Response(body=text, headers={"content-type": CONTENT_TYPE_LATEST})

    app = web.Application(client_max_size=MOST_BYTES)
    if secret:
        app.router.add_post("/slack/events", on_slack)
    app.router.add_get("/healthz", on_health)
    app.router.add_get("/metrics", on_metrics)
    return app


def is_signed(secret: bytes, raw: bytes, headers: Mapping[str, str], real: datetime) -> bool:
    """Whether Slack signed these bytes (v0) within five minutes of `real`; malformed headers are no signature.

    `real` is real time: a moved clock must not make old requests young.
    """
    timestamp, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
    if not secret or not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < MOST_DIGITS):
        return False
    if abs(int(real.timestamp()) - int(timestamp)) > GOOD_FOR:
        return False
    # In one call, which keeps the interpreter: a hash that is updated lets the writer have it, and queues for it.
    digest = hmac.digest(secret, b"v0:%b:%b" % (timestamp.encode(), raw), "sha256").hex()
    return hmac.compare_digest(f"v0={digest}".encode(), signature.encode(errors="replace"))
