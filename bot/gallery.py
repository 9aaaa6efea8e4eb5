"""Pictures on cards: asked for where a card is drawn, then drawn, given to Slack as files, and shown by the card.

A card never waits for its picture: it stands without one, and is drawn again once Slack can show the file.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bot.desk import Desk
from bot.painter import NotDrawnError, Painter
from bot.verdicts import Verdict, judge
from handlers.failures import CALL_FAILED, error_name, retry_after
from handlers.ritual import Ritual
from handlers.uploads import Upload, upload
from rituals.pictures import Picture, fingerprint
from storage import cards, pictures
from storage.cards import Card
from storage.pictures import Hanging, Hung

log = structlog.get_logger(__name__)
TAKEN = timedelta(minutes=2)
"""After which a picture whose worker has died is due again; drawing and uploading end long before."""


async def ask_for_picture(desk: Desk, card: Card) -> None:
    """Whatever picture the card asks for is wanted from now on, if it is another than before."""
    if desk.rituals[card.ritual].picture is None:
        return
    digest = await desk.database.read(_find_wish, desk.rituals, card, desk.clocks.now())
    if digest is not None:
        await desk.database.write(pictures.want, card, digest)


async def is_for_picture(desk: Desk, card: Card | None, error: Exception) -> bool:
    """Whether Slack may have refused this card for its picture: then it is to be drawn without, for a while."""
    if card is None or card.picture is None or error_name(error) != "invalid_blocks":
        return False
    real = desk.clocks.real()
    await desk.database.write(pictures.doubt, card, real + desk.limits.retry, desk.limits.picture_tries)
    return True


class Gallery:
    """Draws and uploads what is wanted; `checkpoint` is called at "drawn" and "uploaded"."""

    def __init__(self, painter: Painter, checkpoint: Callable[[str], None]) -> None:
        self._painter, self._checkpoint = painter, checkpoint

    async def stop(self) -> None:
        """Nothing is drawn any more."""
        await self._painter.stop()

    async def hang_due(self, desk: Desk) -> None:
        """Everything that is due for the pictures of the workspace, one after the other; raises TokenRefusedError."""
        while hung := await self._take(desk):
            if hung.state is Hanging.UPLOADED:
                await desk.database.write(pictures.show, hung)
            else:
                await self._hang(desk, hung)

    async def _take(self, desk: Desk) -> Hung | None:
        real = desk.clocks.real()
        return await desk.database.write(pictures.claim, desk.team, real, real + TAKEN)

    async def _hang(self, desk: Desk, hung: Hung) -> None:
        picture = await desk.database.write(_settle_wish, desk.rituals, hung, desk.clocks.now())
        if picture is None:
            return
        try:
            drawn = await self._painter.paint(picture)
            self._checkpoint("drawn")
            named = Upload(f"{hung.ritual}-{hung.ritual_id}.png", drawn, picture.describe())
            file = await upload(desk.client, named)
            self._checkpoint("uploaded")
        except NotDrawnError as error:
            await _fail(desk, hung, str(error))
        except CALL_FAILED as error:
            await _settle(desk, hung, error)
        else:
            await desk.database.write(pictures.keep, hung, file, desk.clocks.real() + desk.limits.file_ready)


async def _settle(desk: Desk, hung: Hung, error: Exception) -> None:
    """A call has failed. A file that Slack has and we do not know of stands nowhere, so another does no harm."""
    verdict, name = judge(error), error_name(error)
    if verdict is Verdict.NEVER:
        log.warning("card without its picture", ritual=hung.ritual, error=name)
        await desk.database.write(pictures.drop, hung)
    elif name == "ratelimited":
        until = desk.clocks.real() + timedelta(seconds=retry_after(error))
        await desk.database.write(pictures.put_off, hung, until, False)
    else:
        await _fail(desk, hung, name)


async def _fail(desk: Desk, hung: Hung, error: str) -> None:
    """It is tried again a few times, at longer and longer intervals."""
    if hung.attempts >= desk.limits.picture_tries:
        log.warning("card without its picture", ritual=hung.ritual, error=error)
        await desk.database.write(pictures.drop, hung)
        return
    log.info("picture not made", ritual=hung.ritual, error=error)
    until = desk.clocks.real() + desk.limits.retry * (1 << hung.attempts)
    await desk.database.write(pictures.put_off, hung, until)


def _find_wish(tx: Connection, rituals: Mapping[str, Ritual], card: Card, now: datetime) -> str | None:
    """The digest of a picture that the card asks for and that is new; None where there is none."""
    picture = _depict(tx, rituals, card, now)
    digest = fingerprint(picture) if picture is not None else None
    return digest if digest != pictures.find_digest(tx, card) else None


def _settle_wish(tx: Connection, rituals: Mapping[str, Ritual], hung: Hung, now: datetime) -> Picture | None:
    """The picture that is to be drawn; None where it is wanted no more, or is another now and taken later."""
    card = next(iter(cards.read_of(tx, hung.team, hung.ritual, hung.ritual_id)), None)
    picture = _depict(tx, rituals, card, now) if card is not None else None
    if card is None or picture is None:
        pictures.forget(tx, hung)
        return None
    if fingerprint(picture) != hung.digest:
        pictures.want(tx, card, fingerprint(picture))
        return None
    return picture


def _depict(tx: Connection, rituals: Mapping[str, Ritual], card: Card, now: datetime) -> Picture | None:
    depict = rituals[card.ritual].picture
    return depict(tx, card, now) if depict is not None else None
