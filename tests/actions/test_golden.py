"""What people see of actions in each state, as JSON that is kept; and that Slack takes it, however long."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from handlers import undertaken
from handlers.actions.views import forms, messages
from handlers.blocks import actions
from handlers.replies import Block, Message, View
from rituals.actions.form import Form
from rituals.actions.model import Action, Source, State
from rituals.ids import ActionId
from storage.history import Entry
from tests import golden
from tests.actions.making import (
    ACTION,
    ANN,
    BEN,
    CAME,
    CHEN,
    DONE,
    DROPPED,
    LONGEST,
    LONGEST_CAME,
    MONDAY,
    NOW,
    came,
    many,
)
from tests.golden import Look, Looks

FOLDER = Path(__file__).parent / "golden"

ALONE = replace(ACTION, id=ActionId("act2"), owners=(ANN,), channel=None, source=None, due=MONDAY)
OVERDUE = replace(ACTION, id=ActionId("act3"), due=MONDAY - timedelta(days=350), source=Source("risk", "r1"))
TOMORROW = replace(ALONE, id=ActionId("act4"), due=MONDAY + timedelta(days=1))
HISTORY = [
    Entry(BEN, "reopened", NOW),
    Entry(BEN, "done", NOW),
    Entry(ANN, "dropped", NOW, "The import is gone."),
    Entry(ANN, "snoozed", NOW, "2026-11-23"),
    Entry(ANN, "reassigned", NOW, f"{BEN} {CHEN}"),
    Entry(ANN, "added", NOW),
]

SEEN: dict[str, Look] = {
    "card": lambda: messages.card(ACTION, MONDAY),
    "card-next-year": lambda: messages.card(replace(ACTION, due=MONDAY + timedelta(days=60)), MONDAY),
    "card-done": lambda: messages.card(DONE, MONDAY),
    "card-dropped": lambda: messages.card(DROPPED, MONDAY),
    "list": lambda: messages.my_list([OVERDUE, ALONE, TOMORROW, ACTION], MONDAY),
    "list-empty": lambda: messages.my_list([], MONDAY),
    "list-of-the-first": lambda: messages.my_list(many(messages.MOST_LISTED + 1), MONDAY),
    "list-channel": lambda: messages.channel_list([OVERDUE, ACTION], MONDAY),
    "list-channel-empty": lambda: messages.channel_list([], MONDAY),
    "message-reminder": lambda: messages.reminder([OVERDUE, ALONE], MONDAY),
    "message-given": lambda: messages.given(ACTION, ANN, MONDAY),
    "message-left": lambda: messages.left(ACTION, BEN, MONDAY),
    "message-done": lambda: messages.said_done(ACTION),
    "message-reopened": lambda: messages.said_reopened(ACTION),
    "home": lambda: as_home([OVERDUE, ALONE], [DONE]),
    "home-empty": lambda: as_home([], []),
    "details-of-an-action-that-few-see": lambda: forms.details_modal(
        replace(ALONE, owners=(BEN,)), HISTORY[-1:], MONDAY
    ),
    "did-you-mean": lambda: messages.did_you_mean("halp", "help"),
    "help": messages.help_message,
    "form-add": lambda: forms.add_modal("act1", Form(text="Write it", owners=(ANN,)), ACTION.due),
    "form-add-in-channel": lambda: forms.add_modal(
        "act1", Form(owners=(ANN,), channel="CPLATFORM", due_typed="fri"), ACTION.due
    ),
    "form-add-from-message": lambda: forms.add_modal(
        "act1 message CPLATFORM:1.2",
        Form(text="Write it", channel="CPLATFORM"),
        ACTION.due,
        seen=forms.Seen.AS_ITS_SOURCE,
    ),
    "form-add-from-a-conversation": lambda: forms.add_modal(
        "act1 message D1:1.2", Form(text="Write it", owners=(ANN,)), ACTION.due, forms.Seen.AS_CHOSEN
    ),
    "told": lambda: as_message(undertaken.told(CAME)),
    "told-the-first": lambda: as_message(undertaken.told(came(many(undertaken.MOST_SHOWN), 12))),
    "card-from-a-commitment": lambda: messages.card(
        replace(ACTION, source=Source("commitment", "com1", "https://example.slack.com/archives/C1/p1")),
        MONDAY,
    ),
    "offer": lambda: as_message([actions("next", [undertaken.offer("decision", "dec1")])]),
    "form-added": lambda: forms.added_modal(replace(ALONE, owners=(BEN,))),
    "form-snooze": lambda: forms.snooze_modal(ACTION, MONDAY),
    "form-reassign": lambda: forms.reassign_modal(ACTION),
    "form-drop": lambda: forms.drop_modal(ACTION),
    "form-dropped": lambda: forms.dropped_modal(DROPPED),
    "form-reopened": lambda: forms.reopened_modal(ACTION),
    "details": lambda: forms.details_modal(ACTION, HISTORY, MONDAY),
    "details-dropped": lambda: forms.details_modal(DROPPED, HISTORY[2:], MONDAY),
}

WORST: dict[str, Look] = {
    "card": lambda: messages.card(LONGEST, MONDAY),
    "card-dropped": lambda: messages.card(replace(LONGEST, state=State.DROPPED, ended_by=ANN), MONDAY),
    "list": lambda: messages.my_list(many(messages.MOST_LISTED + 1, LONGEST), MONDAY),
    "list-channel": lambda: messages.channel_list(many(messages.MOST_LISTED + 1, LONGEST), MONDAY),
    "message-reminder": lambda: messages.reminder(many(messages.MOST_REMINDED + 1, LONGEST), MONDAY),
    "home": lambda: as_home(many(messages.MOST_ON_HOME + 1, LONGEST), many(3, LONGEST)),
    "form-drop": lambda: forms.drop_modal(LONGEST),
    "form-reassign": lambda: forms.reassign_modal(LONGEST),
    "form-dropped": lambda: forms.dropped_modal(LONGEST),
    "form-added": lambda: forms.added_modal(replace(LONGEST, channel=None)),
    "told": lambda: as_message(undertaken.told(LONGEST_CAME)),
    "told-ended": lambda: as_message(undertaken.told(came(many(3, replace(LONGEST, state=State.DROPPED))))),
    "details": lambda: forms.details_modal(LONGEST, HISTORY * 10, MONDAY),
}


def as_message(blocks: Sequence[Block]) -> Message:
    return Message("A decision with actions", blocks)


def as_home(mine: list[Action], done: list[Action]) -> View:
    return {"type": "home", "blocks": messages.home(mine, done, MONDAY)}


@golden.in_families(SEEN)
def test_golden_views_and_messages_are_as_they_were(looks: Looks) -> None:
    golden.compare(FOLDER, looks)


def test_golden_files_are_all_of_something_that_is_shown() -> None:
    golden.compare_names(FOLDER, SEEN)


@golden.in_families(WORST)
def test_slack_takes_the_longest_of_everything_and_nothing_is_cut_in_half(looks: Looks) -> None:
    golden.check_longest(looks)
