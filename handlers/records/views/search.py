"""Looking for records: a field, filters, and what was found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers import remembered
from handlers.blocks import actions, button, clean, context, divider, modal, option, section
from handlers.help import near_miss
from handlers.inputs import chosen_channel, chosen_day, chosen_person, field, ticked, typed
from handlers.payloads import Fields
from handlers.replies import Block, Message, View
from rituals.records.model import Record, State, read_tags
from rituals.records.query import Query, read_query

PAGE = 10
STATES = [option(state, state.value) for state in State]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for: the line that they typed, and what they chose where the filters are shown."""

    line: str = ""
    with_filters: bool = False
    states: tuple[State, ...] = ()
    tags: str = ""
    channel: str = ""
    person: str = ""
    after: date | None = None
    before: date | None = None

    @property
    def query(self) -> Query:
        """What a record must be like."""
        typed = read_query(self.line)
        return replace(
            typed,
            states=typed.states + self.states,
            tags=typed.tags + read_tags(self.tags),
            channels=typed.channels + ((self.channel,) if self.channel else ()),
            people=typed.people + ((self.person,) if self.person else ()),
            after=self.after or typed.after,
            before=self.before or typed.before,
        )


def read_wanted(fields: Fields) -> Wanted:
    """What stands in the fields now."""
    people = fields.people("person")
    return Wanted(
        line=clean(fields.text("line")),
        with_filters=fields.has("states"),
        states=tuple(one for one in State if one in fields.choices("states")),
        tags=clean(fields.text("tags")),
        channel=fields.channel("channel"),
        person=people[0] if people else "",
        after=fields.day("after"),
        before=fields.day("before"),
    )


def search_modal(wanted: Wanted, found: Sequence[Record], skip: int = 0) -> View:
    """A page of what was found; `found` holds one more than fits where there is more."""
    blocks: list[Block] = [
        field(
            "Search",
            typed("line", wanted.line, placeholder='kafka  "exactly once"  tag:infra'),
            optional=True,
        )
    ]
    if wanted.with_filters:
        blocks += _filters(wanted)
    else:
        blocks.append(actions("steps", [button("Filters", "record.filters"), _WRITE]))
    blocks += [divider(), *_results(wanted, found[:PAGE], skip)]
    turns = []
    if skip:
        turns.append(button("Back to the first", "record.page/first", "0"))
    if len(found) > PAGE:
        turns.append(button("Show more", "record.page/more", str(skip + PAGE)))
    if turns:
        blocks.append(actions("turns", turns))
    return modal("Decisions", blocks, callback_id="record.search", submit="Search")


_WRITE = button("Record a decision", "record.write")


def _results(wanted: Wanted, found: Sequence[Record], skip: int) -> list[Block]:
    if not found and skip:
        return [section("That is all.")]
    if not found and wanted.query.is_empty:
        return [
            section(
                "No decision is recorded yet that you can see. Each one that your team takes with `/decide` is; "
                "one that you already took you can record by hand."
            )
        ]
    if not found:
        return [section("Nothing found. Try fewer words, or the beginning of one: `kaf` finds Kafka.")]
    return [context(_place(wanted, len(found), skip)), *remembered.listed(found)]


def _place(wanted: Wanted, shown: int, skip: int) -> str:
    if shown == 1 and not skip:
        return "One found"
    order = "Best first" if wanted.query.phrases else "Latest first"
    return f"{order}, {skip + 1} to {skip + shown}" if shown > 1 else f"{order}, number {skip + 1}"


def _filters(wanted: Wanted) -> list[Block]:
    return [
        field("State", ticked("states", STATES, wanted.states), optional=True),
        field(
            "Tags", typed("tags", wanted.tags, placeholder="infra, cost"), hint="All of them.", optional=True
        ),
        field("Channel", chosen_channel("channel", wanted.channel, "Any channel"), optional=True),
        field("Decided or owned by", chosen_person("person", wanted.person, "Anybody"), optional=True),
        field("From", chosen_day("after", wanted.after), optional=True),
        field("Before", chosen_day("before", wanted.before), optional=True),
    ]


def did_you_mean(word: str, meant: str) -> Message:
    """A single word that is nearly a command."""
    yes = button(f"Yes, {meant}", f"record.{meant}", style="primary")
    no = button("No, search for this", "record.find", word)
    return near_miss(f"/decisions {meant}", yes, no)


def help_message() -> Message:
    """What /decisions can do."""
    return Message(
        "How to find decisions with Cairn",
        [
            section("*Find what was decided with* `/decisions`"),
            section(
                "`/decisions` shows the latest.\n"
                "`/decisions kafka queue` searches; the last word may be the beginning of one.\n"
                '`/decisions "exactly once" -redis` takes words in this order, without another.\n'
                "`/decisions tag:infra state:accepted in:#platform by:@ana after:2026-01-01 before:2027` filters.\n"
                "`/decisions D-12` shows one.\n"
                "`/decisions record` writes down a decision that you already took.\n"
                "`/decisions export` sends you all of them as files: Markdown, JSON and a site.\n"
                "`/decisions help` shows this."
            ),
            context("You find what you can see in Slack: what lives in a private channel, its members find."),
        ],
    )
