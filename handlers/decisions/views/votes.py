"""What one ballot says, in short."""

from collections.abc import Mapping
from fractions import Fraction

from handlers.decisions.views.words import options_named
from rituals.decisions.answer import Answer
from rituals.decisions.figures import rounded
from rituals.decisions.methods import count_cells, order_of
from rituals.decisions.terms import Method, Terms


def vote_in_short(terms: Terms, answer: Answer) -> str:
    """“Kafka and NATS”, “SQS 1st, Kafka 2nd”, “Kafka 5, SQS 2”; in a matrix the weighted means of this ballot alone."""
    if not answer:
        return "abstained"
    if terms.method in (Method.SINGLE, Method.APPROVAL):
        return options_named(terms, [mark.option for mark in answer])
    if terms.method is Method.RANKED:
        return _listed(
            terms,
            {option: ordinal(place) for place, tied in enumerate(order_of(answer), 1) for option in tied},
        )
    if terms.method is Method.MATRIX:
        scores = count_cells({answer: 1}, terms.numbers, terms.weights).scores
        return _listed(terms, {option: rounded(scores[option], 1) for option in _best_first(scores)})
    values = {mark.option: Fraction(mark.value) for mark in answer}
    return _listed(terms, {option: str(values[option]) for option in _best_first(values)})


def ordinal(number: int) -> str:
    """“1st”, “2nd”, “13th”."""
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _listed(terms: Terms, said: Mapping[int, str]) -> str:
    return ", ".join(
        f"{option.text} {text}" for number, text in said.items() if (option := terms.option(number))
    )


def _best_first(figures: Mapping[int, Fraction]) -> list[int]:
    return sorted(figures, key=lambda option: -figures[option])
