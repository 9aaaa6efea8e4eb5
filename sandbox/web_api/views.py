"""views.*: opening, pushing, changing modals, publishing Home."""

from __future__ import annotations

import time

from sandbox import modals, shapes
from sandbox.errors import SlackError
from sandbox.limits import check_home, check_view
from sandbox.things import Json, Trigger, View
from sandbox.web_api.ask import Ask, Method
from sandbox.web_api.files import check_images


def open_view(ask: Ask) -> Json:
    """Open a modal for whoever acted; from inside a modal it lies on top of that."""
    payload = _modal(ask)
    trigger = _use_trigger(ask)
    is_inside = trigger.view_id is not None and trigger.view_id in _stack_ids(ask, trigger.person)
    show = modals.push_modal if is_inside else modals.open_modal
    view = show(ask.workspace, trigger.person, ask.installation.app, payload)
    if trigger.channel is not None:
        modals.preselect(ask.workspace, view, trigger.channel)
    return _answer(ask, view)


def push(ask: Ask) -> Json:
    """Put a modal on top of the one in which the act took place."""
    payload = _modal(ask)
    trigger = _use_trigger(ask)
    if trigger.view_id is None or trigger.view_id not in _stack_ids(ask, trigger.person):
        raise SlackError("not_found", ["[ERROR] the trigger belongs to no open modal"])
    view = modals.push_modal(ask.workspace, trigger.person, ask.installation.app, payload)
    return _answer(ask, view)


def update(ask: Ask) -> Json:
    """Change an open view, by view_id or external_id; with `hash` only if it is still that."""
    view = _wanted(ask)
    given = ask.parsed("view", "invalid_arguments") or {}
    _check(ask, given, is_home=view.type == "home")
    if given.get("external_id") != view.payload.get("external_id"):
        _check_external_id(ask, given)
    wanted_hash = ask.find("hash")
    if wanted_hash is not None and wanted_hash != view.hash:
        raise SlackError("hash_conflict")
    return _answer(ask, modals.update_view(ask.workspace, view, given))


def publish(ask: Ask) -> Json:
    """Set a person's Home."""
    person = ask.workspace.get_person(ask.text("user_id"))
    payload = ask.parsed("view", "invalid_arguments") or {}
    _check(ask, payload, is_home=True)
    present = ask.workspace.homes.get(person.id)
    wanted_hash = ask.find("hash")
    if wanted_hash is not None and present is not None and wanted_hash != present.hash:
        raise SlackError("hash_conflict")
    return _answer(ask, modals.publish_home(ask.workspace, person.id, ask.installation.app, payload))


def _modal(ask: Ask) -> Json:
    payload: Json = ask.parsed("view", "invalid_arguments") or {}
    _check(ask, payload, is_home=False)
    _check_external_id(ask, payload)
    return payload


def _check(ask: Ask, payload: Json, is_home: bool) -> None:
    if is_home:
        check_home(payload)
    else:
        check_view(payload)
    check_images(ask.workspace, payload["blocks"])


def _check_external_id(ask: Ask, payload: Json) -> None:
    wanted = payload.get("external_id")
    if wanted and any(view.payload.get("external_id") == wanted for view in ask.workspace.views.values()):
        raise SlackError("duplicate_external_id")


def _use_trigger(ask: Ask) -> Trigger:
    trigger = ask.workspace.triggers.get(ask.text("trigger_id"))
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if time.time() - trigger.made_at > ask.slack.trigger_seconds:
        raise SlackError("expired_trigger_id")
    if ask.workspace.people[trigger.person].team != ask.workspace.team:
        # Modals cannot be opened for people of another workspace (Slack Connect).
        raise SlackError("invalid_trigger_id")
    trigger.used = True
    return trigger


def _stack_ids(ask: Ask, person: str) -> list[str]:
    return [view.id for view in ask.workspace.modals.get(person, [])]


def _wanted(ask: Ask) -> View:
    view_id, external_id = ask.find("view_id"), ask.find("external_id")
    if view_id is None and external_id is None:
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: view_id"])
    for view in ask.workspace.views.values():
        if view.id == view_id or (external_id and view.payload.get("external_id") == external_id):
            return view
    raise SlackError("not_found")


def _answer(ask: Ask, view: View) -> Json:
    return {"view": shapes.view(ask.workspace, view)}


METHODS = {
    "views.open": Method(open_view),
    "views.push": Method(push),
    "views.update": Method(update),
    "views.publish": Method(publish),
}
