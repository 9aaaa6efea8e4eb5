"""Ballots of numbers: score, ranked, dots and matrix, from the card to the receipt; and what cannot be on them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from rituals.decisions.criteria import Criterion
from rituals.decisions.terms import EVERY_HINT, NONE_OF_THESE, Detail, Hint, Method, Option, Terms
from sandbox import payloads
from sandbox.filling import Value
from sandbox.people import Person
from sandbox.things import Message
from storage.schema import drafts
from tests.decisions.making import TERMS, options
from tests.decisions.scenes import decide, manage, put, send
from tests.town import Town

CRITERIA = (Criterion(1, "Cost", 50), Criterion(2, "Risk", 30), Criterion(3, "Time", 20))
NAMED = (*options("Kafka", "SQS", "NATS"), NONE_OF_THESE)
ON_ONE_ENGINE = pytest.mark.parametrize("engine", ["sqlite"])


def by(method: Method, **terms: Any) -> Terms:
    """The usual terms, answered by this method."""
    criteria = CRITERIA if method is Method.MATRIX else ()
    usual = replace(TERMS, method=method, dots=10 * (method is Method.DOTS), criteria=criteria, most=3)
    return replace(usual, **terms)


async def fill(person: Person, card: Message, ballot: Mapping[str, Value]) -> None:
    """Somebody opens the ballot and fills it in."""
    await person.clicks("Vote", on=card)
    await person.fills(ballot)


async def cast(town: Town, who: str, card: Message, ballot: Mapping[str, Value]) -> str:
    """Somebody votes; returns what they read then."""
    await fill(town[who], card, ballot)
    await town[who].submits("Vote")
    await town.settle()
    assert not town[who].errors
    return town[who].modal.text


def filled_in(person: Person) -> dict[str, str]:
    """What stands in the fields of the ballot, of those in which something stands."""
    return {label: value for label, value in person.modal.fields.items() if value}


async def forge(town: Town, who: str, values: Mapping[str, Any], subject: str = "") -> str:
    """The ballot that lies before somebody is submitted with values that Slack's client would not take; the answer."""
    view = town[who].modal.view
    forged = payloads.submission(town.slack, town[who].who, view)
    for name, value in values.items():
        forged["view"]["state"]["values"][name] = {name: {"type": "number_input", "value": value}}
    if subject:
        forged["view"]["private_metadata"] = subject
    return (await send(town, forged)).body.decode()


# ------------------------------------------------------------------------------------------- one ballot a method


@pytest.mark.parametrize(
    ("method", "rule", "ballot", "said"),
    [
        (
            Method.SCORE,
            "Score each option from 0 to 5. 5 is best.",
            {"Kafka": 4, "SQS": 5, "NATS": 0, "None of these": 1},
            "Your vote: Kafka 4, SQS 5, NATS 0, None of these 1.",
        ),
        (
            Method.RANKED,
            "Ties and gaps are fine, and what you leave empty comes last.",
            {"Kafka": 1, "SQS": 3, "NATS": 3},
            "Your vote: Kafka 1st, SQS and NATS 3rd.",
        ),
        (
            Method.DOTS,
            "You have 10 dots. Give them to one option, or spread them.",
            {"SQS": 3, "Kafka": 7},
            "Your vote: Kafka 7 dots, SQS 3.",
        ),
    ],
)
async def test_a_ballot_of_numbers_is_filled_in_told_changed_and_withdrawn(
    town: Town, method: Method, rule: str, ballot: dict[str, Value], said: str
) -> None:
    card, ben = await put(town, by(method, options=NAMED)), town["Ben"]
    await ben.clicks("Vote", on=card)
    assert rule in ben.modal
    await ben.closes()
    assert said in await cast(town, "Ben", card, ballot)
    assert "1 of 3 voted" in town["Ann"].read(card)
    await ben.closes()
    await ben.clicks("Vote", on=card)
    assert filled_in(ben) == {label: str(value) for label, value in ballot.items()}
    assert "half filled" not in ben.modal
    await ben.fills("Kafka", 2)
    await ben.submits("Vote")
    await town.settle()
    assert "Kafka 2" in ben.modal
    assert "1 of 3 voted" in town["Ann"].read(card)
    await ben.clicks("Withdraw")
    await town.settle()
    assert "Your vote is withdrawn." in ben.modal
    assert "0 of 3 voted" in town["Ann"].read(card)


