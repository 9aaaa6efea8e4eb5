"""Slack's blocks and the few texts that all rituals write the same way. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from handlers.replies import Block, Message, View
from rituals.phrases import MONTHS, WEEKDAYS

LONGEST_SECTION, LONGEST_ADDRESS = 3000, 2000
_WHOLE = re.compile(r"&\w+;|<[^<>\n]*>")  # What escaping and Slack's tokens write: half of one is gibberish.
_ADDRESS = re.compile(r"https?://(?:(?!&[lg]t;)[^\s|])+(?<![.,:;!?)])")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\u2800\u3164\ufeff\uffa0\U000e0000-\U000e007f]"
)


def clean(text: str) -> str:
    """People's text without characters that hide, or turn the direction of what follows."""
    return _UNSEEN.sub("", text)


def escape(text: str) -> str:
    """People's text for mrkdwn: shown as it was typed, mentioning nobody; addresses are links.

    Slack is told to look for nothing else in our texts: it would take “@channel” for a call to everybody.
    """
    escaped = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ADDRESS.sub(lambda found: _linked(found[0]), escaped)


def longest_escaped(text: str) -> int:
    """How many characters it has at most once it is escaped, which is known sooner than its escaped form."""
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">")) + 2 * text.count("http")


def _linked(address: str) -> str:
    """An address as a link; one that is so long that no section holds the link whole stays plain."""
    return f"<{address}>" if len(address) <= LONGEST_ADDRESS else address


def shorten(text: str, most: int) -> str:
    """At most so many characters, with … where some are left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def cut(marked: str, most: int) -> str:
    """mrkdwn of at most so many characters, with … where some are left out; entities and tokens stay whole."""
    return marked if len(marked) <= most else marked[: _whole_end(marked, most - 1)].rstrip() + "…"


def _whole_end(marked: str, most: int) -> int:
    """The last place at or before `most` where mrkdwn can be parted."""
    # Only from its last beginning before that place can anything reach over it: it holds no second one.
    begun = (_WHOLE.match(marked, max(0, marked.rfind(sign, 0, most))) for sign in "<&")
    return next((one.start() for one in begun if one and one.start() < most < one.end()), most)


def mention(person: str) -> str:
    """The person's name, as each reader's Slack shows it."""
    return f"<@{person}>"


def link_channel(channel: str) -> str:
    """The channel's name, as each reader's Slack shows it."""
    return f"<#{channel}>"


def when(moment: datetime, lead: str = "") -> str:
    """A moment in each reader's own zone, UTC where Slack cannot tell; `lead` is a word that stands before it.

    Within a sentence it takes its lead along: Slack writes a date that begins with “today” large otherwise.
    """
    lead = f"{lead} " if lead else ""
    fallback = moment.astimezone(UTC).strftime("%a %d %b %H:%M UTC")
    return f"<!date^{int(moment.timestamp())}^{lead}{{date_long_pretty}} at {{time}}|{lead}{fallback}>"


def as_day(day: date, today: date) -> str:
    """“Fri 4 Dec”, with the year where it is another one than today's; the same for every reader."""
    year = "" if day.year == today.year else f" {day.year:04}"
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]}{year}"


def count(number: int, one: str, many: str | None = None) -> str:
    """“1 vote”, “2 votes”."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """“Kafka, SQS and NATS”."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def named(people: Sequence[str], in_all: int, most: int) -> str:
    """The first of so many people, as mrkdwn, at most so many by name."""
    shown = people[:most]
    more = f" and {in_all - len(shown):,} more" if in_all > len(shown) else ""
    return ", ".join(map(mention, shown)) + more


# ---------------------------------------------------------------------------------------------------- blocks


def plain(text: str) -> dict[str, Any]:
    """A plain text object; Slack takes no empty one, which reads as a dash."""
    return {"type": "plain_text", "text": clean(text) or "–", "emoji": False}


