"""Actions in messages: the card, lists, reminders, news, and on Home."""

from collections.abc import Sequence
from datetime import date

from handlers import undertaken
from handlers.actions.views import words
from handlers.blocks import (
    actions,
    as_day,
    button,
    context,
    count,
    divider,
    escape,
    mention,
    section,
)
from handlers.help import near_miss
from handlers.replies import Block, Message
from rituals.actions.model import Action, State
from rituals.ids import Person

MOST_LISTED, MOST_REMINDED, MOST_ON_HOME = 15, 10, 10
MINE, CHANNELS = "mine", "channel"
"""The lists, as their buttons name them."""

ADD = button("Add an action", "action.add")

_WHOSE = {MINE: "your", CHANNELS: "this channel's"}


def card(action: Action, today: date) -> Message:
    """The action as everybody sees it in its channel."""
    text = escape(action.text)
    if action.state is not State.OPEN:
        facts = words.facts(undertaken.ending(action), words.source(action))
        return Message(f"Action: {words.title(action)}", [section(f"~{text}~\n{facts}"), words.steps(action)])
    # Nothing of “today” or “overdue” here: a card is not redrawn when the day changes.
    facts = words.facts(undertaken.owners(action), f"due {as_day(action.due, today)}", words.source(action))
    return Message(f"Action: {words.title(action)}", [section(f"*{text}*\n{facts}"), words.steps(action)])


def my_list(found: Sequence[Action], today: date) -> Message:
    """The open actions of whoever asked, due first."""
    if not found:
        return Message("You have no open action. Add one with `/actions add`.")
    return _list(MINE, found, today)


def channel_list(found: Sequence[Action], today: date) -> Message:
    """The open actions of the channel where it was asked, due first."""
    if not found:
        return Message("No action is open in this channel. Add one with `/actions add`.")
    return _list(CHANNELS, found, today)


def _list(listed: str, found: Sequence[Action], today: date) -> Message:
    whose, shown = _WHOSE[listed], found[:MOST_LISTED]
    if len(found) > MOST_LISTED:
        head = f"The {MOST_LISTED} of {whose} open actions that are due first"
    else:
        head = f"{whose.capitalize()} {count(len(found), 'open action')}"
    lines = [block for action in shown for block in _lines(action, today, listed != MINE, listed)]
    return Message(head, [section(f"*{head}*", accessory=ADD), *lines])


def listed_again(said: Message, listing: Message) -> Message:
    """What was done in a list, and the list as it is now."""
    first = said.blocks or [section(said.text)]
    return Message(said.text, [*first, divider(), *(listing.blocks or [section(listing.text)])])


def _lines(action: Action, today: date, of_others: bool = False, listed: str = "") -> list[Block]:
    here = undertaken.owners(action) if of_others else words.place(action)
    facts = words.facts(undertaken.due(action, today), here, words.source(action))
    return [section(f"*{undertaken.in_short(action)}*\n{facts}"), words.steps(action, listed)]


def reminder(found: Sequence[Action], today: date) -> Message:
    """What is due today, or overdue, for one person."""
    head = f"{count(len(found), 'action is due', 'actions are due')}"
    lines = [block for action in found[:MOST_REMINDED] for block in _lines(action, today)]
    more = [context("These are due first. Type `/actions` for more.")] if len(found) > MOST_REMINDED else []
    return Message(head, [section(f"*{head}*"), *lines, *more])


def given(action: Action, by: Person, today: date) -> Message:
    """Somebody gave this person an action, which may have been another's before."""
    return Message(
        f"An action for you: {words.title(action)}",
        [section(f"{mention(by)} gave you an action."), *_lines(action, today)],
    )


def left(action: Action, gone: Person, today: date) -> Message:
    """An owner can no longer work on it."""
    return Message(
        f"An owner has left: {words.title(action)}",
        [
            section(
                f"{mention(gone)} has left, and owns this action. Reassign it with ⋯, or leave it to the others."
            ),
            *_lines(action, today, of_others=True),
        ],
    )


def said_done(action: Action, listed: str = "") -> Message:
    """The confirmation, with the way back; `listed` names the list where it was done."""
    undo = f"action.reopen/{listed}" if listed else "action.reopen"
    return Message(
        f"Done: {words.title(action)}",
        [
            section(f":white_check_mark: Done: *{undertaken.in_short(action)}*"),
            actions(f"action {action.id}", [button("Undo", undo, action.id)]),
        ],
    )


def said_reopened(action: Action) -> Message:
    """It is open again."""
    return Message(f"Open again: {words.title(action)}")


def home(mine: Sequence[Action], done: Sequence[Action], today: date) -> list[Block]:
    """The part of Home that actions have: what this person owns, and what they did today, with the way back."""
    head = "*Your actions*" if mine else "*Actions done lately*" if done else "You have no open action."
    blocks: list[Block] = [section(head, accessory=ADD)]
    blocks += [block for action in mine[:MOST_ON_HOME] for block in _lines(action, today)]
    if (left_out := len(mine) - MOST_ON_HOME) > 0:
        blocks.append(context(f"{left_out} more: `/actions`"))
    for action in done:
        text = f"~{undertaken.in_short(action)}~"
        blocks.append(section(text, accessory=button("Reopen", "action.reopen", action.id)))
    return [*blocks, divider()]


def did_you_mean(word: str, meant: str) -> Message:
    """A single word that is nearly one that the command knows."""
    yes = button(f"Yes, {meant}", f"action.{meant}", style="primary")
    return near_miss(f"/actions {meant}", yes, button("No, add this", "action.add", word))


def help_message() -> Message:
    """What /actions can do."""
    return Message(
        "How to keep track of actions with Cairn",
        [
            section("*Keep track of what somebody has taken on with* `/actions`"),
            section(
                "`/actions` lists yours, what is due first.\n"
                "`/actions channel` lists this channel's.\n"
                "`/actions add Write the runbook | fri | @ben` opens the form filled in.\n"
                "`/actions help` shows this."
            ),
            section(
                "On any message: *More actions* → *Make an action*.\n"
                "Its owners are reminded on the morning it is due, then once a week while it is overdue."
            ),
            context("Days are typed as one says them: fri, 2d, tomorrow, 2026-12-01."),
        ],
    )
