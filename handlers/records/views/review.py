"""Looking back: what is asked, what is told of it, and what follows."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.blocks import (
    actions,
    button,
    clean,
    context,
    count,
    cut,
    divider,
    escape,
    link_channel,
    mention,
    modal,
    option,
    section,
)
from handlers.inputs import chosen, chosen_day, field, typed
from handlers.payloads import Fields
from handlers.remembered import OPEN, day, standing
from handlers.replies import Block, Message, View
from rituals.records.guards import Reader, keeps
from rituals.records.model import NextStep, Record, Review, Verdict
from rituals.records.review import DONE_WITH, Form

DECIDE_AGAIN = "decision.again"
"""The action with which decisions open a new one that leads back to a record; its value is the record's number."""

VERDICTS = {Verdict.HELD: "held up", Verdict.PARTLY: "held up partly", Verdict.DID_NOT: "did not hold up"}
STEPS = {NextStep.KEEP: "kept", NextStep.AMEND: "to be amended", NextStep.REVERSE: "to be reversed"}
TURNED_OUT = [
    option(Verdict.HELD, "It held up"),
    option(Verdict.PARTLY, "It held up partly"),
    option(Verdict.DID_NOT, "It did not hold up"),
]
FOLLOWS = [
    option(NextStep.KEEP, "Keep it"),
    option(NextStep.AMEND, "Amend it", "You can record the newer decision next."),
    option(NextStep.REVERSE, "Reverse it", "You can put the question again next."),
]
LONGEST_PART, MOST_NUDGED, MOST_ON_HOME = 1_000, 5, 10


def review_modal(record: Record, today: date) -> View:
    """How did it turn out? With the record in short, so that nobody has to remember."""
    planned = record.review_on if record.review_on is not None and record.review_on > today else None
    return modal(
        "Look back",
        [
            section(f"*{escape(record.title)}*"),
            context(
                f"{record.name} · {standing(record)} · {day(record.decided_on)} · {link_channel(record.channel)}"
            ),
            *_in_short(record),
            divider(),
            field("How did it turn out?", chosen("radio_buttons", "verdict", TURNED_OUT)),
            field(
                "What happened",
                typed("happened", lines=True, placeholder="What you saw, and what surprised you"),
                hint="Everybody who sees the record reads it.",
                optional=True,
            ),
            field("What follows", chosen("radio_buttons", "next_step", FOLLOWS, NextStep.KEEP)),
            *_day_fields("Look back again on", "again", planned),
        ],
        callback_id="record.review",
        private_metadata=str(record.number),
        submit="Save",
        close="Cancel",
    )


def _in_short(record: Record) -> list[Block]:
    parts: Mapping[str, str] = {
        "Decision": record.decision,
        "Why": record.rationale,
        "How we will know that it worked": record.success_metrics,
        "If we are wrong": record.fallback,
        "Trade-offs accepted": record.trade_offs,
    }
    return [
        section(f"*{title}*\n{cut(escape(text.strip()), LONGEST_PART)}")
        for title, text in parts.items()
        if text.strip()
    ]


def read_form(fields: Fields) -> Form:
    """What stands in the form."""
    return Form(
        fields.choice("verdict"),
        clean(fields.text("happened")),
        fields.choice("next_step"),
        fields.day("again_picked"),
        fields.text("again_typed"),
    )


def date_modal(record: Record) -> View:
    """When is it looked back at?"""
    return modal(
        "Review date",
        [
            section(f"*{escape(record.title)}*"),
            context(record.name),
            *_day_fields("Look back on", "review", record.review_on),
        ],
        callback_id="record.review_date",
        private_metadata=str(record.number),
        submit="Save",
        close="Cancel",
    )


def _day_fields(label: str, name: str, on: date | None) -> list[Block]:
    hint = "What is typed wins. Leave both empty, and nobody is asked."
    phrase = typed(f"{name}_typed", placeholder="12w · next month · 2027-06-01")
    return [
        field(label, chosen_day(f"{name}_picked", on), optional=True),
        field("… or typed", phrase, hint=hint, optional=True),
    ]


