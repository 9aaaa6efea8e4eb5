"""Slack's mrkdwn as HTML. People's text is escaped here, once; nothing that they write becomes markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from sandbox.page import dates, emoji
from sandbox.page.html import icon, join, tag
from sandbox.page.reader import Reader

SCHEMES = ("http://", "https://", "mailto:", "tel:", "slack://")
_PRE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
_QUOTED = re.compile(r"^(?:&gt;|>) ?(?!(?:&gt;|>))")
_QUOTED_REST = re.compile(r"^(?:&gt;|>){3} ?", re.MULTILINE)
_SPAN = r"(?<![\w{0}])\{0}(?=[^\s{0}])(?P<{1}>(?:<[^<>\n]*>|`[^`\n]*`|[^{0}\n])+?)(?<=\S)\{0}(?![\w{0}])"
_INLINE = re.compile(
    "|".join(
        (
            r"`(?P<code>[^`\n]+)`",
            r"<(?P<angle>[^<>\n]+)>",
            r"(?P<bare>https?://[^\s<>|*`]+[^\s<>|*`.,;:!?)\]'\"])",
            _SPAN.format("*", "b"),
            _SPAN.format("_", "i"),
            _SPAN.format("~", "s"),
            emoji.SHORTCODE,
        )
    )
)


def draw(text: str, reader: Reader) -> Markup:
    """The text as a person reads it: preformatted parts, quotes, lines, and what stands in the lines."""
    parts: list[Markup] = []
    for index, part in enumerate(_PRE.split(text)):
        if index % 2:
            parts.append(tag("pre", tag("code", _pre(part, reader))))
        elif part.strip("\n") or len(text) == 0:
            parts.append(_paragraphs(part.strip("\n") if index else part.rstrip("\n"), reader))
    return join(parts)


def draw_text(composed: dict[str, Any], reader: Reader) -> Markup:
    """A text object of Block Kit: `mrkdwn` with its marks, `plain_text` as it stands."""
    if composed["type"] == "mrkdwn":
        return draw(composed["text"], reader)
    return draw_plain(composed)


def draw_plain(composed: dict[str, Any]) -> Markup:
    """A `plain_text` object: its lines, with emoji unless it says otherwise."""
    return join(composed_plain(composed).split("\n"), tag("br"))


def composed_plain(composed: dict[str, Any]) -> str:
    """The characters of a `plain_text` object, for attributes and accessible names."""
    text: str = composed["text"]
    return emoji.replace(text) if composed.get("emoji", True) else text


def safe_link(url: str, reader: Reader) -> str | None:
    """Where a link leads, or None where its scheme could run code."""
    return reader.link(url) if url.lower().startswith(SCHEMES) else None


def unescape(text: str) -> str:
    """The three characters that Slack escapes, as typed."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _paragraphs(text: str, reader: Reader) -> Markup:
    """Lines and quotes: neighbouring quoted lines are one quote, `>>>` quotes all that follows."""
    rest = _QUOTED_REST.search(text)
    head, quoted_rest = (text[: rest.start()], text[rest.end() :]) if rest else (text, None)
    parts: list[Markup] = []
    run: list[Markup] = []
    in_quote = False

    def finish() -> None:
        if run:
            lines = join(run, tag("br"))
            parts.append(tag("blockquote", lines) if in_quote else tag("p", lines))
            run.clear()

    for line in head.rstrip("\n").split("\n") if head.strip("\n") else []:
        quote = _QUOTED.match(line)
        if bool(quote) != in_quote:
            finish()
            in_quote = bool(quote)
        run.append(draw_inline(line[quote.end() :] if quote else line, reader))
    finish()
    if quoted_rest is not None:
        lines = (draw_inline(line, reader) for line in quoted_rest.split("\n"))
        parts.append(tag("blockquote", join(lines, tag("br"))))
    return join(parts)


def draw_inline(text: str, reader: Reader) -> Markup:
    """One line of mrkdwn, without quotes and preformatted parts."""
    parts: list[str] = []
    done = 0
    for found in _INLINE.finditer(text):
        parts.append(unescape(text[done : found.start()]))
        parts.append(_marked(found, reader))
        done = found.end()
    parts.append(unescape(text[done:]))
    return join(parts)


def _marked(found: re.Match[str], reader: Reader) -> Markup:
    kind = found.lastgroup or ""
    inside = found[kind]
    if kind == "code":
        return tag("code", _pre(inside, reader))
    if kind == "angle":
        return _angle(inside, reader)
    if kind == "bare":
        return _anchor(unescape(inside), unescape(inside), reader)
    if kind == "emoji":
        return emoji.draw(inside) or join([found[0]])
    return tag(kind, draw_inline(inside, reader))


def _pre(text: str, reader: Reader) -> Markup:
    """Inside code nothing is formatted, but links and mentions still are what they are."""
    parts = re.split(r"<([^<>\n]+)>", text)
    return join(_angle(part, reader) if index % 2 else unescape(part) for index, part in enumerate(parts))


def _angle(inside: str, reader: Reader) -> Markup:
    """What stands between < and >: a mention, a date or a link."""
    target, _, label = inside.partition("|")
    for sign, draw_it in _ANGLES.items():
        if target.startswith(sign):
            return draw_it(target[len(sign) :], label, reader)
    if not label and safe_link(unescape(target), reader) is None:
        return join([f"<{unescape(inside)}>"])
    return _anchor(unescape(target), unescape(label) or unescape(target), reader)


def _person(target: str, label: str, reader: Reader) -> Markup:
    mine = " mine" if target == reader.person else ""
    name = reader.people.get(target) or unescape(label) or target
    return tag("span", "@", tag("bdi", name), class_=f"mention{mine}", data_person=target)


def _channel(target: str, label: str, reader: Reader) -> Markup:
    place = reader.places.get(target)
    if place is None:
        return tag("span", icon("lock"), "private channel", class_="mention locked")
    sign = icon("lock") if place.kind == "private" else "#"
    return tag(
        "a", sign, tag("bdi", place.name), class_="mention", href=reader.link(f"slack://channel?id={target}")
    )


def _group(target: str, label: str, reader: Reader) -> Markup:
    name = reader.groups.get(target) or unescape(label).lstrip("@") or target
    return tag("span", "@", tag("bdi", name), class_="mention")


def _date(target: str, label: str, reader: Reader) -> Markup:
    """A date in the reader's zone; one that cannot be read is its fallback, or as it came, so that it is noticed."""
    seconds, _, rest = target.partition("^")
    template, _, link = rest.partition("^")
    moment = datetime.fromtimestamp(int(seconds), UTC) if seconds.isdecimal() else None
    words = dates.fill(unescape(template), moment, reader) if moment else None
    if moment is None or words is None:
        return tag("span", unescape(label) or f"<!date^{target}>", class_="date")
    shown = tag(
        "time", words, datetime=moment.isoformat(), title=dates.in_full(moment, reader), class_="date"
    )
    return _anchor(link, shown, reader) if link else shown


def _everyone(target: str, label: str, reader: Reader) -> Markup:
    return tag("span", "@", target, class_="mention mine")


def _anchor(url: str, label: str, reader: Reader) -> Markup:
    href = safe_link(url, reader)
    if href is None:
        return tag("bdi", label)
    outside = not href.startswith("/")
    return tag(
        "a",
        label,
        href=href,
        target="_blank" if outside else None,
        rel="noopener noreferrer" if outside else None,
    )


_ANGLES: dict[str, Callable[[str, str, Reader], Markup]] = {
    "@": _person,
    "#": _channel,
    "!subteam^": _group,
    "!date^": _date,
    "!": _everyone,
}
