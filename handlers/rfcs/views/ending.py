"""How an RFC ended, told to everybody concerned; and which other one takes its place."""

from handlers.blocks import actions, button, context, cut, escape, link_channel, mention, modal, section
from handlers.inputs import field, typed
from handlers.remembered import OPEN as OPEN_RECORD
from handlers.replies import Block, Message, View
from handlers.rfcs.views import marks, words
from handlers.rfcs.views.shown import Shown
from handlers.undertaken import offer
from rituals.records.model import name_of as record_name
from rituals.rfcs.model import RITUAL, Rfc, State, name_of

LONGEST_TEXT = 1500


def ended(shown: Shown) -> Message:
    """It has ended: told in the thread, and to its author."""
    text = f"*{words.headline(shown.rfc).strip('*')}* {_how(shown)}"
    return Message(_title(shown.rfc), [section(text), actions("ended", what_follows(shown))])


def announced(shown: Shown) -> Message:
    """It was accepted: told in every channel that has a card."""
    rfc = shown.rfc
    name = words.link_to(shown.home, words.headline(rfc).strip("*"))
    text = f":white_check_mark: *{name}* is accepted.\n{cut(escape(rfc.terms.text.summary), LONGEST_TEXT)}"
    where = f"By {words.people_named(rfc.owners)}, reviewed in {link_channel(rfc.terms.channel)}"
    return Message(_title(rfc), [section(text), context(where), actions("ended", what_follows(shown))])


def superseded(rfc: Rfc) -> Message:
    """Another RFC has taken its place, told in the thread."""
    by = f" {mention(rfc.ended_by)} says so." if rfc.ended_by else ""
    text = f"{name_of(rfc.superseded_by or 0)} has taken the place of {words.headline(rfc)}.{by}"
    return Message(_title(rfc), [section(text)])


def _title(rfc: Rfc) -> str:
    return f"{words.title(rfc)}: {words.state_in_short(rfc)}"


def _how(shown: Shown) -> str:
    rfc = shown.rfc
    if rfc.state is State.ACCEPTED:
        approvals = "" if words.is_lazy(rfc) else f": {marks.in_short(shown)}, and no concern is open"
        return f"is *accepted*{approvals}."
    by = f" by {mention(rfc.ended_by)}" if rfc.ended_by else ""
    reason = f": {cut(escape(rfc.ending), LONGEST_TEXT)}" if rfc.ending else "."
    return f"is *{rfc.state.value}*{by}{reason}"


def what_follows(shown: Shown) -> list[Block]:
    """The ways to its text and to what is remembered of it, and to an action once it is accepted."""
    rfc = shown.rfc
    steps: list[Block] = [button("Read it", "rfc.read", words.as_shown(rfc))]
    if shown.record is not None:
        steps.append(button(f"Open {record_name(shown.record)}", OPEN_RECORD, str(shown.record)))
    if rfc.state is State.ACCEPTED:
        steps.append(offer(RITUAL, rfc.ref.id, rfc.terms.channel))
    return steps


def superseded_form(shown: Shown) -> View:
    """Which other RFC takes the place of this one."""
    told = f"{shown.rfc.name} is then no longer in force, and its card leads to the other one."
    return _form(
        shown.rfc,
        "superseded",
        ("Superseded by", "Save"),
        told,
        field(
            "Which RFC takes its place?",
            typed("successor", placeholder="RFC-12"),
            hint="One that was accepted.",
        ),
    )


def supersedes_form(shown: Shown) -> View:
    """Whose place this RFC takes."""
    told = f"The other one is then no longer in force, and its card leads to {shown.rfc.name}."
    return _form(
        shown.rfc,
        "supersedes",
        ("Take the place of", "Save"),
        told,
        field(
            "Which RFC does it replace?",
            typed("successor", placeholder="RFC-3"),
            hint="One that was accepted.",
        ),
    )


def _form(rfc: Rfc, name: str, labels: tuple[str, str], told: str, asked: Block) -> View:
    return modal(
        labels[0],
        [section(words.headline(rfc)), section(told), asked],
        callback_id=f"rfc.{name}",
        private_metadata=str(rfc.number),
        submit=labels[1],
        close="Back",
    )
