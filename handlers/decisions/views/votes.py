"""What one ballot says, where somebody reads what others chose."""

from handlers.decisions.views.naming import answer_named
from rituals.decisions.answer import Answer
from rituals.decisions.figures import rounded
from rituals.decisions.matrix import scores as scores_of
from rituals.decisions.methods import count_cells
from rituals.decisions.terms import Method, Terms


def vote_in_short(terms: Terms, answer: Answer) -> str:
    """“Kafka and NATS”, “SQS 1st, Kafka 2nd”; of a matrix the options' weighted means on this ballot alone, best first."""
    if not answer:
        return "abstained"
    if terms.method is not Method.MATRIX:
        return answer_named(terms, answer)
    scores = scores_of(count_cells({answer: 1}, terms.numbers, terms.weights), terms.weights, terms.numbers)
    ordered = sorted(
        (one for one in terms.options if one.number in scores), key=lambda one: -scores[one.number]
    )
    return ", ".join(f"{one.text} {rounded(scores[one.number], 1)}" for one in ordered)
