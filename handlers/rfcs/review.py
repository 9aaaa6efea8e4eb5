"""The review of RFCs, as the ritual sees it: what comes in, what the clock does, what is told."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter

from sqlalchemy import Connection

from handlers.ended import on_receipt, until_over
from handlers.news import mark_of
from handlers.payloads import Who, whole_number
from handlers.replies import Block, Later, Message
from handlers.rfcs.acts import awaiting, looking
from handlers.rfcs.acts.pointing import may_know
from handlers.rfcs.acts.settling import LAPSE, NUDGE
from handlers.rfcs.listeners import adding, concerns, managing, reviewing, superseding
from handlers.rfcs.views import adding as adding_views
from handlers.rfcs.views import concerns as concern_views
from handlers.rfcs.views import details, ending, messages, position, told
from handlers.rfcs.views import waiting as waiting_views
from handlers.rfcs.views.shown import Shown
from handlers.ritual import OnClick, OnShortcut, OnSubmission, Render, Work
from rituals.ids import Person, Team
from rituals.rfcs.course import Turn
from rituals.rfcs.model import Concern, Rfc, Standing
from storage import comments, rfcs
from storage import concerns as stored
from storage.deliveries import Delivery


def tell_over(tx: Connection, who: Who, number: str) -> Block | None:
    """How it came out, once it has."""
    known = whole_number(number)
    found = None if known is None else rfcs.find_visible(tx, who.team, known, who.person)
    return messages.over(found) if found is not None and found.state.is_final else None


CLICKS: dict[str, OnClick] = {
    **until_over(
        tell_over,
        {
            position.APPROVE: reviewing.on_approve,
            position.REVIEW: reviewing.on_review,
            position.RAISE: reviewing.on_raise,
            concern_views.BLOCKS: concerns.on_blocks,
            concern_views.SETTLES: concerns.on_settles,
            concern_views.STANDS: concerns.on_stands,
            concern_views.TAKE_CONCERN: concerns.on_take_concern,
            "rfc.silent": managing.on_silent,
            messages.OBJECT: managing.on_object,
        },
    ),
    position.WITHDRAW: on_receipt(reviewing.on_withdraw),
    position.STANCE: reviewing.on_stance,
    details.LOOK: concerns.on_look,
    concern_views.HARMLESS: concerns.on_form(concern_views.harmless_form, attrgetter("owns")),
    concern_views.ANSWER: concerns.on_form(concern_views.answer_form, attrgetter("owns")),
    concern_views.INSTEAD: concerns.on_form(concern_views.instead_form, attrgetter("may_step_in")),
    "rfc.take_comment": concerns.on_take_comment,
    adding_views.KIND: adding.on_kind,
}
SUBMISSIONS: dict[str, OnSubmission] = {
    "rfc.position": reviewing.on_position,
    "rfc.raise": reviewing.on_raised,
    "rfc.rule": concerns.on_ruled,
    "rfc.answer": concerns.on_answered,
    "rfc.instead": concerns.on_instead,
    "rfc.add": adding.on_added,
    "rfc.superseded": superseding.on_superseded,
    "rfc.supersedes": superseding.on_supersedes,
}
SHORTCUTS: dict[str, OnShortcut] = {"add_to_rfc": adding.on_shortcut}
TIMERS = {LAPSE: Work(awaiting.lapse), NUDGE: Work(awaiting.nudge)}

Mark = list[str]
"""The words of the mark that news was told with."""


def draw_waiting(tx: Connection, team: Team, person: Person, now: datetime) -> list[Block]:
    """What waits for this person, on their Home."""
    return waiting_views.waiting(awaiting.read_waiting(tx, team, person, now))


def await_reviews(tx: Connection, delivery: Delivery, now: datetime) -> Message | None:
    """What waits for this person, in a nudge."""
    person = delivery.person or Person("")
    return waiting_views.reminder(awaiting.read_waiting(tx, delivery.team, person, now))


def _find(tx: Connection, delivery: Delivery) -> Rfc | None:
    """The RFC, as far as whoever is told sees it."""
    if delivery.person is not None:
        return rfcs.find_visible(tx, delivery.team, delivery.ritual_id, delivery.person)
    return rfcs.find(tx, delivery.team, delivery.ritual_id)


def _of_concern(view: Callable[[Rfc, Concern], Message], still: Callable[[Rfc, Concern], bool]) -> Render:
    """News of one concern, as long as it is so; its number is the first word of the mark."""

    def render(tx: Connection, delivery: Delivery, _: datetime) -> Message | Later | None:
        rfc = _find(tx, delivery)
        concern = None if rfc is None else stored.find(tx, rfc, int(_mark(delivery)[0]))
        if rfc is None or concern is None or not still(rfc, concern):
            return None
        return view(rfc, concern)

    return render


def _mark(delivery: Delivery) -> Mark:
    return mark_of(delivery).split(" ")


def _always(_: Rfc, __: Concern) -> bool:
    return True


def _is_ruled(_: Rfc, concern: Concern) -> bool:
    return concern.blocks is not None


def _is_answered(_: Rfc, concern: Concern) -> bool:
    return concern.standing is Standing.ANSWERED


def _is_resolved(_: Rfc, concern: Concern) -> bool:
    return concern.standing is Standing.RESOLVED


def _is_open(rfc: Rfc, concern: Concern) -> bool:
    return rfc.state.is_under_review and concern.standing is Standing.OPEN


def _is_unresolved(rfc: Rfc, concern: Concern) -> bool:
    return rfc.state.is_under_review and concern.standing is not Standing.RESOLVED


def render_concern(tx: Connection, delivery: Delivery, now: datetime) -> Message | Later | None:
    """A concern, told to the author as long as it waits for them."""
    rfc = _find(tx, delivery)
    if rfc is None:
        return None
    shown = looking.read_shown(tx, rfc)
    return _of_concern(lambda _, one: told.concern_to_author(shown, one), _is_open)(tx, delivery, now)


def _ruled(view: Callable[[Rfc, Concern, Person], Message]) -> Render:
    """What an author has ruled; who it was is the second word of the mark."""

    def render(tx: Connection, delivery: Delivery, now: datetime) -> Message | Later | None:
        by = Person(_mark(delivery)[1])
        return _of_concern(lambda rfc, one: view(rfc, one, by), _is_ruled)(tx, delivery, now)

    return render


def render_comment(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """A comment that was kept, told to whoever is quoted as long as it is not theirs."""
    rfc = _find(tx, delivery)
    comment = None if rfc is None else comments.find(tx, rfc, int(_mark(delivery)[0]))
    if rfc is None or comment is None or comment.person == delivery.person:
        return None
    return told.comment_kept(rfc, comment)


def render_course(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """A turn of its course; which one is the first word of the mark."""
    rfc = _find(tx, delivery)
    return None if rfc is None else told.course(looking.read_shown(tx, rfc), Turn(_mark(delivery)[0]))


def render_announced(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """It was accepted, told in a channel; not where somebody has come in by now who must not know of it."""
    rfc = _find(tx, delivery)
    if rfc is None:
        return None
    return ending.announced(looking.read_shown(tx, rfc)) if may_know(tx, rfc, mark_of(delivery)) else None


def render_lapsed(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """A hold is over, told as long as whoever held is awaited."""
    rfc = _find(tx, delivery)
    if rfc is None or not rfc.state.is_under_review or delivery.person is None:
        return None
    position = rfcs.read_reviewers(tx, rfc).get(delivery.person)
    return told.lapsed(rfc) if position is not None and position.withdrawn else None


def render_decider_gone(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """The decider has left, told as long as there is no other; who it was is the mark."""
    rfc = _find(tx, delivery)
    gone = Person(mark_of(delivery))
    if rfc is None or rfc.state.is_final or rfc.terms.decider != gone:
        return None
    return told.decider_gone(rfc, gone)


def _shown(view: Callable[[Shown], Message]) -> Render:
    def render(tx: Connection, delivery: Delivery, _: datetime) -> Message | Later | None:
        rfc = _find(tx, delivery)
        return None if rfc is None else view(looking.read_shown(tx, rfc))

    return render


def render_superseded(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Another RFC has taken its place."""
    rfc = _find(tx, delivery)
    return None if rfc is None else ending.superseded(rfc)


MESSAGES: dict[str, Render] = {
    "rfc.raised": _of_concern(told.raised, _always),
    "rfc.concern": render_concern,
    "rfc.ruled": _ruled(told.ruled),
    "rfc.ruled_to": _ruled(told.ruled_to_raiser),
    "rfc.answered": _of_concern(told.answered, _is_answered),
    "rfc.answered_to": _of_concern(told.answered_to_raiser, _is_answered),
    "rfc.resolved": _of_concern(told.resolved, _is_resolved),
    "rfc.resolved_to": _of_concern(told.resolved_to_raiser, _is_resolved),
    "rfc.stands": _of_concern(told.stands, _is_open),
    "rfc.quoted": _of_concern(told.quoted, _is_unresolved),
    "rfc.taken_over": _of_concern(told.taken_over, _always),
    "rfc.out_of_reach": _of_concern(told.out_of_reach, _is_unresolved),
    "rfc.comment_kept": render_comment,
    "rfc.course": render_course,
    "rfc.lapsed": render_lapsed,
    "rfc.decider_gone": render_decider_gone,
    "rfc.ended": _shown(ending.ended),
    "rfc.announced": render_announced,
    "rfc.superseded": render_superseded,
}
