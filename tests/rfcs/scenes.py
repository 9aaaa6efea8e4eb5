"""What happens again and again in tests of RFCs in Slack: writing one, posting it, going through Manage."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from handlers.rfcs.acts.course import save
from rituals.ids import Channel, DraftId, Team
from rituals.ids import Person as PersonId
from rituals.positions import Position
from rituals.rfcs.model import Rfc, Stance, State, Terms
from sandbox.deliver import Parcel, Reply
from sandbox.filling import Value
from sandbox.people import Person
from sandbox.seeing import Shown
from sandbox.things import Message
from storage import positions, rfcs
from tests.rfcs.making import TEXT
from tests.town import Town

TITLE = "One queue for all events"
WHAT: Mapping[str, Value] = {
    "Title": TITLE,
    "Summary": "We run three queues. Nobody knows all of them. We propose to keep one.",
    "Motivation": "Each outage starts with the question which queue it is.",
    "Proposal": "Move everything to SQS by March.",
}
WEIGHING: Mapping[str, Value] = {"Alternatives considered": "Do nothing: two more outages a year."}
WHO: Mapping[str, Value] = {"Reviewers": ["Ben", "Chen"]}


async def write(
    town: Town,
    what: Mapping[str, Value] = WHAT,
    weighing: Mapping[str, Value] = WEIGHING,
    who: Mapping[str, Value] = WHO,
    in_: str = "platform",
) -> Person:
    """Ann has filled in the form up to its last step. Returns her."""
    ann = town["Ann"]
    await ann.runs("/rfc", in_=in_)
    await town.settle()
    await ann.fills(what)
    await ann.submits("Next")
    await ann.fills(weighing)
    await ann.submits("Next")
    await ann.fills(who)
    return ann


async def post(
    town: Town,
    what: Mapping[str, Value] = WHAT,
    weighing: Mapping[str, Value] = WEIGHING,
    who: Mapping[str, Value] = WHO,
    in_: str = "platform",
) -> Message:
    """Ann has posted an RFC; returns its card."""
    ann = await write(town, what, weighing, who, in_)
    await ann.submits("Preview")
    assert ann.modal.title == "Preview", ann.errors
    await ann.submits("Post")
    # The text follows its card into the thread, a moment for each part.
    await town.pass_time(seconds=30)
    assert not ann.has_modal
    return town.card(str(what["Title"]), in_)


async def manage(person: Person, card: Message, act: str) -> None:
    """Somebody opens Manage from the card's menu and presses one of its buttons."""
    await person.picks("Manage", on=card)
    await person.clicks(act)


async def happen(town: Town) -> None:
    """What Slack tells of the workspace has arrived, and everything that follows from it has happened."""
    await town.slack.deliver.settle()
    await town.settle()


async def see_home(town: Town, name: str) -> Shown:
    """Somebody looks at their Home."""
    await town[name].opens_home()
    await happen(town)
    home = town[name].home()
    assert home is not None
    return home


async def send(town: Town, payload: dict[str, Any]) -> Reply:
    """Something signed by Slack that no client of Slack's would send."""
    return await town.slack.deliver.ask(Parcel(payload["type"], "interactive", payload))


async def stand(town: Town, card: Message, **stances: Stance) -> None:
    """People stand there (Ben=Stance.APPROVE) on the newest version, by no click of theirs."""
    team, number = Team(town.slack.workspace.team), int(number_of(card))

    def act(tx: Connection) -> None:
        rfc = rfcs.find(tx, team, number)
        assert rfc is not None
        for name, stance in stances.items():
            position = Position(stance, rfc.version, town.now())
            positions.save(tx, rfc.ref, PersonId(town[name].id), position)
        save(tx, rfc)

    await town.bot.foundation.database.write(act)
    await town.settle()


def number_of(card: Message) -> str:
    """The number that a card's menu carries."""
    menu: str = card.blocks[0]["accessory"]["options"][0]["value"]
    return menu.split(" ")[1]


async def edit(
    town: Town,
    card: Message,
    change: Mapping[str, Value] | None = None,
    what: Mapping[str, Value] | None = None,
    who: str = "Ann",
) -> None:
    """Somebody has edited what stands in the first step, and has gone through to the last one."""
    person = town[who]
    await manage(person, card, "Edit")
    await person.fills(what or {"Proposal": "Move everything to SQS by April."})
    await person.submits("Next")
    await person.submits("Next")
    if change:
        await person.fills(change)


async def put(town: Town, title: str) -> None:
    """An RFC of Ann's is under review in #platform, of which no message has been sent."""
    team, ann = Team(town.slack.workspace.team), PersonId(town["Ann"].id)
    channel = Channel(town.channel("platform"))
    await town.bot.directory.ensure_channel(team, channel)
    terms = Terms(channel, replace(TEXT, title=title), decider=ann)
    rfc = Rfc(team, DraftId(title), ann, terms, State.REVIEW, town.now())
    await town.bot.foundation.database.write(rfcs.add, rfc)


async def at_home(town: Town, channel: str) -> None:
    """Somebody has invited Cairn to a private channel."""
    await town["Ann"].invites("@Cairn", channel)
    await happen(town)
