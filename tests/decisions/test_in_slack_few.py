"""Votes with hardly anything in them, of each method: each ends in words, with a record that says as much."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from handlers.decisions.acts import voting
from handlers.decisions.acts.voting import Incoming
from rituals.decisions.answer import Answer, Mark
from rituals.decisions.criteria import Criterion
from rituals.decisions.terms import Method, Secrecy, Terms
from rituals.ids import Person, Team
from sandbox.things import Message
from storage import records
from storage.sealing import Sealer
from tests.decisions.deciding import OUTCOME, close
from tests.decisions.making import TERMS, options
from tests.decisions.scenes import decision_of, put
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

TWO = options("Kafka", "SQS")
PEOPLE = ("Ann", "Ben", "Chen")


def terms_of(method: Method) -> Terms:
    """The smallest question of this method: two options, and two criteria where it has some."""
    matrix = (Criterion(1, "Cost", 50), Criterion(2, "Speed", 50)) if method is Method.MATRIX else ()
    most = 1 if method is Method.SINGLE else 2
    dots = 4 if method is Method.DOTS else 0
    return replace(TERMS, options=TWO, method=method, criteria=matrix, most=most, dots=dots)


def for_sqs(method: Method) -> Answer:
    """A ballot for SQS."""
    if method in (Method.SINGLE, Method.APPROVAL):
        return (Mark(2),)
    if method is Method.MATRIX:
        return tuple(Mark(one, criterion, 1 + 3 * (one == 2)) for one in (1, 2) for criterion in (1, 2))
    better, worse = (1, 2) if method is Method.RANKED else (3, 1)
    return Mark(1, 0, worse), Mark(2, 0, better)


def level(method: Method) -> Mapping[str, Answer]:
    """Ballots in which both options are level."""
    if method is Method.SINGLE:
        return {"Ann": (Mark(1),), "Ben": (Mark(2),)}
    if method is Method.MATRIX:
        same: Answer = tuple(Mark(one, criterion, 3) for one in (1, 2) for criterion in (1, 2))
    else:
        value = 1 if method in (Method.APPROVAL, Method.RANKED) else 2
        same = Mark(1, 0, value), Mark(2, 0, value)
    return dict.fromkeys(PEOPLE, same)


async def give(town: Town, card: Message, answers: Mapping[str, Answer]) -> None:
    """People hand in these ballots; an empty one abstains."""
    team, base = Team(town.slack.workspace.team), town.bot.foundation
    for name, answer in answers.items():
        incoming = Incoming(
            team, Person(town[name].id), decision_of(card), answer, Sealer(base.keyring, bytes(32), bytes(12))
        )
        await base.database.write(voting.cast if answer else voting.abstain, incoming, town.now())
    await town.settle()


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize(
    ("case", "secrecy"),
    [
        ("nobody", Secrecy.OPEN),
        ("one", Secrecy.PRIVATE),
        ("level", Secrecy.OPEN),
        ("abstained", Secrecy.PRIVATE),
    ],
)
async def test_a_vote_with_hardly_anything_in_it_ends_in_words(
    town: Town, method: Method, case: str, secrecy: Secrecy
) -> None:
    answers = {
        "nobody": {},
        "one": {"Ann": for_sqs(method)},
        "level": level(method),
        "abstained": dict.fromkeys(PEOPLE, ()),
    }[case]
    said = {
        "nobody": "nobody voted",
        "one": "Decided: SQS",
        "level": "tie between",
        "abstained": "abstained",
    }[case]
    ann, ben = town["Ann"], town["Ben"]
    asked = replace(terms_of(method), secrecy=secrecy)
    for question, decider in (("By vote?", None), ("By Ben?", Person(ben.id))):
        card = await put(town, replace(asked, question=question, decider=decider))
        await give(town, card, answers)
        await close(town, card)
        for name in ("Details", "Why?", "History"):
            await ann.picks(name, on=card)
            assert "Something went wrong" not in ann.modal
            await ann.closes()
        if decider:
            await ben.clicks("Write the outcome", on=card)
            await ben.fills(OUTCOME)
            await ben.submits("Decide")
            await town.settle()
            assert "Decided: Kafka" in ann.read(card)
        else:
            assert said in ann.read(card), ann.read(card)
    kept = await town.bot.foundation.database.read(records.read_all, Team(town.slack.workspace.team))
    assert [one.title for one in kept] == ["By vote?", "By Ben?"]
    hidden = {ann.id, ben.id, town["Chen"].id} if secrecy is Secrecy.PRIVATE else set()
    assert not hidden & {*kept[0].consulted, *kept[0].informed, *kept[1].consulted, *kept[1].informed}
    ben.reads("@Cairn")
