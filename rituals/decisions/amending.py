"""Changing the question: free until somebody has answered, an amendment afterwards."""

from dataclasses import dataclass, replace
from hashlib import blake2b

from rituals.decisions.criteria import check_cells_fit
from rituals.decisions.fields import check_context, check_options, check_question
from rituals.decisions.guards import check_is_open, check_owner
from rituals.decisions.model import Decision, State
from rituals.decisions.terms import NO_DETAIL, NONE, Option, Terms
from rituals.ids import Person
from rituals.refusal import Refusal, gathered

MEANWHILE = (
    "The wording has changed since you opened this: somebody suggested an option, or amended it. "
    "Copy what you wrote, go back, and open Amend again."
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a decision, as its owner would have them; `seen` marks those that they set out from."""

    question: str
    context: str
    options: tuple[str, ...]
    seen: str = ""


def mark_of(terms: Terms) -> str:
    """A short mark that differs where words do: whoever amends shows with it which ones they have seen."""
    words = repr((terms.question, terms.context, [option.text for option in terms.named]))
    return blake2b(words.encode(), digest_size=8).hexdigest()


def amend(decision: Decision, by: Person, wording: Wording) -> Decision:
    """The decision in other words: a new version, which says what changed once somebody has answered.

    Options keep their numbers by their place in the list. Once somebody has answered, an option may be
    worded anew or added, not removed.
    """
    check_owner(decision, by)
    if decision.state is not State.SUGGESTING:
        check_is_open(decision)
    terms = decision.terms
    if wording.seen and wording.seen != mark_of(terms):
        raise Refusal.in_fields({"options": MEANWHILE})
    if decision.answered and len(wording.options) < len(terms.named):
        raise Refusal.in_fields(
            {
                "options": "People have answered: an option can be worded anew or added, not removed. "
                "To remove one, cancel this decision and open another."
            }
        )
    wrong: dict[str, str] = {}
    with gathered(wrong, "question"):
        check_question(wording.question)
    with gathered(wrong, "context"):
        check_context(wording.context)
    with gathered(wrong, "options"):
        if decision.state is State.SUGGESTING:
            check_options(wording.options, fewest=0)
        else:
            check_options(wording.options)
            _check_enough(terms, len(wording.options))
        check_cells_fit(terms.criteria, len(wording.options))
    if wrong:
        raise Refusal.in_fields(wrong)
    amended = replace(
        terms,
        question=check_question(wording.question),
        context=wording.context.strip(),
        options=_worded(terms, wording.options),
    )
    amended = replace(amended, most=_most_after(terms, amended))
    if amended == terms:
        raise Refusal.in_fields({"question": "Nothing was changed."})
    worded = replace(decision, terms=amended, version=decision.version + 1)
    if not decision.answered:
        return replace(worded, change="", earliest=worded.version)
    return replace(worded, change=_changes(terms, amended))


def _worded(terms: Terms, texts: tuple[str, ...]) -> tuple[Option, ...]:
    """Options in these words, each with what was said of the one in its place."""
    before = {option.number: option.detail for option in terms.named}
    worded = (Option(number, text, before.get(number, NO_DETAIL)) for number, text in enumerate(texts, 1))
    return (*worded, *(option for option in terms.options if option.number == NONE))


def _check_enough(terms: Terms, options: int) -> None:
    if options < terms.fewest:
        raise Refusal(f"Each ballot takes at least {terms.fewest} options: keep at least that many.")


def _most_after(before: Terms, after: Terms) -> int:
    """“As many as you like” stays so when options come or go."""
    if before.most > len(before.options):
        return before.most  # Options are still being suggested.
    return len(after.options) if before.most == len(before.options) else min(before.most, len(after.options))


def _changes(before: Terms, after: Terms) -> str:
    changes = []
    if before.question != after.question:
        changes.append("the question changed")
    if before.context != after.context:
        changes.append("the context changed")
    old, new = {o.number: o.text for o in before.options}, {o.number: o.text for o in after.options}
    changes += [f"“{old[n]}” is now “{text}”" for n, text in new.items() if n in old and old[n] != text]
    changes += [f"“{text}” was added" for n, text in new.items() if n not in old]
    return "; ".join(changes)
