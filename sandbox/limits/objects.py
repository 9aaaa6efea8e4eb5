"""Slack's composition objects: texts, options, confirmation dialogs, filters."""

from __future__ import annotations

from typing import Any

from sandbox.limits.schema import (
    Check,
    Problems,
    boolean,
    by_type,
    choice,
    complain,
    items,
    record,
    string,
)

MOST_ID = 255
MOST_OPTIONS = 100
WORD = string(2000)
ID = string(MOST_ID)


def plain(most: int) -> Check:
    """A plain_text object of at most so many characters."""
    return by_type({"plain_text": record({"type": WORD, "text": string(most, least=1)}, {"emoji": boolean})})


def text(most: int) -> Check:
    """A plain_text or mrkdwn object of at most so many characters."""
    content = string(most, least=1)
    return by_type(
        {
            "plain_text": record({"type": WORD, "text": content}, {"emoji": boolean}),
            "mrkdwn": record({"type": WORD, "text": content}, {"verbatim": boolean}),
        }
    )


CONFIRM = record(
    {"title": plain(100), "text": text(300)},
    {"confirm": plain(30), "deny": plain(30), "style": choice("primary", "danger")},
)
PLAIN_OPTION = record({"text": plain(75), "value": string(150)}, {"description": plain(75)})
RICH_OPTION = record({"text": text(75), "value": string(150)}, {"description": text(75)})
LINK_OPTION = record(
    {"text": plain(75), "value": string(150)}, {"description": plain(75), "url": string(3000)}
)
OPTION_GROUP = record({"label": plain(75), "options": items(PLAIN_OPTION, 1, MOST_OPTIONS)}, {})
FILTER = record(
    {},
    {
        "include": items(choice("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
DISPATCH = record({"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), 1, 2)}, {})


def slack_file(value: Any, pointer: str, problems: Problems) -> None:
    """A file of Slack's, by id or by url, not by both."""
    record({}, {"id": ID, "url": string(3000, least=1)})(value, pointer, problems)
    if isinstance(value, dict) and len(value) != 1:
        complain(problems, "must provide exactly one of id and url", pointer)


def picture(value: Any, pointer: str, problems: Problems) -> None:
    """Either an image_url or a slack_file."""
    if ("image_url" in value) == ("slack_file" in value):
        complain(problems, "must provide exactly one of image_url and slack_file", pointer)


def offered(value: Any, pointer: str, problems: Problems) -> None:
    """Options or groups of options, not both; what is chosen at first is one of them, whole."""
    groups = value.get("option_groups")
    if ("options" in value) == (groups is not None):
        complain(problems, "must provide exactly one of options and option_groups", pointer)
        return
    options = value["options"] if groups is None else [each for group in groups for each in group["options"]]
    first = value.get("initial_options", [value["initial_option"]] if value.get("initial_option") else [])
    for option in first:
        if option not in options:
            complain(problems, "initial_option must match one of the options", pointer)
