"""Going wrong on purpose before anything is done: what is answered instead."""

from __future__ import annotations

import asyncio

from aiohttp import web

from sandbox.errors import SlackError
from sandbox.faults import Fault
from sandbox.things import Json

HUNG_UP = 0
"""The status of a call whose connection ends without an answer."""


async def stumble(fault: Fault) -> tuple[int, Json] | None:
    """The status and the body of the answer that this fault makes; None where the call goes on, if later."""
    if fault.kind == "delay":
        await asyncio.sleep(fault.duration())
    elif fault.kind == "lose":
        return HUNG_UP, {}
    elif fault.kind == "ratelimited":
        return 429, ratelimited(fault.seconds)
    elif fault.kind == "server_error":
        return fault.status, {"ok": False, "error": "internal_error"}
    elif fault.kind == "refuse":
        return 200, SlackError(fault.code).answer()
    return None


def ratelimited(wait: float) -> Json:
    """The body that asks to wait so many seconds."""
    return {"ok": False, "error": "ratelimited", "retry_after": max(1, int(wait + 0.999))}


def hang_up(request: web.Request) -> web.Response:
    """Ends the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
