"""Each text of an RFC: from what was typed to a value, or to the sentence that says what to mend."""

from dataclasses import fields, replace
from urllib.parse import urlsplit

from rituals.refusal import Refusal, beside
from rituals.rfcs.model import Text
from rituals.texts import check_text, seen

LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINK, LONGEST_NOTE = 150, 3000, 1000, 500
TEXTS = tuple(each.name for each in fields(Text))
"""The names of the texts, in their order; they name the fields of the modal, too."""

_WITHOUT = {
    "title": "Write a title: it is how people find this again.",
    "summary": "Write a summary of three to five sentences: many will read no more.",
    "motivation": "Write what the problem is, and who is better off once it is solved.",
    "proposal": "Write the proposal here, or link to the full document.",
}


def check_texts(typed: Text) -> Text:
    """The texts, trimmed; raises Refusal with a sentence for each that needs mending."""
    text = Text(**{name: getattr(typed, name).strip() for name in TEXTS})
    text = replace(text, title=" ".join(text.title.split()))
    wrong = {name: _too_long(text, name) for name in TEXTS}
    needed = ["title", "summary", "motivation", *([] if text.link else ["proposal"])]
    wrong |= {name: _WITHOUT[name] for name in needed if not seen(getattr(text, name))}
    if text.link and not wrong["link"]:
        wrong["link"] = _why_no_link(text.link)
    if wrong := {name: sentence for name, sentence in wrong.items() if sentence}:
        raise Refusal.in_fields(wrong)
    return text


def _too_long(text: Text, name: str) -> str:
    most = {"title": LONGEST_TITLE, "link": LONGEST_LINK}.get(name, LONGEST_TEXT)
    length = len(getattr(text, name))
    if length <= most:
        return ""
    if name == "title":
        return f"The title has {length:,} characters and {most} fit. Move the rest to the summary."
    if name == "link":
        return f"The link has {length:,} characters and {most:,} fit. Use a shorter one."
    return f"This has {length:,} characters and {most:,} fit. Link to the full document for the rest."


def _why_no_link(link: str) -> str:
    """What is wrong with a link; '' where people can follow it."""
    try:
        parts = urlsplit(link)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_whole = False
    if is_whole and not any(char.isspace() or char in "<>|" for char in link):
        return ""
    return "Paste the whole link: it begins with https:// and has no spaces."


def check_words(words: str, field: str, missing: str, longest: int = LONGEST_TEXT) -> str:
    """The words of one field, trimmed; raises Refusal in the field, with the sentence `missing` where there are none."""
    with beside(field):
        if not seen(words):
            raise Refusal(missing)
        return check_text(words, "This", longest, "Say the rest in the thread.")
