"""Another round: what was asked before, as a form to ask it anew."""

from collections.abc import Sequence

from rituals.decisions.criteria import write_criteria
from rituals.decisions.form import Form
from rituals.decisions.model import Decision
from rituals.decisions.terms import NO_DETAIL, NONE, Hint, Option, Terms
from rituals.electorate import Voters
from rituals.ids import Person
from rituals.texts import fold


def ask_again(decision: Decision, asked: Sequence[Person], follows: int) -> Form:
    """The form of another round: after a tie only between those that were level. Its times are chosen anew.

    `asked` are the people who were chosen by name; `follows` is the record of this round. Which user group was asked
    nobody has kept: it is chosen again.
    """
    terms = decision.terms
    options = _left(decision)
    named = [option for option in options if option.number != NONE]
    fewest, most = _bounds(terms, len(options))
    return Form(
        channel=terms.channel,
        question=terms.question,
        context=terms.context,
        options="\n".join(option.text for option in named),
        details={fold(option.text): option.detail for option in named if option.detail != NO_DETAIL},
        recommended=next((fold(one.text) for one in named if one.number == terms.recommended), ""),
        with_none=len(named) < len(options),
        method=terms.method,
        fewest=fewest,
        most=most,
        dots=str(terms.dots or ""),
        criteria=write_criteria(terms.criteria),
        secrecy=terms.secrecy,
        voters=terms.voters,
        people=tuple(asked) if terms.voters is Voters.PEOPLE else (),
        quorum=_share(terms.quorum.amount, terms.quorum.percent),
        threshold=_share(terms.threshold.percent, percent=True),
        threshold_of_all=terms.threshold.of_all,
        close_when_all=terms.close_when_all,
        decider=terms.decider,
        co_owners=decision.co_owners,
        reversibility=terms.reversibility,
        hints=tuple(hint for hint in Hint if hint in terms.hints),
        follows=follows,
    )


def _left(decision: Decision) -> tuple[Option, ...]:
    """The options that are worth asking about again."""
    leaders = decision.result.leaders if decision.result else ()
    tied = tuple(option for option in decision.terms.options if option.number in leaders)
    # With one option beside “None of these” there would be nothing to choose between.
    is_choice = sum(option.number != NONE for option in tied) > 1
    return tied if is_choice and decision.outcome is None else decision.terms.options


def _bounds(terms: Terms, options: int) -> tuple[str, str]:
    """Fewest and most as they would be typed; what the form takes anyway is left empty."""
    fewest = str(min(terms.fewest, options)) if terms.fewest > 1 else ""
    return fewest, str(terms.most) if terms.most < min(options, len(terms.options)) else ""


def _share(amount: int, percent: bool) -> str:
    return f"{amount} %" if amount and percent else str(amount or "")
