"""Adding a message to an RFC: the form that its shortcut opens, and what is said afterwards."""

from collections.abc import Sequence
from enum import StrEnum

from handlers.blocks import actions, button, context, link_channel, modal, option, section, shorten
from handlers.inputs import chosen, field, typed
from handlers.payloads import Fields
from handlers.replies import Block, Message, View
from handlers.rfcs.views import concerns, words
from rituals.positions import LONGEST_WORDS
from rituals.rfcs.model import Comment, Concern, Rfc

KIND, RFC = "rfc.kind", "rfc.which"
MOST_OFFERED = 100
LONGEST_CAPTURED = 4000


class Kind(StrEnum):
    """What a message is to an RFC."""

    CONCERN = "concern"
    COMMENT = "comment"


KINDS = {
    Kind.CONCERN: ("A concern", "It is answered, and you say when it is resolved"),
    Kind.COMMENT: ("A comment to keep", "So that it is not lost in the thread"),
}


def add_modal(
    rfc: Rfc | None, others: Sequence[Rfc], said: str, subject: str, kind: Kind = Kind.CONCERN
) -> View:
    """The message, and what it is to be; `rfc` is that in whose thread it stands, else one of the others is chosen."""
    options = [option(one.value, *KINDS[one]) for one in Kind]
    blocks: list[Block] = []
    if rfc is not None:
        blocks += [
            section(words.headline(rfc)),
            context(f"Everybody who sees {link_channel(rfc.terms.channel)} reads it."),
        ]
    else:
        offered = [
            option(str(one.number), shorten(f"{one.name} · {one.terms.text.title}", 75))
            for one in others[:MOST_OFFERED]
        ]
        blocks += [
            field(
                "To which RFC?",
                chosen("static_select", RFC, offered),
                hint="Everybody who sees its channel reads it.",
            )
        ]
    blocks.append(
        {**field("What is it?", chosen("radio_buttons", KIND, options, kind.value)), "dispatch_action": True}
    )
    blocks.append(field("In these words", typed("words", said, lines=True), hint="It leads to the message."))
    if kind is Kind.CONCERN:
        blocks.append(field("What would resolve it?", typed("wanted", lines=True)))
    blocks.append(context("It is yours. Whoever wrote the message is told, and may take it over."))
    return modal("Add to an RFC", blocks, callback_id="rfc.add", private_metadata=subject, submit="Add it")


def captured(text: str, link: str) -> str:
    """What a message says, as far as it fits, and the way to the rest."""
    text = text.strip()[:LONGEST_CAPTURED]
    if len(text) <= LONGEST_WORDS:
        return text
    rest = f" … The rest: {link}" if link else " …"
    return text[: LONGEST_WORDS - len(rest)].rstrip() + rest


def read_kind(fields: Fields) -> Kind:
    """What was chosen for it to be."""
    return fields.one_of(KIND, Kind) or Kind.CONCERN


def added_concern(rfc: Rfc, concern: Concern) -> View:
    """A message is a concern now, said to whoever made it one."""
    return concerns.as_modal(concerns.raised(rfc, concern))


def kept(rfc: Rfc) -> View:
    """A message is kept, said to whoever kept it."""
    return modal("Kept", [section(f"It is kept as a comment on {words.headline(rfc)}, under ⋯ *Details*.")])


def taken(rfc: Rfc, comment: Comment) -> Message:
    """Somebody has taken a comment over, said to them."""
    told = f"The comment on {words.headline(rfc)} stands under your name now."
    step = button("Details", "rfc.details", str(rfc.number))
    return Message(told, [section(told), actions(f"comment {comment.number}", [step])])
