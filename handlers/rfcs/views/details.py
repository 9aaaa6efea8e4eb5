"""Details: every reviewer with what they said, every concern in full, every comment that was kept; page by page."""

from collections.abc import Sequence

from handlers.blocks import (
    actions,
    as_day,
    button,
    context,
    divider,
    escape,
    link_channel,
    listed,
    mention,
    modal,
    section,
    sections,
    when,
)
from handlers.replies import Block, View
from handlers.rfcs.views import changes, marks, pages, words
from handlers.rfcs.views.shown import Shown
from handlers.undertaken import NOTHING, Undertaken, told
from rituals.rfcs.model import APPROVING, Comment, Concern, Quote, Rfc, Stance, Standing

DETAILS = "rfc.details"
LOOK = "rfc.concern"
"""The click that opens one concern, with what whoever clicks may do about it; its value is the RFC and the concern."""

MOST_NAMED = 100


def details_modal(
    shown: Shown, comments: Sequence[Comment], undertaken: Undertaken = NOTHING, number: int = 1
) -> View:
    """One page of everything that is known of the RFC but its text, with what came of it."""
    rfc = shown.rfc
    steps = [button("Read it", "rfc.read", words.as_shown(rfc))]
    if rfc.version > 1:
        steps.append(button("What changed", changes.CHANGES, words.as_shown(rfc)))
    everything: list[Block] = [
        *sections(_terms(shown)),
        divider(),
        *sections(f"*Reviewers*\n{marks.reviewers_listed(shown, MOST_NAMED)}"),
        *_words_of_reviewers(shown),
        *told(undertaken),
        *_concerns(shown),
        *_comments(comments),
    ]
    found = pages.paged(everything)
    number = pages.page_of(number, len(found))
    turning = pages.turning(DETAILS, str(rfc.number), number, len(found))
    blocks: list[Block] = [section(words.headline(rfc)), *found[number - 1]]
    if len(found) > 1:
        blocks.append(context(f"Page {number} of {len(found)}"))
    return modal("Details", [*blocks, actions("steps", [*turning, *steps])])


def _terms(shown: Shown) -> str:
    """The terms as lines."""
    rfc = shown.rfc
    terms = rfc.terms
    lines = {
        "State": words.state(rfc),
        "Waits for": words.waiting(shown.waits, shown.review, rfc),
        "Author": mention(rfc.owner),
        "Co-authors": ", ".join(map(mention, rfc.co_owners)),
        "Decider": mention(terms.decider),
        "Channel": link_channel(terms.channel),
        "Affected": listed([link_channel(one) for one in terms.pointers]),
        "Accepted by": words.accepted_by(rfc),
        "Opened": when(rfc.opened_at),
        "Ended": when(rfc.closed_at) if rfc.closed_at else "",
        f"Version {rfc.version}": escape(rfc.change),
    }
    return "\n".join(f"*{name}:* {said}" for name, said in lines.items() if said)


def _words_of_reviewers(shown: Shown) -> list[Block]:
    """What reviewers said with a position that needs no concern."""
    blocks: list[Block] = []
    for person, position in shown.reviewers.items():
        if position and not position.withdrawn and position.reason and position.stance != Stance.CONCERN:
            said = "approves, with comments" if position.stance in APPROVING else "holds"
            until = f" until {as_day(position.until, shown.rfc.opened_at.date())}" if position.until else ""
            blocks += sections(f"{mention(person)} {said}{until}:\n{escape(position.reason)}")
    return blocks


def _concerns(shown: Shown) -> list[Block]:
    if not shown.concerns:
        return []
    open_first = sorted(shown.concerns, key=lambda one: (not one.is_open, one.number))
    blocks: list[Block] = [divider(), section(f"*Concerns* · {len(shown.review.open_concerns)} open")]
    for one in open_first:
        blocks += concern_blocks(shown.rfc, one)
    return blocks


def concern_blocks(rfc: Rfc, concern: Concern, leads_on: bool = True) -> list[Block]:
    """One concern with everything that was said to it; `leads_on` to what can be done about it."""
    head = f"*{mention(concern.raiser)}* · {words.standing(concern)}{_quoted(concern.quote)}"
    parts = [
        head,
        escape(concern.words),
        f"*What would resolve it:* {escape(concern.wanted)}" if concern.wanted else "",
    ]
    if concern.answer or concern.answered_in:
        where = f" in version {concern.answered_in}" if concern.answered_in else ""
        parts.append(f"*Answered{where}*" + (f": {escape(concern.answer)}" if concern.answer else ""))
    if concern.standing is Standing.RESOLVED and concern.reason and concern.resolved_by:
        parts.append(f"*Resolved by {mention(concern.resolved_by)}:* {escape(concern.reason)}")
    shown = sections("\n".join(part for part in parts if part))
    if not leads_on:
        return shown
    return [*shown, actions(f"concern {concern.number}", [open_concern(rfc, concern)])]


def open_concern(rfc: Rfc, concern: Concern) -> Block:
    """The button that opens one concern."""
    return button("Look at it", LOOK, subject(rfc, concern))


def subject(rfc: Rfc, concern: Concern) -> str:
    """What a button about a concern carries."""
    return f"{rfc.number} {concern.number}"


def _comments(comments: Sequence[Comment]) -> list[Block]:
    if not comments:
        return []
    blocks: list[Block] = [divider(), section(f"*Comments that were kept* · {len(comments)}")]
    for one in comments:
        blocks += sections(f"*{mention(one.person)}*{_quoted(one.quote)}\n{escape(one.words)}")
    return blocks


def _quoted(quote: Quote | None) -> str:
    if quote is None:
        return ""
    return f" · from {words.link_to(quote.permalink, 'a message')} of {mention(quote.author)}"
