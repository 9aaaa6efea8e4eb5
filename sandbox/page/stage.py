"""What the page's handlers share: Slack, the bot's process, what was read, and the templates."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web
from jinja2 import Environment

from sandbox.page.address import Address, find_person
from sandbox.page.scene import Child, Reading, Scene, open_scene
from sandbox.slack import Slack
from sandbox.things import Json, Person

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: https: http:; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One page over one Slack; people of all its workspaces can act."""

    slack: Slack
    child: Child | None
    reading: Reading
    templates: Environment

    def person(self, request: web.Request) -> Person:
        """Who acts, by the request's path; 404 where there is nobody of that name."""
        name = request.match_info["person"]
        for workspace in self.slack.workspaces.values():
            found = find_person(workspace, name)
            if found and not found.is_bot:
                return found
        raise web.HTTPNotFound(text=f"There is nobody called {name} in this workspace.")

    def scene(self, request: web.Request) -> Scene:
        """What the tab of this request shows."""
        person = self.person(request)
        address = Address(person.name, request.match_info["place"], request.query.get("thread"))
        return open_scene(self.slack, self.child, self.reading, address, person)


async def body_of(request: web.Request) -> Json:
    """The JSON of an act; other content is refused, so that no other site can post a form here."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    body: Json = await request.json()
    return body
