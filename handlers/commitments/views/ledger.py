"""The dissent ledger: what those foresaw who saw it differently, and what became of it. Pure.

What became of it the two see whom it concerns; others only what was published.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.blocks import (
    actions,
    button,
    context,
    count,
    cut,
    divider,
    escape,
    mention,
    modal,
    section,
    sections,
    shorten,
)
from handlers.remembered import OPEN, day
from handlers.replies import Block, Message, View
from rituals.commitments.deciding import decided_words
from rituals.commitments.ledger import FEWEST_SETTLED, awaited
from rituals.commitments.model import Commitment, Forecast, Outcome, Totals
from rituals.ids import Person
from rituals.records.model import name_of

FORETOLD, PUBLISH, WITHHOLD = "commitment.foretold", "commitment.publish", "commitment.withhold"
REOPEN, LEDGER = "commitment.reopen", "commitment.ledger"
MOST_LISTED, MOST_NUDGED = 15, 5
ANSWERS = {Outcome.TRUE: "Came true", Outcome.FALSE: "Did not", Outcome.EARLY: "Too early to say"}
SAID = {
    Outcome.TRUE: "it came true",
    Outcome.FALSE: "it did not come true",
    Outcome.EARLY: "too early to say",
    None: "nothing yet",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A prediction, what it was about, and the number of the record that tells what was decided."""

    forecast: Forecast
    commitment: Commitment
    record: int | None = None

    @property
    def value(self) -> str:
        """What its buttons carry."""
        return f"{self.forecast.commitment} {self.forecast.person}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of somebody's ledger, from 1; `totals` are of all that they can see."""

    reader: Person
    lines: Sequence[Line]
    totals: Totals | None  # None as long as so few are settled that they would tell whose they are.
    number: int = 1
    more: bool = False


def asked(due: Sequence[Line], reader: Person) -> Message | None:
    """What one person is asked about now: a part of the nudge; None where there is nothing."""
    if not due:
        return None
    head = f"{count(len(due), 'prediction')} to look at"
    blocks: list[Block] = [section(f"*{head}:* what became of it?"), *_listed(due[:MOST_NUDGED], reader)]
    if len(due) > MOST_NUDGED:
        blocks.append(context("There are more: `/commit ledger`"))
    return Message(head, blocks)


def waiting(due: Sequence[Line], reader: Person) -> list[Block]:
    """The same on Home, among what else waits for this person."""
    left = len(due) - MOST_NUDGED
    more = [context(f"{left:,} more: `/commit ledger`")] if left > 0 else []
    return [*_listed(due[:MOST_NUDGED], reader), *more]


def _listed(lines: Sequence[Line], reader: Person) -> list[Block]:
    told = [
        (section(_foreseen(one, reader)), actions(f"foretold {one.value}", _answers(one))) for one in lines
    ]
    return [block for pair in told for block in pair]


def _foreseen(line: Line, reader: Person) -> str:
    """Who foresaw what, of what, by when."""
    foreseen, proposal = line.forecast, escape(shorten(decided_words(line.commitment), 150))
    who = "You" if foreseen.person == reader else mention(foreseen.person)
    signal = cut(escape(shorten(" ".join(foreseen.signal.split()), 500)), 1000)
    return f"*{proposal}*\n{who} foresaw, by {day(foreseen.due_on)}: “{signal}”"


def _answers(line: Line) -> list[Block]:
    return [button(label, f"{FORETOLD}/{outcome}", line.value) for outcome, label in ANSWERS.items()]


def answered(line: Line, reader: Person) -> Message:
    """What is kept now, said to whoever answered."""
    text = f"Kept. {_stands(line.forecast, reader)}."
    blocks: list[Block] = [section(text), context(_who_sees(line.forecast, reader))]
    steps = _publishing(line, reader)
    return Message(text, [*blocks, actions("published", steps)] if steps else blocks)


def answered_modal(line: Line, reader: Person) -> View:
    """The same, where it was answered on Home."""
    return modal("Prediction", answered(line, reader).blocks)


def _stands(forecast: Forecast, reader: Person) -> str:
    """What each of the two says, as mrkdwn."""
    said = {forecast.person: forecast.by_dissenter, forecast.decider: forecast.by_decider}
    parts = [f"{'You' if one == reader else mention(one)}: {SAID[outcome]}" for one, outcome in said.items()]
    return " · ".join(parts)


def _who_sees(forecast: Forecast, reader: Person) -> str:
    if forecast.published:
        return "Everybody who sees the decision can see it."
    if forecast.person == forecast.decider:
        return "Only you see it."
    other = forecast.decider if reader == forecast.person else forecast.person
    unless = "you let" if reader == forecast.person else f"{mention(forecast.person)} lets"
    return f"Only you and {mention(other)} see it, unless {unless} the team see it."


