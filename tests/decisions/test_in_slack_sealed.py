"""Sealed votes: stored as ciphertext until they are counted, counted only where five have answered, then destroyed."""

from base64 import b64decode
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Connection, select, update

from sandbox.acts import add_person
from sandbox.things import Person as Member
from storage.keys import Keyring
from storage.schema import drafts, seals
from storage.sealing import LENGTH, NONCE_BYTES, unwrap, wrap
from tests.decisions.scenes import decision_of, fill_in, happen, manage, press, send, vote
from tests.decisions.sealing import ALL_VOTED, FIVE, read_stored, seal
from tests.town import Town


async def test_a_sealed_vote_is_stored_as_ciphertext_and_counted_at_the_close(town: Town) -> None:
    card = await seal(town)
    await vote(town, card, **ALL_VOTED)
    assert await town.bot.foundation.database.read(read_stored) == (5, 0, 5, 1)
    await town.pass_time(days=7)
    shown = town["Ann"].read(card)
    assert "Decided: SQS" in shown
    assert "3 · 60 %  SQS" in shown
    assert "@Ben" not in shown
    assert "sealed: only totals are known" in shown
    assert await town.bot.foundation.database.read(read_stored) == (5, 0, 0, 0)


async def test_a_sealed_vote_is_changed_and_withdrawn_like_any_other(town: Town) -> None:
    card = await seal(town)
    await vote(town, card, **ALL_VOTED)
    await vote(town, card, Ben="Kafka", Chen="Kafka")
    dana = town["Dana"]
    await dana.clicks("Withdraw")
    await town.settle()
    dana.finds("Your vote is withdrawn.", in_="platform")
    assert "4 of 5 voted" in town["Ann"].read(card)
    await vote(town, card, Dana="NATS")
    await town.pass_time(days=7)
    assert "Decided: Kafka" in town["Ann"].read(card)
    assert "3 · 60 %  Kafka" in town["Ann"].read(card)


async def test_a_click_that_arrives_late_is_answered_with_the_sealed_vote_that_counts(town: Town) -> None:
    card = await seal(town)
    early = press(town, "Ben", card, "decision.cast/1", decision_of(card))
    await vote(town, card, Ben="SQS")
    await send(town, early)
    await town.settle()
    town["Ben"].finds("Your vote: SQS.", in_="platform")


async def test_a_sealed_ballot_is_shown_to_its_voter_as_it_was_filled_in_last(town: Town) -> None:
    card = await seal(town, more={"Method": "Approval"})
    ben = town["Ben"]
    await ben.clicks("Vote", on=card)
    await ben.fills("Your vote", ["Kafka", "NATS"])
    await ben.submits("Vote")
    await ben.closes()
    await ben.clicks("Vote", on=card)
    assert sorted(ben.modal.fields["Your vote"].split(", ")) == ["Kafka", "NATS"]


async def test_a_sealed_vote_for_an_older_text_is_kept_for_the_new_one(town: Town) -> None:
    card = await seal(town)
    await vote(town, card, **ALL_VOTED)
    ann, ben = town["Ann"], town["Ben"]
    await manage(ann, card, "Amend")
    await ann.fills("Question", "Which broker?")
    await ann.submits("Amend")
    await town.settle()
    assert "5 votes were given before" in ann.read(card)
    asked = ben.finds("was amended since you voted", in_="@Cairn")
    assert "Your vote counts; does it still hold?" in ben.read(asked)
    assert "SQS" not in ben.read(asked)
    await ben.clicks("Keep my vote", on=asked)
    await town.settle()
    ben.finds("Your vote: SQS.", in_="@Cairn")
    assert "4 votes were given before" in ann.read(card)
    await town.pass_time(days=7)
    assert "Decided: SQS" in ann.read(card)


async def test_fewer_than_five_are_not_counted_and_their_answers_are_destroyed_unread(town: Town) -> None:
    card = await seal(town)
    await vote(town, card, Ann="Kafka", Ben="SQS", Chen="SQS", Dana="SQS")
    await town.pass_time(days=7)
    ann = town["Ann"]
    assert "too few took part: 4 of 5 voted, 5 are needed" in ann.read(card)
    assert await town.bot.foundation.database.read(read_stored) == (4, 0, 4, 1)
    await manage(ann, card, "Close without a decision")
    await town.settle()
    assert "No decision: 4 of 5 voted and 5 were needed" in ann.read(card)
    assert "60 %" not in ann.read(card)
    assert await town.bot.foundation.database.read(read_stored) == (4, 0, 0, 0)


async def test_what_has_stalled_for_long_is_destroyed_unread(town: Town) -> None:
    card = await seal(town)
    await vote(town, card, Ben="SQS")
    await town.pass_time(days=40)
    assert "No decision: 1 of 5 voted" in town["Ann"].read(card)
    assert await town.bot.foundation.database.read(read_stored) == (1, 0, 0, 0)


async def test_what_has_stalled_and_is_extended_counts_the_votes_from_before(town: Town) -> None:
    card = await seal(town)
    await vote(town, card, Ann="Kafka", Ben="SQS", Chen="SQS", Dana="SQS")
    await town.pass_time(days=7)
    ann = town["Ann"]
    await manage(ann, card, "Extend")
    await ann.fills("… or typed", "in 3 days")
    await ann.fills("Why is more time needed?", "Ben is ill.")
    await ann.submits("Move deadline")
    await town.settle()
    await vote(town, card, Eli="SQS")
    await town.pass_time(days=7)
    assert "4 · 80 %  SQS" in ann.read(card)


