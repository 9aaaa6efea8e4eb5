"""What people see of wins: values to Block Kit, with all the words; pure."""

from collections.abc import Sequence
from datetime import date

from handlers.blocks import (
    actions,
    as_day,
    button,
    clean,
    confirm,
    context,
    cut,
    divider,
    escape,
    link_channel,
    listed,
    mention,
    modal,
    section,
    sections,
    shorten,
)
from handlers.help import near_miss
from handlers.inputs import chosen_channel, chosen_person, field, typed
from handlers.payloads import Fields
from handlers.replies import Block, Message, View
from rituals.wins.form import Form
from rituals.wins.model import Quarter, Win

MOST_LISTED, MOST_TOLD, MOST_ON_HOME = 15, 20, 3
LIST, ALONE = "win.list", "alone"
SEASONS = ("January to March", "April to June", "July to September", "October to December")
PRIVATE = "Only you see it, until you share it."


# -------------------------------------------------------------------------------------------------- messages


def kept(win: Win) -> Message:
    """The confirmation, with the way back."""
    return Message(f"Kept: {_title(win)}", _kept(win))


def given(win: Win) -> Message:
    """Somebody has given this person a win."""
    return Message(
        f"A win for you: {_title(win)}",
        [
            section(f"{mention(win.added_by)} gave you a win.\n{_quoted(win)}"),
            context(PRIVATE),
            actions(f"win {win.id}", [_share(win), _delete(win, alone=True)]),
        ],
    )


def deleted() -> Message:
    """It is gone."""
    return Message("Deleted.")


def unshared(win: Win, channel: str) -> Message:
    """It could not be posted where it was to be shared."""
    return Message(
        f"I can't share: {_title(win)}",
        [
            section(
                f"I can't post your win in {link_channel(channel)}: it may be archived, or I am not in it any more. "
                f"You can share it in another channel.\n{_quoted(win)}"
            ),
            actions(f"win {win.id}", [_share(win)]),
        ],
    )


def card(win: Win) -> Message:
    """The win as everybody sees it where it is shared."""
    whose = f"{mention(win.owner)}{_giver(win)}"
    return Message(f"A win: {_title(win)}", [section(f"*A win* · {whose}\n{_quoted(win)}")])


def taken_back() -> Message:
    """What stands where a win was shared that is deleted."""
    return Message("A win that was taken back.", [context("A win stood here. Its owner took it back.")])


def of_quarter(found: Sequence[Win], quarter: Quarter) -> Message:
    """What somebody has won in a quarter, the latest so many of it."""
    shown, left_out = found[-MOST_TOLD:], len(found) - MOST_TOLD
    head = f"Your wins, {SEASONS[quarter.number - 1]} {quarter.year}"
    more = [context(f"{left_out} more, earlier: `/win list`")] if left_out > 0 else []
    return Message(
        head,
        [
            section(f"*{head}*"),
            *sections("\n".join(_line(win, 400) for win in shown)),
            *more,
            context("Only you see this. It may help when you next speak about what you did."),
            actions("wins", [button("All my wins", LIST)]),
        ],
    )


def did_you_mean(word: str, meant: str) -> Message:
    """A single word that is nearly one that the command knows."""
    yes = button(f"Yes, {meant}", f"win.{meant}", style="primary")
    return near_miss(f"/win {meant}", yes, button("No, keep this", "win.meant", word))


def help_message() -> Message:
    """What /win can do."""
    return Message(
        "How to keep what went well with Cairn",
        [
            section("*Keep what went well with* `/win`"),
            section(
                "`/win Cut p95 from 500 to 100 ms` keeps it for you; nobody else sees it until you share it.\n"
                "`/win Thank you, @ana, for the review` gives it to her: she is told, and it is hers.\n"
                "`/win list` shows yours, to share or delete.\n"
                "`/win` alone opens the form. `/win help` shows this."
            ),
            context(
                "At the start of each quarter you get the list of the last one. `/cairn settings` stops that."
            ),
        ],
    )


def home(latest: Sequence[Win]) -> list[Block]:
    """The part of Home that wins have; nothing as long as there are none."""
    if not latest:
        return []
    lines = "\n".join(_line(win, 150) for win in latest)
    steps = [button("All my wins", LIST), button("Add a win", "win.add")]
    return [divider(), section(f"*Your wins*\n{lines}"), actions("wins", steps)]


