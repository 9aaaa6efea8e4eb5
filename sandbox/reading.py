"""What a person reads: messages, modals and Home as plain text, names for ids, times in the person's own zone.

Knows what Slack's client shows, not how it looks; the page draws the same things as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sandbox.forms import STATE_KEYS, state_of
from sandbox.page import dates
from sandbox.page.reader import Reader
from sandbox.things import Json, Message, Person, View
from sandbox.workspace import Workspace

_TOKEN = re.compile(r"<([^<>\n]+)>")
_MARKS = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)([^\n]*?\S)\1(?![\w*_~`])")
_DATE = re.compile(r"!date\^(-?\d+)\^([^|^]*)(?:\^[^|]*)?(?:\|(.*))?")
_NAMED = {"!here": "@here", "!channel": "@channel", "!everyone": "@everyone"}


class Reading:
    """One person's reading of a workspace."""

    def __init__(self, workspace: Workspace, person: Person) -> None:
        self._workspace, self._person = workspace, person

    def message(self, message: Message) -> str:
        """A message: its blocks where it has any, else its text; files by name."""
        words = self.blocks(message.blocks) if message.blocks else self.mrkdwn(message.text)
        files = [f"[file: {self._workspace.files[each].title}]" for each in message.files]
        return "\n".join([words, *files] if words else files)

    def view(self, view: View) -> str:
        """A modal or Home, with what is filled in and what is wrong with it."""
        lines = []
        if "title" in view.payload:
            lines.append(view.payload["title"]["text"])
        for block in view.payload["blocks"]:
            lines.append(self._block(block, view.typed))
            if block["block_id"] in view.errors:
                lines.append(f"! {view.errors[block['block_id']]}")
        buttons = [view.payload[name]["text"] for name in ("close", "submit") if name in view.payload]
        return "\n".join([*lines, " ".join(f"[{each}]" for each in buttons)]).rstrip()

    def blocks(self, blocks: Sequence[Json]) -> str:
        """Blocks, one or more lines each."""
        return "\n".join(self._block(block, {}) for block in blocks)

    def text(self, composed: Json) -> str:
        """A text object."""
        return self.mrkdwn(composed["text"]) if composed["type"] == "mrkdwn" else str(composed["text"])

    def mrkdwn(self, text: str) -> str:
        """mrkdwn without its marks."""
        shown = _TOKEN.sub(lambda found: self._token(found[1]), text)
        for _ in range(3):
            shown = _MARKS.sub(r"\2", shown)
        shown = re.sub(r"^(?:&gt;|>)+ ?", "", shown, flags=re.MULTILINE)
        return unescape(shown)

    def name(self, person: str) -> str:
        """A person's name as a mention shows it."""
        known = self._workspace.people.get(person)
        return f"@{known.real_name if known else person}"

    def date(self, timestamp: int, template: str) -> str:
        """A moment by one of Slack's date templates, in this person's zone."""
        now = datetime.fromtimestamp(self._workspace.now, UTC)
        reader = Reader(self._person.id, ZoneInfo(self._person.zone), now)
        filled = dates.fill(template, datetime.fromtimestamp(timestamp, UTC), reader)
        return template if filled is None else filled

    def _token(self, inside: str) -> str:
        found = _DATE.fullmatch(inside)
        if found:
            return self.date(int(found[1]), found[2])
        target, _, label = inside.partition("|")
        if target in _NAMED:
            return _NAMED[target]
        if target.startswith("@"):
            return self.name(target[1:])
        if target.startswith("#"):
            channel = self._workspace.channels.get(target[1:])
            if channel is None or not self._workspace.can_see(self._person.id, channel):
                return "#private channel"
            return f"#{channel.name}"
        if target.startswith("!subteam^"):
            group = self._workspace.groups.get(target.removeprefix("!subteam^"))
            return f"@{group.handle}" if group else label
        return label or target

    def _block(self, block: Json, typed: Json) -> str:
        drawn = {
            "actions": self._row,
            "context": self._context,
            "context_actions": self._row,
            "divider": lambda _, __: "---",
            "header": lambda block, _: self.text(block["text"]),
            "image": self._image,
            "input": self._input,
            "markdown": lambda block, _: str(block["text"]),
            "rich_text": lambda block, _: self._rich(block),
            "section": self._section,
            "table": self._table,
        }
        return drawn[block["type"]](block, typed)

    def _row(self, block: Json, typed: Json) -> str:
        return " ".join(self._element(block, element, typed) for element in block["elements"])

    def _input(self, block: Json, typed: Json) -> str:
        hint = [self.text(block["hint"])] if "hint" in block else []
        label = f"{self.text(block['label'])}: {self._element(block, block['element'], typed)}"
        return "\n".join([label, *hint])

    def _image(self, block: Json, _: Json) -> str:
        title = [self.text(block["title"])] if "title" in block else []
        return "\n".join([*title, f"[image: {block['alt_text']}]"])

    def _table(self, block: Json, _: Json) -> str:
        return "\n".join(" | ".join(self._cell(cell) for cell in row) for row in block["rows"])

    def _section(self, block: Json, typed: Json) -> str:
        parts = [self.text(block["text"])] if "text" in block else []
        parts += [self.text(each) for each in block.get("fields", ())]
        if "accessory" in block:
            parts.append(self._element(block, block["accessory"], typed))
        return "\n".join(parts)

    def _context(self, block: Json, _: Json) -> str:
        return " ".join(
            f"[image: {each['alt_text']}]" if each["type"] == "image" else self.text(each)
            for each in block["elements"]
        )

    def _element(self, block: Json, element: Json, typed: Json) -> str:
        kind = element["type"]
        if kind == "image":
            return f"[image: {element['alt_text']}]"
        if kind in ("button", "icon_button"):
            return f"[{element['text']['text']}]"
        if kind == "overflow":
            return f"[⋯ {' · '.join(each['text']['text'] for each in element['options'])}]"
        if kind == "feedback_buttons":
            return f"[{element['positive_button']['text']['text']}] [{element['negative_button']['text']['text']}]"
        state = state_of(element, typed.get(block["block_id"], {}).get(element["action_id"]))
        shown = self.state(state) if state else ""
        return shown or f"[{element['placeholder']['text']}]" if "placeholder" in element else shown

    def state(self, state: Json) -> str:
        """What is filled in, as words; nothing where nothing is."""
        value = state[STATE_KEYS[state["type"]][0]]
        return (
            ", ".join(self._chosen(each) for each in value)
            if isinstance(value, list)
            else self._chosen(value)
        )

    def _chosen(self, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, dict):
            return self.text(value["text"]) if "text" in value else self._rich(value)
        if isinstance(value, int):
            return self.date(value, "{date_num} {time}")
        known = self._workspace.people.get(str(value))
        channel = self._workspace.channels.get(str(value))
        return f"@{known.real_name}" if known else f"#{channel.name}" if channel else str(value)

    def _cell(self, cell: Json) -> str:
        return str(cell["text"]) if cell["type"] == "raw_text" else self._rich(cell)

    def _rich(self, block: Json) -> str:
        lines = []
        for part in block["elements"]:
            if part["type"] == "rich_text_list":
                lines += [f"- {self._pieces(item['elements'])}" for item in part["elements"]]
            else:
                lines.append(self._pieces(part["elements"]))
        return "\n".join(lines)

    def _pieces(self, pieces: Sequence[Json]) -> str:
        return "".join(self._piece(each) for each in pieces)

    def _piece(self, piece: Json) -> str:
        match piece["type"]:
            case "text":
                return str(piece["text"])
            case "link":
                return str(piece.get("text") or piece["url"])
            case "user":
                return self.name(piece["user_id"])
            case "channel":
                return self._token(f"#{piece['channel_id']}")
            case "usergroup":
                return self._token(f"!subteam^{piece['usergroup_id']}")
            case "emoji":
                return f":{piece['name']}:"
            case "date":
                return self.date(piece["timestamp"], piece["format"])
            case "broadcast":
                return f"@{piece['range']}"
            case _:
                return str(piece.get("value", ""))


def unescape(text: str) -> str:
    """The three characters that Slack escapes, as people see them."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
