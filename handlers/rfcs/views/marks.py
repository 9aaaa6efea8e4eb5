"""The reviewers with their marks: who approves, who does not yet, and why."""

from collections.abc import Sequence

from handlers.blocks import as_day, count, mention
from handlers.rfcs.views import words
from handlers.rfcs.views.shown import Shown
from rituals.ids import Person
from rituals.rfcs.model import Stance
from rituals.rfcs.standing import LAZY_APPROVALS

MOST_NAMED = 15


def reviewers_listed(shown: Shown, most: int = MOST_NAMED) -> str:
    """The reviewers by where they stand, a line for each mark, as mrkdwn; of each at most so many by name."""
    review = shown.review
    with_comments = tuple(one for one in review.approved if _stance(shown, one) is Stance.COMMENTS)
    lines = {
        "Approve": [mention(one) for one in review.approved if one not in with_comments],
        "Approve, with comments": [mention(one) for one in with_comments],
        "Concern": [mention(one) for one in review.concerned],
        "Hold": [_holding(shown, one) for one in review.holding],
        "Approved an older version": [_stale(shown, one) for one in review.stale],
        "Awaited" if shown.rfc.state.is_under_review else "No position": [
            mention(one) for one in _silent(shown)
        ],
        "Decline": [mention(one) for one in review.declined],
    }
    if not any(lines.values()):
        if words.is_lazy(shown.rfc):
            return "Nobody is asked by name: whoever sees this can approve it."
        return "It has no reviewer."
    return "\n".join(f"*{mark}:* {_named(people, most)}" for mark, people in lines.items() if people)


def in_short(shown: Shown) -> str:
    """How many approve and how many are awaited: “2 of 5 approve”."""
    review = shown.review
    if words.is_lazy(shown.rfc):
        return f"{len(review.approved)} of {count(LAZY_APPROVALS, 'approval')}"
    return f"{len(review.approved)} of {review.electorate:,} approve" if review.electorate else "no reviewer"


def _silent(shown: Shown) -> tuple[Person, ...]:
    """Those who have said nothing that stands, not even on an older version."""
    review = shown.review
    return tuple(one for one in review.awaited if one not in review.stale)


def _stance(shown: Shown, person: Person) -> Stance | None:
    position = shown.reviewers.get(person)
    return None if position is None or position.withdrawn else Stance(position.stance)


def _holding(shown: Shown, person: Person) -> str:
    position = shown.reviewers.get(person)
    until = position.until if position else None
    return mention(person) + (f" until {as_day(until, shown.rfc.opened_at.date())}" if until else "")


def _stale(shown: Shown, person: Person) -> str:
    position = shown.reviewers.get(person)
    return f"{mention(person)} (version {position.version})" if position else mention(person)


def _named(people: Sequence[str], most: int) -> str:
    more = len(people) - most
    return ", ".join(people[:most]) + (f" and {more:,} more" if more > 0 else "")
