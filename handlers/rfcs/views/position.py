"""Taking a position: the modal with its parts, and what is said to whoever has taken one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.blocks import (
    actions,
    as_day,
    button,
    clean,
    confirm,
    context,
    cut,
    escape,
    modal,
    option,
    section,
)
from handlers.inputs import chosen, chosen_day, field, typed
from handlers.payloads import Fields
from handlers.replies import Block, Message, View
from handlers.rfcs.views import changes, words
from handlers.rfcs.views.details import open_concern
from rituals.positions import Position
from rituals.rfcs.concerns import Raising
from rituals.rfcs.model import Concern, Rfc, Stance, Version
from rituals.rfcs.reviewing import LONGEST_HOLD, Taking

STANCE = "rfc.stance"
"""The field that the others depend on."""

APPROVE, REVIEW, RAISE, WITHDRAW = "rfc.approve", "rfc.review", "rfc.raise", "rfc.withdraw"
LONGEST_NOTE, MOST_SHOWN = 1500, 10

STANCES = {
    Stance.APPROVE: ("Approve", "I am for it as it stands"),
    Stance.COMMENTS: ("Approve, with comments", "I am for it; look at these"),
    Stance.CONCERN: ("Concern", "Something has to be resolved first"),
    Stance.HOLD: ("Hold", "Not yet: I am still reading"),
    Stance.DECLINE: ("Decline", "It is not my call"),
}
SAID = {
    Stance.APPROVE: "You *approve*",
    Stance.COMMENTS: "You *approve, with comments*,",
    Stance.CONCERN: "You have a *concern* about",
    Stance.HOLD: "You *hold*",
    Stance.DECLINE: "You *decline* to review",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in the form beside the stance, also in those fields that another stance has."""

    words: str = ""
    wanted: str = ""
    until: date | None = None

    def over(self, other: "Said") -> "Said":
        """This, and what the other has where this has nothing."""
        return Said(self.words or other.words, self.wanted or other.wanted, self.until or other.until)


def said_before(position: Position | None, stance: Stance | None) -> Said:
    """What somebody said with the position that they have, where it is this one."""
    if position is None or position.withdrawn or position.stance != stance:
        return Said()
    return Said(words=position.reason, until=position.until)


def position_modal(
    rfc: Rfc,
    offered: Sequence[Stance],
    stance: Stance | None,
    said: Said,
    note: Sequence[Block] = (),
) -> View:
    """Where somebody stands, with the parts that this stance has, and what was said so far in them."""
    options = [option(one.value, *STANCES[one]) for one in offered]
    radio = chosen("radio_buttons", STANCE, options, stance.value if stance else "")
    blocks: list[Block] = [
        section(words.headline(rfc)),
        *note,
        {**field("Where do you stand?", radio), "dispatch_action": True},
        *_parts(stance, said),
    ]
    return modal(
        "Take a position",
        blocks,
        callback_id="rfc.position",
        private_metadata=words.as_shown(rfc),
        submit="Raise it" if stance is Stance.CONCERN else "Take this position",
    )


def raise_modal(rfc: Rfc, is_reviewer: bool, note: Sequence[Block] = ()) -> View:
    """A concern, and what would resolve it."""
    if is_reviewer:
        told = "You review this RFC, so your concern blocks until you say that it is resolved."
    else:
        told = f"{words.people_named(rfc.owners, 'or')} says whether it blocks, and answers it in any case."
    blocks: list[Block] = [
        section(words.headline(rfc)),
        *note,
        *concern_fields(),
        context(f"{told} Everybody who sees the RFC reads it."),
    ]
    return modal(
        "Raise a concern",
        blocks,
        callback_id="rfc.raise",
        private_metadata=words.as_shown(rfc),
        submit="Raise it",
    )


def concern_fields(said: Said = Said()) -> list[Block]:
    """What concerns somebody, and what would resolve it."""
    return [
        field("What concerns you?", typed("words", said.words, lines=True)),
        field(
            "What would resolve it?",
            typed("wanted", said.wanted, lines=True),
            hint="So that its author knows when it is done.",
        ),
    ]


def _parts(stance: Stance | None, said: Said) -> list[Block]:
    if stance is Stance.COMMENTS:
        return [field("Your comments", typed("words", said.words, lines=True), hint="They do not block.")]
    if stance is Stance.CONCERN:
        return concern_fields(said)
    if stance is Stance.HOLD:
        days = f"At most {LONGEST_HOLD.days} days. On that day you are awaited again."
        return [
            field("Until", chosen_day("until", said.until), hint=days),
            field("What do you still look at?", typed("words", said.words, lines=True), optional=True),
        ]
    return []


