"""What people press and choose in messages, modals and Home."""

from __future__ import annotations

from sandbox import payloads
from sandbox.acts.outcome import Outcome, Press, Suggestions
from sandbox.deliver import Parcel
from sandbox.errors import SlackError
from sandbox.forms import find_element, state_of
from sandbox.limits import check_options
from sandbox.slack import Slack
from sandbox.things import Json, Message, View


async def click(slack: Slack, person: str, on: Message | View, press: Press) -> Outcome:
    """Press a button, or choose in a menu outside an input block (or in one with `dispatch_action`).

    What was typed elsewhere in the view goes along, as type_in stored it. An element that is not there, or not
    there any more, is a SlackError.
    """
    workspace = slack.home_of(person)
    if not workspace.app_is_here:
        return Outcome(f"{slack.app.name} is not in this workspace any more.")
    element = _element(on, press)
    _keep(person, on, press)
    action = _action(element, press)
    someone = workspace.get_person(person)
    if isinstance(on, View):
        if on.owner != person or on.id not in workspace.views:
            raise SlackError("not_found")
        payload = payloads.click_in_view(slack, someone, on, action)
    else:
        workspace.get_message(on.channel, on.ts)
        if on.ephemeral_to not in (None, person) or not workspace.can_see(
            person, workspace.channels[on.channel]
        ):
            raise SlackError("message_not_found")
        payload = payloads.click_in_message(slack, someone, on, action)
    reply = await slack.deliver.ask(Parcel("block_actions", "interactive", payload))
    if reply.ok:
        return Outcome()
    sentence = (
        f"{slack.app.name} did not answer in time." if reply.failed else f"{slack.app.name} failed to answer."
    )
    workspace.report(person, sentence)
    return Outcome(sentence)


async def suggest(slack: Slack, person: str, on: Message | View, press: Press, query: str) -> Suggestions:
    """What an external select offers for the letters typed so far (`press.chosen` is not used)."""
    workspace = slack.home_of(person)
    _, element = _find(on, press)
    if len(query) < element.get("min_query_length", 3):
        return Suggestions()
    where = {"block_id": press.block_id, "action_id": press.action_id, "value": query}
    payload = payloads.suggestion(slack, workspace.get_person(person), on, where)
    reply = await slack.deliver.ask(Parcel("block_suggestion", "interactive", payload))
    answer = reply.json() if reply.ok else {}
    try:
        check_options(answer)
    except SlackError as error:
        sentence = "Options could not be loaded."
        workspace.report(person, f"{sentence} {error}" if reply.ok else sentence)
        return Suggestions(trouble=sentence)
    return Suggestions(tuple(answer.get("options", ())), tuple(answer.get("option_groups", ())))


def _element(on: Message | View, press: Press) -> Json:
    block, element = _find(on, press)
    if block["type"] == "input" and not block.get("dispatch_action"):
        raise SlackError("action_not_found", ["this input does not tell the app before it is submitted"])
    return element


def _find(on: Message | View, press: Press) -> tuple[Json, Json]:
    blocks = on.payload["blocks"] if isinstance(on, View) else on.blocks
    found = find_element(blocks, press.block_id, press.action_id)
    if found is None:
        raise SlackError("action_not_found", [f"{press.block_id}/{press.action_id} is not there any more"])
    return found


def _keep(person: str, on: Message | View, press: Press) -> None:
    if press.chosen:
        typed = on.typed if isinstance(on, View) else on.typed.setdefault(person, {})
        typed.setdefault(press.block_id, {})[press.action_id] = press.chosen


def _action(element: Json, press: Press) -> Json:
    action: Json = {
        "type": element["type"],
        "block_id": press.block_id,
        "action_id": press.action_id,
    }
    state = state_of(element, press.chosen)
    if state is not None:
        return action | state
    if element["type"] == "button":
        action["text"] = element["text"]
        for name in ("value", "style", "url"):
            if name in element:
                action[name] = element[name]
    return action | press.chosen
