"""Taking a position: choosing one, saying what belongs to it, and what counts then, said to that person alone."""

from collections.abc import Mapping

from handlers.blocks import (
    actions,
    button,
    clean,
    confirm,
    context,
    modal,
    section,
    when,
)
from handlers.commitments.views import words
from handlers.commitments.views.card import stance_buttons
from handlers.inputs import chosen_day, field, typed
from handlers.payloads import Fields
from handlers.remembered import day
from handlers.replies import Block, Message, View
from rituals.commitments.model import DISSENT, Commitment, Stance
from rituals.commitments.seeing import waits_for_close
from rituals.commitments.stating import Stating
from rituals.ids import Person
from rituals.positions import Position

PART_SHOWN, OWN_SHOWN = 500, 1000
WITHDRAW, KEEP = "commitment.withdraw", "commitment.keep"
HINTS = {
    Stance.RESERVATIONS: "What should not be forgotten? It is kept with your name.",
    Stance.DISAGREE: "What speaks against it? It is kept in your words, with your name.",
    Stance.BLOCK: "Why must this not go ahead? It is kept in your words, with your name.",
}


def stating_of(position: Position | None) -> Stating:
    """What a position says, to be changed; nothing where there is none."""
    if position is None:
        return Stating()
    said = position.prediction
    signal, due_on = (said.signal, said.due_on) if said else ("", None)
    return Stating(position.stance, position.reason, position.aims, signal, due_on, position.condition)


def choose_modal(commitment: Commitment, reader: Person, position: Position | None) -> View:
    """Where do you stand? The five positions, and the one that counts now."""
    so_far = (
        f"Now {words.YOURS[Stance(position.stance)]}." if position else "You have not taken a position yet."
    )
    return modal(
        "Take a position",
        [
            section(words.head(commitment)),
            *_in_short(commitment),
            stance_buttons(commitment),
            context(f"{so_far} {_secrecy(commitment, reader)}"),
        ],
    )


def _in_short(commitment: Commitment) -> list[Block]:
    terms = commitment.terms
    parts = {"Why": terms.context, "Optimises for": terms.aim, "Accepts": terms.trade_offs}
    lines = [f"*{name}:* {words.brief(said, PART_SHOWN)}" for name, said in parts.items() if said]
    return [section("\n".join(lines))] if lines else []


def position_modal(commitment: Commitment, person: Person, said: Stating, begun: bool = False) -> View:
    """What belongs to the position that is being stated; `begun` tells that it was left half filled."""
    stance = Stance(said.stance)
    reason = typed("reason", said.reason, lines=True)
    blocks: list[Block] = [section(words.head(commitment))]
    if begun:
        blocks.append(context("You left this half filled. It counts once you press *Take this position*."))
    blocks.append(field("Why?", reason, hint=HINTS[stance]))
    if stance in DISSENT:
        blocks += _dissenting(said)
    if stance is Stance.BLOCK:
        condition = typed("condition", said.condition, lines=True)
        blocks.append(field("What would let you commit?", condition))
    blocks.append(context(_secrecy(commitment, person)))
    return modal(
        words.CHOICES[stance],
        blocks,
        callback_id="commitment.position",
        private_metadata=f"{words.as_shown(commitment)} {stance}",
        submit="Take this position",
        notify_on_close=True,
    )


def _dissenting(said: Stating) -> list[Block]:
    aims = typed("aims", said.aims, lines=True, placeholder="Few moving parts at night")
    signal = typed("signal", said.signal, placeholder="We are paged for the queue more than once a week")
    return [
        field("What are you optimising for?", aims),
        field("What will we see, if you are right?", signal, hint="Something that everybody can check."),
        field("By when?", chosen_day("due_on", said.due_on), hint="You and the decider are asked then."),
    ]


def read_stating(fields: Fields, stance: str) -> Stating:
    """What stands in the form for this position."""
    reason, aims, signal, condition = (
        clean(fields.text(name)) for name in ("reason", "aims", "signal", "condition")
    )
    return Stating(stance, reason, aims, signal, fields.day("due_on"), condition)


def receipt(commitment: Commitment, person: Person, position: Position) -> Message:
    """What counts now, said to the person who took a position."""
    text = _receipt_text(commitment, person, position)
    return Message(text, [section(text), *_receipt_buttons(commitment, position)])


def receipt_modal(commitment: Commitment, person: Person, position: Position) -> View:
    """What counts now, where it was said in a modal."""
    text = _receipt_text(commitment, person, position)
    return modal("Your position", [section(text), *_receipt_buttons(commitment, position)])


def _receipt_text(commitment: Commitment, person: Person, position: Position) -> str:
    until = when(commitment.ends_at, "until")
    if position.withdrawn:
        return f"Your position is withdrawn. You can take one {until}."
    told = f"Your position: *{words.YOURS[Stance(position.stance)]}*."
    if not commitment.state.takes_positions:
        return f"{told} All are in now, so positions are closed. The card shows how it goes on."
    return f"{told} Change it {until}; the latest counts. {_secrecy(commitment, person)}"


def _secrecy(commitment: Commitment, person: Person) -> str:
    if commitment.is_hidden:
        return (
            "Nobody sees it until all are in, or it closes; then it is shown with your name and your words."
        )
    if waits_for_close(commitment, person):
        why = "As you decide" if person == commitment.terms.decider else "As you were to decide"
        return f"{why}, nobody sees it before the close; then it is shown with your name and your words."
    return "It is shown with your name and your words."


def _receipt_buttons(commitment: Commitment, position: Position) -> list[Block]:
    if position.withdrawn or not commitment.state.takes_positions:
        return []
    sure = confirm(
        "Withdraw your position?",
        "It no longer counts, and what you wrote is deleted. You can take one again until it closes.",
        "Withdraw",
    )
    return [actions("receipt", [button("Withdraw", WITHDRAW, commitment.id, confirm=sure)])]


def own_position(position: Position | None) -> str:
    """The position of the person who reads it, with their words, as mrkdwn."""
    if position is None or position.withdrawn:
        return "You have not taken a position."
    if not position.stance:
        return "Where you stood was never shown, and was destroyed as it ended."
    said = "\n".join(f"*{name}:* {words.brief(text, OWN_SHOWN)}" for name, text in parts_of(position).items())
    stance = words.YOURS[Stance(position.stance)]
    return f"*{stance[0].upper()}{stance[1:]}.*\n{said}".rstrip()


def parts_of(position: Position) -> Mapping[str, str]:
    """What was said with a position, by what was asked; only what there is."""
    seen = position.prediction
    prediction = f"{seen.signal} (by {day(seen.due_on)})" if seen else ""
    parts = {
        "Why": position.reason,
        "Optimises for": position.aims,
        "Expects to see": prediction,
        "Would commit if": position.condition,
    }
    return {name: said for name, said in parts.items() if said}
