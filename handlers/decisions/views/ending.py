"""The end of a decision on its card: how it came out, who decides now, and what can follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.blocks import actions, button, context, escape, mention, section, sections, shorten, when
from handlers.decisions.views import words
from handlers.decisions.views.standing import names_stand, remarked, standing
from handlers.remembered import OPEN
from handlers.replies import Block
from handlers.undertaken import offer
from rituals.deadlines import Move
from rituals.decisions.answer import Answer
from rituals.decisions.model import Decision, State
from rituals.ids import DecisionId, Person
from rituals.owing import ALL_HERE, OWNERS_ASKED, Answering
from rituals.records.model import name_of
from storage.history import Entry

OUTCOME_SHOWN, RATIONALE_SHOWN = 500, 300
WRITE = "decision.write"
AGAIN = "decision.again"


@dataclass(frozen=True, slots=True)
class Beside:
    """What a card shows beside the decision itself.

    `outdated` votes were given to an older text; `move` is the act that moved the deadline last; `picture` is the file of
    the result's picture, once Slack has it; `record` is the number of what was kept, `next_round` asks the same anew;
    `answering` is who is there to decide.
    """

    outdated: int = 0
    move: Entry | None = None
    picture: str | None = None
    record: int | None = None
    next_round: DecisionId | None = None
    answering: Answering = ALL_HERE

    @property
    def was_brought_forward(self) -> bool:
        """Whether the deadline was moved last to an earlier time."""
        return self.move is not None and self.move.act == "shortened"

    @property
    def reason(self) -> str:
        """Why the deadline was moved last."""
        return Move.read(self.move.detail).reason if self.move else ""


ALONE = Beside()


def ending(
    decision: Decision, votes: Sequence[tuple[Person, Answer]], answering: Answering = ALL_HERE
) -> list[Block]:
    """How it came out, where voting has ended; `answering` is who is there to decide."""
    if decision.state is State.STALLED:
        needed = decision.needed
        again = (
            "close it without a decision" if decision.extended else "extend it or close it without a decision"
        )
        return [
            section(
                f"Voting has ended, but too few took part: {words.participation(decision)}, {needed} are needed.\n"
                f"{words.people_named(decision.owners, 'or')} can {again} under ⋯ *Manage*."
            )
        ]
    if decision.state is State.COUNTING:
        return [section("Voting has ended. The votes are being counted.")]
    outcome = escape(shorten(words.outcome(decision), OUTCOME_SHOWN))
    blocks: list[Block] = [section(f"*{outcome}*{_reason(decision)}")]
    if decision.state is State.AWAITING:
        blocks.append(section(f"{who_decides(decision, answering)}."))
        blocks += [] if answering.is_nobody else [actions("outcome", [write_button(decision)])]
    elif words.is_tie(decision) and decision.outcome is None and decision.state is State.NO_DECISION:
        blocks.append(section(words.after_a_tie(decision)))
    elif next_step := words.after_no_winner(decision):
        blocks.append(section(next_step))
    if decision.result and decision.result.ballots:
        blocks += sections(standing(decision.terms, decision.result, votes))
        blocks += remarked(decision.terms, decision.result)
    ended = "cancelled" if decision.state is State.CANCELLED else "closed"
    closed = f" · {when(decision.closed_at, ended)}" if decision.closed_at else ""
    told = " · who gave what stands under ⋯ *Details*" if votes and not names_stand(decision.terms) else ""
    blocks.append(context(f"*{words.participation(decision)}*{closed}{told}"))
    return blocks


def whose_call(decision: Decision, reader: Person) -> str:
    """Who is to decide now that the vote has advised, as a list says it, which does not look who is there; as mrkdwn.

    The decider reads “you”.
    """
    if reader == decision.terms.decider:
        return "you decide now; the vote advises"
    asked = [decision.terms.decider or decision.owner]
    if decision.asked >= OWNERS_ASKED:
        asked += [owner for owner in decision.owners if owner not in asked]
    return f"it is for {words.people_named(asked, 'or')} to decide; the vote advises"


def who_decides(decision: Decision, answering: Answering = ALL_HERE) -> str:
    """Who writes what is decided now that the vote has advised, of those who are there, as mrkdwn."""
    decider = mention(decision.terms.decider or decision.owner)
    if not answering.decider:
        return f"{decider} was to decide, and can't any more{_instead(decision, answering)}"
    others = [owner for owner in answering.owners if owner != decision.terms.decider]
    if decision.asked < OWNERS_ASKED or not others:
        return f"{decider} decides now; the vote advises"
    return f"{decider} decides now, or {words.people_named(others, 'or')} in their place"


def _instead(decision: Decision, answering: Answering) -> str:
    """Who decides where the decider is gone."""
    if answering.is_nobody:
        nobody = "" if decision.owners == (decision.terms.decider,) else ", nor can its owner"
        return f"{nobody}: any member of the channel can take it over, under ⋯ *Manage* on the card"
    decides = "decides" if len(answering.owners) == 1 else "decide"
    return f": {words.people_named(answering.owners, 'or')} {decides} now; the vote advises"


def who_goes_on(decision: Decision, reader: Person) -> str:
    """Who decides what becomes of it where too few have voted, as mrkdwn; owners read “you”."""
    who = (
        "you decide" if reader in decision.owners else f"{words.people_named(decision.owners, 'or')} decides"
    )
    return f"{words.participation(decision)} · too few; {who} how to go on"


def write_button(decision: Decision) -> Block:
    """The button with which the outcome is written; others who press it are told who decides."""
    return button("Write the outcome", WRITE, decision.id, style="primary")


def what_follows(decision: Decision, beside: Beside) -> list[Block]:
    """The rounds before and after this one, its record, and what can be done once it has ended."""
    record, steps = beside.record, _records(decision, beside.record)
    if beside.next_round:
        steps.append(button("Asked anew", "decision.details", beside.next_round))
    if decision.state.is_final and record is not None:
        steps.append(button("New round", AGAIN, str(record)))
    if decision.state in (State.DECIDED, State.NO_DECISION):
        steps.append(offer("decision", decision.id))
    return [actions("afterwards", steps)] if steps else []


def records_beside(decision: Decision, record: int | None) -> list[Block]:
    """The decision's record, and that of the round before."""
    steps = _records(decision, record)
    return [actions("records", steps)] if steps else []


def _records(decision: Decision, record: int | None) -> list[Block]:
    follows = decision.terms.follows
    labels = {record: "Open", follows: "Follows"}
    return [
        button(f"{label} {name_of(number)}", f"{OPEN}/{number}", str(number))
        for number, label in labels.items()
        if number is not None
    ]


def _reason(decision: Decision) -> str:
    """The words of whoever cancelled it, or decided."""
    if decision.outcome:
        return f"\n{mention(decision.outcome.by)}: {escape(shorten(decision.outcome.rationale, RATIONALE_SHOWN))}"
    return f"\n{escape(decision.ending)}" if decision.ending else ""
