"""The views a person has open: a stack of up to three modals, and a Home.

Knows how views come and go; whether a payload is valid is for limits.py, who may is for web_api/views.py.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence

from sandbox.errors import SlackError
from sandbox.feed import Change
from sandbox.forms import elements, values
from sandbox.shapes import with_ids
from sandbox.things import Json, View
from sandbox.workspace import Workspace

MOST_MODALS = 3


def open_modal(workspace: Workspace, person: str, app: str, payload: Json) -> View:
    """Show a modal in place of whatever modals the person had open."""
    _forget(workspace, workspace.modals.pop(person, []))
    return push_modal(workspace, person, app, payload)


def push_modal(workspace: Workspace, person: str, app: str, payload: Json) -> View:
    """Show a modal on top of the others, or `push_limit_reached`."""
    stack = workspace.modals.setdefault(person, [])
    if len(stack) >= MOST_MODALS:
        raise SlackError("push_limit_reached")
    view_id = workspace.new_id("V")
    view = View(
        id=view_id,
        owner=person,
        app=app,
        type="modal",
        payload=_completed(payload),
        hash=_new_hash(),
        root_id=stack[0].id if stack else view_id,
        previous_id=stack[-1].id if stack else None,
    )
    stack.append(view)
    workspace.views[view.id] = view
    _tell(workspace, view)
    return view


def preselect(workspace: Workspace, view: View, channel: str) -> None:
    """Choose the conversation in which the view was opened, where a select asks for it and its filter allows it."""
    kind = workspace.channels[channel].kind
    for block, element in elements(view.payload["blocks"]):
        included = element.get("filter", {}).get("include", [kind])
        if element.get("default_to_current_conversation") and kind in included:
            is_one = element["type"] == "conversations_select"
            chosen = {"selected_conversation": channel} if is_one else {"selected_conversations": [channel]}
            view.typed.setdefault(block["block_id"], {})[element["action_id"]] = chosen


def publish_home(workspace: Workspace, person: str, app: str, payload: Json) -> View:
    """Set what the person sees on the app's Home."""
    view = workspace.homes.get(person)
    if view is not None:
        return update_view(workspace, view, payload)
    view_id = workspace.new_id("V")
    view = View(view_id, person, app, "home", _completed(payload), _new_hash(), view_id)
    workspace.homes[person] = view
    workspace.views[view.id] = view
    _tell(workspace, view)
    return view


def update_view(workspace: Workspace, view: View, payload: Json) -> View:
    """Show other content in a view; what stands in a field, and be it nothing, stays where block_id, action_id and type do."""
    before, standing = _places(view.payload), values(view.payload["blocks"], view.typed)
    view.payload = _completed(payload, view.payload["blocks"])
    stays = before & _places(view.payload)
    view.typed = {
        block_id: kept
        for block_id, fields in standing.items()
        if (kept := {a: state for a, state in fields.items() if any(p[:2] == (block_id, a) for p in stays)})
    }
    view.errors = {}
    view.hash = _new_hash()
    _tell(workspace, view)
    return view


def close_top(workspace: Workspace, person: str) -> None:
    """Close the modal on top; the one below is seen again."""
    stack = workspace.modals.get(person, [])
    if stack:
        _forget(workspace, [stack.pop()])
    workspace.feed.publish(Change("modal", person=person))


def close_all(workspace: Workspace, person: str) -> None:
    """Close all modals of this person."""
    _forget(workspace, workspace.modals.pop(person, []))
    workspace.feed.publish(Change("modal", person=person))


def _completed(payload: Json, before: Sequence[Json] = ()) -> Json:
    return payload | {"blocks": with_ids(payload["blocks"], before)}


def _places(payload: Json) -> set[tuple[str, str, str]]:
    return {
        (block["block_id"], element["action_id"], element["type"])
        for block, element in elements(payload["blocks"])
        if "action_id" in element
    }


def _forget(workspace: Workspace, views: list[View]) -> None:
    for view in views:
        workspace.views.pop(view.id, None)


def _new_hash() -> str:
    return f"{int(time.time())}.{secrets.token_hex(4)}"


def _tell(workspace: Workspace, view: View) -> None:
    workspace.feed.publish(Change(view.type, person=view.owner, view=view.id))
