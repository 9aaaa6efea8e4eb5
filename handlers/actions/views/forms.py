"""The forms of actions: add, snooze, reassign, drop; and their details."""

from collections.abc import Sequence
from datetime import date
from enum import Enum

from handlers import undertaken
from handlers.actions.views import words
from handlers.blocks import (
    actions,
    as_day,
    button,
    clean,
    context,
    divider,
    escape,
    link_channel,
    mention,
    modal,
    section,
    sections,
    shorten,
    when,
)
from handlers.inputs import chosen_channel, chosen_day, chosen_people, field, typed
from handlers.payloads import Fields
from handlers.replies import Block, View
from rituals.actions.form import Form
from rituals.actions.model import MOST_OWNERS, Action, State
from storage.history import Entry

ACTS = {
    "added": "{who} added it",
    "done": "{who} marked it done",
    "dropped": "{who} dropped it: {detail}",
    "reopened": "{who} reopened it",
    "snoozed": "{who} moved it to {detail}",
    "reassigned": "{who} gave it to {detail}",
}


class Seen(Enum):
    """Who will see a new action."""

    AS_ITS_SOURCE = "as its source"  # It lives in the channel where it came from.
    AS_CHOSEN = "as chosen"  # It came from a conversation where nothing can live.
    AS_TYPED = "as typed"  # It came from nowhere.


def add_modal(subject: str, form: Form, due: date, seen: Seen = Seen.AS_TYPED) -> View:
    """A new action. `subject` is what the view carries."""
    blocks: list[Block] = [
        field("What is to be done", typed("text", form.text, placeholder="Write the runbook for the import")),
        field(
            "Owners",
            chosen_people("owners", form.owners, MOST_OWNERS),
            hint="They are told, and reminded when it is due.",
        ),
        *_due(due, form.due_typed),
    ]
    if seen is Seen.AS_ITS_SOURCE:
        blocks.append(
            context(
                f"Seen by everybody who sees {link_channel(form.channel)}, with a link to where it comes from."
            )
        )
    else:
        blocks.append(_channel(form.channel))
    if seen is Seen.AS_CHOSEN:
        blocks.append(context("It leads back to the message, for those who are in that conversation."))
    return modal(
        "Add an action",
        blocks,
        callback_id="action.add",
        private_metadata=subject,
        submit="Add",
        close="Cancel",
    )


def added_modal(action: Action) -> View:
    """It is added, and posted nowhere: where it is found."""
    told = f"Added: *{escape(action.text)}*\nSeen by {words.readers(action)}."
    where = "Its owners find it on Cairn's Home and with `/actions`, and are reminded when it is due."
    return modal("Added", [section(told), context(where)])


def read_form(fields: Fields) -> Form:
    """What stands in the form."""
    return Form(
        clean(fields.text("text")),
        fields.people("owners"),
        fields.day("due_picked"),
        clean(fields.text("due_typed")),
        fields.channel("channel"),
    )


def snooze_modal(action: Action, due: date) -> View:
    """Another day."""
    return _form("Snooze", action, _due(due, ""), "Snooze")


def reassign_modal(action: Action) -> View:
    """Other owners."""
    blocks = [
        field("Owners", chosen_people("owners", action.owners, MOST_OWNERS), hint="Who is new to it is told.")
    ]
    return _form("Reassign", action, blocks, "Reassign")


def drop_modal(action: Action) -> View:
    """The reason why it will not be done."""
    blocks = [field("Reason", typed("reason", lines=True), hint="Everybody who sees the action reads it.")]
    return _form("Drop", action, blocks, "Drop")


def dropped_modal(action: Action) -> View:
    """It was dropped, with the way back."""
    undo = actions(f"action {action.id}", [button("Undo", "action.reopen", action.id)])
    return modal("Dropped", [section(f"Dropped: *{escape(action.text)}*"), undo])


def reopened_modal(action: Action) -> View:
    """It is open again."""
    return modal("Open again", [section(f"Open again: *{escape(action.text)}*")])


def details_modal(action: Action, entries: Sequence[Entry], today: date) -> View:
    """Everything about the action, and what was done to it, latest first."""
    stands = undertaken.due(action, today) if action.state is State.OPEN else undertaken.ending(action)
    lines = [
        f"*Owners:* {undertaken.owners(action)}",
        f"*Stands:* {stands}",
        f"*Seen by:* {words.readers(action)}",
        f"*Added:* {when(action.added_at)} by {mention(action.added_by)} {words.source(action)}".rstrip(),
    ]
    acts = "\n".join(f"{when(entry.happened_at)}  {_act(entry, today)}" for entry in entries)
    return modal(
        "Action", [section(f"*{escape(action.text)}*"), section("\n".join(lines)), divider(), *sections(acts)]
    )


def _act(entry: Entry, today: date) -> str:
    who = mention(entry.person) if entry.person else "The clock"
    detail = escape(shorten(entry.detail, 200))
    if entry.act == "snoozed":
        detail = as_day(date.fromisoformat(entry.detail), today)
    elif entry.act == "reassigned":
        detail = ", ".join(mention(person) for person in entry.detail.split())
    return ACTS.get(entry.act, entry.act).format(who=who, detail=detail)


def _form(title: str, action: Action, blocks: Sequence[Block], submit: str) -> View:
    return modal(
        title,
        [section(f"*{escape(action.text)}*"), *blocks],
        callback_id=f"action.{title.lower()}",
        private_metadata=action.id,
        submit=submit,
        close="Cancel",
    )


def _due(due: date, as_typed: str) -> list[Block]:
    return [
        field("Due", chosen_day("due_picked", due), optional=True),
        field(
            "… or typed",
            typed("due_typed", as_typed, placeholder="fri · 2d · tomorrow · 2026-12-01"),
            hint="In your own time zone. What is typed wins.",
            optional=True,
        ),
    ]


def _channel(channel: str) -> Block:
    hint = "Posted there, and seen by everybody who sees the channel. Empty: only you and its owners see it."
    return field("Channel", chosen_channel("channel", channel), hint=hint, optional=True)
