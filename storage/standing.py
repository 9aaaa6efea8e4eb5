"""Which messages may be posted: what goes into a card's thread waits for that card."""

from sqlalchemy import and_, exists, or_

from storage.schema import cards, deliveries

CARD_STANDS = exists().where(
    cards.c.team_id == deliveries.c.team_id,
    cards.c.card_id == deliveries.c.card_id,
    cards.c.ts.is_not(None),
)
"""SQL: the card stands that a message is, or in whose thread it goes."""

_card, _parent = cards.alias(), cards.alias()
_LACKS_PARENT = exists().where(
    _card.c.team_id == deliveries.c.team_id,
    _card.c.card_id == deliveries.c.card_id,
    _parent.c.team_id == _card.c.team_id,
    _parent.c.card_id == _card.c.under,
    _parent.c.ts.is_(None),
)

MAY_STAND = or_(
    deliveries.c.card_id.is_(None),
    and_(deliveries.c.is_card, ~_LACKS_PARENT),
    and_(~deliveries.c.is_card, CARD_STANDS),
)
"""SQL: nothing keeps a message waiting. One may wait for ever: there is nothing to do for it meanwhile."""
