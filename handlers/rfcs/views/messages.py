"""Messages about RFCs that come by themselves: in the thread, and to one person."""

from handlers.blocks import actions, button, context, cut, escape, link_channel, mention, section, when
from handlers.chronicle import in_words
from handlers.failures import Trouble, explained
from handlers.replies import Block, Message
from handlers.rfcs.views import changes, words
from handlers.rfcs.views.insight import ACTS
from handlers.rfcs.views.manage import MANAGE
from handlers.rfcs.views.shown import Shown
from rituals.rfcs.model import Rfc, State, Version
from rituals.rfcs.silence import SILENCE, Answer
from storage.history import Entry

OBJECT = "rfc.object"
"""The click with which a reviewer says that an editorial edit is more than that; its value is as the card's."""

LONGEST_NOTE = 1500


def new_version(rfc: Rfc, pair: tuple[Version, Version]) -> Message:
    """A new version, told in the thread, with what it changes."""
    old, new = pair
    sections = ", ".join(changes.changed_sections(old.text, new.text))
    seen = f"{rfc.number} {new.number}"
    steps = [button("What changed", changes.CHANGES, seen), button("Read it", "rfc.read", seen)]
    if new.editorial:
        steps.append(button("More than editorial", OBJECT, seen))
        told = "Marked as editorial: approvals stand. A reviewer who sees more in it can say so here."
    else:
        told = "Those who approved an older version are asked to look again."
    head = f"*Version {new.number}* by {mention(new.by)}: {cut(escape(new.note), LONGEST_NOTE)}"
    return Message(
        f"{words.title(rfc)}: version {new.number}",
        [section(head), context(f"Changed: {sections}. {told}"), actions("version", steps)],
    )


def objected(rfc: Rfc, version: Version) -> Message:
    """A reviewer sees more in an editorial edit, told in the thread."""
    by = mention(version.objected_by or version.by)
    told = f"To {by} version {version.number} is more than editorial: those who approved before it are asked to look again."
    return Message(f"{words.title(rfc)}: asked to look again", [section(told)])


def stale(rfc: Rfc, pair: tuple[Version, Version], home: str) -> Message:
    """Asked of somebody whose approval is of an older version: the newest, and what changed since."""
    old, new = pair
    seen = words.as_shown(rfc)
    head = (
        f"{words.link_to(home, words.headline(rfc).strip('*'))} has changed since you approved version {old.number}. "
        f"Does your approval still hold? Until you say so it does not count.\n"
        f"*Version {new.number}*: {cut(escape(new.note), LONGEST_NOTE)}"
    )
    steps = [
        button("Approve again", "rfc.approve", seen, style="primary"),
        button("Look at it", "rfc.read", seen),
        button("Take another position", "rfc.review", seen),
    ]
    return Message(
        f"Changed since you approved: {words.title(rfc)}",
        [section(head), *changes.in_short(old.text, new.text), actions("stale", steps)],
    )


def asked(shown: Shown) -> Message:
    """Somebody is asked to review."""
    rfc = shown.rfc
    seen = words.as_shown(rfc)
    head = (
        f"{mention(rfc.owner)} asks you to review {words.link_to(shown.home, words.headline(rfc).strip('*'))} "
        f"in {link_channel(rfc.terms.channel)}.\n{cut(escape(rfc.terms.text.summary), LONGEST_NOTE)}"
    )
    steps = [
        button("Read it", "rfc.read", seen, style="primary"),
        button("Approve", "rfc.approve", seen),
        button("Take a position", "rfc.review", seen),
        button("Raise a concern", "rfc.raise", seen),
    ]
    return Message(f"You are asked to review {words.title(rfc)}", [section(head), actions("asked", steps)])


def turned(rfc: Rfc) -> Message:
    """It was postponed, or is taken up again: told in the thread."""
    told = "It was taken up again: the review goes on where it stood."
    if rfc.state is State.POSTPONED:
        told = f"*Postponed* by {mention(rfc.ended_by or rfc.owner)}: {escape(rfc.ending)}"
    return Message(f"{words.title(rfc)}: {words.state_in_short(rfc)}", [section(told)])