# ---------------------------------------------------------------------------------------------------- modals


def form_modal(subject: str, form: Form) -> View:
    """A new win, for oneself or for somebody else."""
    receiver = chosen_person("given_to", form.given_to, "Yourself")
    hint = "Empty: for yourself. Somebody else is told that it is from you, and may keep, share or delete it."
    return modal(
        "A win",
        [
            field("What went well", typed("text", form.text, placeholder="Cut p95 from 500 to 100 ms")),
            field("For", receiver, hint=hint, optional=True),
        ],
        callback_id="win.keep",
        private_metadata=subject,
        submit="Keep",
        close="Cancel",
    )


def read_form(fields: Fields) -> Form:
    """What stands in the form of a win."""
    return Form(clean(fields.text("text")), next(iter(fields.people("given_to")), None))


def kept_modal(win: Win) -> View:
    """It is kept, with the way back; or given."""
    if not win.is_given:
        return modal("Kept", _kept(win))
    told = "They are told. It is theirs now, and you do not find it among yours."
    return modal("Given", [section(f"Given to {mention(win.owner)}.\n{_quoted(win)}"), context(told)])


def share_modal(win: Win, subject: str, channel: str) -> View:
    """In which channel?"""
    hint = f"I post it there in your name{', and with the name of who gave it' if win.is_given else ''}."
    return modal(
        "Share",
        [section(_quoted(win)), field("Channel", chosen_channel("channel", channel), hint=hint)],
        callback_id="win.share",
        private_metadata=subject,
        submit="Share",
        close="Cancel",
    )


def read_channel(fields: Fields) -> str:
    """The channel that was chosen, '' if none."""
    return fields.channel("channel")


def shared_modal(channel: str) -> View:
    """It is shared."""
    return modal("Shared", [section(f"Shared in {link_channel(channel)}.")])


def deleted_modal() -> View:
    """It is gone."""
    return modal("Deleted", [section("Deleted.")])


def list_modal(found: Sequence[Win], skip: int, today: date) -> View:
    """A page of somebody's wins, the latest first, with one more than it shows where there are more."""
    shown = found[:MOST_LISTED]
    blocks: list[Block] = [block for win in shown for block in _listed(win, today)]
    if not shown:
        blocks.append(section("You have no win yet. Type `/win` and what went well."))
    steps = [button("Add a win", "win.add")]
    if skip:
        steps.append(button("Later ones", LIST + "/later", str(max(0, skip - MOST_LISTED))))
    if len(found) > MOST_LISTED:
        steps.append(button("Earlier ones", LIST + "/earlier", str(skip + MOST_LISTED)))
    return modal("My wins", [*blocks, actions("wins", steps)], callback_id=LIST, private_metadata=str(skip))


# ------------------------------------------------------------------------------------------------ their parts


def _kept(win: Win) -> list[Block]:
    undo = button("Undo", f"win.delete/{ALONE}", win.id)
    return [
        section(f"Kept.\n{_quoted(win)}"),
        context(PRIVATE),
        actions(f"win {win.id}", [_share(win), undo]),
    ]


def _listed(win: Win, today: date) -> list[Block]:
    shared = f" · shared in {listed([link_channel(one) for one in win.shared])}" if win.shared else ""
    facts = f"{as_day(win.day, today)}{_giver(win, ' · from')}{shared}"
    return [
        section(f"{_quoted(win)}\n{facts}"),
        actions(f"win {win.id}", [_share(win), _delete(win)]),
    ]


def _share(win: Win) -> Block:
    return button("Share", "win.share", win.id)


def _delete(win: Win, alone: bool = False) -> Block:
    where = "It also disappears from where it is shared." if win.shared else "It can't be brought back."
    asked = confirm("Delete this win?", where, "Delete")
    return button("Delete", f"win.delete/{ALONE}" if alone else "win.delete", win.id, confirm=asked)


def _quoted(win: Win) -> str:
    return f">{escape(win.text)}"


def _line(win: Win, most: int) -> str:
    return f"• {cut(escape(win.text), most)}{_giver(win)}"


def _giver(win: Win, lead: str = ", from") -> str:
    return f"{lead} {mention(win.added_by)}" if win.is_given else ""


def _title(win: Win) -> str:
    """The win, for a notification: no mrkdwn."""
    return escape(shorten(clean(win.text), 120))
