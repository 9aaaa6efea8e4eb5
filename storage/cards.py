"""Cards: the one message of a ritual in a channel, and how far it lags behind what is stored."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Row, and_, bindparam, case, func, select, update

from rituals.ids import Channel, Team
from storage import deliveries
from storage.deliveries import Delivery
from storage.prepared import run
from storage.schema import cards, pictures

_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""Pacing is real time, of which an act knows nothing."""

_A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Card:
    """A card; `wanted` counts what happened to the ritual, `shown` how much of that people can see."""

    team: Team
    id: str
    ritual: str
    ritual_id: str
    channel: Channel
    ts: str | None = None
    posts: int = 1
    wanted: int = 1
    shown: int = 0
    shown_digest: str = ""
    final: bool = False
    under: str | None = None  # The card in whose thread this one stands.
    picture: str | None = None  # Slack's file that the card shows; known where the card is drawn.


def add(tx: Connection, card: Card, now: datetime) -> None:
    """The ritual has a card from now on; it is posted by the courier."""
    tx.execute(
        cards.insert(),
        {
            "team_id": card.team,
            "card_id": card.id,
            "ritual": card.ritual,
            "ritual_id": card.ritual_id,
            "channel": card.channel,
            "under": card.under,
            "not_before": _AT_ONCE,
        },
    )
    _post(tx, card, now)


def post_again(tx: Connection, card: Card, now: datetime) -> None:
    """The card's message is gone: it will be posted anew, and after it the cards that stood in its thread."""
    gone = tx.execute(
        update(cards)
        .where(cards.c.team_id == card.team, cards.c.card_id == card.id, cards.c.posts == card.posts)
        .values(ts=None, posts=card.posts + 1)
    )
    _post(tx, replace(card, posts=card.posts + 1), now)
    if gone.rowcount == 1:
        # One after the other, so that they stand in the thread in their order.
        for number, below in enumerate(_read_below(tx, card), start=1):
            post_again(tx, below, now + number * _A_MOMENT)


def _read_below(tx: Connection, card: Card) -> list[Card]:
    """The cards that stand in the thread of this one, in their order; those on their way go there anyway."""
    here = cards.c.team_id == card.team, cards.c.under == card.id, cards.c.ts.is_not(None)
    found = [_read(row) for row in tx.execute(select(cards).where(*here))]
    return sorted(found, key=lambda one: (len(one.id), one.id))


_TOUCH = (
    update(cards)
    .where(
        cards.c.team_id == bindparam("team"),
        cards.c.ritual == bindparam("of_ritual"),
        cards.c.ritual_id == bindparam("of"),
    )
    .values(wanted=cards.c.wanted + 1)
)


def touch(tx: Connection, team: Team, ritual: str, ritual_id: str) -> None:
    """The ritual's cards must be redrawn."""
    run(tx, _TOUCH, {"team": team, "of_ritual": ritual, "of": ritual_id})


_FINISH = _TOUCH.values(wanted=cards.c.wanted + 1, final=True, not_before=_AT_ONCE)


def finish(tx: Connection, team: Team, ritual: str, ritual_id: str) -> None:
    """The ritual's cards must be redrawn for the last time, before all others and without delay."""
    run(tx, _FINISH, {"team": team, "of_ritual": ritual, "of": ritual_id})


_SHOWN = and_(
    pictures.c.team_id == cards.c.team_id,
    pictures.c.ritual == cards.c.ritual,
    pictures.c.ritual_id == cards.c.ritual_id,
    pictures.c.state == "shown",
)
_GET = (
    select(cards, pictures.c.file_id)
    .join_from(cards, pictures, _SHOWN, isouter=True)
    .where(cards.c.team_id == bindparam("team"), cards.c.card_id == bindparam("card"))
)


def get(tx: Connection, team: Team, card_id: str) -> Card:
    """The card of this id; raises sqlalchemy.exc.NoResultFound."""
    row = run(tx, _GET, {"team": team, "card": card_id}).one()
    return replace(_read(row), picture=row.file_id)


def read_of(tx: Connection, team: Team, ritual: str, ritual_id: str) -> list[Card]:
    """All cards of a ritual."""
    rows = tx.execute(
        select(cards).where(cards.c.team_id == team, cards.c.ritual == ritual, cards.c.ritual_id == ritual_id)
    )
    return [_read(row) for row in rows]


