"""Both sides of a disagreement next to each other, in their own words, as far as a message holds them. Pure."""

from collections.abc import Mapping, Sequence

from handlers.blocks import cut, escape, mention, shorten
from handlers.commitments.views import words
from handlers.commitments.views.position import parts_of
from handlers.replies import Block
from rituals.commitments import summing
from rituals.commitments.model import Commitment, Positions, Stance
from rituals.ids import Person
from rituals.positions import Position

# Slack takes 13,000 characters a message; the rest is under Details.
LONGEST_FIELD, MOST_TOLD, MOST_NAMED = 1200, 6, 20
NOT_SAID = "_Nobody wrote it down._"


def sides(commitment: Commitment, positions: Positions) -> list[Block]:
    """What speaks for it on the left, what speaks against it on the right: why, what for, at what price, what will show."""
    rows = (
        reasons(positions),
        aims(commitment, positions),
        prices(commitment, positions),
        data(commitment, positions),
    )
    return [block for row in rows for block in row]


def reasons(positions: Positions) -> list[Block]:
    """Who is for it and who is against it, and why."""
    pro, con = summing.supporting(positions), dissenting(positions)
    agreeing = [person for person, one in pro.items() if one.stance == Stance.AGREE]
    reserved = {person: one for person, one in pro.items() if one.stance == Stance.RESERVATIONS}
    told = [_named(agreeing) if agreeing else "", _told(reserved, "Why", "with reservations")]
    left = _titled(f"For it · {len(pro):,}", "\n".join(filter(None, told)), "Nobody")
    return [_beside(left, _titled(f"Against it · {len(con):,}", _told(con, "Why"), "Nobody"))]


def aims(commitment: Commitment, positions: Positions) -> list[Block]:
    """What each side optimises for."""
    left, right = commitment.terms.aim, _told(dissenting(positions), "Optimises for")
    return _row(("It optimises for", left), ("They optimise for", right))


def prices(commitment: Commitment, positions: Positions) -> list[Block]:
    """What the proposal accepts, and on what condition those who can't commit would."""
    left, right = commitment.terms.trade_offs, _told(dissenting(positions), "Would commit if")
    return _row(("It accepts", left), ("Would commit if", right))


def data(commitment: Commitment, positions: Positions) -> list[Block]:
    """What is known, and what will be seen if those who dissent are right."""
    left, right = commitment.terms.evidence, _told(dissenting(positions), "Expects to see")
    return _row(("What is known", left), ("They expect to see", right))


def dissenting(positions: Positions) -> Positions:
    """Those who see it differently; who can't commit comes first."""
    con = summing.dissenting(positions).items()
    return dict(sorted(con, key=lambda each: each[1].stance != Stance.BLOCK))


def counted(positions: Positions) -> str:
    """How many see it differently: “2 disagree, 1 can't commit”."""
    blocks = sum(one.stance == Stance.BLOCK for one in positions.values())
    disagree = len(dissenting(positions)) - blocks
    parts = [
        f"{disagree:,} {'disagrees' if disagree == 1 else 'disagree'}" if disagree else "",
        f"{blocks:,} can't commit" if blocks else "",
    ]
    return ", ".join(filter(None, parts)) or "nobody disagrees"


def _told(positions: Mapping[Person, Position], part: str, mark: str = "") -> str:
    """What these people said to one question, each on a line, all as long as they can be together."""
    said = [(person, parts_of(one)[part], one) for person, one in positions.items() if part in parts_of(one)]
    most = LONGEST_FIELD // max(min(len(said), MOST_TOLD), 1) - 60
    lines = [_line(person, text, mark or _mark(one, part), most) for person, text, one in said[:MOST_TOLD]]
    more = len(said) - MOST_TOLD
    return "\n".join([*lines, *([f"… and {more:,} more under *Details*"] if more > 0 else [])])


def _line(person: Person, text: str, mark: str, most: int) -> str:
    told = f" ({mark})" if mark else ""
    return f"{mention(person)}{told}: {cut(escape(shorten(' '.join(text.split()), most)), most)}"


def _mark(position: Position, part: str) -> str:
    return "can't commit" if part == "Why" and position.stance == Stance.BLOCK else ""


def _named(people: Sequence[Person]) -> str:
    more = len(people) - MOST_NAMED
    return words.people_named(people[:MOST_NAMED], "and") + (f" and {more:,} more" if more > 0 else "")


def _row(left: tuple[str, str], right: tuple[str, str]) -> list[Block]:
    """Two texts under their titles; nothing where both sides are silent. The left one is as it was typed."""
    if not left[1].strip() and not right[1]:
        return []
    typed = cut(escape(shorten(left[1].strip(), LONGEST_FIELD)), LONGEST_FIELD)
    return [_beside(_titled(left[0], typed, NOT_SAID), _titled(*right, NOT_SAID))]


def _titled(title: str, text: str, otherwise: str) -> str:
    return f"*{title}*\n{text or otherwise}"


def _beside(*texts: str) -> Block:
    """Paragraphs of mrkdwn next to each other."""
    return {
        "type": "section",
        "fields": [{"type": "mrkdwn", "verbatim": True, "text": text} for text in texts],
    }
