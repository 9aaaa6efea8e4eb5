"""The form in which a decision is written, and the preview before it is posted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.blocks import (
    actions,
    button,
    chosen,
    clean,
    context,
    divider,
    escape,
    field,
    link_channel,
    modal,
    option,
    plain,
    section,
    shorten,
    ticked,
    typed,
    when,
)
from handlers.decisions.views import words
from handlers.decisions.views.card import preview
from handlers.payloads import Fields
from handlers.replies import Block, View
from rituals.decisions.form import Form
from rituals.decisions.model import Decision
from rituals.decisions.terms import MOST_PEOPLE, Method, Secrecy, Voters
from rituals.ids import DraftId
from rituals.workspace import Member

METHODS = [
    option(Method.SINGLE, "Single choice", "Each person picks one; most votes win."),
    option(Method.APPROVAL, "Approval", "Each person picks all they can live with; most approvals win."),
]
SECRECIES = [
    option(Secrecy.OPEN, "Open", "Who voted what is shown to those who have voted."),
    option(Secrecy.PRIVATE, "Private tally", "Only totals, only after the close. For everybody, you too."),
]
VOTERS = [
    option(Voters.CHANNEL, "All members of the channel"),
    option(Voters.PEOPLE, "These people"),
    option(Voters.GROUP, "A user group"),
    option(Voters.ANYONE, "Anyone in the channel", "No fixed group, so no quorum."),
]
TYPED = ("question", "options", "context", "fewest", "most", "quorum", "closes_typed")
EARLY = [option("early", "Close as soon as everybody has voted")]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form and what stands around it: `closes_at` is the deadline it has now, `note` a sentence on top."""

    draft: DraftId
    form: Form
    closes_at: datetime
    more: bool = False
    note: str = ""
    asks_channel: bool = False
    group: str = ""  # What the chosen user group is called.
    older: tuple[DraftId, str] | None = None  # A draft that can be taken up again, and its question.


def form_modal(sheet: Sheet) -> View:
    """The form: the question and its options; everything that has a default stands behind “More”."""
    form = sheet.form
    blocks: list[Block] = []
    if sheet.note:
        blocks.append(section(escape(sheet.note), block_id="note"))
    if sheet.older:
        blocks.append(
            section(
                f"You have a draft: “{escape(shorten(sheet.older[1] or 'no question yet', 80))}”.",
                block_id="older",
                accessory=button("Continue it", "decision.resume", sheet.older[0]),
            )
        )
    blocks += [
        field("Question", typed("question", form.question, placeholder="Which queue do we build on?")),
        field(
            "Options",
            typed("options", form.options, lines=True, placeholder="Kafka\nSQS\nNATS"),
            hint="One a line, 2 to 15.",
        ),
    ]
    if sheet.asks_channel and not sheet.more:
        blocks.append(_channel(form))
    blocks += _more(sheet) if sheet.more else _less(sheet)
    return modal(
        "Start a decision",
        blocks,
        callback_id="decision.form",
        private_metadata=sheet.draft,
        submit="Preview",
        close="Cancel",
        notify_on_close=True,
    )


def preview_modal(decision: Decision, subject: str, uncounted: Sequence[Member] = ()) -> View:
    """The card as it will be posted; Back keeps what was typed. `uncounted` were chosen and cannot be asked.

    `subject` is the draft, and the mark of what is shown.
    """
    blocks = [
        context(f"This is how it will look in {link_channel(decision.terms.channel)}."),
        divider(),
        *preview(decision),
        divider(),
    ]
    if (
        decision.terms.secrecy is not Secrecy.OPEN
        and decision.terms.voters is not Voters.ANYONE
        and decision.seats < 5
    ):
        blocks.append(
            context(
                f":warning: Only {decision.seats} are asked: totals may tell who chose what. Five or more are safer."
            )
        )
    if uncounted:
        blocks.append(context(f"Not asked: {words.named_with_reasons(uncounted)}."))
    return modal(
        "Preview", blocks, callback_id="decision.post", private_metadata=subject, submit="Post", close="Back"
    )


