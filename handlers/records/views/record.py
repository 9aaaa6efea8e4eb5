"""One record, with everything in it that can be read within Slack's limits."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.blocks import (
    actions,
    button,
    clean,
    confirm,
    context,
    cut,
    divider,
    escape,
    link_channel,
    mention,
    modal,
    section,
    sections,
    shorten,
    when,
)
from handlers.records.views.review import STEPS, VERDICTS, follow_up
from handlers.remembered import OPEN, day, standing
from handlers.replies import Block, View
from handlers.undertaken import NOTHING, Undertaken, told
from rituals.ids import Person
from rituals.records.guards import Reader, keeps, may_annotate
from rituals.records.model import Alternative, Dissent, Record, Review, State, name_of
from rituals.records.review import DONE_WITH, may_look_back
from storage.history import Entry

LONGEST_PART, MOST_NAMED, MOST_ENTRIES = 5_000, 40, 10
REST = "_… the rest stands in the export: `/decisions export`._"

ACTS = {
    "recorded": "{who} recorded it",
    "superseded": "{who} put {detail} in its place",
    "deprecated": "{who} deprecated it",
    "reinstated": "{who} said that it holds again",
    "tagged": "{who} tagged it: {detail}",
    "linked": "{who} linked {detail}",
    "reviewed": "{who} looked back",
    "planned": "{who} set the day of review: {detail}",
    "missed": "Nobody looked back, so the channel was told",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A record, who reads it, what was done to it, latest first, and the actions that came of it."""

    record: Record
    reader: Reader
    entries: Sequence[Entry] = ()
    undertaken: Undertaken = NOTHING


def record_modal(page: Page) -> View:
    """The record, with the buttons that this person may press."""
    record = page.record
    blocks: list[Block] = [
        section(f"*{escape(record.title)}*"),
        context(_summary(record)),
        *_places(record),
        *_part("Decision", record.decision),
        *_part("Why", record.rationale),
        *_part("Context", record.context),
        *_options(record),
        *_part("How it came out", "\n".join(record.result)),
        *_part("Trade-offs accepted", record.trade_offs),
        *_dissent(record),
        *_facts(record),
        *_part("How we will know that it worked", record.success_metrics),
        *_part("If we are wrong", record.fallback),
        *told(page.undertaken),
        *_reviews(record.reviews),
        *follow_up(record, page.reader),
        *_belongings(record),
        *_buttons(page),
    ]
    if page.entries:
        lines = [f"{when(entry.happened_at)}  {_act(entry)}" for entry in page.entries[:MOST_ENTRIES]]
        blocks.append(context(cut("\n".join(lines), 3000)))
    return modal(record.name, blocks)


def _summary(record: Record) -> str:
    method = f" · {escape(record.method)}" if record.method else ""
    return f"{standing(record)} · {day(record.decided_on)} · {link_channel(record.channel)}{method}"


def _places(record: Record) -> list[Block]:
    """The records before and after it."""
    steps = [button(f"Supersedes {name_of(one)}", f"{OPEN}/{one}", str(one)) for one in record.supersedes[:5]]
    if record.superseded_by is not None:
        newer = record.superseded_by
        steps.append(button(f"Superseded by {name_of(newer)}", f"{OPEN}/{newer}", str(newer)))
    return [actions("places", steps)] if steps else []


def _part(title: str, text: str) -> list[Block]:
    if not text.strip():
        return []
    escaped = escape(text.strip())
    blocks = sections(f"*{title}*\n{cut(escaped, LONGEST_PART)}")
    return [*blocks, context(REST)] if len(escaped) > LONGEST_PART else blocks


def _options(record: Record) -> list[Block]:
    if not record.options:
        return []
    weights = ", ".join(f"{escape(one.text)} {one.weight} %" for one in record.criteria)
    by = [context(f"By {weights}")] if weights else []
    each = [_option(one, number) for number, one in enumerate(record.options, 1)]
    is_short = not any("\n" in one for one in each)  # Names alone stand one under the other.
    listed = sections("\n".join(each)) if is_short else [section(one) for one in each]
    return [section("*Options*"), *by, *listed]


