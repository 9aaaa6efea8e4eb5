"""The monthly digest, as everybody in its channel reads it. No person has a place in it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from handlers.blocks import actions, button, clean, context, count, cut, escape, link_channel, listed, section
from handlers.records.views.review import VERDICTS
from handlers.remembered import day
from handlers.replies import Block, Message
from rituals.records.digest import MONTH, Digest, half_within
from rituals.records.model import Record, Review, Verdict, name_of

MOST_LISTED = 8
FEWEST = 3  # Of fewer decisions, half is none that one could speak of.
SWITCH_OFF = "`/cairn settings`, *This channel*"


def month_of(first: date) -> str:
    """“November 2026”."""
    return f"{first:%B} {first.year}"


def digest(told: Digest, skipped: bool = False) -> Message:
    """What the month brought; `skipped` tells that there was no digest of the month before."""
    title = f"{month_of(told.first)} in decisions"
    missing = [context(_skipped(told.first))] if skipped else []
    if told.is_empty:
        said = f"*{title}:* nothing was decided, and nothing waits."
        return Message(title, [section(said), *missing, context(_footing())])
    due = [f"{_named(one)} · {_due(one, told.first)}" for one in told.due]
    return Message(
        _in_short(title, told),
        [
            section(f"*{title}*"),
            *missing,
            *_part("Decided", [_decided(one) for one in told.decided]),
            *_part("Looked back at", [_reviewed(*one) for one in told.reviewed]),
            *_part("Superseded", [_superseded(*one) for one in told.superseded]),
            *_part("Reviews due", due),
            *_actions(told),
            *_figures(told),
            actions("digest", [_find(told.first)]),
            context(_footing()),
        ],
    )


def undelivered(channel: str) -> Message:
    """Told to whoever asked for the digest, once."""
    said = (
        f"I can't post the monthly digest in {link_channel(channel)}: I am no longer in that channel, it is archived, or "
        "I may not post there. Invite me with `/invite @Cairn`, or switch the digest off: "
        f"{SWITCH_OFF}."
    )
    return Message("I can't post the monthly digest", [section(said)])


def _in_short(title: str, told: Digest) -> str:
    parts = [
        f"{len(found):,} {what}"
        for found, what in (
            (told.decided, "decided"),
            (told.reviewed, "looked back at"),
            (told.superseded, "superseded"),
            (told.due, "to look back at"),
        )
        if found
    ]
    return f"{title}: {', '.join(parts)}" if parts else title


def _part(title: str, lines: Sequence[str]) -> list[Block]:
    if not lines:
        return []
    left = len(lines) - MOST_LISTED
    more = [f"… and {left:,} more"] if left > 0 else []
    shown = [f"•  {line}" for line in lines[:MOST_LISTED]]
    return [section("\n".join([f"*{title}* ({len(lines):,})", *shown, *more]))]


def _named(record: Record) -> str:
    return f"*{record.name}*  {_words(record.title, 150)}"


def _words(text: str, most: int) -> str:
    return cut(escape(" ".join(clean(text).split())), most)


def _decided(record: Record) -> str:
    came = f" · {_words(record.decision, 80)}" if record.decision.strip() else ""
    return f"{_named(record)}{came} · {link_channel(record.channel)}"


def _reviewed(record: Record, review: Review) -> str:
    return f"{_named(record)} · {VERDICTS[review.verdict]}. {_words(review.happened, 120)}".rstrip()


def _superseded(older: Record, newer: int | None) -> str:
    return f"{_named(older)}" + (f" · by *{name_of(newer)}*" if newer is not None else "")


def _due(record: Record, first: date) -> str:
    if record.review_on is None:
        return ""
    is_late = record.review_on < first + MONTH
    return f"{'since' if is_late else 'on'} {day(record.review_on)}"


def _actions(told: Digest) -> list[Block]:
    if not told.actions:
        return []
    number = sum(many for _, many in told.actions)
    ages = listed([f"{many:,} {age}" for age, many in told.actions])
    return [section(f"*Open actions* ({number:,})\n{ages}")]


def _figures(told: Digest) -> list[Block]:
    """How long decisions took, and how often reviews held up: of a year, as a month is too short to tell."""
    lines = _how_long(told.took)
    if told.verdicts:
        held = Counter(told.verdicts)[Verdict.HELD]
        lines.append(f"{held:,} of {count(len(told.verdicts), 'review')} found that the decision had held up")
    return [context(f"In twelve months, {listed(lines)}.")] if lines else []


def _how_long(took: Sequence[int]) -> list[str]:
    if len(took) < FEWEST:
        return []
    half = half_within(took)
    within = f"within {half:g} {'day' if half == 1 else 'days'}" if half else "on the day they were asked"
    return [f"half of {len(took):,} decisions were taken {within}"]


def _find(first: date) -> Block:
    line = f"after:{first.isoformat()} before:{(first + MONTH).isoformat()}"
    return button("Look at what was decided", "record.find", line)


def _skipped(first: date) -> str:
    return f"There was no digest of {month_of(first - MONTH)}: I was not running when it was due."


def _footing() -> str:
    return f"Only what everybody here may see. Change it with {SWITCH_OFF}."
