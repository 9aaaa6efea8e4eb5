"""“Add to an RFC” on a message: as a concern, or as a comment that is kept."""

from handlers.blocks import clean
from handlers.payloads import Click, Shortcut, Submission
from handlers.places import permalink
from handlers.replies import Open, Reply, Swap
from handlers.rfcs.acts import adding
from handlers.rfcs.acts.course import Where
from handlers.rfcs.views import adding as views
from handlers.rfcs.views.adding import Kind
from handlers.ritual import Desk
from handlers.said import read_said
from rituals.ids import Person
from rituals.refusal import Refusal
from rituals.rfcs.concerns import Raising
from rituals.rfcs.model import Quote


async def on_shortcut(shortcut: Shortcut, desk: Desk) -> Reply:
    """The form, with what the message says."""
    await desk.directory.ensure_person(shortcut.who.team, shortcut.who.person)
    said = await read_said(shortcut, desk)
    channel, ts = str(shortcut.channel or "-"), shortcut.message_ts or "-"
    thread = shortcut.thread_ts or ts
    shelf = await desk.database.read(adding.find_shelf, shortcut.who, (channel, thread), desk.now())
    number = str(shelf.rfc.number) if shelf.rfc else "-"
    subject = f"{number} {channel} {thread} {ts} {shortcut.author or '-'}"
    return Open(views.add_modal(shelf.rfc, shelf.others, views.captured(said.text, said.link), subject))


async def on_kind(click: Click, desk: Desk) -> Reply:
    """Another kind was chosen: the form shows its parts."""
    if click.view is None:
        return None
    _, channel, thread, *_ = _read(click.view.subject)
    shelf = await desk.database.read(adding.find_shelf, click.who, (channel, thread), desk.now())
    said, kind = click.view.fields.text("words"), views.read_kind(click.view.fields)
    return Swap(views.add_modal(shelf.rfc, shelf.others, said, click.view.subject, kind))


async def on_added(submission: Submission, desk: Desk) -> Reply:
    """“Add it”."""
    who, fields = submission.who, submission.view.fields
    number, channel, _, ts, author = _read(submission.view.subject)
    number = fields.choice(views.RFC) if number == "-" else number
    if not number and submission.view.subject.startswith("- "):
        raise Refusal.in_fields({views.RFC: "Choose the RFC that this is about."})
    where: Where = who.team, number
    link = await desk.database.read(permalink, who.team, channel, ts)
    quote = None if author == "-" else Quote(Person(author), link)
    if views.read_kind(fields) is Kind.COMMENT:
        said = clean(fields.text("words")), quote
        kept = await desk.database.write(adding.keep_comment, who, where, said, desk.now())
        return Swap(views.kept(kept.rfc))
    if not fields.has("wanted"):
        raise Refusal.in_fields({"words": "Choose once more what it is, then say what would resolve it."})
    raised = Raising(clean(fields.text("words")), clean(fields.text("wanted")), quote)
    came = await desk.database.write(adding.add_concern, who, where, raised, desk.now())
    return Swap(views.added_concern(came.rfc, came.concern))


def _read(subject: str) -> list[str]:
    """The RFC, if it is known, and the message: its channel, its thread, its time, its author."""
    return [*subject.split(" "), "-", "-", "-", "-", "-"][:5]
