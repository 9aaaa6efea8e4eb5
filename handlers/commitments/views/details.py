"""Details: all that was proposed, and who stands where in their own words, page by page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.blocks import (
    LONGEST_SECTION,
    actions,
    as_day,
    button,
    context,
    cut,
    divider,
    escape,
    longest_escaped,
    mention,
    modal,
    named,
    section,
    sections,
    shorten,
    when,
)
from handlers.commitments.views import words
from handlers.commitments.views.ledger import published
from handlers.commitments.views.position import parts_of
from handlers.replies import Block, View
from handlers.undertaken import NOTHING, Undertaken, told
from rituals.commitments.model import Commitment, Forecast, Positions, Stance
from rituals.ids import Person
from rituals.positions import Position

MOST_NAMED, MOST_BLOCKS, LONGEST_POSITION = 50, 60, 5800
AROUND = 200  # Characters of a position that nobody wrote: the name, and what was asked.
PAGE = "commitment.page"


@dataclass(frozen=True, slots=True)
class Known:
    """What Details tell of a commitment; `asked` are the first of those who are asked, `positions` what is shown."""

    commitment: Commitment
    asked: Sequence[Person]
    asked_in_all: int
    positions: Positions
    published: Sequence[Forecast] = ()  # What became of predictions, where everybody may see it.
    undertaken: Undertaken = NOTHING


def details_modal(known: Known, page: int = 1) -> View:
    """A page of the details, from 1: what is proposed, and what came of it, stands on the first; positions follow."""
    pages = paged([*_proposed(known), *_positions(known), _drawn(published(known.published))])
    page = min(max(page, 1), len(pages))
    blocks = [block for part in pages[page - 1] for block in part.draw()]
    if len(pages) > 1:
        here = known.commitment.id
        steps = [button("Back one", f"{PAGE}/back", f"{page - 1} {here}")] if page > 1 else []
        steps += [button("Next", f"{PAGE}/next", f"{page + 1} {here}")] if page < len(pages) else []
        blocks += [context(f"Page {page} of {len(pages)}"), actions("pages", steps)]
    return modal("Details", blocks)


@dataclass(frozen=True, slots=True)
class Part:
    """What stays whole on a page, of so many blocks at most; it is drawn with its page, as most pages nobody turns to."""

    most: int
    draw: Callable[[], Sequence[Block]]


def paged(parts: Sequence[Part]) -> list[list[Part]]:
    """The parts on pages of a modal; there is one page at least."""
    pages: list[list[Part]] = [[]]
    room = MOST_BLOCKS
    for part in parts:
        if part.most > room:
            pages.append([])
            room = MOST_BLOCKS
        pages[-1].append(part)
        room -= part.most
    return pages


def _drawn(blocks: Sequence[Block]) -> Part:
    return Part(len(blocks), lambda: blocks)


def _proposed(known: Known) -> list[Part]:
    commitment, terms = known.commitment, known.commitment.terms
    said = {
        "Context": terms.context,
        "Optimises for": terms.aim,
        "Trade-offs accepted": terms.trade_offs,
        "Evidence": terms.evidence,
    }
    texts = [block for name, text in said.items() if text for block in sections(f"*{name}*\n{escape(text)}")]
    asked = f"*Asked:* {named(known.asked, known.asked_in_all, MOST_NAMED)}"
    return [
        _drawn(
            [section(words.head(commitment)), *texts, divider(), section(_terms(commitment)), section(asked)]
        ),
        _drawn(told(known.undertaken)),
    ]


def _terms(commitment: Commitment) -> str:
    terms = commitment.terms
    closes = {"Closed": commitment.closed_at} if commitment.closed_at else {"Closes": commitment.ends_at}
    lines = {
        "Owner": mention(commitment.owner),
        "Co-owners": ", ".join(map(mention, commitment.co_owners)),
        "Decider": mention(terms.decider),
        "Opened": when(commitment.opened_at),
        **{name: when(moment) for name, moment in closes.items()},
        "Look back on": as_day(terms.review_on, commitment.opened_at.date()) if terms.review_on else "",
        f"Version {commitment.version}": escape(shorten(commitment.change, 1000)),
    }
    return "\n".join(f"*{name}:* {said}" for name, said in lines.items() if said)


def _positions(known: Known) -> list[Part]:
    """One part for each person who said something, after one with the names of those who did not."""
    parts: list[Part] = []
    for stance, heading in words.TOLD.items():
        taking = [(person, one) for person, one in known.positions.items() if one.stance == stance]
        if not taking:
            continue
        head = section(f"*{heading} · {len(taking):,}*")
        if stance in (Stance.AGREE, Stance.ABSTAIN):
            parts.append(
                _drawn([divider(), head, *sections(", ".join(mention(person) for person, _ in taking))])
            )
        else:
            first, *others = (_told(known.commitment, person, one) for person, one in taking)
            parts += [_headed([divider(), head], first), *others]
    return parts


def _headed(head: Sequence[Block], part: Part) -> Part:
    return Part(len(head) + part.most, lambda: [*head, *part.draw()])


def _told(commitment: Commitment, person: Person, position: Position) -> Part:
    """What one person said. Where a text is parted at the ends of lines any two sections hold more than one could."""
    length = sum(map(longest_escaped, parts_of(position).values())) + AROUND
    most = 2 * min(length, 4 * LONGEST_POSITION) // LONGEST_SECTION + 1 if length > LONGEST_SECTION else 1
    return Part(most, lambda: sections(_said(commitment, person, position)))


def _said(commitment: Commitment, person: Person, position: Position) -> str:
    older = f" (on version {position.version})" if position.version < commitment.version else ""
    parts = [f"*{name}:* {escape(said)}" for name, said in parts_of(position).items()]
    return cut("\n".join([f"{mention(person)}{older}", *parts]), 4 * LONGEST_POSITION)
