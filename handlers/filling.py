"""Filling in the form from which a ritual is opened, up to its preview: what is the same whichever ritual it is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from operator import eq
from typing import Generic, TypeAlias, TypeVar

from handlers.drafts import Dated, Drafts, Left, Typed
from handlers.payloads import Click, Fields, Submission, ViewState, Who
from handlers.replies import Open, Push, Reply, Swap, View
from handlers.ritual import Desk
from rituals.ids import DraftId
from rituals.refusal import Refusal

GONE = "That draft is gone: it was posted, or it was too old."
THROWN_AWAY = "The draft was thrown away meanwhile. What you see here is kept; choose the rest anew."
CHANGED = "The draft was changed elsewhere since this preview. Go back, and look at it again."

F = TypeVar("F", bound=Typed)
D = TypeVar("D", bound=Dated)
Whose: TypeAlias = tuple[Who, DraftId]
"""A draft, and who fills it in."""


@dataclass(frozen=True, slots=True)
class Filling(Generic[F]):
    """How the forms of one kind are filled in; what was typed is kept as a draft at each step.

    `read` gives what stands in the fields, and what they do not show as it was before; `lay` the form, as it is gone on
    with. `gone` is said of a draft that is not there; `lost` says why such a draft cannot be begun anew, '' if it can.
    """

    drafts: Drafts[F]
    empty: F
    read: Callable[[Fields, F], F]
    lay: Callable[[Whose, F, Desk], Awaitable[View]]
    is_as_before: Callable[[F, F], bool] = eq
    gone: str = GONE
    lost: Callable[[DraftId], str] = lambda _: ""

    async def begin(self, who: Who, form: F, desk: Desk) -> tuple[DraftId, Left | None]:
        """A new draft with this in it; and the one that was left last, where nothing is in it yet."""
        now, draft = desk.now(), DraftId(desk.new_id())
        older = await desk.database.read(self.drafts.find_latest, who, now) if form.is_empty else None
        await desk.database.write(self.drafts.save, who, draft, form, now)
        return draft, older

    async def take(self, whose: Whose, fields: Fields, desk: Desk) -> tuple[F, bool]:
        """What stands in the form now, kept as the draft; and whether that was still there.

        A form does not show everything at once: the rest is gone where the draft was thrown away meanwhile.
        """
        who, draft = whose
        before = await desk.database.read(self.drafts.find, who, draft)
        if before is None and (why := self.lost(draft)):
            raise Refusal(why)
        form = replace(self.read(fields, before or self.empty), touched=True)
        await desk.database.write(self.drafts.save, who, draft, form, desk.now())
        return form, before is not None

    async def on_more(self, click: Click, desk: Desk) -> Reply:
        """“More”, or a choice on which other fields depend: the whole form, with what was typed."""
        if click.view is None:
            return None
        whose = click.who, draft_of(click.view)
        form, _ = await self.take(whose, click.view.fields, desk)
        return Swap(await self.lay(whose, form, desk))

    async def on_resume(self, click: Click, desk: Desk) -> Reply:
        """“Continue”: the draft that was left, on top of the form that offers it."""
        draft = DraftId(click.value)
        form = await desk.database.read(self.drafts.find, click.who, draft)
        if form is None:
            raise Refusal(self.gone)
        view = await self.lay((click.who, draft), form, desk)
        # Slack keeps what stands in a field when a view is replaced, and be it nothing: the draft would not be seen.
        return Open(view) if click.view is None else Push(view)

    async def on_throw_away(self, click: Click, desk: Desk) -> Reply:
        """“Throw away”: the draft is gone."""
        await desk.database.write(self.drafts.throw_away, click.who, DraftId(click.value))
        return None

    async def on_closed(self, closing: Submission, desk: Desk) -> Reply:
        """The form was closed: what was typed is kept as a draft; one that nobody touched is gone."""
        who, draft, fields = closing.who, draft_of(closing.view), closing.view.fields
        found = await desk.database.read(self.drafts.find, who, draft)
        if not fields.values or (found is None and self.lost(draft)):
            return None
        before = found or self.empty
        form = self.read(fields, before)
        if self.is_as_before(form, before) and not before.touched:
            await desk.database.write(self.drafts.throw_away, who, draft)
        else:
            await desk.database.write(self.drafts.keep, who, draft, replace(form, touched=True), desk.now())
        return None

    async def find_shown(self, submission: Submission, gone: str, desk: Desk) -> tuple[Whose, F] | None:
        """The draft whose preview was submitted, if it is still as that shows it; None if it was posted already.

        Refuses others; `gone` is said where there is no such draft.
        """
        who, draft = submission.who, draft_of(submission.view)
        form = await desk.database.read(self.drafts.find, who, draft)
        if form is None:
            if await desk.database.read(self.drafts.find_posted, who.team, draft):
                return None
            raise Refusal(gone)
        if submission.view.subject != self.drafts.mark(draft, form):
            raise Refusal(CHANGED)
        return (who, draft), form


def is_but_for_deadline(form: D, before: D) -> bool:
    """Whether two forms are the same but for the deadline: a form that opens shows one, which nobody has chosen by that."""
    return replace(form, closes_picked=before.closes_picked) == before


def draft_of(view: ViewState) -> DraftId:
    """The draft that a form or a preview is about."""
    return DraftId(view.subject.partition(" ")[0])


def open_form(who: Who, channel: str, lay: Callable[[str], View], desk: Desk) -> Open:
    """The form, as `lay` gives it with a sentence on top: there it tells, once that is known, what keeps Cairn out."""

    async def then() -> View | None:
        try:
            if channel:
                await desk.directory.ensure_channel(who.team, channel, join=False)
        except Refusal as refusal:
            return lay(refusal.sentence)
        return None

    return Open(lay(""), then)
