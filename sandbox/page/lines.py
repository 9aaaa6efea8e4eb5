"""Messages as lines on the page: who, when, what, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from sandbox.page import blocks, dates, mrkdwn
from sandbox.page.html import join, tag
from sandbox.page.scene import Scene
from sandbox.page.spot import Spot
from sandbox.things import Message, Person

TOGETHER_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One message ready to be drawn; `day` heads the first message of a day, `compact` follows its own author."""

    message: Message
    author: str
    avatar: Markup
    is_app: bool
    body: Markup
    time: str
    in_full: str
    day: str | None
    compact: bool
    mine: bool
    own: bool
    replies: tuple[Markup, str, str, str] | None

    @property
    def key(self) -> str:
        """The message's place among the others."""
        return self.message.ts


def lines(scene: Scene, messages: Iterable[Message], *, in_thread: bool = False) -> Iterator[Line]:
    """The messages, one line each, oldest first."""
    before: Message | None = None
    for message in messages:
        moment = dates.from_ts(message.ts)
        day = dates.day(moment, scene.reader)
        new_day = before is None or dates.day(dates.from_ts(before.ts), scene.reader) != day
        close = before is not None and not new_day and _together(before, message)
        author = scene.workspace.people.get(message.author)
        own = message.author == scene.person.id
        yield Line(
            message=message,
            author=author.real_name if author else message.author,
            avatar=scene.avatar(author or _nobody(message)),
            is_app=bool(message.app),
            body=_body(scene, message),
            time=dates.clock(moment, scene.reader),
            in_full=dates.in_full(moment, scene.reader),
            day=day if new_day and not in_thread else None,
            compact=close
            and not (in_thread and before is not None and before.thread_ts in (None, before.ts)),
            mine=own or scene.person.is_admin,
            own=own,
            replies=None if in_thread else _replies(scene, message),
        )
        before = message


def _together(before: Message, message: Message) -> bool:
    """Whether the second message follows the first closely enough to stand under the same name."""
    same = before.author == message.author and before.ephemeral_to == message.ephemeral_to
    plain = not (before.subtype or message.subtype or message.blocks or before.broadcast or message.broadcast)
    return same and plain and float(message.ts) - float(before.ts) < TOGETHER_SECONDS


def _body(scene: Scene, message: Message) -> Markup:
    spot = Spot(scene.reader, message.ts, here=message.channel, typed=message.typed.get(scene.person.id, {}))
    if message.blocks:
        said = blocks.draw_all(message.blocks, spot)
    else:
        said = tag("div", mrkdwn.draw(message.text, scene.reader), class_="text", dir="auto")
    return join((said, *(_file(scene, each) for each in message.files)))


def _file(scene: Scene, file_id: str) -> Markup | None:
    found = scene.workspace.files.get(file_id)
    if found is None:
        return None
    name = found.title or found.name
    if not found.name.lower().endswith((".png", ".jpg", ".jpeg", ".gif")):
        return tag("a", name, href=scene.reader.picture(found.id), class_="file")
    shown = tag("img", src=scene.reader.picture(found.id), alt=found.alt_text or name)
    return tag("figure", tag("figcaption", name), shown)


def _replies(scene: Scene, message: Message) -> tuple[Markup, str, str, str] | None:
    """Who replied, how many replies, when the last came, and where they are read; None where there are none."""
    found = scene.workspace.replies(message.channel, message.ts)
    if not found:
        return None
    authors = dict.fromkeys(reply.author for reply in found)
    people = [scene.workspace.people[each] for each in authors if each in scene.workspace.people][:4]
    last = dates.fill("{date_short_pretty} at {time}", dates.from_ts(found[-1].ts), scene.reader) or ""
    count = f"{len(found)} {'replies' if len(found) > 1 else 'reply'}"
    where = scene.address.to(scene.address.place, message.ts).path
    return join(scene.avatar(person, "small") for person in people), count, last[:1].lower() + last[1:], where


def _nobody(message: Message) -> Person:
    return Person(id=message.author, name=message.author, real_name=message.author, team="")
