"""A record as a Markdown file in the form of MADR 4, and the index of these files."""

from collections.abc import Iterable, Sequence

from handlers.records.export.markdown import block, heading, inline, item, items, line, link, yaml
from handlers.records.views.review import STEPS, VERDICTS
from rituals.actions.model import Action
from rituals.ids import Person
from rituals.records.log import Log, stem
from rituals.records.model import Alternative, Record, Review, State, name_of

Part = str | None
"""A piece of Markdown; None or '' where there is nothing to say."""


def madr(record: Record, log: Log) -> str:
    """The record; what nobody wrote down is left out, but for the parts that MADR asks for."""
    return _join(
        # Tools that look for the title in the first line after the front matter want no empty line there.
        f"{_front(record, log)}\n# {heading(record.title)}",
        _section("## Context and Problem Statement", block(record.context) or "Nobody wrote it down."),
        _section(
            "## Decision Drivers", items(f"{line(one.text)} ({one.weight} %)" for one in record.criteria)
        ),
        _section(
            "## Considered Options",
            items(line(one.text) for one in record.options) or "Nobody wrote them down.",
        ),
        _section("## Decision Outcome", _outcome(record), _consequences(record), _confirmation(record, log)),
        _section("## Pros and Cons of the Options", *_options(record.options)),
        _section("## More Information", *_more(record, log)),
    )


def index(log: Log) -> str:
    """All records in a table, the latest first."""
    if not log.records:
        return _join(f"# {heading(log.title)}", "No decision is recorded yet.")
    rows = [
        f"| [{one.name}]({stem(one)}.md) | {inline(one.title)} | {inline(one.decision)} | {_standing(one, log)} "
        f"| {one.decided_on} | {inline(log.channel(one.channel))} |"
        for one in reversed(log.records)
    ]
    table = ["| | Question | Decision | State | Date | Channel |", "|---|---|---|---|---|---|", *rows]
    return _join(f"# {heading(log.title)}", "\n".join(table))


def _front(record: Record, log: Log) -> str:
    state = record.state.value
    if record.state is State.SUPERSEDED and record.superseded_by is not None:
        state = f"superseded by ADR-{record.superseded_by:04}"
    lines = [
        f"status: {state}",
        f"date: {record.decided_on}",
        *_named("decision-makers", [record.reviewer], log),
        *_named("consulted", record.consulted, log),
        *_named("informed", record.informed, log),
        *([f"tags: [{', '.join(yaml(tag) for tag in record.tags)}]"] if record.tags else []),
    ]
    return "\n".join(["---", *lines, "---"])


def _named(field: str, people: Sequence[Person], log: Log) -> list[str]:
    return [f"{field}: [{', '.join(yaml(log.person(one)) for one in people)}]"] if people else []


def _outcome(record: Record) -> str:
    because = block(record.rationale)
    if record.decision in {one.text for one in record.options}:
        chosen = f'Chosen option: "{inline(record.decision)}"'
        decided = _join(f"{chosen}, because:", because) if because else f"{chosen}."
    else:
        decided = _join(block(record.decision) or "Nothing was chosen.", because)
    took = record.participation
    seats = f" of {took.seats:,}" if took and took.seats is not None else ""
    facts = [
        f"{took.answered:,}{seats} took part." if took else "",
        f"Method: {inline(record.method)}." if record.method else "",
    ]
    came = _join("How it came out:", items(map(line, record.result))) if record.result else ""
    return _join(decided, " ".join(filter(None, facts)), came)


def _consequences(record: Record) -> Part:
    given_up = items(f"Bad, because {inline(one)}" for one in _lines(record.trade_offs))
    return _section("### Consequences", "Accepted with it:" if given_up else "", given_up)


def _confirmation(record: Record, log: Log) -> Part:
    facts = [
        f"Confidence when it was decided: {record.confidence} of 5." if record.confidence else "",
        f"To be reviewed on {record.review_on}." if record.review_on else "",
    ]
    return _section(
        "### Confirmation",
        _told("How we will know that it worked:", record.success_metrics),
        _told("What we do if we are wrong:", record.fallback),
        items(filter(None, facts)),
        _reviews(record.reviews, log),
    )


def _reviews(reviews: Sequence[Review], log: Log) -> Part:
    told = [
        _join(
            f"{one.reviewed_on}, {inline(log.person(one.person))}: {VERDICTS[one.verdict]}, {STEPS[one.next_step]}.",
            block(one.happened),
        )
        for one in reviews
    ]
    return _join("How it turned out:", items(told)) if told else None


def _options(options: Sequence[Alternative]) -> list[Part]:
    if not any(one.description or one.pros or one.cons for one in options):
        return []
    return [
        _join(
            f"### {heading(one.text)}",
            block(one.description),
            items(
                [
                    *(f"Good, because {inline(pro)}" for pro in _lines(one.pros)),
                    *(f"Bad, because {inline(con)}" for con in _lines(one.cons)),
                ]
            ),
        )
        for one in options
    ]


def _more(record: Record, log: Log) -> list[Part]:
    links = [link(one.text, one.address) for one in record.links]
    if record.source.permalink:
        links.insert(0, link("The thread in Slack", record.source.permalink))
    asked = f"Asked on {record.asked_on}, decided" if record.asked_on else "Decided"
    facts = [
        f"{record.name}: {asked} on {record.decided_on} in {inline(log.channel(record.channel))}.",
        f"Owner: {inline(log.person(record.owner))}",
        f"Decider: {inline(log.person(record.decider))}" if record.decider else "",
        *(f"Supersedes {_relation(one, log)}" for one in record.supersedes),
        f"Superseded by {_relation(record.superseded_by, log)}" if record.superseded_by is not None else "",
    ]
    return [
        items(filter(None, facts)),
        _section("### Actions", items(_action(one, log) for one in log.undertaken(record))),
        _section("### Dissent", _dissent(record, log)),
        _section("### Links", items(links)),
    ]


def _action(action: Action, log: Log) -> str:
    who = ", ".join(inline(log.person(one)) for one in action.owners)
    why = f": {inline(action.reason)}" if action.reason else ""
    return f"{line(action.text)} ({who}, due {action.due}, {action.state.value}{why})"


def _dissent(record: Record, log: Log) -> Part:
    return "\n".join(
        item(
            _join(
                f"{line(log.person(one.person))}{f' ({line(one.stands)})' if one.stands else ''}:",
                block(one.words),
                _told("What will be seen, if that is right:", one.prediction),
                _told("What became of it:", one.outcome),
            )
        )
        for one in record.dissent
    )


def _standing(record: Record, log: Log) -> str:
    if record.superseded_by is None:
        return record.state.value
    newer = log.find(record.superseded_by)
    name = name_of(record.superseded_by)
    return f"superseded by [{name}]({stem(newer)}.md)" if newer else f"superseded by {name}"


def _relation(number: int, log: Log) -> str:
    found = log.find(number)
    return f"[{found.name} {inline(found.title)}]({stem(found)}.md)" if found else name_of(number)


def _told(lead: str, text: str) -> Part:
    told = block(text)
    return _join(lead, told) if told else None


def _section(title: str, *parts: Part) -> Part:
    """The parts under their title; None where there is none."""
    told = _join(*parts)
    return f"{title}\n\n{told}" if told else None


def _join(*parts: Part) -> str:
    return "\n\n".join(part for part in parts if part)


def _lines(text: str) -> Iterable[str]:
    return (one for one in text.split("\n") if one.strip())
