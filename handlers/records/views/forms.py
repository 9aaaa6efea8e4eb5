"""What is asked for: a decision that was taken already, what is put in a record's place, its tags and links."""

from collections.abc import Sequence
from datetime import date

from handlers.blocks import clean, context, escape, modal, section
from handlers.inputs import chosen_channel, chosen_day, field, typed
from handlers.payloads import Fields
from handlers.replies import Block, View
from rituals.records.form import Form
from rituals.records.model import Record


def write_modal(form: Form, draft: str, today: date, older: Record | None = None) -> View:
    """*Record a decision we already took*; one that takes the place of an older one, where that is given."""
    said = "*A decision that you already took.* It gets a number, and can be found with `/decisions`."
    if older is not None:
        said = f"*What holds now.* It gets a number of its own, and the place of {older.name}."
    return modal(
        "Record a decision",
        [
            section(said),
            field("Question", typed("title", form.title, placeholder="Which queue do we build on?")),
            field("Decision", typed("decision", form.decision, lines=True, placeholder="SQS")),
            field("Why", typed("rationale", form.rationale, lines=True), optional=True),
            field("Context", typed("context", form.context, lines=True), optional=True),
            field("Options", typed("options", form.options, lines=True), hint="One a line.", optional=True),
            field(
                "Channel",
                chosen_channel("channel", form.channel),
                hint="Who sees this channel sees the record.",
            ),
            field("Decided on", chosen_day("decided_on", form.decided_on or today), optional=True),
            field(
                "Review on",
                chosen_day("review_on", form.review_on),
                hint="You are asked then how it turned out.",
                optional=True,
            ),
            field("Tags", typed("tags", form.tags, placeholder="infra, cost"), optional=True),
        ],
        callback_id="record.write",
        private_metadata=draft if older is None else f"{draft} {older.number}",
        submit="Record",
        close="Cancel",
    )


def read_form(fields: Fields) -> Form:
    """What stands in the form."""
    return Form(
        channel=fields.channel("channel"),
        title=clean(fields.text("title")),
        context=clean(fields.text("context")),
        options=clean(fields.text("options")),
        decision=clean(fields.text("decision")),
        rationale=clean(fields.text("rationale")),
        decided_on=fields.day("decided_on"),
        review_on=fields.day("review_on"),
        tags=clean(fields.text("tags")),
    )


def supersede_modal(record: Record) -> View:
    """Which record takes its place?"""
    return _ask(
        record,
        ("Supersede", "record.supersede"),
        [
            field(
                "Which record takes its place?",
                typed("by", placeholder="D-14"),
                hint="Decide anew first, or record the newer decision: then it has a number.",
            )
        ],
    )


def tag_modal(record: Record) -> View:
    """The tags, to be changed."""
    tags = typed("tags", ", ".join(record.tags), placeholder="infra, cost")
    return _ask(record, ("Tag", "record.tag"), [field("Tags", tags, hint="Apart by commas.", optional=True)])


def link_modal(record: Record) -> View:
    """Something that belongs to it."""
    return _ask(
        record,
        ("Link", "record.link"),
        [
            field("Address", typed("address", placeholder="https://…")),
            field("What it is", typed("text", placeholder="The RFC, the dashboard …"), optional=True),
        ],
    )


def _ask(record: Record, names: tuple[str, str], fields: Sequence[Block]) -> View:
    title, callback = names
    about = [section(f"*{escape(record.title)}*"), context(record.name)]
    return modal(
        title,
        [*about, *fields],
        callback_id=callback,
        private_metadata=str(record.number),
        submit="Save",
        close="Cancel",
    )
