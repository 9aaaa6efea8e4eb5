"""The forms of the settings, and what nearly was a word of `/cairn`. Pure."""

from collections.abc import Sequence
from datetime import time

from handlers.blocks import (
    actions,
    button,
    clean,
    context,
    escape,
    link_channel,
    listed,
    modal,
    option,
    section,
)
from handlers.choices import HINTS, METHODS, SECRECIES
from handlers.inputs import chosen, chosen_day, field, ticked, typed
from handlers.payloads import Fields
from handlers.replies import Block, Message, View
from rituals.calendar import WorkingHours
from rituals.decisions.terms import Hint, Method, Secrecy
from rituals.phrases import WEEKDAYS
from rituals.settings.form import Form
from rituals.settings.model import NUDGES, OfChannel, OfPerson, OfWorkspace

DAYS = [option(str(number), name) for number, name in enumerate(WEEKDAYS)]
KINDS = [
    option("decision", "Decisions", "Votes that wait for you, twice each at most."),
    option("commitment", "Commitments", "Positions that wait for you, twice each at most."),
    option("rfc", "RFCs", "Reviews that wait for you, twice each at most."),
    option("action", "Actions", "On the day they are due, then weekly."),
    option("record", "Reviews", "Decisions to look back at, twice each at most."),
    option("win", "Wins", "Your list at the start of each quarter."),
]
ALLOWED = [option("nudges", "Nudge people about what waits for them", "Each person can silence their own.")]
MOST_NAMED = 20
AHEAD = [
    option(str(days), f"{days} business days" if days > 1 else "1 business day") for days in range(1, 11)
]
DIGEST = [option("digest", "Post the monthly digest here", "Only what everybody in the channel may see.")]


def person_modal(own: OfPerson, workspace: OfWorkspace, channel: str, admin: bool) -> View:
    """What this person can choose for themselves, and the way to the other settings."""
    zone = typed("zone", own.zone, placeholder="Europe/Berlin")
    away = chosen_day("away_until", own.away_until)
    blocks: list[Block] = [
        *_hours(own.hours or workspace.hours),
        field("Time zone", zone, hint="Empty: as in your Slack profile.", optional=True),
        field("Away until", away, hint="Nothing nudges you up to and including that day.", optional=True),
        field("Nudge me about", ticked("nudges", KINDS, set(NUDGES) - own.muted), optional=True),
    ]
    buttons = []
    if channel:
        buttons.append(button("This channel", "settings.channel", channel))
    if admin:
        buttons.append(button("Workspace", "settings.workspace"))
    if buttons:
        blocks.append(actions("others", buttons))
    return _form("Your settings", "settings.person", blocks)


def channel_modal(channel: str, kept: OfChannel, digest: bool = False) -> View:
    """What the form for a decision starts with in a channel, and whether it gets the monthly digest."""
    blocks: list[Block] = [
        context(f"What a decision in {link_channel(channel)} starts with. It can be changed in each."),
        field("Method", chosen("static_select", "method", METHODS, kept.method)),
        field("What is shown", chosen("static_select", "secrecy", SECRECIES, kept.secrecy)),
        field("Closes after", chosen("static_select", "closes_after", AHEAD, str(kept.days))),
        field("Hints against traps", ticked("hints", HINTS, kept.hints), optional=True),
        field(
            "Monthly digest",
            ticked("digest", DIGEST, ["digest"] if digest else []),
            hint="What was decided, looked back at and superseded, and what waits: on the first business day, at ten.",
            optional=True,
        ),
    ]
    return _form("Channel settings", "settings.channel", blocks, channel)


def workspace_modal(kept: OfWorkspace, digests: Sequence[str] = ()) -> View:
    """What holds for everybody who chose nothing else, and which channels that the person sees get the digest."""
    named = listed([link_channel(channel) for channel in digests[:MOST_NAMED]])
    more = f", and {len(digests) - MOST_NAMED} more" if len(digests) > MOST_NAMED else ""
    said = f"posted in {named}{more}. It is" if digests else "posted nowhere yet. It is"
    blocks: list[Block] = [
        context("What holds for everybody here who chose nothing else."),
        *_hours(kept.hours),
        field("Nudges", ticked("nudges", ALLOWED, ["nudges"] if kept.nudges else []), optional=True),
        context(f"*Monthly digest:* {said} switched on and off in a channel, under *This channel*."),
    ]
    return _form("Workspace settings", "settings.workspace", blocks)


def read_form(fields: Fields) -> Form:
    """What stands in the form of a person or of the workspace."""
    return Form(
        clean(fields.text("zone")),
        fields.choices("days"),
        fields.clock("start"),
        fields.clock("end"),
        fields.day("away_until"),
        fields.choices("nudges"),
    )


def read_channel_form(fields: Fields) -> OfChannel:
    """What stands in the form of a channel; there is nothing in it to mend."""
    return OfChannel(
        fields.one_of("method", Method) or Method.SINGLE,
        fields.one_of("secrecy", Secrecy) or Secrecy.OPEN,
        _days_ahead(fields),
        frozenset(hint for hint in Hint if hint in fields.choices("hints")),
    )


def _days_ahead(fields: Fields) -> int:
    chosen = fields.choice("closes_after")
    return int(chosen) if chosen in {one["value"] for one in AHEAD} else OfChannel().days


def wants_digest(fields: Fields) -> bool:
    """Whether the channel is to get the monthly digest."""
    return "digest" in fields.choices("digest")


def did_you_mean(word: str, known: Sequence[str]) -> Message:
    """A word that `/cairn` does not know."""
    named = ", ".join(f"`/cairn {one}`" for one in known)
    return Message(
        "I don't know that word.", [section(f"I don't know `/cairn {escape(word)}`. There is {named}.")]
    )


def _hours(hours: WorkingHours) -> list[Block]:
    return [
        field("Working days", ticked("days", DAYS, map(str, hours.days))),
        field("From", _clock("start", hours.start)),
        field("To", _clock("end", hours.end), hint="You are nudged within these hours only."),
    ]


def _clock(name: str, at: time) -> dict[str, object]:
    return {"type": "timepicker", "action_id": name, "initial_time": f"{at:%H:%M}"}


def _form(title: str, callback: str, blocks: Sequence[Block], subject: str = "") -> View:
    return modal(title, blocks, callback_id=callback, private_metadata=subject, submit="Save", close="Cancel")
