"""People for tests: they act by what is displayed, and notice what Slack tells them.

`ann = Person(slack, "Ann"); await ann.runs("/decide Which queue?"); await ann.submits("Preview")`. What is not
visible cannot be pressed: NotSeen says what is. When Slack's client says that something failed: Troubled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sandbox import acts
from sandbox.acts import Outcome, Press
from sandbox.filling import Value, chosen
from sandbox.finding import Found, NotSeen, find_button, find_field, find_option
from sandbox.forms import STATE_KEYS
from sandbox.seeing import Onlooker, Shown
from sandbox.things import Json, Message, View

Place = Message | View | Shown


class Troubled(AssertionError):
    """Slack's client told the person that something went wrong."""


class Person(Onlooker):
    """One person, by name or id, with hands."""

    confirmed: str | None = None
    """The text of the confirmation that was asked last."""

    # Writing and starting

    async def says(self, text: str, in_: str = "general", under: Message | None = None) -> Message:
        """Write in a channel or a direct message (`@Cairn`), or under a message; `@Ben Ortiz` is a mention."""
        place = under.channel if under else self._place(in_).id
        for person in self.workspace.people.values():
            text = text.replace(f"@{person.real_name}", f"<@{person.id}>")
        return await acts.say(self._slack, self.id, place, text, under.ts if under else None)

    async def runs(self, line: str, in_: str = "general", under: Message | None = None) -> None:
        """Run a slash command; Troubled when Slack says that it failed."""
        place = under.channel if under else self._place(in_).id
        _check(await acts.run_command(self._slack, self.id, place, line, under.ts if under else None))

    async def uses(self, name: str, on: Message | None = None) -> None:
        """Use a shortcut by its name, on a message or anywhere."""
        kind = "global" if on is None else "message"
        for callback_id, declared in self._slack.app.shortcuts.items():
            if declared["name"] == name and declared["type"] == kind:
                _check(await acts.shortcut(self._slack, self.id, callback_id, on))
                return
        raise NotSeen(f"There is no {kind} shortcut {name!r}.")

    async def opens_home(self) -> Shown | None:
        """Open the app's Home; returns what stands there already, if anything."""
        await acts.open_home(self._slack, self.id)
        return self.home()

    async def deletes(self, message: Message) -> None:
        """Delete a message of one's own, or as an admin any."""
        await acts.delete_message(self._slack, self.id, message)

    # Pressing and choosing

    async def clicks(
        self, label: str, on: Place | None = None, beside: str | None = None, confirm: bool = True
    ) -> None:
        """Press the button of these words, where `on` says, else in the modal on top, else where it was last seen.

        `beside` is a part of its section's text where several look alike. A confirmation is kept in `confirmed`,
        and answered with yes unless `confirm` is False.
        """

        def find(blocks: Sequence[Json]) -> Found:
            return find_button(blocks, label, beside, self.reading)

        await self._press(on, find, confirm)

    async def picks(
        self, option: str, on: Place | None = None, beside: str | None = None, confirm: bool = True
    ) -> None:
        """Choose this option of an overflow menu, a select, radio buttons or checkboxes outside of inputs."""

        def find(blocks: Sequence[Json]) -> Found:
            return find_option(blocks, option, beside, self.reading)

        await self._press(on, find, confirm)

    async def fills(
        self, fields: str | Mapping[str, Value], value: Value = None, on: Place | None = None
    ) -> None:
        """Put a value into the field of this label, or several: `fills({"Question": "Which queue?"})`.

        Options by their text, people and channels by name, times in the person's own zone; None empties.
        """
        for label, wanted in ({fields: value} if isinstance(fields, str) else fields).items():
            target = self._target(on) or self._top()
            found = find_field(_blocks(target), label, self.reading)
            part = await chosen(self._slack, self.who, target, found, wanted)
            press = Press(found.block["block_id"], found.element["action_id"], part)
            if isinstance(target, View):
                acts.type_in(self._slack, target, press)
            if found.block["type"] != "input" or found.block.get("dispatch_action"):
                _check(await acts.click(self._slack, self.id, target, press))

    async def submits(self, label: str | None = None) -> None:
        """Submit the modal on top by its button; what is wrong with it then stands in `errors`."""
        view = self._top()
        shown = view.payload.get("submit", {}).get("text")
        if shown is None or label not in (None, shown):
            raise NotSeen(f"There is no button {label or 'to submit'!r}; there is: {shown or 'none'}")
        _check(await acts.submit(self._slack, self.id, view.id))

    async def closes(self, everything: bool = False) -> None:
        """Close the modal on top (Cancel, Back), or all of them (the cross)."""
        _check(await acts.close(self._slack, self.id, self._top().id, everything))

    # Channels

    async def joins(self, channel: str) -> None:
        """Join a public channel."""
        await acts.join(self._slack, self.id, channel)

    async def leaves(self, channel: str) -> None:
        """Leave a channel."""
        await acts.leave(self._slack, self.id, channel)

    async def invites(self, whom: str, to: str) -> None:
        """Add someone, by name, to a channel."""
        someone = self.workspace.find_named(whom.removeprefix("@"))
        if someone is None:
            raise NotSeen(f"There is nobody called {whom}.")
        await acts.invite(self._slack, self.id, to, someone.id)

    async def _press(self, on: Place | None, find: Callable[[Sequence[Json]], Found], confirm: bool) -> None:
        target = self._target(on) or self._place_of(find)
        self._check_seen(target)
        found = find(_blocks(target))
        if isinstance(target, Message):
            self.read(target)
        if "confirm" in found.element:
            self.confirmed = self.reading.text(found.element["confirm"]["text"])
            if not confirm:
                return
        part = _part(found, target, self.id)
        press = Press(found.block["block_id"], found.element["action_id"], part)
        _check(await acts.click(self._slack, self.id, target, press))

    def _check_seen(self, target: Message | View) -> None:
        if isinstance(target, View):
            is_seen = self.workspace.find_view(target.id) is target and target.owner == self.id
        else:
            channel = self.workspace.channels[target.channel]
            is_hidden = target.deleted or target.ephemeral_to not in (None, self.id)
            is_seen = not is_hidden and self.workspace.can_see(self.id, channel)
        if not is_seen:
            raise NotSeen(f"{self.who.name} does not see this any more.")

    def _target(self, on: Place | None) -> Message | View | None:
        return on.view if isinstance(on, Shown) else on

    def _place_of(self, find: Callable[[Sequence[Json]], Found]) -> Message | View:
        """The modal on top, else the latest message in which it is found, else Home."""
        if self.has_modal:
            return self._top()
        for message in sorted(self._visible(), key=lambda each: each.ts, reverse=True):
            if _finds(find, message.blocks):
                return message
        home = self.home()
        if home is None:
            raise NotSeen(f"{self.who.name} sees nothing of the kind anywhere.")
        return home.view

    def _visible(self) -> list[Message]:
        workspace = self.workspace
        return [
            message
            for channel in workspace.channels.values()
            if workspace.can_see(self.id, channel)
            for message in workspace.messages.get(channel.id, {}).values()
            if not message.deleted and message.ephemeral_to in (None, self.id)
        ]


def _part(found: Found, target: Message | View, person: str) -> Json:
    """What choosing the option makes of the element's state; nothing for a button."""
    if found.option is None:
        return {}
    kind = found.element["type"]
    if kind == "overflow" or STATE_KEYS[kind][0] == "selected_option":
        return {"selected_option": found.option}
    typed = target.typed if isinstance(target, View) else target.typed.get(person, {})
    before = typed.get(found.block["block_id"], {}).get(found.element["action_id"], {})
    ticked = list(before.get("selected_options", found.element.get("initial_options", [])))
    if found.option in ticked:
        ticked.remove(found.option)
    else:
        ticked.append(found.option)
    return {"selected_options": ticked}


def _blocks(target: Message | View) -> Sequence[Json]:
    blocks: Sequence[Json] = target.payload["blocks"] if isinstance(target, View) else target.blocks
    return blocks


def _finds(find: Callable[[Sequence[Json]], Found], blocks: Sequence[Json]) -> bool:
    try:
        find(blocks)
    except NotSeen:
        return False
    return True


def _check(outcome: Outcome) -> None:
    if outcome.trouble:
        raise Troubled(outcome.trouble)
