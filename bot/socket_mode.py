"""Socket Mode: the same bodies as over HTTP, through one WebSocket that Slack opens no port for."""

import orjson
import structlog
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.app import Bot
from bot.door import check, hear
from handlers.payloads import Malformed

log = structlog.get_logger(__name__)
FAILED = 500


def open_socket(bot: Bot, app_token: str) -> SocketModeClient:
    """A client that hands what it hears to Bolt and acknowledges it with Bolt's answer; `connect` starts it."""
    socket = SocketModeClient(app_token=app_token, web_client=bot.door.anonymous())

    async def on_request(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        try:
            answer = await hear(bot, check(request.payload))
        except Malformed as error:
            log.warning("malformed", kind=str(error))
            return
        if answer.status >= FAILED and request.type == "events_api":
            return  # What is not acknowledged is told again.
        payload = orjson.loads(answer.body) if answer.body else None
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    socket.socket_mode_request_listeners.append(on_request)
    return socket
