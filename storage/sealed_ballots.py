"""Ballots of sealed decisions: ciphertexts, which are opened to be counted, or to show somebody their own."""

from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from rituals.decisions.answer import Answer
from rituals.decisions.methods import Profile
from rituals.decisions.model import RITUAL, Ballot, Decision
from rituals.ids import Person, Ref, Team
from storage import seals
from storage.answers import read_answer, write_answer
from storage.keys import Keyring, UnreadableError
from storage.schema import ballots
from storage.sealing import Place, Sealer, seal, unseal, unwrap
from storage.traces import leave_no_trace
from storage.upsert import COUNTED, put


def save(tx: Connection, decision: Decision, person: Person, ballot: Ballot, sealer: Sealer) -> None:
    """This is the person's ballot; when it was cast is not kept, as all are said to be as old as the decision."""
    sealed = None
    if ballot.answer is not None:
        key = seals.ensure_key(tx, decision.ref, sealer)
        place = _place(decision.team, decision.id, person, ballot.version)
        sealed = seal(write_answer(ballot.answer), key, sealer.nonce, place)
    put(
        tx,
        ballots,
        {
            "team_id": decision.team,
            "decision_id": decision.id,
            "person": person,
            "sealed": sealed,
            "withdrawn": ballot.withdrawn,
            "version": ballot.version,
            "action_ts": ballot.action_ts,
            "cast_at": decision.opened_at,
        },
    )


_OWN = select(ballots.c.sealed, ballots.c.version).where(
    ballots.c.team_id == bindparam("team"),
    ballots.c.decision_id == bindparam("decision"),
    ballots.c.person == bindparam("person"),
)


def open_own(tx: Connection, decision: Decision, person: Person, keyring: Keyring) -> Answer | None:
    """What this person answered, for their own eyes; None if no answer of theirs stands."""
    own = {"team": decision.team, "decision": decision.id, "person": person}
    row = tx.execute(_OWN, own).one_or_none()
    if row is None or row.sealed is None:
        return None
    key = seals.get_key(tx, decision.ref, keyring)
    return read_answer(unseal(row.sealed, key, _place(decision.team, decision.id, person, row.version)))


def seal_draft(tx: Connection, decision: Decision, person: Person, answer: Answer, sealer: Sealer) -> str:
    """What this person has filled in so far and not cast, sealed under the decision's key, as text; it is held."""
    key = seals.ensure_key(tx, decision.ref, sealer)
    sealed = seal(write_answer(answer), key, sealer.nonce, _place_of_draft(decision, person))
    return b64encode(sealed).decode()


def open_draft(tx: Connection, decision: Decision, person: Person, sealed: str, keyring: Keyring) -> Answer:
    """What this person has filled in so far, for their own eyes."""
    key = seals.get_key(tx, decision.ref, keyring)
    return read_answer(unseal(b64decode(sealed), key, _place_of_draft(decision, person)))


@dataclass(frozen=True, slots=True)
class Box:
    """All that was cast in a sealed decision, still closed."""

    wrapped: str
    ballots: Sequence[tuple[Place, bytes]]

    def open(self, keyring: Keyring) -> Profile:
        """How often each ballot was cast; UnreadableError if the server's key is not the one that sealed them."""
        key = unwrap(self.wrapped, keyring)
        return Counter(read_answer(unseal(sealed, key, place)) for place, sealed in self.ballots)


_CAST = select(ballots.c.person, ballots.c.version, ballots.c.sealed).where(
    ballots.c.team_id == bindparam("team"),
    ballots.c.decision_id == bindparam("decision"),
    ballots.c.sealed.is_not(None),
)


def read_box(tx: Connection, team: Team, decision: str) -> Box:
    """All that was cast; UnreadableError if the key is gone."""
    wrapped = seals.find_wrapped(tx, Ref(team, RITUAL, decision))
    if wrapped is None:
        raise UnreadableError
    rows = tx.execute(_CAST, {"team": team, "decision": decision})
    return Box(wrapped, [(_place(team, decision, row.person, row.version), row.sealed) for row in rows])


def destroy(tx: Connection, team: Team, decision: str, most: int) -> int:
    """What was cast is gone, and when; who took part is kept. Returns of how many, at most so many.

    Once the key is destroyed nothing hangs on when the rest follows.
    """
    here = ballots.c.team_id == team, ballots.c.decision_id == decision
    left = ballots.c.sealed.is_not(None) | (ballots.c.action_ts != "")
    found = select(ballots.c.person).where(*here, left).limit(most)
    leave_no_trace(tx)
    gone = update(ballots).where(*here, ballots.c.person.in_(found)).values(sealed=None, action_ts="")
    return tx.execute(gone, execution_options=COUNTED).rowcount


def _place_of_draft(decision: Decision, person: Person) -> Place:
    # Never that of a ballot, so that what was not cast cannot be passed off as a vote.
    return Place(decision.team, f"{RITUAL}:{decision.id}:draft", person, 0)


def _place(team: Team, decision: str, person: Person, version: int) -> Place:
    return Place(team, f"{RITUAL}:{decision}", person, version)