def read_form(fields: Fields, before: Form) -> Form:
    """What stands in the form now; what it does not show is as it was before."""

    read: dict[str, Callable[[str], Any]] = {
        **dict.fromkeys(TYPED, lambda name: clean(fields.text(name))),
        "channel": fields.channel,
        "method": lambda name: Method(fields.choice(name) or Method.SINGLE),
        "secrecy": lambda name: Secrecy(fields.choice(name) or Secrecy.OPEN),
        "voters": lambda name: Voters(fields.choice(name) or Voters.CHANNEL),
        "people": fields.people,
        "user_group": fields.choice,
        "closes_picked": fields.moment,
        "close_when_all": lambda name: "early" in fields.choices(name),
    }
    return replace(before, **{name: get(name) for name, get in read.items() if fields.has(name)})


def _less(sheet: Sheet) -> list[Block]:
    form = sheet.form
    who = {
        Voters.CHANNEL: "all members",
        Voters.PEOPLE: "the people you chose",
        Voters.GROUP: "the group you chose",
        Voters.ANYONE: "anyone",
    }[form.voters]
    where = f" in {link_channel(form.channel)}" if form.channel and not sheet.asks_channel else ""
    method = "one choice each" if form.method is Method.SINGLE else "approval"
    shown = "open" if form.secrecy is Secrecy.OPEN else "private tally"
    return [
        context(f"Asks {who}{where} · {method} · {shown} · {when(sheet.closes_at, 'closes')}"),
        actions("more", [button("More", "decision.more", sheet.draft)]),
    ]


def _more(sheet: Sheet) -> list[Block]:
    form = sheet.form
    people = {
        "type": "multi_users_select",
        "action_id": "people",
        "placeholder": plain("Choose people"),
        "max_selected_items": MOST_PEOPLE,
    }
    if form.people:
        people["initial_users"] = list(form.people[:MOST_PEOPLE])
    return [
        field(
            "Context",
            typed(
                "context", form.context, lines=True, placeholder="What problem, why now, which constraints?"
            ),
            optional=True,
        ),
        _channel(form),
        field("Method", chosen("radio_buttons", "method", METHODS, form.method)),
        field("Approval: at least", typed("fewest", form.fewest, placeholder="1"), optional=True),
        field(
            "Approval: at most", typed("most", form.most, placeholder="As many as one likes"), optional=True
        ),
        field("Who votes", chosen("radio_buttons", "voters", VOTERS, form.voters)),
        field(
            "People",
            people,
            hint=f"Where you chose “These people”. For more than {MOST_PEOPLE}, take a user group.",
            optional=True,
        ),
        field("User group", _user_group(sheet), hint="Where you chose “A user group”.", optional=True),
        field("What is shown", chosen("radio_buttons", "secrecy", SECRECIES, form.secrecy)),
        field(
            "Closes",
            {
                "type": "datetimepicker",
                "action_id": "closes_picked",
                "initial_date_time": int((form.closes_picked or sheet.closes_at).timestamp()),
            },
            optional=True,
        ),
        field(
            "… or typed",
            typed(
                "closes_typed", form.closes_typed, placeholder="2d · fri 17:00 · tomorrow 9am · 2026-12-01"
            ),
            hint="In your own time zone. What is typed wins.",
            optional=True,
        ),
        field(
            "Quorum",
            typed("quorum", form.quorum, placeholder="5 or 60 %"),
            hint="How many must vote for it to count.",
            optional=True,
        ),
        field(
            "Early close",
            ticked("close_when_all", EARLY, ["early"] if form.close_when_all else []),
            optional=True,
        ),
    ]


def _channel(form: Form) -> Block:
    element = {
        "type": "conversations_select",
        "action_id": "channel",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        "placeholder": plain("Choose a channel"),
    }
    if form.channel:
        element["initial_conversation"] = form.channel
    return field("Channel", element)


def _user_group(sheet: Sheet) -> dict[str, object]:
    element: dict[str, object] = {
        "type": "external_select",
        "action_id": "user_group",
        "min_query_length": 0,
        "placeholder": plain("Choose a group"),
    }
    if sheet.form.user_group and sheet.group:
        element["initial_option"] = option(sheet.form.user_group, sheet.group)
    return element