def find_at(tx: Connection, team: Team, channel: str, ts: str) -> Card | None:
    """The card that this message in Slack is, if it is one."""
    here = cards.c.team_id == team, cards.c.channel == channel, cards.c.ts == ts
    row = tx.execute(select(cards).where(*here)).one_or_none()
    return None if row is None else _read(row)


_STALE = cards.c.wanted > cards.c.shown


_STALE_NOW = (
    select(cards)
    .where(
        cards.c.team_id == bindparam("team"),
        _STALE,
        cards.c.ts.is_not(None),
        cards.c.not_before <= bindparam("now"),
    )
    .order_by(cards.c.final.desc(), cards.c.not_before)
    .limit(bindparam("most"))
)


def read_stale(tx: Connection, team: Team, now: datetime, most: int) -> list[Card]:
    """Cards to be redrawn now, at most so many: those of ended rituals first, then the longest unchanged."""
    return [_read(row) for row in run(tx, _STALE_NOW, {"team": team, "now": now, "most": most})]


_ALL_STALE = (
    select(func.count())
    .select_from(cards)
    .where(cards.c.team_id == bindparam("team"), _STALE, cards.c.ts.is_not(None))
)


def count_stale(tx: Connection, team: Team) -> int:
    """How many cards wait to be redrawn, whether now or later."""
    return int(run(tx, _ALL_STALE, {"team": team}).scalar_one())


_SHOW = (
    update(cards)
    .where(
        cards.c.team_id == bindparam("team"),
        cards.c.card_id == bindparam("card"),
        cards.c.posts == bindparam("posted"),
    )
    .values(
        shown=bindparam("revision"),
        shown_digest=bindparam("digest"),
        not_before=case(
            (cards.c.final, cards.c.not_before), else_=bindparam("waits", type_=cards.c.not_before.type)
        ),
    )
)


def show(tx: Connection, card: Card, digest: str, not_before: datetime) -> None:
    """People see the card as of the revision that was read; it is not redrawn before `not_before`.

    One whose ritual has ended meanwhile does not wait.
    """
    values = {"team": card.team, "card": card.id, "posted": card.posts, "revision": card.wanted}
    run(tx, _SHOW, {**values, "digest": digest, "waits": not_before})


def put_off(tx: Connection, card: Card, not_before: datetime) -> None:
    """The card is not redrawn before `not_before`."""
    tx.execute(
        update(cards)
        .where(cards.c.team_id == card.team, cards.c.card_id == card.id)
        .values(not_before=not_before)
    )


def doubt(tx: Connection, card: Card, not_before: datetime) -> None:
    """What people see may be older or newer than we know: the card is redrawn then, whatever it showed last."""
    tx.execute(
        update(cards)
        .where(cards.c.team_id == card.team, cards.c.card_id == card.id)
        .values(shown_digest="", not_before=not_before)
    )


def redraw_lost(tx: Connection, team: Team, channel: str | None = None) -> None:
    """The cards of the channel, of every channel if none is named, that may show something old are redrawn."""
    lost = update(cards).where(
        cards.c.team_id == team, cards.c.ts.is_not(None), cards.c.shown_digest == "", ~_STALE
    )
    if channel is not None:
        lost = lost.where(cards.c.channel == channel)
    tx.execute(lost.values(wanted=cards.c.wanted + 1))


def doubt_all(tx: Connection, team: Team) -> None:
    """Another worker may have been redrawing any of the workspace's stale cards when it died."""
    tx.execute(
        update(cards).where(cards.c.team_id == team, _STALE, cards.c.ts.is_not(None)).values(shown_digest="")
    )


def _post(tx: Connection, card: Card, now: datetime) -> None:
    deliveries.add(
        tx,
        [
            Delivery(
                team=card.team,
                key=f"card:{card.id}:{card.posts}",
                view=card.ritual,
                ritual=card.ritual,
                ritual_id=card.ritual_id,
                channel=card.channel,
                card=card.id,
                is_card=True,
                not_before=now,
            )
        ],
    )


def _read(row: Row[tuple[object, ...]]) -> Card:
    return Card(
        Team(row.team_id),
        row.card_id,
        row.ritual,
        row.ritual_id,
        Channel(row.channel),
        row.ts,
        row.posts,
        row.wanted,
        row.shown,
        row.shown_digest,
        row.final,
        row.under,
    )
