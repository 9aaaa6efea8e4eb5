"""Comments that are kept, so that they are not lost in the thread."""

from dataclasses import replace
from datetime import datetime

from rituals.ids import Person
from rituals.positions import LONGEST_WORDS
from rituals.refusal import Refusal
from rituals.rfcs.fields import check_words
from rituals.rfcs.guards import check_takes
from rituals.rfcs.model import Comment, Quote, Rfc


def keep(rfc: Rfc, by: Person, words: str, quote: Quote | None, now: datetime) -> Comment:
    """The comment of this person, or one they found in the thread; raises Refusal. Its number is given by storage."""
    check_takes(rfc, now)
    words = check_words(words, "words", "Write your comment.", LONGEST_WORDS)
    return Comment(number=0, person=by, words=words, kept_at=now, quote=quote)


def take_over(rfc: Rfc, comment: Comment, by: Person, now: datetime) -> Comment:
    """The comment in the hands of whoever wrote the message that it quotes; raises Refusal."""
    check_takes(rfc, now)
    if comment.quote is None or comment.quote.author != by:
        raise Refusal("Only whoever wrote the message can take it over. Comment in the thread.")
    return replace(comment, person=by)
