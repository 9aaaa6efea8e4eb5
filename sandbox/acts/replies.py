"""What people see of the app's direct answer to a command, and of its absence."""

from __future__ import annotations

from sandbox.acts.outcome import Outcome
from sandbox.deliver import Reply
from sandbox.errors import SlackError
from sandbox.slack import Slack
from sandbox.things import Channel, Message, Person
from sandbox.web_api import respond
from sandbox.workspace import SLACKBOT


def show_failure(slack: Slack, person: Person, place: Channel, command: str, reply: Reply) -> Outcome:
    """Let Slackbot tell the person that the command failed, in Slack's words."""
    code = "operation_timeout" if reply.failed == "timeout" else "dispatch_failed"
    sentence = f"{command} failed with the error {code}"
    workspace = slack.home_of(person.id)
    workspace.add_message(
        Message(
            ts=workspace.new_ts(),
            channel=place.id,
            author=SLACKBOT,
            text=f":warning: {sentence}",
            ephemeral_to=person.id,
        )
    )
    workspace.report(person.id, sentence)
    return Outcome(sentence)


def show_answer(slack: Slack, person: Person, place: Channel, response_url: str, reply: Reply) -> Outcome:
    """Show what the app answered in the body, if anything; an answer that Slack refuses is a trouble."""
    content = reply.json()
    if not content.get("text") and not content.get("blocks"):
        return Outcome()
    key = response_url.rpartition("/")[2]
    try:
        # The body does not count as one of the five uses of the response URL.
        respond.respond(slack, slack.response_urls.get(key), content)
    except SlackError as error:
        sentence = f"The answer to a command was refused: {error}"
        slack.home_of(person.id).report(person.id, sentence)
        return Outcome(sentence)
    return Outcome()
