"""How HTML is written: one function that escapes everything which is not already markup."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b

from markupsafe import Markup, escape

VOID = frozenset({"br", "hr", "img", "input"})
Attribute = str | int | float | bool | None


def tag(name: str, /, *inner: str | None, **attributes: Attribute) -> Markup:
    """An element with its inner parts, escaped unless they are Markup.

    `class_` and `for_` stand for the reserved words, `data_block` for `data-block`; True writes a bare
    attribute, False and None leave it out.
    """
    opened = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Markup(opened if name in VOID else f"{opened}{join(inner)}</{name}>")  # noqa: S704 - Each part is escaped.


def join(parts: Iterable[str | None], between: str = "") -> Markup:
    """The parts one after the other, each escaped unless it is Markup; None is nothing."""
    escaped = (escape(part) for part in parts if part is not None)
    return Markup(str.join(escape(between), escaped))  # noqa: S704 - Each part is escaped.


@cache
def icon(name: str) -> Markup:
    """A drawn sign from the page's sprite; it is decoration, so the words beside it carry the meaning."""
    use = tag("use", href=f"#icon-{name}")
    return tag("svg", use, class_="icon", aria_hidden="true", viewBox="0 0 20 20")


def fingerprint(markup: str) -> str:
    """A short mark of a piece of HTML: the browser replaces a piece only when its mark differs."""
    return blake2b(markup.encode(), digest_size=8).hexdigest()


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(value)}"'
