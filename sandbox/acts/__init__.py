"""What people do in Slack, by ids: shared by the web page and by the people of tests.

`from sandbox import acts; await acts.say(slack, "U…", "C…", "Hello")`. Each act changes the workspace, tells the
app what Slack would tell it, waits for the app's answer where Slack waits, and returns what Slack's client shows.
"""

from sandbox.acts.commands import run_command, shortcut
from sandbox.acts.membership import (
    add_person,
    archive,
    change_channel_id,
    change_group,
    change_person,
    create_channel,
    deactivate,
    delete_channel,
    invite,
    join,
    leave,
    rename,
    unarchive,
    uninstall,
)
from sandbox.acts.outcome import Outcome, Press, Suggestions
from sandbox.acts.presses import click, suggest
from sandbox.acts.talk import delete_message, edit_message, open_direct, say
from sandbox.acts.views import close, open_home, submit, type_in

__all__ = [
    "Outcome",
    "Press",
    "Suggestions",
    "add_person",
    "archive",
    "change_channel_id",
    "change_group",
    "change_person",
    "click",
    "close",
    "create_channel",
    "deactivate",
    "delete_channel",
    "delete_message",
    "edit_message",
    "invite",
    "join",
    "leave",
    "open_direct",
    "open_home",
    "rename",
    "run_command",
    "say",
    "shortcut",
    "submit",
    "suggest",
    "type_in",
    "unarchive",
    "uninstall",
]
