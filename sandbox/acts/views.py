"""What people do with modals and Home."""

from __future__ import annotations

from sandbox import modals, payloads, shapes
from sandbox.acts.outcome import Outcome, Press
from sandbox.deliver import Parcel, Reply
from sandbox.errors import SlackError
from sandbox.events import announce
from sandbox.feed import Change
from sandbox.forms import complaints
from sandbox.limits import check_view
from sandbox.slack import Slack
from sandbox.things import Json, View
from sandbox.web_api.files import check_images
from sandbox.workspace import Workspace

_TROUBLE = "We had some trouble connecting. Try again?"


def type_in(slack: Slack, view: View, press: Press) -> None:
    """Keep what the person put into a field; the app is not told before click or submit."""
    view.typed.setdefault(press.block_id, {})[press.action_id] = press.chosen
    workspace = slack.home_of(view.owner)
    workspace.feed.publish(Change(view.type, person=view.owner, view=view.id))


async def submit(slack: Slack, person: str, view_id: str, state: Json | None = None) -> Outcome:
    """Submit the person's top modal; `state` (block_id → action_id → chosen) is kept first, as by type_in.

    `errors` by block_id come from Slack's own checks (required, too long, not a number …) or from the app; they
    are also kept in `view.errors`. Without errors the modal is closed, updated or pushed upon as the app said.
    """
    workspace = slack.home_of(person)
    view = _top(workspace, person, view_id)
    for block_id, fields in (state or {}).items():
        view.typed.setdefault(block_id, {}).update(fields)
    view.errors = complaints(view.payload["blocks"], view.typed)
    if view.errors:
        workspace.feed.publish(Change("modal", person=person, view=view.id))
        return Outcome(errors=dict(view.errors))
    payload = payloads.submission(slack, workspace.get_person(person), view)
    reply = await slack.deliver.ask(Parcel("view_submission", "interactive", payload))
    try:
        return _follow(slack, workspace, view, reply)
    except SlackError as error:
        workspace.report(person, f"{_TROUBLE} ({error})")
        return Outcome(_TROUBLE)


async def close(slack: Slack, person: str, view_id: str, whole_stack: bool = False) -> Outcome:
    """Close the top modal (Cancel or Back), or with `whole_stack` all of them (the cross)."""
    workspace = slack.home_of(person)
    view = _top(workspace, person, view_id)
    whole_stack = whole_stack or bool(view.payload.get("clear_on_close"))
    closed = list(workspace.modals[person]) if whole_stack else [view]
    if whole_stack:
        modals.close_all(workspace, person)
    else:
        modals.close_top(workspace, person)
    for each in reversed(closed):
        if each.payload.get("notify_on_close"):
            payload = payloads.closing(slack, workspace.get_person(person), each, whole_stack)
            await slack.deliver.ask(Parcel("view_closed", "interactive", payload))
    return Outcome()


async def open_home(slack: Slack, person: str) -> View | None:
    """Open the app's Home tab: tells the app, and returns what is published for the person at once."""
    workspace = slack.home_of(person)
    installation = workspace.installation
    if installation is None:
        return None
    view = workspace.homes.get(person)
    event: Json = {
        "type": "app_home_opened",
        "user": person,
        "channel": workspace.direct_message([person, installation.bot_user]).id,
        "tab": "home",
        "event_ts": workspace.new_ts(),
    }
    if view is not None:
        event["view"] = shapes.view(workspace, view)
    announce(slack, workspace, "app_home_opened", event)
    return view


def _top(workspace: Workspace, person: str, view_id: str) -> View:
    view = workspace.top_view(person)
    if view is None or view.id != view_id:
        raise SlackError("not_found", ["this modal is not the one on top"])
    return view


def _follow(slack: Slack, workspace: Workspace, view: View, reply: Reply) -> Outcome:
    """Do with the modal what the app answered."""
    if not reply.ok:
        workspace.report(view.owner, _TROUBLE)
        return Outcome(_TROUBLE)
    answer = reply.json()
    match answer.get("response_action"):
        case None:
            _close_one(workspace, view)
        case "clear":
            modals.close_all(workspace, view.owner)
        case "errors":
            return _show_errors(workspace, view, answer)
        case "update":
            modals.update_view(workspace, view, _checked(workspace, answer))
        case "push":
            modals.push_modal(workspace, view.owner, slack.app.id, _checked(workspace, answer))
        case unknown:
            raise SlackError("invalid_arguments", [f"unknown response_action: {unknown}"])
    return Outcome()


def _checked(workspace: Workspace, answer: Json) -> Json:
    payload: Json = answer.get("view") or {}
    check_view(payload)
    check_images(workspace, payload["blocks"])
    return payload


def _show_errors(workspace: Workspace, view: View, answer: Json) -> Outcome:
    errors = answer.get("errors") or {}
    inputs = {block["block_id"] for block in view.payload["blocks"] if block["type"] == "input"}
    if not errors or not set(errors) <= inputs:
        raise SlackError("invalid_arguments", [f"errors name no input: {sorted(set(errors) - inputs)}"])
    view.errors = dict(errors)
    workspace.feed.publish(Change("modal", person=view.owner, view=view.id))
    return Outcome(errors=view.errors)


def _close_one(workspace: Workspace, view: View) -> None:
    """Close the submitted modal, unless the app's answer came after it was gone."""
    if workspace.top_view(view.owner) is view:
        modals.close_top(workspace, view.owner)
