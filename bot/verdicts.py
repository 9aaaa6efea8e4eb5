"""What an error of Slack's means for a message: try again, look whether it is there, or never again."""

from enum import Enum
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

TOKEN_IS_DEAD = frozenset(
    {"token_revoked", "invalid_auth", "account_inactive", "token_expired", "not_authed"}
)
FOREVER = frozenset(
    {
        "is_archived",
        "channel_not_found",
        "not_in_channel",
        "user_not_found",
        "user_disabled",
        "users_not_found",
        "cannot_dm_bot",
        "messages_tab_disabled",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "msg_too_long",
        "msg_blocks_too_long",
        "invalid_blocks",
        "invalid_blocks_format",
        "no_permission",
        "missing_scope",
        "ekm_access_denied",
        "cant_update_message",
    }
)
IN_DOUBT = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Slack's own trouble: part of what was asked may have been done."""

GONE = "message_not_found"

CALL_FAILED = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)
"""What a call to Slack raises: an error of Slack's, or one of the way there."""


class TokenRefusedError(Exception):
    """Slack no longer takes our token in this workspace."""


class Verdict(Enum):
    """What to do about a call that did not succeed."""

    AGAIN = "again"  # Slack has not taken it, and says so only to slow us down, or was not reached.
    LOOK = "look"  # It may have been taken.
    REFUSED = "refused"  # Slack has not taken it, for a reason that we do not know.
    NEVER = "never"


def judge(error: Exception) -> Verdict:
    """What this error of a call means; raises TokenRefusedError where no call will ever succeed."""
    if isinstance(error, SlackApiError):
        name = error_name(error)
        if name in TOKEN_IS_DEAD:
            raise TokenRefusedError(name) from error
        if name in FOREVER or name == GONE:
            return Verdict.NEVER
        if name == "ratelimited":
            return Verdict.AGAIN
        is_answer = bool(_get(error.response, "error")) and _status(error.response) < 500
        return Verdict.REFUSED if is_answer and name not in IN_DOUBT else Verdict.LOOK
    if isinstance(error, aiohttp.ClientConnectorError):
        return Verdict.AGAIN  # There was no connection, so nothing was sent.
    return Verdict.LOOK


def error_name(error: Exception) -> str:
    """Slack's name for the error, or what kind it is."""
    if not isinstance(error, SlackApiError):
        return type(error).__name__
    if _status(error.response) == 429:
        return "ratelimited"
    return _get(error.response, "error") or f"status_{_status(error.response)}"


def retry_after(error: Exception) -> float:
    """The seconds that Slack asks us to wait, 30 where it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    found = {str(name).lower(): value for name, value in headers.items()}.get("retry-after", "30")
    return float(found[0] if isinstance(found, list) else found)


# Where the answer cannot be read as JSON, slack_sdk hands out aiohttp's response instead of its own.


def _status(response: Any) -> int:
    found = response.get("status") if isinstance(response, dict) else getattr(response, "status_code", None)
    return int(found or getattr(response, "status", 0) or 0)


def _get(response: Any, name: str) -> str:
    data = response if isinstance(response, dict) else getattr(response, "data", None)
    return str(data.get(name) or "") if isinstance(data, dict) else ""