def read_stance(fields: Fields) -> Stance | None:
    """The stance that was chosen, if one was."""
    return fields.one_of(STANCE, Stance)


def read_said(fields: Fields, before: Said) -> Said:
    """What stands in the modal now; what this stance does not show is as it was before."""
    return Said(
        clean(fields.text("words")) if fields.has("words") else before.words,
        clean(fields.text("wanted")) if fields.has("wanted") else before.wanted,
        fields.day("until") if fields.has("until") else before.until,
    )


def read_taking(fields: Fields, stance: Stance, version: int | None) -> Taking:
    """What stands in the modal."""
    return Taking(stance, clean(fields.text("words")), fields.day("until"), version)


def read_raising(fields: Fields, version: int | None) -> Raising:
    """The concern that stands in a form."""
    return Raising(clean(fields.text("words")), clean(fields.text("wanted")), version=version)


def changed_note(rfc: Rfc, pair: tuple[Version, Version]) -> list[Block]:
    """What has changed since a form was opened, above what was typed into it."""
    old, new = pair
    named = ", ".join(changes.changed_sections(old.text, new.text))
    told = (
        f":warning: The text has changed since you opened this: it is version {new.number} now. "
        f"What you typed is still here. Look at what changed, then go on.\n{_note(new)}"
    )
    steps = [button("What changed", changes.CHANGES, words.as_shown(rfc))]
    return [section(told), context(f"Changed: {named}"), actions("changed", steps)]


def changed_message(rfc: Rfc, pair: tuple[Version, Version]) -> Message:
    """The text has changed since the card was drawn that somebody pressed a button of."""
    old, new = pair
    head = (
        f"{words.headline(rfc)} has changed since you saw it: it is version {new.number} now. "
        f"Nothing was counted yet.\n{_note(new)}"
    )
    seen = words.as_shown(rfc)
    steps = [
        button("Approve this version", APPROVE, seen, style="primary"),
        button("Read it", "rfc.read", seen),
        button("Take a position", REVIEW, seen),
    ]
    shown = changes.in_short(old.text, new.text)
    return Message(f"It has changed: {words.title(rfc)}", [section(head), *shown, actions("changed", steps)])


def _note(version: Version) -> str:
    return f"*Version {version.number}*: {cut(escape(version.note), LONGEST_NOTE)}"


def receipt(rfc: Rfc, position: Position, joined: bool, today: date) -> Message:
    """Where somebody stands now, said to them alone."""
    text = _said(rfc, position, joined, today)
    return Message(text, [section(text), *_steps(rfc, position)])


def receipt_modal(rfc: Rfc, position: Position, joined: bool, today: date) -> View:
    """The same, in the place of the form."""
    return modal("Take a position", [section(_said(rfc, position, joined, today)), *_steps(rfc, position)])


def _said(rfc: Rfc, position: Position, joined: bool, today: date) -> str:
    if position.withdrawn:
        return f"Your position on {words.headline(rfc)} is withdrawn. You are awaited again."
    stance = Stance(position.stance)
    told = f"{SAID[stance]} {words.headline(rfc)}"
    if stance is Stance.HOLD and position.until:
        told = f"{told} until {as_day(position.until, today)}"
    follows = {
        Stance.HOLD: " It is not accepted as long as you hold.",
        Stance.DECLINE: " You are no longer awaited.",
    }.get(stance, " You are one of its reviewers now." if joined else "")
    return f"{told}.{follows} Change it as long as it is under review; the latest counts."


def _steps(rfc: Rfc, position: Position) -> list[Block]:
    seen = words.as_shown(rfc)
    if position.withdrawn:
        return [actions("receipt", [button("Take a position", REVIEW, seen)])]
    if position.stance == Stance.CONCERN:
        return []
    sure = confirm("Withdraw your position?", "It no longer counts, and you are awaited again.", "Withdraw")
    return [actions("receipt", [button("Withdraw", WITHDRAW, seen, confirm=sure)])]


def blocked(rfc: Rfc, concerns: Sequence[Concern]) -> Message:
    """A reviewer has an open concern, so they take no other position before it is settled."""
    text = (
        f"You have {'an open concern' if len(concerns) == 1 else 'open concerns'} about {words.headline(rfc)}. "
        "Say that it is resolved, then take another position."
    )
    return Message(text, [section(text), *_leading(rfc, concerns)])


def blocked_modal(rfc: Rfc, concerns: Sequence[Concern]) -> View:
    """The same in a modal."""
    shown = blocked(rfc, concerns)
    return modal("Take a position", shown.blocks)


def _leading(rfc: Rfc, concerns: Sequence[Concern]) -> list[Block]:
    return [
        section(words.concern_in_short(one), accessory=open_concern(rfc, one))
        for one in concerns[:MOST_SHOWN]
    ]
