"""HTTP: Slack's requests, their signatures verified on the raw bytes; health; metrics."""

import time
from collections.abc import Awaitable, Callable, Mapping

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier

from bot.app import Bot
from bot.door import decode, hear
from bot.metrics import Metrics
from handlers.payloads import Malformed

log = structlog.get_logger(__name__)
MOST_BYTES = 1_000_000


def make_web(bot: Bot, signing_secret: str, problems: Callable[[], Awaitable[list[str]]]) -> web.Application:
    """The routes: Slack's requests, health, metrics. `problems` gives a sentence for each thing that is wrong."""
    verifier = SignatureVerifier(signing_secret, RealClock(bot))
    metrics = Metrics()

    async def on_slack(request: web.Request) -> web.Response:
        raw = await request.read()
        if not is_signed(verifier, raw, request.headers):
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
    app.router.add_post("/slack/events", on_slack)
    app.router.add_get("/healthz", on_health)
    app.router.add_get("/metrics", on_metrics)
    return app


class RealClock(SignatureClock):
    """Real time, for signatures: a moved clock must not make old requests young."""

    def __init__(self, bot: Bot) -> None:
        self._real = bot.foundation.clocks.real

    def now(self) -> float:
        """Seconds since 1970."""
        return self._real().timestamp()


def is_signed(verifier: SignatureVerifier, raw: bytes, headers: Mapping[str, str]) -> bool:
    """Whether Slack signed these bytes in the last five minutes; malformed headers are no signature."""
    timestamp, signature = headers.get("X-Slack-Request-Timestamp"), headers.get("X-Slack-Signature")
    if not timestamp or not signature or not timestamp.isdecimal():
        return False
    return verifier.is_valid(raw, timestamp, signature)