async def test_a_cancelled_one_is_destroyed_unread(town: Town) -> None:
    card = await seal(town)
    await vote(town, card, **ALL_VOTED)
    ann = town["Ann"]
    await manage(ann, card, "Cancel it")
    await ann.fills("Reason", "We have no time.")
    await ann.submits("Cancel decision")
    await town.settle()
    assert await town.bot.foundation.database.read(read_stored) == (5, 0, 0, 0)
    await ann.picks("History", on=card)
    assert "The sealed answers and their key were destroyed" in ann.modal
    await ann.closes()


async def test_it_closes_once_all_have_voted_and_five_are_all(town: Town) -> None:
    card = await seal(town, more={"Early close": ["Close as soon as everybody has voted"]})
    await vote(town, card, **ALL_VOTED)
    assert "Decided: SQS" in town["Ann"].read(card)


async def test_where_people_leave_until_fewer_than_five_are_asked_nothing_is_revealed(town: Town) -> None:
    card = await seal(town, more={"Early close": ["Close as soon as everybody has voted"]})
    await vote(town, card, Ann="Kafka", Ben="SQS", Chen="SQS", Dana="SQS")
    await town["Eli"].leaves("platform")
    await happen(town)
    ann = town["Ann"]
    assert "4 of 4 voted" in ann.read(card)
    await town.pass_time(days=7)
    assert "too few took part: 4 of 4 voted, 5 are needed" in ann.read(card)
    await town.pass_time(days=40)
    assert "No decision" in ann.read(card)
    assert "SQS" not in ann.read(card).split("No decision")[1]


async def test_people_who_are_added_vote_under_the_same_seal(town: Town) -> None:
    card = await seal(town, more={"Who votes": "These people", "People": FIVE})
    await vote(town, card, **ALL_VOTED)
    newcomer = Member("U0GITA", "gita", "Gita Rao", town.slack.workspace.team)
    await add_person(town.slack, newcomer)
    await town["Gita"].joins("platform")
    await happen(town)
    ann = town["Ann"]
    await manage(ann, card, "Add people")
    await ann.fills("People", ["Gita"])
    await ann.submits("Add people")
    await town.settle()
    await vote(town, card, Gita="Kafka")
    await town.pass_time(days=7)
    assert "6 of 6 voted" in ann.read(card)
    assert "3 · 50 %  SQS" in ann.read(card)


async def test_a_sealed_ballot_that_is_left_half_filled_is_sealed_too_and_taken_up_again(town: Town) -> None:
    card = await seal(town, more={"Method": "Matrix", "Criteria": "Cost 60\nRisk 40"})
    ben, database = town["Ben"], town.bot.foundation.database
    await ben.clicks("Vote", on=card)
    await ben.fills({"Kafka": 4, "SQS": 2})
    await ben.submits("Next")
    await ben.fills({"Kafka": 5})
    await ben.closes()
    (body,) = await database.read(read_drafts)
    assert body["answer"] == []
    assert len(b64decode(body["sealed"])) == NONCE_BYTES + LENGTH + 16
    assert await database.read(read_stored) == (0, 0, 0, 1)
    await ben.clicks("Vote", on=card)
    assert "You left this half filled." in ben.modal
    assert (ben.modal.fields["Kafka"], ben.modal.fields["SQS"]) == ("4", "2")
    await ben.submits("Next")
    assert ben.modal.fields["Kafka"] == "5"
    await ben.closes()
    await town.pass_time(days=40)
    assert "No decision: 0 of 5 voted" in town["Ann"].read(card)
    assert await database.read(read_drafts) == []
    assert await database.read(read_stored) == (0, 0, 0, 0)


def read_drafts(tx: Connection) -> list[Any]:
    """What is stored of ballots that are half filled."""
    return list(tx.execute(select(drafts.c.body).where(drafts.c.ritual == "ballot")).scalars())


async def test_a_vote_for_fewer_than_five_cannot_be_sealed(town: Town) -> None:
    ann = await fill_in(town, more={"What is shown": "Sealed"})
    await ann.submits("Preview")
    assert "A sealed vote needs 5 people or more, and 3 are asked" in ann.errors["What is shown"]
    await ann.closes()


async def test_where_the_key_was_lost_the_owner_is_told_and_counts_again_once_it_is_back(town: Town) -> None:
    card = await seal(town)
    await vote(town, card, **ALL_VOTED)
    database, theirs = town.bot.foundation.database, Keyring([Fernet.generate_key().decode()])
    await database.write(wrap_anew, town.bot.foundation.keyring, theirs)
    await town.pass_time(days=7)
    ann = town["Ann"]
    assert "Voting has ended. The votes are being counted." in ann.read(card)
    told = ann.finds("are sealed and I can't open them", in_="@Cairn")
    await database.write(wrap_anew, theirs, town.bot.foundation.keyring)
    await ann.clicks("Manage", on=told)
    await ann.clicks("Count again")
    await town.settle()
    assert "Decided: SQS" in ann.read(card)


def wrap_anew(tx: Connection, former: Keyring, latter: Keyring) -> None:
    """The key of the one sealed decision is wrapped by another key of the server's."""
    key = unwrap(tx.execute(select(seals.c.wrapped)).scalar_one(), former)
    tx.execute(update(seals).values(wrapped=wrap(key, latter)))
