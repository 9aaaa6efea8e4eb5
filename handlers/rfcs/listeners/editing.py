"""Editing the text of an RFC, in the same steps in which it was written."""

from collections.abc import Collection

from handlers.blocks import listed
from handlers.filling import Whose
from handlers.payloads import Click
from handlers.replies import Finish, Open, Reply, Swap
from handlers.rfcs.acts import editing
from handlers.rfcs.acts.editing import Overtaken
from handlers.rfcs.drafts import DRAFTS, Writing
from handlers.rfcs.listeners.filling import EDIT, lay
from handlers.rfcs.views.changes import HEADINGS
from handlers.rfcs.views.form import NOTE, WHAT, WHO
from handlers.ritual import Desk
from rituals.ids import DraftId

LEFT_EARLIER = "This is the edit that you left. Nobody has seen it yet."
BEGUN = (
    "The review has begun since you opened this, so this will be a new version. "
    "Write below what has changed, then publish."
)


async def on_edit(click: Click, desk: Desk) -> Reply:
    """“Edit”: the form, filled in with the text as it stands; or with the edit that this person left."""
    who, where = click.who, (click.who.team, click.value)
    draft = DraftId(f"{EDIT}{click.value}-{who.person}")
    found = await desk.database.read(editing.begin, who, where, draft, desk.now())
    note = LEFT_EARLIER if found.writing.touched else ""
    await desk.database.write(DRAFTS.save, who, draft, found.writing, desk.now())
    # In the place of Manage: what comes on top of the form needs the room.
    view = await lay((who, draft), found.writing, desk, WHAT, note)
    return Open(view) if click.view is None else Swap(view)


async def publish(whose: Whose, writing: Writing, shown: Collection[str], desk: Desk) -> Reply:
    """“Publish”: the RFC says this from now on. Where somebody was faster, both edits come together, to be looked at.

    `shown` names the fields of the form: it has none for the note where the review has begun since.
    """
    who, draft = whose
    if NOTE not in shown and await desk.database.read(editing.needs_note, who, writing, desk.now()):
        return Swap(await lay(whose, writing, desk, WHO, BEGUN))
    came = await desk.database.write(editing.publish, who, draft, writing, desk.now())
    if not isinstance(came, Overtaken):
        return Finish()
    await desk.database.write(DRAFTS.save, who, draft, came.writing, desk.now())
    return Swap(await lay((who, draft), came.writing, desk, WHAT, _overtaken(came)))


def _overtaken(came: Overtaken) -> str:
    """What to tell somebody whom another was faster than."""
    told = f"{came.by} has changed the text since you began. Your changes are kept, on top of theirs: look through, then publish."
    if came.both:
        names = listed([HEADINGS[name] for name in came.both])
        told = f"{told} You both changed {names}: what stands here is yours, and What changed on the card shows theirs."
    return told