def changed(rfc: Rfc, entry: Entry) -> Message:
    """It is reviewed, decided or accepted otherwise than before, told in the thread by what History says of it."""
    told = f"{in_words(entry, ACTS)}."
    return Message(f"{words.title(rfc)}: how it is reviewed has changed", [section(told)])


def over(rfc: Rfc) -> Block:
    """How it came out: stands in a direct message where there was something to be done."""
    read = button("Read it", "rfc.read", words.as_shown(rfc))
    return section(f"{words.headline(rfc)}\nIt is {words.state(rfc)}.", accessory=read)


def handed_over(rfc: Rfc) -> Message:
    """Somebody else's RFC is yours now."""
    return _yours(rfc, "Handed over to you", "is yours now")


def shared(rfc: Rfc) -> Message:
    """Somebody is a co-author now."""
    return _yours(rfc, "Shared with you", "is yours, too: you are a co-author")


def inherited(rfc: Rfc) -> Message:
    """The author has left, and somebody else owns it now."""
    return _yours(rfc, "Yours now", "is yours now: its author has left")


def decides(rfc: Rfc) -> Message:
    """Somebody was named as the decider."""
    return _yours(rfc, "You decide", "has you as its decider: you may reject or postpone it, with a reason")


def _yours(rfc: Rfc, title: str, told: str) -> Message:
    text = f"{words.headline(rfc)} {told}. It is {words.state(rfc)}."
    steps = [button("Manage", MANAGE, str(rfc.number)), button("Read it", "rfc.read", words.as_shown(rfc))]
    return Message(f"{title}: {words.title(rfc)}", [section(text), actions("yours", steps)])


def silent(rfc: Rfc) -> Message:
    """Nothing has happened for long: its author is asked what is to become of it."""
    number = str(rfc.number)
    text = (
        f"Nothing has happened about {words.headline(rfc)} for {SILENCE.days} days. What is to become of it? "
        "Without an answer it stays as it is."
    )
    steps = [
        button("Go on", f"rfc.silent/{Answer.CONTINUE}", number, style="primary"),
        button("Postpone it", f"rfc.silent/{Answer.POSTPONE}", number),
        button("Withdraw it", f"rfc.silent/{Answer.WITHDRAW}", number),
    ]
    return Message(
        f"Quiet for {SILENCE.days} days: {words.title(rfc)}", [section(text), actions("silent", steps)]
    )


def undelivered(rfc: Rfc, channel: str, trouble: Trouble) -> Message:
    """Cairn cannot post in one of its channels: told to its author, with what can be done about it."""
    if channel == rfc.terms.channel:
        where = f"in {link_channel(channel)}, where {words.headline(rfc)} is reviewed"
        left = "Positions and concerns still count."
    else:
        where = f"in {link_channel(channel)}, where a short card leads to {words.headline(rfc)}"
        left = "Its review is not touched by that."
    text = f"I can't post {where}. {explained(trouble)} {left}"
    step = button("Manage", MANAGE, str(rfc.number))
    return Message(f"I can't post: {words.title(rfc)}", [section(text), actions("undelivered", [step])])


def parked(rfc: Rfc) -> Message:
    """Something that was due failed again and again: told to the author."""
    text = (
        f"Something that was due for {words.headline(rfc)} failed several times and I stopped trying. "
        "No position is lost. Tell whoever runs Cairn."
    )
    step = button("Manage", MANAGE, str(rfc.number))
    return Message(f"Something failed: {words.title(rfc)}", [section(text), actions("parked", [step])])


def shown_to(shown: Shown, card: Message) -> Message:
    """The card, shown to one person who asked for it, with the way to the real one."""
    rfc = shown.rfc
    way = (
        words.link_to(shown.home, "Go to the card and its thread") if shown.home else "The card is on its way"
    )
    opened = f"{way} in {link_channel(rfc.terms.channel)} · {when(rfc.opened_at, 'opened')}"
    return Message(card.text, [*card.blocks, context(opened)])
