"""Everything that people see of reviewing an RFC, by the name of its golden file."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from handlers.replies import Message
from handlers.rfcs.views import adding, concerns, ending, told
from handlers.rfcs.views import position as positions
from handlers.rfcs.views.adding import Kind
from handlers.rfcs.views.concerns import Hands
from handlers.rfcs.views.position import Said, said_before
from handlers.rfcs.views.shown import Shown
from handlers.rfcs.views.waiting import Waiting, reminder, waiting
from rituals.rfcs.awaiting import Due, Task
from rituals.rfcs.course import Turn
from rituals.rfcs.model import Comment, Quote, Stance
from tests.golden import Look
from tests.rfcs.making import (
    ACCEPTED,
    ANN,
    BEN,
    CHEN,
    DANA,
    EMIL,
    FINAL,
    LAZY,
    MONDAY,
    REJECTED,
    RFC,
    SUPERSEDED,
    TODAY,
    WITHDRAWN,
    position,
)
from tests.rfcs.seen import (
    ANSWERED,
    APPROVED,
    BUSY,
    ENDING,
    FIRST,
    HOME,
    LINK,
    OPEN,
    QUIET,
    RESOLVED,
    RULED,
    SECOND,
    SECOND_RFC,
    SIGNED,
    UNRULED,
    as_home,
    ended,
)

PAIR = FIRST, SECOND
HELD = replace(position(Stance.HOLD, until=TODAY + timedelta(days=3)), reason="The costs.")
QUOTING = replace(OPEN, quote=Quote(BEN, LINK))
IN_WORDS = replace(ANSWERED, answered_in=None, answer="Page 3 has one.\nAnd it was tried.")
COMMENT = Comment(2, BEN, "Mention the cost of SQS.", MONDAY, Quote(CHEN, LINK))
ALL_HANDS = Hands(owns=True, raised=True, is_quoted=True, may_step_in=True)
WAITING = [
    Waiting(RFC, (Due(BEN, Task.POSITION, MONDAY), Due(BEN, Task.CONFIRMATION, MONDAY, ANSWERED))),
    Waiting(FINAL, (Due(BEN, Task.RULING, MONDAY, UNRULED), Due(BEN, Task.ANSWER, MONDAY, OPEN)), (OPEN,)),
]

SEEN: dict[str, Look] = {
    "position-none": lambda: positions.position_modal(RFC, tuple(Stance), None, Said()),
    **{
        f"position-{one.value}": partial(positions.position_modal, RFC, tuple(Stance), one, Said())
        for one in Stance
    },
    "position-held": lambda: positions.position_modal(
        RFC, tuple(Stance), Stance.HOLD, said_before(HELD, Stance.HOLD)
    ),
    "position-changed": lambda: positions.position_modal(
        SECOND_RFC, tuple(Stance), Stance.COMMENTS, Said(), positions.changed_note(SECOND_RFC, PAIR)
    ),
    "raise": lambda: positions.raise_modal(RFC, is_reviewer=True),
    "raise-by-another": lambda: positions.raise_modal(RFC, is_reviewer=False),
    "said-changed": lambda: positions.changed_message(SECOND_RFC, PAIR),
    **{
        f"said-{one.value}": partial(positions.receipt, RFC, replace(HELD, stance=one), False, TODAY)
        for one in Stance
    },
    "said-joined": lambda: positions.receipt(LAZY, position(Stance.APPROVE), True, TODAY),
    "said-withdrawn": lambda: positions.receipt(RFC, replace(HELD, withdrawn=True), False, TODAY),
    "said-in-modal": lambda: positions.receipt_modal(RFC, position(Stance.APPROVE), False, TODAY),
    "said-blocked": lambda: positions.blocked(RFC, [OPEN, ANSWERED]),
    "concern-open": lambda: concerns.concern_modal(RFC, OPEN, Hands(owns=True)),
    "concern-unruled": lambda: concerns.concern_modal(RFC, UNRULED, Hands(owns=True)),
    "concern-ruled": lambda: concerns.concern_modal(RFC, RULED, Hands(owns=True)),
    "concern-answered": lambda: concerns.concern_modal(SECOND_RFC, ANSWERED, Hands(raised=True), HOME),
    "concern-stuck": lambda: concerns.concern_modal(RFC, QUOTING, Hands(may_step_in=True, is_quoted=True)),
    "concern-resolved": lambda: concerns.concern_modal(ACCEPTED, RESOLVED, Hands()),
    "concern-of-another": lambda: concerns.concern_modal(RFC, ANSWERED, Hands()),
    "harmless-form": lambda: concerns.harmless_form(RFC, UNRULED),
    "answer-form": lambda: concerns.answer_form(SECOND_RFC, OPEN),
    "answer-form-in-words": lambda: concerns.answer_form(RFC, OPEN),
    "instead-form": lambda: concerns.instead_form(RFC, OPEN),
    "said-raised": lambda: concerns.raised(RFC, OPEN),
    "said-raised-by-another": lambda: concerns.raised(RFC, UNRULED),
    "said-blocks": lambda: concerns.ruled(RFC, OPEN),
    "said-harmless": lambda: concerns.ruled(RFC, RULED),
    "said-answered": lambda: concerns.answered(ANSWERED),
    "said-settled": lambda: concerns.settled(RFC, RESOLVED, is_awaited=True),
    "said-settled-by-another": lambda: concerns.settled(RFC, RESOLVED, is_awaited=False),
    "said-stands": lambda: concerns.STOOD_BY,
    "said-instead": lambda: concerns.SETTLED_INSTEAD,
    "said-taken": lambda: concerns.taken(RFC),
    "told-concern": lambda: told.raised(RFC, QUOTING),
    "told-concern-of-another": lambda: told.raised(RFC, UNRULED),
    "told-concern-to-author": lambda: told.concern_to_author(QUIET, OPEN),
    "told-concern-to-author-again": lambda: told.concern_to_author(QUIET, replace(OPEN, answered_at=MONDAY)),
    "told-concern-to-rule": lambda: told.concern_to_author(ENDING, UNRULED),
    "told-blocks": lambda: told.ruled(RFC, OPEN, ANN),
    "told-harmless": lambda: told.ruled(RFC, RULED, ANN),
    "told-blocks-to-raiser": lambda: told.ruled_to_raiser(RFC, OPEN, ANN),
    "told-harmless-to-raiser": lambda: told.ruled_to_raiser(RFC, RULED, ANN),
    "told-answered": lambda: told.answered(SECOND_RFC, replace(ANSWERED, answer="")),
    "told-answered-to-raiser": lambda: told.answered_to_raiser(SECOND_RFC, ANSWERED),
    "told-answered-in-words-to-raiser": lambda: told.answered_to_raiser(RFC, IN_WORDS),
    "told-resolved": lambda: told.resolved(RFC, replace(RESOLVED, resolved_by=DANA, reason="")),
    "told-resolved-instead": lambda: told.resolved(RFC, RESOLVED),
    "told-resolved-to-raiser": lambda: told.resolved_to_raiser(RFC, RESOLVED),
    "told-stands": lambda: told.stands(RFC, OPEN),
    "told-quoted": lambda: told.quoted(RFC, QUOTING),
    "told-comment-kept": lambda: told.comment_kept(RFC, COMMENT),
    "told-taken-over": lambda: told.taken_over(RFC, QUOTING),
    "told-out-of-reach": lambda: told.out_of_reach(RFC, OPEN),
    "told-decider-gone": lambda: told.decider_gone(RFC, EMIL),
    "told-lapsed": lambda: told.lapsed(RFC),
    "told-started": lambda: _there(told.course(ENDING, Turn.STARTED)),
    "told-started-lazy": lambda: _there(
        told.course(Shown(replace(FINAL, terms=LAZY.terms), APPROVED), Turn.STARTED)
    ),
    "told-resumed": lambda: _there(told.course(ENDING, Turn.RESUMED)),
    "told-paused": lambda: _there(
        told.course(Shown(replace(FINAL, paused_at=MONDAY), APPROVED), Turn.PAUSED)
    ),
    "told-extended": lambda: _there(told.course(ENDING, Turn.EXTENDED)),
    "told-back": lambda: _there(told.course(BUSY, Turn.BACK)),
    "told-ended": lambda: ending.ended(SIGNED),
    "told-ended-rejected": lambda: ending.ended(replace(ended(REJECTED), record=13)),
    "told-ended-withdrawn": lambda: ending.ended(ended(WITHDRAWN)),
    "told-announced": lambda: ending.announced(SIGNED),
    "told-superseded": lambda: ending.superseded(SUPERSEDED),
    "add-concern": lambda: adding.add_modal(RFC, (), "Who is on call?", "7 C1 1.0 1.1 U1"),
    "add-comment-elsewhere": lambda: adding.add_modal(
        None, [RFC, FINAL], "I like it.", "- C1 1 1 U1", Kind.COMMENT
    ),
    "said-added": lambda: adding.added_concern(RFC, QUOTING),
    "said-kept": lambda: adding.kept(RFC),
    "said-comment-taken": lambda: adding.taken(RFC, COMMENT),
    "waiting": lambda: as_home(waiting(WAITING)),
    "told-reminder": lambda: _there(reminder(WAITING)),
}


def _there(found: Message | None) -> Message:
    assert found is not None
    return found
