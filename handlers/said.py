"""What somebody has said in Slack, where a shortcut on the message takes it along."""

from dataclasses import dataclass

from handlers.payloads import Shortcut, mentioned, read_text
from handlers.ritual import Desk
from storage import installations, people


@dataclass(frozen=True, slots=True)
class Said:
    """A message as a person reads it; `link` leads to it, '' where that is not known."""

    text: str
    link: str


async def read_said(shortcut: Shortcut, desk: Desk) -> Said:
    """The message that the shortcut was used on, with people's names in it."""
    team = shortcut.who.team
    known = [await desk.database.read(people.find_person, team, one) for one in mentioned(shortcut.text)]
    text = read_text(shortcut.text, {one.person: one.name for one in known if one})
    here = await desk.database.read(installations.find, team)
    if here is None or shortcut.message_ts is None:
        return Said(text, "")
    return Said(text, f"{here.url}archives/{shortcut.channel}/p{shortcut.message_ts.replace('.', '')}")