async def test_a_matrix_is_filled_in_criterion_by_criterion_and_each_step_is_kept(town: Town) -> None:
    card, ben = await put(town, by(Method.MATRIX)), town["Ben"]
    await fill(ben, card, {"Kafka": 4, "SQS": 2, "NATS": 5})
    assert "Cost · 1 of 3 · weighs 50 %" in ben.modal
    await ben.submits("Next")
    assert "Risk · 2 of 3 · weighs 30 %" in ben.modal
    assert filled_in(ben) == {}
    await ben.fills({"Kafka": 1})
    await ben.clicks("Back one")
    assert filled_in(ben) == {"Kafka": "4", "SQS": "2", "NATS": "5"}
    await ben.fills("NATS", 3)
    await ben.submits("Next")
    assert filled_in(ben) == {"Kafka": "1"}
    await ben.submits("Next")
    assert "Time · 3 of 3 · weighs 20 %" in ben.modal
    assert "2 scores are empty on the other pages." in ben.modal
    assert "0 of 3 voted" in town["Ann"].read(card)
    await ben.fills({"Kafka": 1, "SQS": 2, "NATS": 3})
    await ben.submits("Vote")
    await town.settle()
    assert "Your vote: 7 of 9 scores given." in ben.modal
    assert "1 of 3 voted" in town["Ann"].read(card)
    await ben.closes()
    await ben.clicks("Vote", on=card)
    assert filled_in(ben) == {"Kafka": "4", "SQS": "2", "NATS": "3"}
    assert "half filled" not in ben.modal


@ON_ONE_ENGINE
async def test_sixty_cells_are_filled_in(town: Town) -> None:
    criteria = tuple(Criterion(number, f"Criterion {number}", 25) for number in range(1, 5))
    named = options(*(f"Option {number}" for number in range(1, 16)))
    card, ben = await put(town, by(Method.MATRIX, options=named, criteria=criteria)), town["Ben"]
    await ben.clicks("Vote", on=card)
    for step in ("Next", "Next", "Next", "Vote"):
        await ben.fills({option.text: 1 + option.number % 5 for option in named})
        await ben.submits(step)
    await town.settle()
    assert "Your vote: 60 of 60 scores given." in ben.modal


@ON_ONE_ENGINE
async def test_scores_that_were_cleared_stay_cleared_on_the_next_pages(town: Town) -> None:
    card, ben = await put(town, by(Method.MATRIX)), town["Ben"]
    await fill(ben, card, {"Kafka": 4})
    for step in ("Next", "Next", "Vote"):
        await ben.submits(step)
    assert "Your vote: 1 of 9 scores given." in ben.modal
    await ben.closes()
    await fill(ben, card, {"Kafka": None})
    await ben.submits("Next")
    await ben.fills("SQS", 2)
    await ben.submits("Next")
    await ben.submits("Vote")
    assert "Your vote: 1 of 9 scores given." in ben.modal
    await ben.closes()
    await ben.clicks("Vote", on=card)
    assert filled_in(ben) == {}


async def test_what_people_give_is_counted(town: Town) -> None:
    card = await put(town, by(Method.DOTS, question="Which dots?"))
    await cast(town, "Ben", card, {"SQS": 10})
    await cast(town, "Chen", card, {"Kafka": 4, "NATS": 6})
    await town.pass_time(days=7)
    assert "Decided: SQS" in town["Ann"].read(card)
    card = await put(town, by(Method.RANKED, question="Which order?"))
    await cast(town, "Ben", card, {"NATS": 1, "SQS": 2})
    await cast(town, "Chen", card, {"NATS": 2, "Kafka": 3})
    await town.pass_time(days=7)
    assert "Decided: NATS" in town["Ann"].read(card)


async def test_the_form_asks_for_a_ranked_vote_and_people_rank(town: Town) -> None:
    card = await decide(town, more={"Method": "Ranked", "None of these": ["Add “None of these”"]})
    assert "None of these 1st, Kafka 2nd" in await cast(town, "Ben", card, {"None of these": 1, "Kafka": 2})


# ------------------------------------------------------------------------------------------------- half filled


@pytest.mark.parametrize("way", ["Save for later", "Close"])
async def test_a_ballot_that_is_left_half_filled_is_there_again_for_who_left_it(town: Town, way: str) -> None:
    card, ben, chen = await put(town, by(Method.SCORE)), town["Ben"], town["Chen"]
    await fill(ben, card, {"SQS": 3})
    if way == "Save for later":
        await ben.clicks(way)
        assert "Kept, but not cast: it counts once you press Vote." in ben.modal
        assert "Nobody else sees it." in ben.modal
    await ben.closes()
    assert "0 of 3 voted" in town["Ann"].read(card)
    await chen.clicks("Vote", on=card)
    assert filled_in(chen) == {}
    await ben.clicks("Vote", on=card)
    assert "You left this half filled." in ben.modal
    assert filled_in(ben) == {"SQS": "3"}
    await ben.fills({"Kafka": 1, "NATS": 2})
    await ben.submits("Vote")
    await town.settle()
    assert "Your vote: Kafka 1, SQS 3, NATS 2." in ben.modal
    await ben.closes()
    await ben.clicks("Vote", on=card)
    assert "half filled" not in ben.modal


