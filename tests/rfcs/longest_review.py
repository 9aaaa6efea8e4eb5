"""Every view and message of reviewing with everything in it as long as it may be: Slack must take them too."""

from dataclasses import replace
from functools import partial

from handlers.replies import Message
from handlers.rfcs.views import adding, concerns, ending, told
from handlers.rfcs.views import position as positions
from handlers.rfcs.views.concerns import Hands
from handlers.rfcs.views.position import Said
from handlers.rfcs.views.shown import Shown
from handlers.rfcs.views.waiting import Waiting, reminder, waiting
from rituals.ids import Person
from rituals.positions import Position
from rituals.rfcs.awaiting import Due, Task
from rituals.rfcs.course import Turn
from rituals.rfcs.model import Comment, Concern, Quote, Stance, Standing, Text, Version
from tests.golden import Look
from tests.rfcs.making import ANN, BEN, EMIL, FINAL, MONDAY, NOBODY_YET, REJECTED, RFC, SUPERSEDED, TODAY
from tests.rfcs.seen import as_home

LINK = "https://meridian.slack.com/archives/C0123456789/p1700000000000100"


def longest(letter: str) -> dict[str, Look]:
    """Every view and message with everything as long as it may be, all in this letter."""
    said = letter * 2000
    lines = "\n".join([letter] * 1000)
    text = Text(title=letter * 150, summary=letter * 3000, motivation=letter * 3000, proposal=letter * 3000)
    other = replace(text, proposal=f"x {text.proposal} y", summary=f"x {text.summary}", title="x")
    terms = replace(RFC.terms, text=text)
    crowd = tuple(Person(f"U0123{number:06}") for number in range(5))
    rfc = replace(
        RFC, number=999_999_999, version=99, counts_from=99, change=letter * 500, terms=terms, co_owners=crowd
    )
    final = replace(FINAL, number=999_999_999, terms=terms, co_owners=crowd, version=99)
    pair = Version(98, text, "", ANN, MONDAY), Version(99, other, letter * 500, ANN, MONDAY)
    quote = Quote(BEN, LINK)
    concern = Concern(999, BEN, said, said, 1, MONDAY, True, Standing.ANSWERED, said, 99, MONDAY, quote=quote)
    resolved = replace(concern, standing=Standing.RESOLVED, resolved_by=EMIL, reason=said)
    unruled = replace(concern, blocks=None, words=lines, answer="", answered_in=None)
    position = Position(Stance.HOLD, 1, MONDAY, reason=said, until=TODAY)
    shown = Shown(rfc, NOBODY_YET, [concern, unruled], 999_999_999, LINK)
    rejected = Shown(replace(REJECTED, terms=terms, ending=letter * 500), record=999_999_999, home=LINK)
    comment = Comment(999, BEN, said, MONDAY, quote)
    hands = Hands(True, True, True, True)
    dues = tuple(Due(BEN, task, MONDAY, None if task is Task.POSITION else concern) for task in Task)
    awaited = [Waiting(rfc, dues, (concern,))] * 9
    held = positions.position_modal
    looks: dict[str, Look] = {
        **{
            f"position-{one}": partial(held, rfc, tuple(Stance), one, Said(said, said, TODAY))
            for one in Stance
        },
        "changed": partial(
            held, rfc, tuple(Stance), Stance.HOLD, Said(said), positions.changed_note(rfc, pair)
        ),
        "raise": partial(positions.raise_modal, rfc, False, positions.changed_note(rfc, pair)),
        "said-changed": partial(positions.changed_message, rfc, pair),
        "said-held": partial(positions.receipt, rfc, position, True, TODAY),
        "said-blocked": partial(positions.blocked, rfc, [concern] * 20),
        "said-blocked-modal": partial(positions.blocked_modal, rfc, [concern] * 20),
        "concern": partial(concerns.concern_modal, rfc, concern, hands, LINK),
        "concern-resolved": partial(concerns.concern_modal, rfc, resolved, hands),
        "concern-unruled": partial(concerns.concern_modal, rfc, unruled, hands),
        "harmless": partial(concerns.harmless_form, rfc, unruled),
        "answer": partial(concerns.answer_form, replace(rfc, version=300), concern),
        "instead": partial(concerns.instead_form, rfc, concern),
        "said-raised": partial(concerns.raised, rfc, unruled),
        "said-settled": partial(concerns.settled, rfc, resolved, True),
        "told-raised": partial(told.raised, rfc, concern),
        "told-lines": partial(told.raised, rfc, unruled),
        "told-author": partial(told.concern_to_author, shown, replace(concern, standing=Standing.OPEN)),
        "told-author-lines": partial(told.concern_to_author, replace(shown, rfc=final), unruled),
        "told-ruled": partial(told.ruled, rfc, replace(concern, blocks=False), ANN),
        "told-ruled-to": partial(told.ruled_to_raiser, rfc, replace(concern, blocks=False), ANN),
        "told-answered": partial(told.answered, rfc, concern),
        "told-answered-to": partial(told.answered_to_raiser, rfc, concern),
        "told-resolved": partial(told.resolved, rfc, resolved),
        "told-resolved-to": partial(told.resolved_to_raiser, rfc, resolved),
        "told-stands": partial(told.stands, rfc, concern),
        "told-quoted": partial(told.quoted, rfc, unruled),
        "told-comment": partial(told.comment_kept, rfc, comment),
        "told-taken": partial(told.taken_over, rfc, concern),
        "told-stuck": partial(told.out_of_reach, rfc, unruled),
        "told-decider": partial(told.decider_gone, rfc, EMIL),
        "told-lapsed": partial(told.lapsed, rfc),
        "told-back": lambda: _there(told.course(shown, Turn.BACK)),
        "told-extended": lambda: _there(told.course(replace(shown, rfc=final), Turn.EXTENDED)),
        "told-started": lambda: _there(told.course(replace(shown, rfc=final), Turn.STARTED)),
        "told-ended": partial(ending.ended, rejected),
        "told-announced": partial(ending.announced, shown),
        "told-superseded": partial(ending.superseded, replace(SUPERSEDED, terms=terms)),
        "superseded": partial(ending.superseded_form, shown),
        "add": partial(adding.add_modal, rfc, (), said, "x" * 100),
        "add-elsewhere": partial(
            adding.add_modal, None, [replace(rfc, number=n) for n in range(1, 200)], said, "-"
        ),
        "said-kept": partial(adding.kept, rfc),
        "waiting": lambda: as_home(waiting(awaited)),
        "reminder": lambda: _there(reminder(awaited)),
    }
    return {f"{name}-{letter!r}": look for name, look in looks.items()}


def _there(found: Message | None) -> Message:
    assert found is not None
    return found


WORST: dict[str, Look] = {}
for each in "W&\U0001f600":
    WORST |= longest(each)
