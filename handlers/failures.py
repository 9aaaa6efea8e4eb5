"""What goes wrong when Slack is called, by its name."""

from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

CALL_FAILED = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)
"""What a call to Slack raises: an error of Slack's, or one of the way there."""


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
    try:
        return float(found[0] if isinstance(found, list) else found)
    except ValueError:
        return 30.0


def is_answer(error: SlackApiError) -> bool:
    """Whether Slack itself has said no, in its own form."""
    return bool(_get(error.response, "error")) and _status(error.response) < 500


# Where the answer cannot be read as JSON, slack_sdk hands out aiohttp's response instead of its own.


def _status(response: Any) -> int:
    found = response.get("status") if isinstance(response, dict) else getattr(response, "status_code", None)
    return int(found or getattr(response, "status", 0) or 0)


def _get(response: Any, name: str) -> str:
    data = response if isinstance(response, dict) else getattr(response, "data", None)
    return str(data.get(name) or "") if isinstance(data, dict) else ""