def section(text: str, block_id: str | None = None, accessory: Block | None = None) -> Block:
    """A paragraph of mrkdwn, cut at 3,000 characters."""
    text = cut(text, LONGEST_SECTION)
    block: dict[str, Any] = {"type": "section", "text": {"type": "mrkdwn", "verbatim": True, "text": text}}
    if block_id:
        block["block_id"] = block_id
    if accessory:
        block["accessory"] = accessory
    return block


def sections(text: str) -> list[Block]:
    """mrkdwn of any length, parted at the ends of lines where it takes several sections."""
    blocks = []
    while len(text) > LONGEST_SECTION:
        end = text.rfind("\n", 1, LONGEST_SECTION + 1)
        end = end if end > 0 else _whole_end(text, LONGEST_SECTION)
        blocks.append(section(text[:end]))
        text = text[end:].removeprefix("\n")
    return [*blocks, section(text)] if text else blocks


def context(*texts: str) -> Block:
    """Small print in mrkdwn."""
    return {
        "type": "context",
        "elements": [
            {"type": "mrkdwn", "verbatim": True, "text": cut(text, LONGEST_SECTION)} for text in texts
        ],
    }


def divider() -> Block:
    """A line."""
    return {"type": "divider"}


def image(file: str, alt: str) -> Block:
    """A picture that Slack has as a file; `alt` says what it shows."""
    return {"type": "image", "slack_file": {"id": file}, "alt_text": alt}


def button(label: str, action: str, value: str = "", **more: Any) -> dict[str, Any]:
    """A button; `more` takes style and confirm."""
    made = {"type": "button", "text": plain(shorten(label, 75)), "action_id": action, **more}
    return {**made, "value": value} if value else made


def actions(block_id: str, elements: Sequence[Mapping[str, Any]]) -> Block:
    """A row of buttons or menus."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def option(value: str, text: str, description: str = "") -> dict[str, Any]:
    """One choice of a select, menu or group of radio buttons."""
    made: dict[str, Any] = {"text": plain(shorten(clean(text), 75)), "value": value}
    return {**made, "description": plain(shorten(description, 75))} if description else made


def overflow(action: str, choices: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The ⋯ menu: (value, text), five at most."""
    return {"type": "overflow", "action_id": action, "options": [option(*choice) for choice in choices]}


def inert(blocks: Iterable[Block], action: str) -> list[Block]:
    """The same blocks without menus, and with buttons that do nothing but `action`: they only show themselves."""
    shown: list[Block] = []
    for block in blocks:
        kept = {key: value for key, value in block.items() if key != "accessory"}
        if kept["type"] == "actions":
            kept["elements"] = [
                {**element, "action_id": f"{action}/{number}"}
                for number, element in enumerate(kept["elements"])
            ]
        shown.append(kept)
    return shown


def confirm(title: str, text: str, yes: str, no: str = "Go back") -> dict[str, Any]:
    """A question asked before a button acts."""
    return {
        "title": plain(title),
        "text": plain(shorten(text, 300)),
        "confirm": plain(yes),
        "deny": plain(no),
    }


# ----------------------------------------------------------------------------------------------------- modals


def modal(title: str, blocks: Sequence[Block], **more: Any) -> View:
    """A modal; `more` takes callback_id, submit, close, private_metadata and notify_on_close."""
    more = {key: value for key, value in more.items() if value}
    view: dict[str, Any] = {
        "type": "modal",
        "title": plain(shorten(title, 24)),
        "blocks": list(blocks)[:100],
        "close": plain(more.pop("close", "Close")),
    }
    if "submit" in more:
        view["submit"] = plain(more.pop("submit"))
    return {**view, **more}


def notice(sentence: str) -> View:
    """A modal that says one thing."""
    return modal("Cairn", [section(escape(sentence))], close="Back")


def words(sentence: str) -> Message:
    """A sentence, as a message."""
    return Message(escape(sentence))
