"""Slack's rich text: sections, lists, quotes, preformatted text, and the pieces within."""

from __future__ import annotations

from sandbox.limits.objects import ID, WORD
from sandbox.limits.schema import boolean, by_type, choice, integer, items, record, string

_STYLE = record(
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
    ),
)
_STYLED = {"style": _STYLE}
_URL = string(3000, least=1)
_LONG = string(12_000)

PIECES = by_type(
    {
        "text": record({"type": WORD, "text": string(12_000, least=1)}, _STYLED),
        "link": record({"type": WORD, "url": _URL}, {"text": _LONG, "unsafe": boolean, **_STYLED}),
        "emoji": record({"type": WORD, "name": ID}, {"unicode": ID, "skin_tone": integer(1, 6), **_STYLED}),
        "user": record({"type": WORD, "user_id": ID}, _STYLED),
        "usergroup": record({"type": WORD, "usergroup_id": ID}, _STYLED),
        "channel": record({"type": WORD, "channel_id": ID}, _STYLED),
        "broadcast": record({"type": WORD, "range": choice("here", "channel", "everyone")}, _STYLED),
        "date": record(
            {"type": WORD, "timestamp": integer(0, 2**53), "format": string(2000, least=1)},
            {"url": _URL, "fallback": _LONG, **_STYLED},
        ),
        "color": record({"type": WORD, "value": ID}, _STYLED),
    }
)
_SECTION = record({"type": WORD, "elements": items(PIECES, 0, 1000)}, {})
PARTS = by_type(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": record(
            {
                "type": WORD,
                "style": choice("bullet", "ordered"),
                "elements": items(by_type({"rich_text_section": _SECTION}), 1, 1000),
            },
            {"indent": integer(0, 8), "offset": integer(0, 10_000), "border": integer(0, 1)},
        ),
        "rich_text_quote": record(
            {"type": WORD, "elements": items(PIECES, 0, 1000)}, {"border": integer(0, 1)}
        ),
        "rich_text_preformatted": record(
            {"type": WORD, "elements": items(PIECES, 0, 1000)},
            {"border": integer(0, 1), "language": ID},
        ),
    }
)
RICH_TEXT = by_type(
    {"rich_text": record({"type": WORD, "elements": items(PARTS, 1, 1000)}, {"block_id": ID})}
)