def _publishing(line: Line, reader: Person) -> list[Block]:
    """What the dissenter can do about who sees it; nothing before there is something to see."""
    forecast = line.forecast
    if reader != forecast.person:
        return []
    if forecast.published:
        return [button("Take it back", WITHHOLD, line.value)]
    said = {forecast.by_dissenter, forecast.by_decider} & {Outcome.TRUE, Outcome.FALSE}
    return [button("Let the team see it", PUBLISH, line.value)] if said else []


def reopening(line: Line, reader: Person) -> Message:
    """Proposed to both as soon as one of them says that it came true."""
    proposal = escape(shorten(decided_words(line.commitment), 150))
    text = f"{_foreseen(line, reader)}\n{_stands(line.forecast, reader)}.\nDo you want to take it up anew, with what you know now?"
    steps = []
    if line.record is not None:
        value = str(line.record)
        steps = [
            button("Propose anew", REOPEN, value, style="primary"),
            button(f"Open {name_of(line.record)}", OPEN, value),
        ]
    blocks: list[Block] = [section(text), *([actions("reopening", steps)] if steps else [])]
    told = context(
        "It starts with the proposal as it was decided, and leads back to it. Only the two of you are told."
    )
    return Message(f"It came true: {proposal}", [*blocks, told])


def ledger_modal(page: Page) -> View:
    """What this person foresaw, what was foreseen against what they decided, and totals without names."""
    yours = [line for line in page.lines if line.forecast.person == page.reader]
    against = [line for line in page.lines if line.forecast.person != page.reader]
    blocks: list[Block] = [section("What those foresaw who saw it differently, and what became of it.")]
    blocks += _part("What you foresaw", yours, page.reader)
    blocks += _part("What was foreseen of what you decided", against, page.reader)
    if not page.lines:
        blocks.append(section("Nothing yet that is yours, or of what you decided."))
    steps: list[Block] = (
        [button("Back one", f"{LEDGER}/back", str(page.number - 1))] if page.number > 1 else []
    )
    steps += [button("Next", f"{LEDGER}/next", str(page.number + 1))] if page.more else []
    blocks += [actions("pages", steps)] if steps else []
    return modal(
        "Dissent ledger",
        [*blocks, divider(), context(_totals(page.totals))],
        callback_id=LEDGER,
        private_metadata=str(page.number),
    )


def _part(title: str, lines: Sequence[Line], reader: Person) -> list[Block]:
    if not lines:
        return []
    blocks = [block for line in lines for block in _whole(line, reader)]
    return [divider(), section(f"*{title}*"), *blocks]


def _whole(line: Line, reader: Person) -> list[Block]:
    forecast = line.forecast
    seen = " · the team sees it" if forecast.published else ""
    told = f"{_foreseen(line, reader)}\n{_stands(forecast, reader)}{seen}"
    steps = _answers(line) if reader in awaited(forecast) else []
    steps += _publishing(line, reader)
    if line.record is not None:
        steps.append(button(f"Open {name_of(line.record)}", f"{OPEN}/{line.record}", str(line.record)))
    return [section(told), *([actions(f"line {line.value}", steps)] if steps else [])]


def _totals(totals: Totals | None) -> str:
    if totals is None:
        return f"Totals of all that you can see stand here once enough are settled: of fewer than {FEWEST_SETTLED} that you do not know one could tell whose they are."
    return (
        f"Of all that you can see, whoever foresaw it: {totals.came_true:,} came true, {totals.did_not:,} did not, "
        f"{totals.waiting:,} wait."
    )


def published(forecasts: Sequence[Forecast]) -> list[Block]:
    """What became of predictions, as far as those who foresaw it let everybody see it; nothing where they don't."""
    lines = [
        f"{mention(one.person)} foresaw, by {day(one.due_on)}: “{cut(escape(shorten(one.signal, 300)), 600)}”\n{_told(one)}"
        for one in forecasts
        if one.published
    ]
    return sections("\n".join(["*What became of it*", *lines])) if lines else []


def _told(forecast: Forecast) -> str:
    said = {forecast.person: forecast.by_dissenter, forecast.decider: forecast.by_decider}
    return " · ".join(f"{mention(one)}: {SAID[outcome]}" for one, outcome in said.items())


def outcome_in_words(forecast: Forecast) -> str:
    """What each of the two says became of it, without names: for the record; '' where it is not published."""
    if not forecast.published:
        return ""
    if forecast.person == forecast.decider:
        return f"Who foresaw it says: {SAID[forecast.by_dissenter]}."
    return (
        f"Who foresaw it says: {SAID[forecast.by_dissenter]}. The decider says: {SAID[forecast.by_decider]}."
    )
