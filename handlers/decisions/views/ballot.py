"""The ballot: choices, or a number for each option, page by page."""

from collections.abc import Sequence
from typing import Any

from handlers.blocks import (
    actions,
    button,
    clean,
    confirm,
    context,
    count,
    escape,
    modal,
    option,
    plain,
    section,
    shorten,
    when,
)
from handlers.decisions.views import words
from handlers.inputs import MOST_IN_A_GROUP, chosen_one, field, number, ticked
from handlers.payloads import Fields
from handlers.replies import Block, View
from rituals.decisions.answer import HIGHEST_CELL, HIGHEST_SCORE, LOWEST_CELL, Answer, Mark, choosing
from rituals.decisions.criteria import Criterion
from rituals.decisions.paper import NUMBERED, Page, Paper, bounds, may_be_left
from rituals.decisions.terms import Method, Option, Terms
from rituals.refusal import gathered

CONTEXT_SHOWN, HINT_SHOWN = 600, 150


def ballot_modal(paper: Paper) -> View:
    """The ballot as it is filled in so far; of a matrix the page that is turned to."""
    decision, terms = paper.decision, paper.decision.terms
    blocks: list[Block] = [section(f"*{escape(terms.question)}*")]
    if terms.context and paper.page == 1:
        blocks.append(section(escape(shorten(terms.context, CONTEXT_SHOWN))))
    if paper.begun:
        blocks.append(context(_taken_up(paper)))
    blocks += _numbers(paper) if terms.method in NUMBERED else [_choices(paper)]
    return modal(
        "Vote",
        [*blocks, actions("ballot", _buttons(paper)), context(_small_print(paper))],
        callback_id="decision.ballot",
        private_metadata=f"{words.as_shown(decision)} {paper.page}",
        submit="Vote" if paper.page == paper.pages else "Next",
        close="Close" if may_be_left(terms) else "Cancel",
        notify_on_close=may_be_left(terms),
    )


def read_choices(fields: Fields) -> Answer:
    """What a ballot of choices chooses."""
    picked = fields.choices("choices") or tuple(filter(None, [fields.choice("choices")]))
    return choosing(int(value) for value in picked if value.isdecimal())


def read_page(fields: Fields, page: int) -> Page | None:
    """What stands on this page of a ballot of numbers; None where the fields are of no such ballot."""
    names = frozenset(name for name in fields.values if Mark.in_field(name, 0))
    marks: list[Mark] = []
    wrong: dict[str, str] = {}
    for name in names:
        with gathered(wrong, name):
            value = fields.number(name)
            mark = None if value is None else Mark.in_field(name, value)
            marks += [mark] if mark else []
    return Page(page, names, tuple(sorted(marks)), wrong) if names else None


def _taken_up(paper: Paper) -> str:
    before = " What you voted before counts until then." if paper.counts is not None else ""
    return f"You left this half filled. It counts once you press *Vote*.{before}"


def _buttons(paper: Paper) -> list[dict[str, Any]]:
    shown = words.as_shown(paper.decision)
    back = [button("Back one", "decision.back", shown)] if paper.page > 1 else []
    later = [button("Save for later", "decision.leave", shown)] if may_be_left(paper.decision.terms) else []
    sure = confirm(
        "Abstain?",
        "You take part and choose nothing. It counts for the quorum, and for no option.",
        "Abstain",
    )
    return [*back, *later, button("Abstain", "decision.abstain", shown, confirm=sure)]


def _small_print(paper: Paper) -> str:
    terms = paper.decision.terms
    order = "Everybody sees the options in another order.\n" if paper.is_shuffled else ""
    return f"{order}Change it {when(terms.closes_at, 'until')} · {words.SECRECY[terms.secrecy]}"


# ---------------------------------------------------------------------------------------------------- numbers


def _numbers(paper: Paper) -> list[Block]:
    terms = paper.decision.terms
    if terms.method is not Method.MATRIX:
        rule = {
            Method.SCORE: f"Score each option from 0 to {HIGHEST_SCORE}. {HIGHEST_SCORE} is best.",
            Method.RANKED: "Give your first choice 1, the next 2, and so on. "
            "Ties and gaps are fine, and what you leave empty comes last.",
            Method.DOTS: f"You have {count(terms.dots, 'dot')}. Give them to one option, or spread them.",
        }[terms.method]
        return [section(rule), *_fields(paper)]
    blocks: list[Block] = []
    for criterion in paper.criteria:
        blocks += [section(_of_criterion(paper, criterion)), *_fields(paper, criterion.number)]
    if paper.page == paper.pages and paper.empty_elsewhere:
        empty = count(paper.empty_elsewhere, "score is", "scores are")
        blocks.append(
            context(f"{empty} empty on the other pages. That is fine: what is empty does not count.")
        )
    return blocks


def _of_criterion(paper: Paper, criterion: Criterion) -> str:
    criteria = paper.decision.terms.criteria
    place = f"{criteria.index(criterion) + 1} of {len(criteria)}"
    return (
        f"*{escape(criterion.text)}* · {place} · weighs {criterion.weight} %\n"
        f"Score each option on this alone: {LOWEST_CELL} is worst, {HIGHEST_CELL} is best. "
        "What you can't judge stays empty."
    )


def _fields(paper: Paper, criterion: int = 0) -> list[Block]:
    terms = paper.decision.terms
    return [
        field(
            one.text,
            number(Mark(one.number, criterion).field, bounds(terms), paper.value(one.number, criterion)),
            hint=_said(terms, one, HINT_SHOWN),
            optional=terms.method is not Method.SCORE,
        )
        for one in paper.options
    ]


# ---------------------------------------------------------------------------------------------------- choices


def _choices(paper: Paper) -> Block:
    terms = paper.decision.terms
    rule = words.ballot_rule(terms)
    offered = [option(str(one.number), one.text, _said(terms, one, 75)) for one in paper.options]
    picked = [str(mark.option) for mark in paper.answer]
    return field("Your vote", _choice(terms, offered, picked), hint=f"{rule[:1].upper()}{rule[1:]}.")


def _choice(terms: Terms, offered: Sequence[dict[str, Any]], picked: Sequence[str]) -> dict[str, Any]:
    if terms.method is Method.SINGLE:
        return chosen_one("choices", offered, picked[0] if picked else "")
    if len(offered) <= MOST_IN_A_GROUP:
        return ticked("choices", offered, picked)
    element: dict[str, Any] = {
        "type": "multi_static_select",
        "action_id": "choices",
        "options": list(offered),
        "placeholder": plain("Choose options"),
    }
    initial = [one for one in offered if one["value"] in picked]
    return {**element, "initial_options": initial} if initial else element


def _said(terms: Terms, one: Option, most: int) -> str:
    """What helps to choose at a glance: whether it is recommended, and the beginning of its description."""
    recommended = "Recommended" if one.number == terms.recommended else ""
    described = " ".join(clean(one.detail.description).split())
    return shorten(" · ".join(filter(None, [recommended, described])), most)
