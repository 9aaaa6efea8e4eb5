"""What goes wrong when Slack is called, by its name."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

CALL_FAILED = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)
"""What a call to Slack raises: an error of Slack's, or one of the way there."""

TOKEN_IS_DEAD = frozenset(
    {"token_revoked", "invalid_auth", "account_inactive", "token_expired", "not_authed"}
)


class NotInstalledError(Exception):
    """Cairn is not in this workspace."""


class Trouble(StrEnum):
    """Why a message was given up, in kinds that a person can do something about."""

    ARCHIVED = "archived"
    OUTSIDE = "outside"  # Cairn is not in the channel.
    GONE = "gone"  # The channel is gone; or it is private, and Cairn is not in it: Slack says the same.
    RESTRICTED = "restricted"  # The workspace does not let Cairn post there.
    REFUSED = "refused"  # Slack does not take what was to be posted.
    UNKNOWN = "unknown"


_TROUBLES: Mapping[str, Trouble] = {
    "is_archived": Trouble.ARCHIVED,
    "not_in_channel": Trouble.OUTSIDE,
    "channel_not_found": Trouble.GONE,
    "restricted_action": Trouble.RESTRICTED,
    "restricted_action_read_only_channel": Trouble.RESTRICTED,
    "restricted_action_thread_only_channel": Trouble.RESTRICTED,
    "no_permission": Trouble.RESTRICTED,
    "missing_scope": Trouble.RESTRICTED,
    "ekm_access_denied": Trouble.RESTRICTED,
    "msg_too_long": Trouble.REFUSED,
    "msg_blocks_too_long": Trouble.REFUSED,
    "invalid_blocks": Trouble.REFUSED,
    "invalid_blocks_format": Trouble.REFUSED,
    "cant_update_message": Trouble.REFUSED,
}


def trouble_of(error: str) -> Trouble:
    """The kind of trouble that an error of this name means."""
    return _TROUBLES.get(error, Trouble.UNKNOWN)


_INVITE = "invite me: type `/invite @Cairn` there"
_EXPLAINED: Mapping[Trouble, tuple[str, str]] = {
    Trouble.ARCHIVED: ("The channel is archived.", "Unarchive it, and I go on there."),
    Trouble.OUTSIDE: ("I am not in the channel any more.", f"To have me go on there, {_INVITE}."),
    Trouble.GONE: (
        "The channel is gone, or it is private and I am not in it any more.",
        f"If it is still there, {_INVITE}.",
    ),
    Trouble.RESTRICTED: ("I am not allowed to post there.", "Ask an admin of this workspace to let me."),
    Trouble.REFUSED: (
        "Slack does not take what I have to say there, which is a fault of mine.",
        "Tell whoever runs Cairn.",
    ),
    Trouble.UNKNOWN: ("I have tried several times and stopped.", "Tell whoever runs Cairn."),
}


def explained(trouble: Trouble) -> str:
    """Why nothing can be posted there, and what can be done about it."""
    return " ".join(_EXPLAINED[trouble])


def error_name(error: Exception) -> str:
    """Slack's name for the error, or what kind it is."""
    if not isinstance(error, SlackApiError):
        return type(error).__name__
    if _status(error.response) == 429:
        return "ratelimited"
    return _get(error.response, "error") or f"status_{_status(error.response)}"


def is_shut_out(error: Exception) -> bool:
    """Whether Slack takes nothing from us any more in the workspace that was spoken to."""
    return isinstance(error, NotInstalledError) or error_name(error) in TOKEN_IS_DEAD


def retry_after(error: Exception) -> float:
    """The seconds that Slack asks us to wait, 30 where it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    found = {str(name).lower(): value for name, value in headers.items()}.get("retry-after", "30")
    try:
        return float(found[0] if isinstance(found, list) else found)
    except ValueError:
        return 30.0


def is_answer(error: SlackApiError) -> bool:
    """Whether Slack itself has said no, in its own form."""
    return bool(_get(error.response, "error")) and _status(error.response) < 500


def is_passing(error: Exception) -> bool:
    """Whether the same call may go well in a moment: Slack is busy or broken, or the way there is."""
    return not isinstance(error, SlackApiError) or error_name(error) == "ratelimited" or not is_answer(error)


# Where the answer cannot be read as JSON, slack_sdk hands out aiohttp's response instead of its own.


def _status(response: Any) -> int:
    found = response.get("status") if isinstance(response, dict) else getattr(response, "status_code", None)
    return int(found or getattr(response, "status", 0) or 0)


def _get(response: Any, name: str) -> str:
    data = response if isinstance(response, dict) else getattr(response, "data", None)
    return str(data.get(name) or "") if isinstance(data, dict) else ""
