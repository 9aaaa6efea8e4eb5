"""The form in which a commitment is written, and the card before it is posted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers import remembered
from handlers.blocks import (
    actions,
    button,
    clean,
    context,
    divider,
    escape,
    link_channel,
    modal,
    section,
    shorten,
)
from handlers.commitments.views import form_fields, words
from handlers.commitments.views.card import preview
from handlers.form_fields import channel
from handlers.inputs import chosen_moment, field
from handlers.payloads import Fields
from handlers.replies import Block, View
from rituals.commitments.form import Form
from rituals.commitments.model import Commitment
from rituals.electorate import Voters
from rituals.ids import DraftId
from rituals.records.model import Record, name_of
from rituals.workspace import Member

ASKED = {
    Voters.CHANNEL: "all members of the channel",
    Voters.PEOPLE: "the people you chose",
    Voters.GROUP: "the group you chose",
}
TYPED = "proposal", "context", "aim", "trade_offs", "evidence", "closes_typed"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form and what stands around it: `closes_at` is the deadline it has now, `note` a sentence on top."""

    draft: DraftId
    form: Form
    closes_at: datetime
    more: bool = False
    note: str = ""
    group: str = ""  # What the chosen user group is called.
    older: tuple[DraftId, str] | None = None  # A draft that can be taken up again, and its proposal.


def form_modal(sheet: Sheet) -> View:
    """The form: proposal, deadline and channel; everything else stands behind “More”."""
    form = sheet.form
    blocks: list[Block] = [section(escape(sheet.note), block_id="note")] if sheet.note else []
    if sheet.older:
        said = escape(shorten(sheet.older[1] or "no proposal yet", 80))
        resume = button("Continue", "commitment.resume", sheet.older[0])
        blocks.append(section(f"You have a draft: “{said}”.", block_id="older", accessory=resume))
    if form.follows is not None:
        blocks.append(context(f"Takes up anew what was decided in {name_of(form.follows)}."))
    blocks += form_fields.worded(form) if sheet.more else [form_fields.proposal(form)]
    closes = field("Closes", chosen_moment("closes_picked", form.closes_picked or sheet.closes_at))
    blocks += [channel(form.channel), closes]
    if sheet.more:
        blocks += form_fields.behind_more(form, sheet.group)
    else:
        decides = "whom you chose decides" if form.decider else "you decide"
        told = f"Asks {ASKED[form.voters]} · where somebody can't commit, {decides}"
        blocks += [context(told), actions("more", [button("More", "commitment.more", sheet.draft)])]
    return modal(
        "Propose",
        blocks,
        callback_id="commitment.form",
        private_metadata=sheet.draft,
        submit="Preview",
        close="Cancel",
        notify_on_close=True,
    )


def read_form(fields: Fields, before: Form) -> Form:
    """What stands in the form now; what it does not show is as it was before."""
    read: dict[str, Callable[[str], Any]] = {
        **dict.fromkeys(TYPED, lambda name: clean(fields.text(name))),
        "channel": fields.channel,
        "closes_picked": fields.moment,
        "voters": lambda name: fields.one_of(name, Voters) or Voters.CHANNEL,
        "people": fields.people,
        "user_group": fields.choice,
        "decider": lambda name: next(iter(fields.people(name)), None),
        "co_owners": fields.people,
        "review_on": fields.day,
    }
    return replace(before, **{name: get(name) for name, get in read.items() if fields.has(name)})


def preview_modal(
    commitment: Commitment, subject: str, uncounted: Sequence[Member], alike: Sequence[Record]
) -> View:
    """The card as it will be posted; Back keeps what was typed. `uncounted` were chosen and cannot be asked.

    `subject` is the draft, and the mark of what is shown; `alike` was decided before.
    """
    blocks: list[Block] = [
        context(f"This is how it will look in {link_channel(commitment.terms.channel)}."),
        divider(),
        *preview(commitment),
        divider(),
    ]
    if uncounted:
        blocks.append(context(f"Not asked: {words.named_with_reasons(uncounted)}."))
    return modal(
        "Preview",
        [*blocks, *remembered.similar(alike)],
        callback_id="commitment.post",
        private_metadata=subject,
        submit="Post",
        close="Back",
    )
