"""What is asked of storage while an RFC is reviewed, on both engines: who left, who raised what, which card it is."""

from dataclasses import replace

from sqlalchemy import Connection

from rituals.rfcs.model import Stance, Standing, State
from storage import cards, concerns, electors, history, positions, rfcs
from storage.cards import Card
from storage.database import Database
from storage.history import Entry
from tests.records.making import LEADS, TEAM
from tests.rfcs.making import ANN, BEN, CHEN, DANA, EMIL, MONDAY, concern_of, position
from tests.rfcs.test_storage import drafted, post


async def test_of_those_who_left_only_an_approval_that_counts_keeps_its_place(database: Database) -> None:
    def work(tx: Connection) -> None:
        [rfc] = post(tx, [drafted("a")], [BEN, CHEN, DANA, EMIL])
        for person, stance in {BEN: Stance.APPROVE, CHEN: Stance.HOLD, DANA: Stance.CONCERN}.items():
            positions.save(tx, rfc.ref, person, position(stance))
        electors.leave(tx, rfc.ref, [BEN, CHEN, DANA, EMIL], MONDAY)
        assert set(rfcs.read_reviewers(tx, rfc)) == {BEN}
        assert set(rfcs.read_reviewers(tx, replace(rfc, version=2, counts_from=2))) == set()
        electors.come_back(tx, rfc.ref, [CHEN, EMIL])
        assert set(rfcs.read_reviewers(tx, rfc)) == {BEN, CHEN, EMIL}

    await database.write(work)


async def test_whose_concerns_are_unresolved_is_found_for_what_is_under_way(database: Database) -> None:
    def work(tx: Connection) -> None:
        here, there, ended = post(tx, [drafted("a"), drafted("b", channel=LEADS), drafted("c")])
        for rfc in (here, there, ended):
            concerns.add(tx, rfc, concern_of(BEN))
        concerns.add(tx, here, replace(concern_of(CHEN), standing=Standing.RESOLVED))
        rfcs.save(tx, replace(ended, state=State.ACCEPTED))
        assert concerns.read_raised(tx, TEAM, [BEN, CHEN], None) == [str(here.number), str(there.number)]
        assert concerns.read_raised(tx, TEAM, [BEN], LEADS) == [str(there.number)]
        assert concerns.read_raised(tx, TEAM, [CHEN], None) == []

    await database.write(work)


async def test_a_message_is_known_as_the_card_that_it_is_and_acts_are_read_by_kind_and_by_who_did_them(
    database: Database,
) -> None:
    def work(tx: Connection) -> None:
        [rfc, other] = post(tx, [drafted("a"), drafted("b")])
        cards.add(tx, Card(TEAM, "card", rfc.ref.ritual, rfc.ref.id, rfc.terms.channel), MONDAY)
        assert cards.find_at(tx, TEAM, rfc.terms.channel, "1.1") is None
        for act, detail in (("added", BEN), ("opened", ""), ("added", CHEN)):
            history.add(tx, rfc.ref, Entry(ANN, act, MONDAY, detail))
        assert [one.detail for one in history.read_acts(tx, rfc.ref, "added")] == [BEN, CHEN]
        history.add(tx, rfc.ref, Entry(None, "lapsed", MONDAY, BEN))
        assert history.find_last_of_people(tx, rfc.ref) == Entry(ANN, "added", MONDAY, CHEN)
        history.add(tx, other.ref, Entry(None, "lapsed", MONDAY, BEN))
        assert history.find_last_of_people(tx, other.ref) is None

    await database.write(work)
