"""What people wrote: what of it can be seen, whether two texts are the same to them, and whether it fits."""

import re
import unicodedata

from rituals.refusal import Refusal, beside

LONGEST_REASON = 500

_JOINING = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Emoji and some scripts need them, but nobody sees them: they make neither a word nor a difference."""


def seen(text: str) -> str:
    """What of a text can be seen."""
    return _JOINING.sub("", text).strip()


def fold(text: str) -> str:
    """The same for texts that people take for the same."""
    return unicodedata.normalize("NFKC", seen(text)).casefold()


def check_text(text: str, what: str, longest: int, instead: str = "Link to the rest.") -> str:
    """The text, trimmed; raises Refusal where it is too long: `what` names it, `instead` says where the rest goes."""
    text = text.strip()
    if len(text) > longest:
        raise Refusal(f"{what} has {len(text):,} characters and {longest:,} fit. {instead}".rstrip())
    return text


def check_line(text: str, what: str, longest: int, empty: str, instead: str) -> str:
    """The text on one line; raises Refusal where it is too long, or, with `empty`, where nothing can be seen."""
    text = " ".join(text.split())
    if not seen(text):
        raise Refusal(empty)
    return check_text(text, what, longest, instead)


def check_reason(reason: str) -> str:
    """The reason, trimmed; raises Refusal in the field `reason`."""
    with beside("reason"):
        if not seen(reason):
            raise Refusal("Write a reason in a few words: it is shown on the card.")
        return check_text(reason, "The reason", LONGEST_REASON, "")
