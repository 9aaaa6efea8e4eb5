"""What a form is told that keeps a team from fooling itself: it suggests, it never blocks."""

from collections.abc import Collection

from rituals.decisions.terms import Hint, Reversibility, Terms
from rituals.texts import fold

_YES_AND_NO = frozenset(
    frozenset(pair)
    for pair in [
        ("yes", "no"),
        ("ja", "nein"),
        ("oui", "non"),
        ("go", "no go"),
        ("go", "no-go"),
        ("ship", "hold"),
        ("do it", "don't"),
        ("approve", "reject"),
        ("accept", "reject"),
        ("+1", "-1"),
        ("👍", "👎"),
    ]
)


def due_hints(terms: Terms, told: Collection[Hint] = ()) -> tuple[Hint, ...]:
    """The hints that these terms give rise to, in the order in which they are worth reading.

    `told` are those that were shown before; a third option is suggested once.
    """
    arises = {
        Hint.ONE_WAY: terms.reversibility is Reversibility.ONE_WAY,
        Hint.FRAMING: is_dilemma(terms) and Hint.FRAMING not in told,
        Hint.CONFIRMATION: _is_praised(terms),
    }
    return tuple(hint for hint, is_due in arises.items() if is_due and hint in terms.hints)


def is_dilemma(terms: Terms) -> bool:
    """Whether there are two options only, other than yes and no, and nobody may suggest more."""
    texts = frozenset(fold(option.text).strip("!. ") for option in terms.named)
    return (
        len(terms.options) == 2
        and len(texts) == 2
        and terms.suggest_until is None
        and texts not in _YES_AND_NO
    )


def _is_praised(terms: Terms) -> bool:
    """Whether an option is recommended and nothing is said against it."""
    if terms.recommended is None:
        return False
    option = terms.option(terms.recommended)
    return option is not None and not option.detail.cons.strip()