def reviewed_modal(record: Record, reader: Reader, review: Review) -> View:
    """What was said is kept, and what follows is one click away."""
    said = f"Kept in {record.name}: it {VERDICTS[review.verdict]}, and is {STEPS[review.next_step]}."
    steps = [button(f"Open {record.name}", OPEN, str(record.number))]
    return modal(
        "Looked back",
        [
            section(f"*{escape(record.title)}*"),
            section(said),
            *follow_up(record, reader),
            actions("open", steps),
        ],
    )


def follow_up(record: Record, reader: Reader) -> list[Block]:
    """What follows from the latest review, as long as nothing has come of it."""
    if not record.reviews or record.state in DONE_WITH:
        return []
    value, step = str(record.number), record.reviews[-1].next_step
    if step is NextStep.REVERSE:
        again = button("Decide again", DECIDE_AGAIN, value)
        return [
            section(
                "Put the question to the team again: it starts with what is known today.", accessory=again
            )
        ]
    if step is NextStep.AMEND and keeps(record, reader):
        amend = button("Record the amendment", "record.amend", value)
        said = f"Write down what holds now: it gets a number of its own, and the place of {record.name}."
        return [section(said, accessory=amend)]
    if step is NextStep.AMEND:
        return [context("Its decider, its owner or a workspace admin can record the amendment.")]
    return []


# ------------------------------------------------------------------------------------------------- messages


def reminder(due: Sequence[Record]) -> Message:
    """What this person is to look back at: a part of the nudge."""
    head = f"{count(len(due), 'decision')} to look back at"
    said = section(f"*{head}:* how did it turn out?")
    return Message(head, [said, *_lines(due, MOST_NUDGED)])


def waiting(due: Sequence[Record]) -> list[Block]:
    """The same on Home, among what else waits for this person."""
    return _lines(due, MOST_ON_HOME)


def _lines(due: Sequence[Record], most: int) -> list[Block]:
    lines = [section(_line(one), f"review {one.number}", accessory=_look_back(one)) for one in due[:most]]
    left = len(due) - most
    return [*lines, context(f"{left:,} more: they show once these are done.")] if left > 0 else lines


def _line(record: Record) -> str:
    came = f"{_cut(record.decision, 100)} · " if record.decision.strip() else ""
    where = link_channel(record.channel)
    return f"*{record.name}  {_cut(record.title, 150)}*\n{came}decided {day(record.decided_on)} · {where}"


def _cut(text: str, most: int) -> str:
    return cut(escape(" ".join(clean(text).split())), most)


def _look_back(record: Record) -> Block:
    return button("Look back", "record.look_back", str(record.number))


def missed(record: Record, orphaned: bool) -> Message:
    """Nobody has looked back: told to the channel, once. `orphaned` tells that there is nobody left to ask."""
    named = f"*{record.name}  {_cut(record.title, 150)}*"
    on = day(record.review_on) if record.review_on is not None else "its day"
    why = (
        "Those who answer for it are no longer here, so anybody in this channel can."
        if orphaned
        else "Nobody has yet, so anybody in this channel can."
    )
    steps = [
        {**_look_back(record), "style": "primary"},
        button("Open", OPEN, str(record.number)),
    ]
    return Message(
        f"How did it turn out? {record.name}",
        [
            section(f"{named} was to be looked back at on {on}. {why}"),
            actions(f"missed {record.number}", steps),
        ],
    )


def reviewed(record: Record) -> Message:
    """Somebody else has looked back: told to whoever was to."""
    said = record.reviews[-1]
    happened = f"\n{_cut(said.happened, 600)}" if said.happened else ""
    text = (
        f"{mention(said.person)} has looked back at *{record.name}  {_cut(record.title, 150)}*: "
        f"it {VERDICTS[said.verdict]}, and is {STEPS[said.next_step]}.{happened}"
    )
    step = button("Open", OPEN, str(record.number))
    return Message(f"Somebody has looked back at {record.name}", [section(text), actions("reviewed", [step])])
