"""Words about an RFC that stand in several places, written once."""

from collections.abc import Sequence

from handlers.blocks import clean, count, cut, escape, listed, mention, shorten, when
from rituals.ids import Person
from rituals.rfcs.model import Concern, Profile, Rfc, Standing, State, name_of
from rituals.rfcs.standing import LAZY_APPROVALS, Review, Wait, Waiting

_PROFILES = {Profile.FINAL_COMMENT: "final comment of", Profile.LAZY: "lazy consensus,"}
LONGEST_NAME, MOST_NAMED = 200, 12

SECTIONS = {
    "summary": "Summary",
    "motivation": "Motivation",
    "proposal": "Proposal",
    "alternatives": "Alternatives considered",
    "impact": "Impact",
    "metrics": "How success is measured",
    "risks": "Risks",
    "questions": "Open questions",
    "references": "References",
}
"""The texts of an RFC below its title, in their order, each with its heading; the link comes last."""


def as_shown(rfc: Rfc) -> str:
    """What a button carries: the RFC, and the version of it that the person looks at."""
    return f"{rfc.number} {rfc.version}"


def name(rfc: Rfc) -> str:
    """What it is called; before it is posted it has no number."""
    return rfc.name if rfc.number else "RFC"


def title(rfc: Rfc) -> str:
    """Its name and its title, for a notification: no mrkdwn."""
    return f"{name(rfc)} · {escape(shorten(clean(rfc.terms.text.title), 120))}"


def headline(rfc: Rfc) -> str:
    """Its name and its title, as mrkdwn."""
    return f"*{name(rfc)} · {cut(escape(rfc.terms.text.title), 600)}*"


def people_named(people: Sequence[Person], last: str = "and", most: int = MOST_NAMED) -> str:
    """These people, as mrkdwn, at most so many by name."""
    if len(people) > most:
        return f"{', '.join(map(mention, people[:most]))} {last} {len(people) - most:,} more"
    return listed([mention(person) for person in people], last)


def state(rfc: Rfc) -> str:
    """Where it stands, as mrkdwn that goes on a sentence: “final comment until …”."""
    if rfc.state is State.FINAL and rfc.paused_at:
        return "final comment, paused"
    if rfc.state is State.FINAL and rfc.final_ends:
        return when(rfc.final_ends, "will be accepted" if is_lazy(rfc) else "final comment until")
    if rfc.state is State.SUPERSEDED and rfc.superseded_by is not None:
        return f"superseded by {name_of(rfc.superseded_by)}"
    return {State.REVIEW: "under review", State.FINAL: "final comment"}.get(rfc.state, rfc.state.value)


def state_in_short(rfc: Rfc) -> str:
    """Where it stands, for a notification: no mrkdwn, no times."""
    final = "about to be accepted" if is_lazy(rfc) else "final comment"
    return {State.REVIEW: "under review", State.FINAL: final}.get(rfc.state, rfc.state.value)


def is_lazy(rfc: Rfc) -> bool:
    """Whether it is accepted by lazy consensus."""
    return rfc.terms.profile is Profile.LAZY


def version(rfc: Rfc) -> str:
    """The version and what it changed, as mrkdwn; '' for the first."""
    if rfc.version == 1:
        return ""
    return f"version {rfc.version}: {cut(escape(rfc.change), 300)}"


def rule(rfc: Rfc) -> str:
    """By which rule it is accepted, in a sentence or two."""
    days = count(rfc.terms.days, "business day")
    if is_lazy(rfc):
        begins = when(rfc.final_ends, "from") + " on" if rfc.final_ends else f"{days} after it was opened"
        return (
            f"It is accepted by lazy consensus: {begins}, once {LAZY_APPROVALS} people approve, "
            "no concern is open and nobody holds."
        )
    return (
        "Final comment starts by itself once more than half of the reviewers approve, no concern is open and nobody "
        f"holds. {days} later the RFC is accepted."
    )


def accepted_by(rfc: Rfc) -> str:
    """The rule by its name: “final comment of 5 business days”."""
    return f"{_PROFILES[rfc.terms.profile]} {count(rfc.terms.days, 'business day')}"


def at_last(rfc: Rfc) -> str:
    """What can still keep it from being accepted, now that nothing does; else by which rule it is accepted."""
    if rfc.state is State.FINAL:
        return "It is accepted then, unless a reviewer raises a concern, holds, or takes an approval back."
    return rule(rfc)


def waiting(waits: Sequence[Waiting], review: Review, rfc: Rfc, most: int = 10) -> str:
    """What it waits for, as mrkdwn; at most so many things, what comes first first."""
    told = "; ".join(_waiting(one, review, rfc) for one in waits[:most])
    left = len(waits) - most
    return f"{told}; and {count(left, 'more thing')}" if left > 0 else told


def _waiting(one: Waiting, review: Review, rfc: Rfc) -> str:
    who, number = people_named(one.people, "or"), len(one.concerns)
    if one.wait is Wait.TAKING_UP:
        return f"{who} to take it up again"
    if one.wait is Wait.RULING:
        return f"{who} to say whether {count(number, 'concern')} {'blocks' if number == 1 else 'block'}"
    if one.wait is Wait.ANSWER:
        return f"{who} to answer {count(number, 'concern')}"
    if one.wait is Wait.CONFIRMATION:
        answered = "the answer settles their concern" if number == 1 else "the answers settle their concerns"
        return f"{people_named(one.people)} to say whether {answered}"
    if one.wait is Wait.POSITIONS:
        return _positions(one, review, rfc)
    if one.wait is Wait.HOLDS:
        return f"{people_named(one.people)} to read on"
    if one.wait is Wait.REVIEWERS:
        return f"{who} to find reviewers" + (", as all have declined" if review.declined else "")
    if rfc.final_ends is None:
        return "its end"
    return when(rfc.final_ends, "nothing but its end,")


def _positions(one: Waiting, review: Review, rfc: Rfc) -> str:
    if is_lazy(rfc):
        missing = count(LAZY_APPROVALS - len(review.approved), "more approval")
        return f"{missing}, of {people_named(one.people, 'or')} or anybody else" if one.people else missing
    return f"a position from {people_named(one.people)}"


def concern_in_short(concern: Concern, most: int = 150) -> str:
    """A concern in a line, as mrkdwn: who raised it, its first words, and where it stands."""
    return f"{mention(concern.raiser)}: {cut(escape(' '.join(concern.words.split())), most)} · _{standing(concern)}_"


def standing(concern: Concern) -> str:
    """Where a concern stands, in a few words without markup."""
    if concern.standing is Standing.RESOLVED:
        return "resolved"
    if concern.blocks is None:
        return "the author has to say whether it blocks"
    if concern.blocks is False:
        return f"{'still stands' if concern.standing is Standing.OPEN else 'answered'}, does not block"
    if concern.standing is Standing.ANSWERED:
        return "answered" + (f" in version {concern.answered_in}" if concern.answered_in else "")
    return "open"


def link_to(permalink: str, label: str) -> str:
    """A link with a label, as mrkdwn; the label alone where there is nowhere to lead."""
    return f"<{permalink}|{label}>" if permalink else label
