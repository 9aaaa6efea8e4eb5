"""The main job, as people do it: a question, votes, a change of mind, a refusal, the deadline, the result."""

from dataclasses import replace

import pytest

from rituals.decisions.terms import Method
from tests.decisions.making import TERMS
from tests.decisions.scenes import put
from tests.town import Town

pytestmark = pytest.mark.both_engines


async def test_a_team_decides_from_the_question_to_the_result(town: Town) -> None:
    ann, ben, chen, dana = (town[name] for name in ("Ann", "Ben", "Chen", "Dana"))

    await ann.runs("/decide Which queue? | Kafka | SQS | NATS", in_="platform")
    await town.settle()
    assert "Start a decision" in ann.modal
    await ann.submits("Preview")
    assert "0 of 3 voted" in ann.modal
    await ann.submits("Post")
    await town.settle()
    assert not ann.has_modal

    await ben.clicks("Kafka", on=town.card("Which queue?"))
    await town.settle()
    assert ben.finds("Your vote: Kafka.", in_="platform")
    await ben.clicks("SQS", on=town.card("Which queue?"))
    await chen.clicks("SQS", on=town.card("Which queue?"))
    await town.settle()
    assert ben.finds("Your vote: SQS.", in_="platform")
    assert chen.finds("Your vote: SQS.", in_="platform")
    assert "2 of 3 voted" in ann.read(town.card("Which queue?"))

    await dana.clicks("NATS", on=town.card("Which queue?", who="Dana"))
    await town.settle()
    assert dana.finds("This decision asks other people", in_="platform")
    assert "2 of 3 voted" in ann.read(town.card("Which queue?"))

    await town.pass_time(days=7)
    shown = ann.read(town.card("Which queue?"))
    assert "Decided: SQS" in shown
    assert "2 of 3 voted" in shown
    assert any("Decided: SQS" in reply for reply in ann.reads_thread(town.card("Which queue?")))


async def test_a_decision_of_any_terms_can_be_put_to_the_team(town: Town) -> None:
    card = await put(town, replace(TERMS, method=Method.DOTS, dots=10))
    assert "10 dots each" in town["Ann"].read(card)
    assert "0 of 3 voted" in town["Ann"].read(card)
