"""Home shows what waits first, however much else is open, and says what it leaves out."""

from dataclasses import replace

from handlers.decisions.views.home import MOST_SHOWN, waiting
from rituals.decisions.answer import choosing
from rituals.decisions.model import Ballot, Seat
from rituals.ids import DecisionId
from tests.decisions.making import ANN, BEN, DECISION

ANSWERED = Seat(asked=True, ballot=Ballot(choosing([1]), 1, ""))


def named(number: int) -> DecisionId:
    return DecisionId(f"dec{number}")


def test_what_waits_is_shown_though_it_closes_after_everything_else() -> None:
    found = [(replace(DECISION, id=named(n), owner=BEN), ANSWERED) for n in range(100)]
    found += [
        (replace(DECISION, id=named(100 + n), owner=BEN), Seat(asked=True)) for n in range(MOST_SHOWN + 5)
    ]
    blocks = waiting(found, ANN)
    shown = [block["accessory"]["value"] for block in blocks[:MOST_SHOWN]]
    assert shown == [named(100 + n) for n in range(MOST_SHOWN)]
    assert "5 more" in str(blocks[MOST_SHOWN])
