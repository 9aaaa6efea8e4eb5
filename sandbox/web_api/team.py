"""auth.test, users.*, usergroups.*, team.info, bots.info: who is who."""

from __future__ import annotations

from sandbox import shapes
from sandbox.errors import SlackError
from sandbox.things import Json
from sandbox.web_api.ask import Ask, Method


def auth_test(ask: Ask) -> Json:
    """Whose token this is."""
    bot = ask.workspace.people[ask.bot]
    return {
        "url": f"https://{ask.workspace.domain}.slack.com/",
        "team": ask.workspace.name,
        "user": bot.name,
        "team_id": ask.workspace.team,
        "user_id": bot.id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": False,
    }


def user_info(ask: Ask) -> Json:
    """One person."""
    person = ask.workspace.get_person(ask.text("user", "user_not_found"))
    return {"user": shapes.user(person, ask.workspace.now)}


def user_list(ask: Ask) -> Json:
    """Everyone of this workspace, bots, Slackbot and deactivated people included; external people are not."""
    team = ask.workspace.team
    everyone = [person for person in ask.workspace.people.values() if person.team == team]
    page, more = ask.page(everyone, default=max(1, min(len(everyone), 1000)))
    now = ask.workspace.now
    return {"members": [shapes.user(person, now) for person in page], "cache_ts": int(now), **more}


def group_list(ask: Ask) -> Json:
    """User groups, with their people where asked for."""
    with_users = ask.flag("include_users")
    return {
        "usergroups": [
            shapes.group(ask.workspace, each, with_users) for each in ask.workspace.groups.values()
        ]
    }


def group_users(ask: Ask) -> Json:
    """The people of one user group."""
    group = ask.workspace.groups.get(ask.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.members)}


def team_info(ask: Ask) -> Json:
    """The workspace."""
    return {
        "team": {
            "id": ask.workspace.team,
            "name": ask.workspace.name,
            "domain": ask.workspace.domain,
            "url": f"https://{ask.workspace.domain}.slack.com/",
            "email_domain": "",
            "icon": {"image_default": True},
        }
    }


def bot_info(ask: Ask) -> Json:
    """A bot by its bot id."""
    wanted = ask.find("bot")
    for person in ask.workspace.people.values():
        if person.bot_id is not None and person.bot_id == wanted:
            is_ours = person.id == ask.bot
            return {
                "bot": {
                    "id": person.bot_id,
                    "deleted": person.deleted,
                    "name": person.real_name,
                    "updated": 0,
                    "app_id": ask.installation.app if is_ours else "",
                    "user_id": person.id,
                    "icons": {},
                }
            }
    raise SlackError("bot_not_found")


METHODS = {
    "auth.test": Method(auth_test),
    "users.info": Method(user_info, ("users:read",)),
    "users.list": Method(user_list, ("users:read",)),
    "usergroups.list": Method(group_list, ("usergroups:read",)),
    "usergroups.users.list": Method(group_users, ("usergroups:read",)),
    "team.info": Method(team_info, ("team:read",)),
    "bots.info": Method(bot_info, ("users:read",)),
}
