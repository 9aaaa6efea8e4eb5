"""People's text in Markdown: shown as it was typed, whatever signs are in it, with addresses as links.

Nothing of it begins a heading, a list, a table, a quotation or HTML, nor a tag of a template engine that may read the
files later (Liquid). Escaped as CommonMark says, with entities where other readers know no backslash.
"""

import json
import re
from collections.abc import Iterable
from urllib.parse import quote

from handlers.blocks import clean

_ADDRESS = re.compile(r"(https?://[^\s<>|\\\"`{}]+(?<![.,:;!?)\]'*_~]))")
_SIGNS = re.compile(r"[\\`*\[\]~|<{]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_ENTITIES = {"<": "&lt;", "{": "&#123;", "&": "&amp;"}
_START = re.compile(r"[#>+\-=:!]|(\d{1,9})(?=[.)])")
_KEPT = "%:/?#@!$&'+,;=-.~"  # Of an address; what would end a link is written in per cent.
_MARKUP = re.compile(r"[\[\]<>`*_~{}|&#!]")
_NO_TEXT = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")  # What YAML, and some readers, do not take.


def tidy(text: str) -> str:
    """People's text without signs that hide, or that no file should hold."""
    return _NO_TEXT.sub("", clean(text))


def inline(text: str) -> str:
    """People's text within a line."""
    return _escape(" ".join(tidy(text).split())) or "–"


def line(text: str) -> str:
    """People's text at the beginning of a line, which it fills or not."""
    return _guard(inline(text))


def heading(text: str) -> str:
    """People's text as a heading: signs at its end are part of it."""
    return re.sub(r"#+$", lambda found: r"\#" * len(found[0]), inline(text))


def block(text: str) -> str:
    """People's text with its lines and paragraphs, '' if it is empty."""
    paragraphs: list[list[str]] = [[]]
    for typed in tidy(text).split("\n"):
        if stripped := typed.strip():
            paragraphs[-1].append(_guard(_escape(stripped)))
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("  \n".join(lines) for lines in paragraphs if lines)


def item(marked: str) -> str:
    """Markdown as an item of a list, however many lines it has."""
    first, *rest = marked.split("\n")
    return "\n".join([f"* {first}", *(f"  {one}" if one else "" for one in rest)])


def items(marked: Iterable[str]) -> str:
    """A list of Markdown."""
    return "\n".join(item(one) for one in marked)


def link(text: str, address: str) -> str:
    """A link, if it leads into the web; else the words alone."""
    shown = inline(text)
    if not is_address(address):
        return _guard(shown)
    return f"[{shown}]({quote(tidy(address), _KEPT)})"


def is_address(address: str) -> bool:
    """Whether this leads into the web, and nowhere else."""
    return address.startswith(("https://", "http://"))


def yaml(text: str) -> str:
    """People's text as a value of YAML; what it holds of Markdown is written so that no reader takes it for that."""
    value = json.dumps(" ".join(tidy(text).split()), ensure_ascii=False)
    return _MARKUP.sub(lambda found: f"\\u{ord(found[0]):04x}", value)


def _escape(typed: str) -> str:
    parts = _ADDRESS.split(typed)
    return "".join(
        f"<{one}>" if at % 2 else _SIGNS.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), one)
        for at, one in enumerate(parts)
    )


def _guard(escaped: str) -> str:
    """A line whose first sign begins nothing."""
    found = _START.match(escaped)
    if found is None:
        return escaped
    return f"{found[1]}\\{escaped[found.end() :]}" if found[1] else f"\\{escaped}"
