"""Why? By which rule it is accepted, what is there already, and what is missing; or why it ended as it did."""

from handlers.blocks import count, escape, mention, modal, section, sections, when
from handlers.replies import View
from handlers.rfcs.views import words
from handlers.rfcs.views.shown import Shown
from rituals.rfcs.model import State, name_of
from rituals.rfcs.standing import LAZY_APPROVALS, TOO_MANY_OUTSTANDING, Review


def why_modal(shown: Shown) -> View:
    """By which rule it will be accepted and what is missing, or why it ended."""
    return modal("Why?", [section(words.headline(shown.rfc)), *sections("\n".join(_why(shown)))])


def _why(shown: Shown) -> list[str]:
    rfc = shown.rfc
    if rfc.state.is_final or rfc.state is State.POSTPONED:
        return [_ended(shown), "", words.rule(rfc)] if rfc.state is State.POSTPONED else [_ended(shown)]
    waits = words.waiting(shown.waits, shown.review, rfc)
    lines = [words.rule(rfc), "", *_conditions(shown), "", f"*Waits for* {waits}."]
    lines.append(f"{mention(rfc.terms.decider)} may reject or postpone it, with a reason.")
    return lines


def _conditions(shown: Shown) -> list[str]:
    """The conditions, one a line, each with how it stands."""
    review, rfc = shown.review, shown.rfc
    lazy = words.is_lazy(rfc)
    approved = len(review.approved)
    is_approved = approved >= LAZY_APPROVALS if lazy else review.has_majority
    needed = f"{LAZY_APPROVALS} are needed" if lazy else _majority(review)
    stale = (
        f" ({count(len(review.stale), 'approval is', 'approvals are')} of an older version)"
        if review.stale
        else ""
    )
    lines = [
        _line(is_approved, f"{count(approved, 'approval')}: {needed}{stale}"),
        _line(
            not review.open_concerns, f"{count(len(review.open_concerns), 'open concern')}: none may be open"
        ),
        _line(
            not review.holding,
            f"{count(len(review.holding), 'reviewer holds', 'reviewers hold')}: nobody may",
        ),
    ]
    if not lazy:
        outstanding = len(review.outstanding)
        is_few = outstanding < TOO_MANY_OUTSTANDING
        said = count(outstanding, "reviewer is outstanding", "reviewers are outstanding")
        lines.append(_line(is_few, f"{said}: fewer than {TOO_MANY_OUTSTANDING} may be"))
    if rfc.final_ends and not rfc.paused_at:
        lines.append(f"• {when(rfc.final_ends, 'accepted' if lazy else 'final comment ends')}")
    if rfc.paused_at:
        lines.append("• final comment is paused until the author says whether a concern blocks")
    return lines


def _majority(review: Review) -> str:
    """How many approvals final comment takes."""
    return (
        f"more than half of {review.electorate:,} is needed" if review.electorate else "a reviewer is needed"
    )


def _line(is_so: bool, told: str) -> str:
    return f"{':white_check_mark:' if is_so else ':hourglass_flowing_sand:'} {told}"


def _ended(shown: Shown) -> str:
    rfc, review = shown.rfc, shown.review
    by = mention(rfc.ended_by or rfc.owner)
    reason = f": {escape(rfc.ending)}" if rfc.ending else "."
    if rfc.state is State.SUPERSEDED and rfc.superseded_by is not None:
        return f"It was accepted, and {name_of(rfc.superseded_by)} has taken its place since."
    if rfc.state is State.ACCEPTED:
        how = "Lazy consensus" if words.is_lazy(rfc) else "Final comment"
        return (
            f"{how} came to its end with {count(len(review.approved), 'approval')} and no open concern, "
            "so it was accepted."
        )
    return f"{by} {rfc.state.value} it{reason}"