@ON_ONE_ENGINE
async def test_a_matrix_is_taken_up_again_with_all_its_pages(town: Town) -> None:
    card, ben = await put(town, by(Method.MATRIX)), town["Ben"]
    await fill(ben, card, {"Kafka": 4})
    await ben.submits("Next")
    await ben.fills("SQS", 2)
    await ben.closes()
    await ben.clicks("Vote", on=card)
    assert "You left this half filled." in ben.modal
    assert filled_in(ben) == {"Kafka": "4"}
    await ben.submits("Next")
    assert "half filled" not in ben.modal
    assert filled_in(ben) == {"SQS": "2"}


@ON_ONE_ENGINE
async def test_what_was_voted_counts_while_a_change_of_it_is_half_filled(town: Town) -> None:
    card, ben = await put(town, by(Method.DOTS)), town["Ben"]
    await cast(town, "Ben", card, {"SQS": 10})
    await ben.closes()
    await fill(ben, card, {"SQS": 4})
    await ben.closes()
    await ben.clicks("Vote", on=card)
    assert "What you voted before counts until then." in ben.modal
    assert filled_in(ben) == {"SQS": "4"}
    await ben.closes()
    await town.pass_time(days=7)
    assert "Decided: SQS" in town["Ann"].read(card)


@ON_ONE_ENGINE
async def test_a_ballot_in_which_nothing_was_changed_is_not_kept(town: Town) -> None:
    card, ben = await put(town, by(Method.DOTS)), town["Ben"]
    await ben.clicks("Vote", on=card)
    await ben.clicks("Save for later")
    assert "Nothing was filled in, so there is nothing to keep." in ben.modal
    await ben.closes()
    await cast(town, "Ben", card, {"SQS": 10})
    await ben.closes()
    await ben.clicks("Vote", on=card)
    await ben.clicks("Save for later")
    assert "This is what you voted already. It counts as it is." in ben.modal


@ON_ONE_ENGINE
async def test_a_half_filled_ballot_follows_an_amendment_as_far_as_it_can(town: Town) -> None:
    card, ann, ben = await put(town, by(Method.RANKED)), town["Ann"], town["Ben"]
    await fill(ben, card, {"Kafka": 1, "SQS": 2, "NATS": 3})
    await ben.closes()
    await manage(ann, card, "Amend")
    await ann.fills({"Options": "Kafka\nRedis\nNATS"})
    await ann.submits("Amend")
    await town.settle()
    await ben.clicks("Vote", on=card)
    assert filled_in(ben) == {"Kafka": "1", "NATS": "3"}


async def test_a_half_filled_ballot_is_gone_when_voting_ends(town: Town) -> None:
    card, ben = await put(town, by(Method.RANKED)), town["Ben"]
    await fill(ben, card, {"Kafka": 1})
    await ben.closes()
    await ben.clicks("Vote", on=card)
    assert await count_half_filled(town) == 1
    await town.pass_time(days=7)
    assert await count_half_filled(town) == 0
    await ben.fills("SQS", 2)
    await ben.clicks("Save for later")
    assert "This decision has ended." in ben.modal
    await ben.closes(everything=True)
    assert await count_half_filled(town) == 0


async def count_half_filled(town: Town) -> int:
    """How many half-filled ballots are stored."""

    def ask(tx: Connection) -> int:
        return tx.execute(select(func.count()).where(drafts.c.ritual == "ballot")).scalar_one()

    return await town.bot.foundation.database.read(ask)


# -------------------------------------------------------------------------------------------- order and words


@ON_ONE_ENGINE
async def test_the_same_person_reads_the_same_order_again_and_others_another(town: Town) -> None:
    named = options(*(f"Option {number}" for number in range(1, 13)))
    card = await put(town, by(Method.SCORE, options=named))
    orders: dict[str, list[str]] = {}
    for name in ("Ben", "Chen", "Ben"):
        await town[name].clicks("Vote", on=card)
        assert "Everybody sees the options in another order." in town[name].modal
        shown = list(town[name].modal.fields)
        assert orders.setdefault(name, shown) == shown
        await town[name].closes()
    assert orders["Ben"] != orders["Chen"]
    assert sorted(orders["Ben"]) == sorted(orders["Chen"])


@ON_ONE_ENGINE
async def test_options_stand_in_order_where_that_hint_is_switched_off(town: Town) -> None:
    named = options(*(f"Option {number}" for number in range(1, 13)))
    terms = by(Method.APPROVAL, options=named[:9], most=9, hints=EVERY_HINT - {Hint.ANCHORING})
    card, ben = await put(town, terms), town["Ben"]
    await ben.clicks("Vote", on=card)
    assert "another order" not in ben.modal
    offered = ben.modal.view.payload["blocks"][1]["element"]["options"]
    assert [each["text"]["text"] for each in offered] == [each.text for each in named[:9]]


