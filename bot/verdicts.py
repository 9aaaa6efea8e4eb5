"""What an error of Slack's means for a message: try again, look whether it is there, or never again."""

from enum import Enum

import aiohttp
from slack_sdk.errors import SlackApiError

from handlers.failures import TOKEN_IS_DEAD, error_name, is_answer

GONE, NO_CHANNEL = "message_not_found", "channel_not_found"
FOREVER = frozenset(
    {
        "is_archived",
        NO_CHANNEL,
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
        "cant_delete_message",
        "compliance_exports_prevent_deletion",
    }
)
IN_DOUBT = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Slack's own trouble: part of what was asked may have been done."""


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
        return Verdict.REFUSED if is_answer(error) and name not in IN_DOUBT else Verdict.LOOK
    if isinstance(error, aiohttp.ClientConnectorError):
        return Verdict.AGAIN  # There was no connection, so nothing was sent.
    return Verdict.LOOK
