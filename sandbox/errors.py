"""What Slack answers when it refuses: one error with Slack's own code.

Knows the form of a refusal, not the reasons: limits.py, web_api and the workspace raise it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class SlackError(Exception):
    """A refusal with Slack's code, such as `channel_not_found`.

    `messages` explain (as `response_metadata.messages`); `extra` is added to the answer's top level.
    """

    def __init__(
        self, code: str, messages: Sequence[str] = (), extra: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(code if not messages else f"{code}: {'; '.join(messages)}")
        self.code = code
        self.messages = tuple(messages)
        self.extra = dict(extra or {})

    def answer(self) -> dict[str, Any]:
        """The JSON that Slack would answer with."""
        answer: dict[str, Any] = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            answer["errors"] = [message.removeprefix("[ERROR] ") for message in self.messages]
            answer["response_metadata"] = {"messages": list(self.messages)}
        return answer
