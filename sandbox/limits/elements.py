"""Slack's block elements: buttons, menus, pickers, inputs, and in which blocks each may stand."""

from __future__ import annotations

from sandbox.limits.objects import (
    CONFIRM,
    DISPATCH,
    FILTER,
    ID,
    LINK_OPTION,
    MOST_OPTIONS,
    OPTION_GROUP,
    PLAIN_OPTION,
    RICH_OPTION,
    WORD,
    offered,
    picture,
    plain,
    slack_file,
    text,
)
from sandbox.limits.rich_text import RICH_TEXT
from sandbox.limits.schema import Check, Fields, boolean, both, choice, integer, items, record, string

_TYPE: Fields = {"type": WORD}
_ASKED: Fields = {"action_id": ID, "confirm": CONFIRM}
_FOCUSED: Fields = {**_ASKED, "focus_on_load": boolean}
_MENU: Fields = {**_FOCUSED, "placeholder": plain(150)}
_MANY: Fields = {**_MENU, "max_selected_items": integer(1, 100)}
_TYPED: Fields = {
    "action_id": ID,
    "focus_on_load": boolean,
    "placeholder": plain(150),
    "dispatch_action_config": DISPATCH,
}
_OPTIONS: Fields = {
    "options": items(PLAIN_OPTION, 1, MOST_OPTIONS),
    "option_groups": items(OPTION_GROUP, 1, MOST_OPTIONS),
}
_IDS = items(ID, 0, 100)
_QUERY = integer(0, 100)
_DATE = string(10, pattern=r"\d{4}-\d{2}-\d{2}")
_TIME = string(5, pattern=r"([01]\d|2[0-3]):[0-5]\d")
_VERDICT = record({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})

IMAGE = both(
    record(
        {**_TYPE, "alt_text": string(2000, least=1)},
        {"image_url": string(3000, least=1), "slack_file": slack_file},
    ),
    picture,
)

ELEMENTS: dict[str, Check] = {
    "button": record(
        {**_TYPE, "text": plain(75)},
        {
            **_ASKED,
            "url": string(3000, least=1),
            "value": string(2000),
            "style": choice("primary", "danger"),
            "accessibility_label": string(75),
        },
    ),
    "overflow": record({**_TYPE, "options": items(LINK_OPTION, 1, 5)}, _ASKED),
    "checkboxes": both(
        record(
            {**_TYPE, "options": items(RICH_OPTION, 1, 10)},
            {**_FOCUSED, "initial_options": items(RICH_OPTION, 1, 10)},
        ),
        offered,
    ),
    "radio_buttons": both(
        record({**_TYPE, "options": items(RICH_OPTION, 1, 10)}, {**_FOCUSED, "initial_option": RICH_OPTION}),
        offered,
    ),
    "static_select": both(record(_TYPE, {**_MENU, **_OPTIONS, "initial_option": PLAIN_OPTION}), offered),
    "multi_static_select": both(
        record(_TYPE, {**_MANY, **_OPTIONS, "initial_options": items(PLAIN_OPTION, 1, MOST_OPTIONS)}), offered
    ),
    "external_select": record(_TYPE, {**_MENU, "min_query_length": _QUERY, "initial_option": PLAIN_OPTION}),
    "multi_external_select": record(
        _TYPE, {**_MANY, "min_query_length": _QUERY, "initial_options": items(PLAIN_OPTION, 1, MOST_OPTIONS)}
    ),
    "users_select": record(_TYPE, {**_MENU, "initial_user": ID}),
    "multi_users_select": record(_TYPE, {**_MANY, "initial_users": _IDS}),
    "channels_select": record(_TYPE, {**_MENU, "initial_channel": ID, "response_url_enabled": boolean}),
    "multi_channels_select": record(_TYPE, {**_MANY, "initial_channels": _IDS}),
    "conversations_select": record(
        _TYPE,
        {
            **_MENU,
            "initial_conversation": ID,
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": FILTER,
        },
    ),
    "multi_conversations_select": record(
        _TYPE,
        {
            **_MANY,
            "initial_conversations": _IDS,
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
    ),
    "datepicker": record(_TYPE, {**_MENU, "initial_date": _DATE}),
    "timepicker": record(_TYPE, {**_MENU, "initial_time": _TIME, "timezone": ID}),
    "datetimepicker": record(_TYPE, {**_FOCUSED, "initial_date_time": integer(1_000_000_000, 9_999_999_999)}),
    "plain_text_input": record(
        _TYPE,
        {
            **_TYPED,
            "initial_value": string(3000),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
    ),
    "email_text_input": record(_TYPE, {**_TYPED, "initial_value": string(3000)}),
    "url_text_input": record(_TYPE, {**_TYPED, "initial_value": string(3000)}),
    "number_input": record(
        {**_TYPE, "is_decimal_allowed": boolean},
        {
            **_TYPED,
            "initial_value": string(100, pattern=r"-?\d+(\.\d+)?"),
            "min_value": string(100, pattern=r"-?\d+(\.\d+)?"),
            "max_value": string(100, pattern=r"-?\d+(\.\d+)?"),
        },
    ),
    "rich_text_input": record(_TYPE, {**_TYPED, "initial_value": RICH_TEXT}),
    "file_input": record(
        _TYPE, {"action_id": ID, "filetypes": items(string(20), 1, 100), "max_files": integer(1, 10)}
    ),
    "feedback_buttons": record(
        {**_TYPE, "positive_button": _VERDICT, "negative_button": _VERDICT}, {"action_id": ID}
    ),
    "icon_button": record(
        {**_TYPE, "icon": choice("trash"), "text": plain(75)},
        {
            **_ASKED,
            "value": string(2000),
            "accessibility_label": string(75),
            "visible_to_user_ids": _IDS,
        },
    ),
    "image": IMAGE,
    "plain_text": text(3000),
    "mrkdwn": text(3000),
}

_MENUS = {name for name in ELEMENTS if name.endswith("_select")} | {"checkboxes", "radio_buttons"}
_PICKERS = {"datepicker", "timepicker"}
_INPUTS = {name for name in ELEMENTS if name.endswith("_input")}

IN_SECTION = _MENUS | _PICKERS | {"button", "overflow", "image"}
IN_ACTIONS = _MENUS | _PICKERS | {"button", "overflow", "datetimepicker"}
IN_INPUT = _MENUS | _PICKERS | _INPUTS | {"datetimepicker"}
IN_CONTEXT = {"image", "plain_text", "mrkdwn"}
IN_CONTEXT_ACTIONS = {"feedback_buttons", "icon_button"}


def among(names: set[str]) -> dict[str, Check]:
    """The checks of these elements only."""
    return {name: ELEMENTS[name] for name in sorted(names)}
