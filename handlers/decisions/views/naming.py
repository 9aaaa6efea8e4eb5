"""A ballot in words: “Kafka 1st, SQS and NATS 2nd”."""

from itertools import groupby

from handlers.blocks import count, listed, shorten
from rituals.decisions.answer import Answer
from rituals.decisions.terms import LONGEST_OPTION, Method, Terms

LONGEST_NAMED, SHORT_NAME = 500, 24


def answer_named(terms: Terms, answer: Answer) -> str:
    """What a ballot says, in 500 characters at most: where that is too little, options are named by their beginnings."""
    whole = _named(terms, answer, LONGEST_OPTION)
    return whole if len(whole) <= LONGEST_NAMED else _named(terms, answer, SHORT_NAME)


def _named(terms: Terms, answer: Answer, longest: int) -> str:
    if not answer:
        return "nothing chosen"
    if terms.method is Method.MATRIX:
        return f"{len(answer)} of {count(len(terms.options) * len(terms.criteria), 'score')} given"
    values = {mark.option: mark.value for mark in answer}
    known = [
        (shorten(one.text, longest), values[one.number]) for one in terms.options if one.number in values
    ]
    if terms.method is Method.SCORE:
        return ", ".join(f"{name} {score}" for name, score in known)
    if terms.method is Method.RANKED:
        return ", ".join(
            f"{listed([name for name, _ in tied])} {_ordinal(place)}"
            for place, tied in groupby(sorted(known, key=_value), key=_value)
        )
    if terms.method is Method.DOTS:
        most_first = enumerate(sorted(known, key=_value, reverse=True))
        return ", ".join(
            f"{name} {dots if place else count(dots, 'dot')}" for place, (name, dots) in most_first
        )
    return listed([name for name, _ in known])


def _value(named: tuple[str, int]) -> int:
    return named[1]


def _ordinal(place: int) -> str:
    """“1st”, “2nd”, for places up to a few dozens."""
    return f"{place}{'th' if 10 < place < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"