def _option(option: Alternative, number: int) -> str:
    lines = [f"{number}.  *{escape(option.text)}*"]
    if option.description:
        lines.append(escape(shorten(option.description, 800)))
    for sign, text in (("＋", option.pros), ("－", option.cons)):
        lines += [f"{sign} {escape(line)}" for line in shorten(text, 800).splitlines() if line.strip()]
    return "\n".join(lines)


def _dissent(record: Record) -> list[Block]:
    if not record.dissent:
        return []
    blocks = sections("*Dissent*\n" + "\n\n".join(map(_dissenter, record.dissent[:20])))
    return [*blocks, context(REST)] if len(record.dissent) > 20 else blocks


def _dissenter(dissent: Dissent) -> str:
    stands = f" ({escape(dissent.stands)})" if dissent.stands else ""
    words = "\n".join(line for line in shorten(dissent.words, 500).splitlines() if line.strip())
    lines = [
        f"{mention(dissent.person)}{stands}: {escape(words)}",
        f"_Expects:_ {escape(shorten(dissent.prediction, 300))}" if dissent.prediction else "",
        f"_What became of it:_ {escape(dissent.outcome)}" if dissent.outcome else "",
    ]
    return "\n".join(filter(None, lines))


def _facts(record: Record) -> list[Block]:
    took = record.participation
    of = f" of {took.seats:,}" if took and took.seats is not None else ""
    facts = [
        f"*Decider:* {mention(record.decider)}" if record.decider else "",
        f"*Owner:* {mention(record.owner)}",
        f"*Took part:* {took.answered:,}{of}" if took else "",
        f"*Consulted:* {_named(record.consulted)}" if record.consulted else "",
        f"*Informed:* {_named(record.informed)}" if record.informed else "",
        f"*Confidence:* {record.confidence} of 5" if record.confidence else "",
        f"*To be reviewed:* {day(record.review_on)}" if record.review_on else "",
    ]
    return [divider(), section("\n".join(fact for fact in facts if fact))]


def _named(people: Sequence[Person]) -> str:
    more = f" and {len(people) - MOST_NAMED} more" if len(people) > MOST_NAMED else ""
    return ", ".join(mention(person) for person in people[:MOST_NAMED]) + more


def _reviews(reviews: Sequence[Review]) -> list[Block]:
    if not reviews:
        return []
    lines = [
        f"{day(one.reviewed_on)}, {mention(one.person)}: {VERDICTS[one.verdict]}, {STEPS[one.next_step]}."
        + (f" {escape(shorten(one.happened, 600))}" if one.happened else "")
        for one in reversed(reviews[-8:])
    ]
    return sections("\n".join(["*How it turned out*", *lines]))


def _belongings(record: Record) -> list[Block]:
    links = [
        f"<{one.address}|{escape(shorten(clean(one.text), 100)).replace('|', '¦')}>" for one in record.links
    ]
    if record.source.permalink:
        links.insert(0, f"<{record.source.permalink}|The thread>")
    lines = [
        f"*Tags:* {', '.join(escape(tag) for tag in record.tags)}" if record.tags else "",
        f"*Links:* {' · '.join(links)}" if links else "",
    ]
    return sections("\n".join(line for line in lines if line))


def _buttons(page: Page) -> list[Block]:
    record, value = page.record, str(page.record.number)
    buttons = []
    if keeps(record, page.reader):
        if record.state is State.DEPRECATED:
            buttons.append(button("It holds again", "record.reinstate", value))
        elif record.state is not State.SUPERSEDED:
            buttons.append(button("Supersede", "record.supersede", value))
            buttons.append(button("Deprecate", "record.deprecate", value, confirm=_DEPRECATE))
    if may_look_back(record, page.reader):
        buttons.append(button("Look back", "record.look_back", value))
    if keeps(record, page.reader) and record.state not in DONE_WITH:
        buttons.append(button("Review date", "record.review_date", value))
    if may_annotate(record, page.reader):
        buttons += [button("Tag", "record.tag", value), button("Link", "record.link", value)]
    return [actions("manage", buttons)] if buttons else []


_DEPRECATE = confirm(
    "Deprecate this decision?",
    "It stays in the log, marked as no longer holding. You can take that back.",
    "Deprecate",
)


def _act(entry: Entry) -> str:
    who = mention(entry.person) if entry.person else "The clock"
    return ACTS.get(entry.act, escape(entry.act)).format(
        who=who, detail=escape(shorten(entry.detail, 100)) or "none"
    )
