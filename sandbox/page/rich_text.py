"""The rich_text block: sections, lists, quotes and preformatted parts, with what stands in them."""

from __future__ import annotations

from datetime import UTC, datetime

from markupsafe import Markup

from sandbox.page import dates, emoji, mrkdwn
from sandbox.page.html import join, tag
from sandbox.page.spot import DrawingError, Json, Spot

_STYLES = {"bold": "b", "italic": "i", "strike": "s", "underline": "u", "code": "code"}


def draw(block: Json, spot: Spot) -> Markup:
    """The parts of the block, one below the other."""
    return join(_part(part, spot) for part in block["elements"])


def _part(part: Json, spot: Spot) -> Markup:
    kind = part.get("type")
    if kind == "rich_text_list":
        name = "ol" if part["style"] == "ordered" else "ul"
        items = join(tag("li", _line(item, spot)) for item in part["elements"])
        return tag(
            name, items, class_=f"indent-{min(part.get('indent', 0), 4)}", start=part.get("offset", 0) + 1
        )
    if kind == "rich_text_preformatted":
        return tag("pre", tag("code", _line(part, spot)))
    if kind == "rich_text_quote":
        return tag("blockquote", _line(part, spot))
    if kind == "rich_text_section":
        return tag("p", _line(part, spot))
    raise DrawingError(f"a “{kind}” in a rich_text block")


def _line(part: Json, spot: Spot) -> Markup:
    return join(_styled(element, spot) for element in part["elements"])


def _styled(element: Json, spot: Spot) -> Markup:
    drawn = _bare(element, spot)
    for style, on in element.get("style", {}).items():
        drawn = tag(_STYLES[style], drawn) if on and style in _STYLES else drawn
    return drawn


def _bare(element: Json, spot: Spot) -> Markup:
    """One element without its style. Mentions are drawn as mrkdwn draws them."""
    kind = element.get("type")
    if kind == "text":
        return join(element["text"].split("\n"), tag("br"))
    if kind == "emoji":
        return emoji.draw(element["name"]) or join([f":{element['name']}:"])
    if kind == "date":
        moment = datetime.fromtimestamp(element["timestamp"], UTC)
        words = dates.fill(element["format"], moment, spot.reader) or element.get("fallback", "")
        return tag(
            "time",
            words,
            datetime=moment.isoformat(),
            title=dates.in_full(moment, spot.reader),
            class_="date",
        )
    if kind == "link":
        href = mrkdwn.safe_link(element["url"], spot.reader)
        words = element.get("text") or element["url"]
        return tag("a", words, href=href, rel="noopener noreferrer") if href else tag("bdi", words)
    mention = {
        "user": lambda: f"<@{element['user_id']}>",
        "channel": lambda: f"<#{element['channel_id']}>",
        "usergroup": lambda: f"<!subteam^{element['usergroup_id']}>",
        "broadcast": lambda: f"<!{element['range']}>",
    }.get(kind or "")
    if mention is None:
        raise DrawingError(f"a “{kind}” in rich text")
    return mrkdwn.draw_inline(mention(), spot.reader)
