"""With Socket Mode and no signing secret there is no door for HTTP: nobody could verify who comes in."""

import hmac
import time
from datetime import UTC, datetime

from aiohttp import ClientSession, web

from bot.web import is_signed, make_web
from tests.town import Town


def forge(raw: bytes) -> dict[str, str]:
    """Headers that are right for an empty secret."""
    stamp = str(int(time.time()))
    digest = hmac.digest(b"", b"v0:%b:%b" % (stamp.encode(), raw), "sha256").hex()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def test_an_empty_secret_signs_nothing() -> None:
    assert not is_signed(b"", b"payload=x", forge(b"payload=x"), datetime.now(UTC))


async def test_without_a_secret_requests_have_no_way_in_but_health_is_told(town: Town) -> None:
    async def well() -> list[str]:
        return []

    runner = web.AppRunner(make_web(town.bot, "", well), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with ClientSession() as session:
        async with session.post(
            f"{address}/slack/events", data=b"payload=x", headers=forge(b"payload=x")
        ) as answer:
            assert answer.status == 404
        async with session.get(f"{address}/healthz") as answer:
            assert answer.status == 200
    await runner.cleanup()
