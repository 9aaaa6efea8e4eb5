"""The form in which a decision is written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.blocks import (
    actions,
    button,
    clean,
    context,
    escape,
    link_channel,
    modal,
    section,
    shorten,
    when,
)
from handlers.choices import METHOD_NAMES, SECRECY_NAMES
from handlers.decisions.views import form_fields
from handlers.form_fields import channel
from handlers.inputs import field, typed
from handlers.payloads import Fields
from handlers.replies import Block, View
from rituals.decisions.form import Form
from rituals.decisions.terms import Hint, Method, Reversibility, Secrecy
from rituals.electorate import Voters
from rituals.ids import DraftId
from rituals.records.model import name_of

ASKED = {
    Voters.CHANNEL: "all members",
    Voters.PEOPLE: "the people you chose",
    Voters.GROUP: "the group you chose",
    Voters.ANYONE: "anyone",
}
TYPED = (
    "question",
    "options",
    "context",
    "fewest",
    "most",
    "dots",
    "criteria",
    "suggest_until",
    "quorum",
    "threshold",
    "closes_typed",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form and what stands around it: `closes_at` is the deadline it has now, `note` a sentence on top."""

    draft: DraftId
    form: Form
    closes_at: datetime
    more: bool = False
    note: str = ""
    group: str = ""  # What the chosen user group is called.
    older: tuple[DraftId, str] | None = None  # A draft that can be taken up again, and its question.

    @property
    def asks_channel(self) -> bool:
        """Whether it asks where before “More”: no channel is known, or there is something to say about it."""
        return not self.form.channel or bool(self.note)


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
                accessory=button("Continue", "decision.resume", sheet.older[0]),
            )
        )
    if form.follows is not None:
        blocks.append(context(f"Decides anew what was asked in {name_of(form.follows)}."))
    blocks += [
        field("Question", typed("question", form.question, placeholder="Which queue do we build on?")),
        field(
            "Options",
            typed("options", form.options, lines=True, placeholder="Kafka\nSQS\nNATS"),
            hint="One a line, 2 to 15.",
            optional=form.suggesting,
        ),
    ]
    if sheet.more:
        blocks += form_fields.about_the_matter(form, sheet.draft)
        blocks += form_fields.about_the_vote(form, sheet.closes_at, sheet.group)
        blocks += form_fields.about_afterwards(form)
    else:
        blocks += [channel(form.channel)] if sheet.asks_channel else []
        blocks += _less(sheet)
    return modal(
        "Start a decision",
        blocks,
        callback_id="decision.form",
        private_metadata=sheet.draft,
        submit="Preview",
        close="Cancel",
        notify_on_close=True,
    )


def _less(sheet: Sheet) -> list[Block]:
    form = sheet.form
    where = f" in {link_channel(form.channel)}" if form.channel and not sheet.asks_channel else ""
    method = "one choice each" if form.method is Method.SINGLE else METHOD_NAMES[form.method].lower()
    shown = SECRECY_NAMES[form.secrecy].lower()
    return [
        context(f"Asks {ASKED[form.voters]}{where} · {method} · {shown} · {when(sheet.closes_at, 'closes')}"),
        actions("more", [button("More", "decision.more", sheet.draft)]),
    ]


def read_form(fields: Fields, before: Form) -> Form:
    """What stands in the form now; what it does not show is as it was before."""
    read: dict[str, Callable[[str], Any]] = {
        **dict.fromkeys(TYPED, lambda name: clean(fields.text(name))),
        "channel": fields.channel,
        "method": lambda name: fields.one_of(name, Method) or Method.SINGLE,
        "with_none": lambda name: bool(fields.choices(name)),
        "suggesting": lambda name: bool(fields.choices(name)),
        "secrecy": lambda name: fields.one_of(name, Secrecy) or Secrecy.OPEN,
        "voters": lambda name: fields.one_of(name, Voters) or Voters.CHANNEL,
        "people": fields.people,
        "user_group": fields.choice,
        "threshold_of_all": lambda name: bool(fields.choices(name)),
        "closes_picked": fields.moment,
        "close_when_all": lambda name: bool(fields.choices(name)),
        "decider": lambda name: next(iter(fields.people(name)), None),
        "co_owners": fields.people,
        "reversibility": lambda name: fields.one_of(name, Reversibility),
        "review_on": fields.day,
        "hints": lambda name: tuple(hint for hint in Hint if hint in fields.choices(name)),
    }
    return replace(before, **{name: get(name) for name, get in read.items() if fields.has(name)})