@ON_ONE_ENGINE
async def test_what_is_said_of_an_option_stands_beside_it(town: Town) -> None:
    named = (Option(1, "Kafka", Detail("Run by the platform team.")), Option(2, "SQS"))
    card, ben = await put(town, by(Method.SCORE, options=named, recommended=1)), town["Ben"]
    await ben.clicks("Vote", on=card)
    assert "Kafka: \nRecommended · Run by the platform team." in ben.modal


# ------------------------------------------------------------------------------------------- what cannot be


@ON_ONE_ENGINE
@pytest.mark.parametrize(
    ("method", "ballot", "errors"),
    [
        (
            Method.DOTS,
            {"Kafka": 8, "NATS": 4},
            {"NATS": "You gave 12 dots and have 10. Take 2 away, here or elsewhere."},
        ),
        (Method.DOTS, {"Kafka": 0}, {"Kafka": "You have 10 dots. Give at least one."}),
        (Method.RANKED, {}, {"Kafka": "Give at least one option a place."}),
        (Method.RANKED, {"SQS": 99}, {"SQS": "Please enter a number of at most 3."}),  # Slack's own words.
        (Method.SCORE, {"SQS": 3, "NATS": 1}, {"Kafka": "Please complete this required field."}),
        (Method.SCORE, {"Kafka": "4.5", "SQS": 3, "NATS": 1}, {"Kafka": "Please enter a valid number."}),
    ],
)
async def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    town: Town, method: Method, ballot: dict[str, Value], errors: dict[str, str]
) -> None:
    card, ben = await put(town, by(method)), town["Ben"]
    await fill(ben, card, ballot)
    await ben.submits("Vote")
    assert ben.errors == errors
    assert filled_in(ben) == {label: str(value) for label, value in ballot.items()}
    await town.settle()
    assert "0 of 3 voted" in town["Ann"].read(card)


@ON_ONE_ENGINE
@pytest.mark.parametrize(
    ("method", "values", "said"),
    [
        (Method.RANKED, {"mark/1": "99"}, '"mark/1":"Choose a number from 1 to 3."'),
        (Method.RANKED, {"mark/1": "first"}, '"mark/1":"Write a whole number, such as 3."'),
        (Method.SCORE, {"mark/1": "2.5"}, '"mark/1":"Write a whole number, such as 3."'),
        (Method.SCORE, {"mark/1": "-1"}, '"mark/1":"Choose a number from 0 to 5."'),
        (Method.SCORE, {"mark/1": "3"}, '"mark/2":"Give a score from 0 to 5."'),
        (Method.DOTS, {"mark/9": "3"}, "That option is no longer there."),
        (Method.DOTS, {"mark/1/2": "3"}, "That option is no longer there."),
        (Method.MATRIX, {"mark/1/1": "6"}, '"mark/1/1":"Choose a number from 1 to 5."'),
    ],
)
async def test_numbers_that_slack_would_not_send_are_refused_in_words(
    town: Town, method: Method, values: dict[str, str], said: str
) -> None:
    card = await put(town, by(method))
    await town["Ben"].clicks("Vote", on=card)
    assert said in await forge(town, "Ben", values)
    await town.settle()
    assert "0 of 3 voted" in town["Ann"].read(card)


@ON_ONE_ENGINE
async def test_a_matrix_with_marks_on_what_it_does_not_have_is_refused(town: Town) -> None:
    card = await put(town, by(Method.MATRIX))
    ben = town["Ben"]
    await ben.clicks("Vote", on=card)
    last = ben.modal.view.payload["private_metadata"].removesuffix("1") + "3"
    assert "Give at least one score from 1 to 5." in await forge(town, "Ben", {}, last)
    for name in ("mark/9/1", "mark/1/9", "mark/1"):
        assert "That option is no longer there." in await forge(town, "Ben", {name: "3"}, last)
    assert "0 of 3 voted" in town["Ann"].read(card)


@ON_ONE_ENGINE
async def test_a_ballot_from_before_the_question_became_another_is_refused(town: Town) -> None:
    card, ann, ben = await put(town, by(Method.RANKED)), town["Ann"], town["Ben"]
    await fill(ben, card, {"Kafka": 1})
    await manage(ann, card, "Amend")
    await ann.fills({"Question": "Which broker?"})
    await ann.submits("Amend")
    await town.settle()
    await ben.submits("Vote")
    assert "The question has changed since you saw it." in str(ben.errors)
    await ben.clicks("Save for later")
    assert "The question has changed since you saw it." in ben.modal
