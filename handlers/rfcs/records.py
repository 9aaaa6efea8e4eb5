"""What stays of an RFC that was accepted or rejected: its record, as a pure value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from handlers.blocks import clean, count, shorten
from rituals.records.model import Alternative, Dissent, Link, Participation, Record, Source
from rituals.records.model import State as Standing
from rituals.rfcs.model import RITUAL, Concern, Profile, Reviewers, Rfc, State
from rituals.rfcs.standing import review_of

METHOD = "review of an RFC"
MOST_OPTIONS, LONGEST_OPTION = 15, 150
STATES = {State.ACCEPTED: Standing.ACCEPTED, State.REJECTED: Standing.REJECTED}


@dataclass(frozen=True, slots=True)
class Known:
    """What a record tells that the RFC itself does not hold; days are those of its author."""

    asked_on: date
    decided_on: date
    permalink: str = ""


def leaves_record(rfc: Rfc) -> bool:
    """Whether there is something to remember: it was accepted, or rejected."""
    return rfc.state in STATES


def record_of(rfc: Rfc, reviewers: Reviewers, concerns: Iterable[Concern], known: Known) -> Record:
    """The record of an RFC that has ended so."""
    text, terms = rfc.terms.text, rfc.terms
    raised = tuple(concerns)
    said = tuple(one for one, position in reviewers.items() if position and not position.withdrawn)
    accepted = rfc.state is State.ACCEPTED
    return Record(
        team=rfc.team,
        source=Source(RITUAL, rfc.ref.id, known.permalink),
        channel=terms.channel,
        title=f"{rfc.name}: {text.title}",
        state=STATES[rfc.state],
        owner=rfc.owner,
        decided_on=known.decided_on,
        asked_on=known.asked_on,
        context=text.motivation,
        options=tuple(alternatives(text.alternatives)),
        result=tuple(_result(rfc, reviewers, raised)),
        decision=text.summary if accepted else f"Rejected: {text.title}",
        rationale=text.proposal if accepted else rfc.ending,
        trade_offs=text.risks,
        dissent=tuple(dissent_of(one) for one in raised if is_dissent(one)),
        participation=Participation(len(said), len(reviewers) or None),
        method=METHOD,
        decider=terms.decider,
        consulted=tuple(one for one in said if one != terms.decider),
        informed=tuple(one for one in reviewers if one not in said),
        success_metrics=text.metrics,
        links=(Link("Full document", text.link),) if text.link else (),
    )


def is_dissent(concern: Concern) -> bool:
    """Whether whoever raised it was not the one who said that it is settled."""
    is_theirs = concern.resolved_by == concern.raiser
    return concern.is_open or (concern.blocks is False and not is_theirs) or bool(concern.reason)


def dissent_of(concern: Concern) -> Dissent:
    """What one person said against it and what they were told, word for word; and where their concern stands."""
    told = {"Would be resolved by": concern.wanted, "Answer": concern.answer, "Settled": concern.reason}
    said = [concern.words, *(f"{name}: {words}" for name, words in told.items() if words)]
    if concern.reason:
        stands = "settled by the decider"
    else:
        stands = "did not block" if concern.blocks is False else "still open"
    return Dissent(concern.raiser, "\n\n".join(said), stands=stands)


def alternatives(written: str) -> Iterator[Alternative]:
    """The alternatives, one a paragraph: the first line names it."""
    paragraphs = [one.strip() for one in written.split("\n\n")]
    for paragraph in [one for one in paragraphs if one][:MOST_OPTIONS]:
        first, _, rest = paragraph.partition("\n")
        named = shorten(clean(first), LONGEST_OPTION)
        yield Alternative(named, paragraph if named != first else rest.strip())


def _result(rfc: Rfc, reviewers: Reviewers, concerns: tuple[Concern, ...]) -> Iterator[str]:
    """How it came out, in lines of words without markup."""
    review = review_of(rfc, reviewers, concerns)
    yield f"{len(review.approved):,} of {count(review.electorate, 'reviewer')} approved."
    if concerns:
        still_open = len(review.open_concerns)
        left = f", {still_open:,} of them still open" if still_open else ""
        yield f"{count(len(concerns), 'concern')} {'was' if len(concerns) == 1 else 'were'} raised{left}."
    if rfc.state is State.ACCEPTED:
        lazy = rfc.terms.profile is Profile.LAZY
        yield "Accepted by lazy consensus." if lazy else "Accepted at the end of final comment."
