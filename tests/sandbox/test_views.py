"""Modals and Home: triggers, the stack, hashes, what stays typed, what a submission does."""

from __future__ import annotations

import time

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.finding import NotSeen
from sandbox.people import Person, Troubled
from sandbox.slack import Slack

from .conftest import Json, Toy


def text(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def form(title: str = "Decide", **more: object) -> Json:
    question = {
        "type": "input",
        "block_id": "question",
        "label": text("Question"),
        "element": {"type": "plain_text_input", "action_id": "words", "max_length": 20},
    }
    return {
        "type": "modal",
        "title": text(title),
        "submit": text("Preview"),
        "close": text("Cancel"),
        "blocks": [question],
        **more,
    }


@pytest.fixture
def opening(toy: Toy, client: AsyncWebClient) -> AsyncWebClient:
    """The toy app opens its form when `/decide` is run."""

    async def open_form(command: Json) -> None:
        await client.views_open(trigger_id=command["trigger_id"], view=form())

    toy.answers["command"] = open_form
    return client


async def refusal(call: object) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call  # type: ignore[misc]
    return str(refused.value.response["error"])


async def test_a_trigger_serves_once_and_for_three_seconds(
    slack: Slack, toy: Toy, client: AsyncWebClient, ann: Person
) -> None:
    await ann.runs("/decide")
    trigger = toy.of("command")[0]["trigger_id"]
    await client.views_open(trigger_id=trigger, view=form())
    assert await refusal(client.views_open(trigger_id=trigger, view=form())) == "exchanged_trigger_id"
    assert await refusal(client.views_open(trigger_id="1.2.3", view=form())) == "invalid_trigger_id"
    await ann.runs("/decide")
    late = toy.of("command")[1]["trigger_id"]
    slack.workspace.triggers[late].made_at = time.time() - 3.1
    assert await refusal(client.views_open(trigger_id=late, view=form())) == "expired_trigger_id"


async def test_a_form_is_filled_and_submitted_by_its_labels(
    toy: Toy, opening: AsyncWebClient, ann: Person
) -> None:
    await ann.runs("/decide")
    assert ann.modal.title == "Decide"
    await ann.fills("Question", "Which queue?")
    with pytest.raises(NotSeen, match="there is: Preview"):
        await ann.submits("Post")
    await ann.submits("Preview")
    assert not ann.has_modal
    view = toy.of("view_submission")[0]["view"]
    assert view["state"]["values"]["question"]["words"] == {
        "type": "plain_text_input",
        "value": "Which queue?",
    }


async def test_slack_itself_asks_for_required_fields_and_lengths(
    toy: Toy, opening: AsyncWebClient, ann: Person
) -> None:
    await ann.runs("/decide")
    await ann.submits()
    assert ann.errors == {"Question": "Please complete this required field."}
    await ann.fills("Question", "x" * 21)
    await ann.submits()
    assert ann.errors == {"Question": "Please enter no more than 20 characters."}
    assert toy.of("view_submission") == []


async def test_the_app_answers_a_submission_with_errors_beside_fields(
    toy: Toy, opening: AsyncWebClient, ann: Person
) -> None:
    toy.answers["view_submission"] = lambda _: {
        "response_action": "errors",
        "errors": {"question": "Ask something else."},
    }
    await ann.runs("/decide")
    await ann.fills("Question", "What?")
    await ann.submits()
    assert ann.errors == {"Question": "Ask something else."}
    assert ann.modal.fields == {"Question": "What?"}


async def test_a_pushed_modal_leaves_what_was_typed_below_it(
    toy: Toy, opening: AsyncWebClient, ann: Person
) -> None:
    toy.answers["view_submission"] = lambda _: {"response_action": "push", "view": form("Preview")}
    await ann.runs("/decide")
    await ann.fills("Question", "What?")
    await ann.submits()
    assert ann.modal.title == "Preview"
    await ann.closes()
    assert (ann.modal.title, ann.modal.fields) == ("Decide", {"Question": "What?"})


async def test_three_modals_deep_is_the_limit(toy: Toy, opening: AsyncWebClient, ann: Person) -> None:
    toy.answers["view_submission"] = lambda _: {"response_action": "push", "view": form("Deeper")}
    await ann.runs("/decide")
    for _ in range(2):
        await ann.fills("Question", "What?")
        await ann.submits()
    await ann.fills("Question", "What?")
    with pytest.raises(Troubled, match="We had some trouble connecting"):
        await ann.submits()
    assert "push_limit_reached" in ann.troubles[0]
    await ann.closes(everything=True)
    assert not ann.has_modal


async def test_a_submission_can_clear_or_update(toy: Toy, opening: AsyncWebClient, ann: Person) -> None:
    toy.answers["view_submission"] = lambda _: {"response_action": "update", "view": form("Once more")}
    await ann.runs("/decide")
    await ann.fills("Question", "What?")
    await ann.submits()
    assert (ann.modal.title, ann.modal.fields) == ("Once more", {"Question": "What?"})
    toy.answers["view_submission"] = lambda _: {"response_action": "clear"}
    await ann.submits()
    assert not ann.has_modal


async def test_an_invalid_view_in_an_answer_is_trouble(
    toy: Toy, opening: AsyncWebClient, ann: Person
) -> None:
    toy.answers["view_submission"] = lambda _: {"response_action": "update", "view": form("x" * 25)}
    await ann.runs("/decide")
    await ann.fills("Question", "What?")
    with pytest.raises(Troubled, match="Try again"):
        await ann.submits()
    assert "must be less than 25 characters" in ann.troubles[0]
    assert ann.modal.title == "Decide"


async def test_an_update_needs_the_hash_it_was_based_on(
    toy: Toy, opening: AsyncWebClient, ann: Person
) -> None:
    await ann.runs("/decide")
    view = ann.modal.view
    before = view.hash
    await ann.fills("Question", "Typed")
    updated = await opening.views_update(view_id=view.id, hash=before, view=form("Second"))
    assert updated["view"]["state"]["values"]["question"]["words"]["value"] == "Typed"
    stale = opening.views_update(view_id=view.id, hash=before, view=form("Third"))
    assert await refusal(stale) == "hash_conflict"
    assert ann.modal.title == "Second"
    await ann.closes()
    gone = opening.views_update(view_id=view.id, view=form("Third"))
    assert await refusal(gone) == "not_found"


async def test_an_update_fills_in_nothing_where_a_field_stays(opening: AsyncWebClient, ann: Person) -> None:
    await ann.runs("/decide")
    proposed = form("Second")
    proposed["blocks"][0]["element"]["initial_value"] = "Proposed"
    await opening.views_update(view_id=ann.modal.view.id, view=proposed)
    assert (ann.modal.title, ann.modal.fields) == ("Second", {"Question": ""})


async def test_external_ids_find_a_view_and_are_unique(
    toy: Toy, client: AsyncWebClient, ann: Person, ben: Person
) -> None:
    await ann.runs("/decide")
    await ben.runs("/decide")
    first, second = (each["trigger_id"] for each in toy.of("command"))
    await client.views_open(trigger_id=first, view=form(external_id="draft-1"))
    await client.views_update(external_id="draft-1", view=form("Other", external_id="draft-1"))
    assert ann.modal.title == "Other"
    twice = client.views_open(trigger_id=second, view=form(external_id="draft-1"))
    assert await refusal(twice) == "duplicate_external_id"


async def test_closing_is_told_only_where_the_app_asked(
    toy: Toy, client: AsyncWebClient, ann: Person
) -> None:
    await ann.runs("/decide")
    trigger = toy.of("command")[0]["trigger_id"]
    await client.views_open(trigger_id=trigger, view=form(notify_on_close=True))
    await ann.closes()
    assert toy.of("view_closed")[0]["is_cleared"] is False


async def test_a_view_is_pushed_by_a_click_inside(toy: Toy, client: AsyncWebClient, ann: Person) -> None:
    more = {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "more", "text": text("More")}],
    }
    await ann.runs("/decide")
    trigger = toy.of("command")[0]["trigger_id"]
    shown = form()
    await client.views_open(trigger_id=trigger, view={**shown, "blocks": [*shown["blocks"], more]})
    await ann.fills("Question", "Typed")
    await ann.clicks("More")
    click = toy.of("block_actions")[0]
    assert click["view"]["state"]["values"]["question"]["words"]["value"] == "Typed"
    assert click["container"] == {"type": "view", "view_id": ann.modal.view.id}
    assert "response_url" not in click
    pushed = await client.views_push(trigger_id=click["trigger_id"], view=form("Details"))
    assert pushed["view"]["previous_view_id"] == click["view"]["id"]
    assert pushed["view"]["root_view_id"] == click["view"]["id"]
    await ann.runs("/decide")
    outside = client.views_push(trigger_id=toy.of("command")[1]["trigger_id"], view=form("Details"))
    assert await refusal(outside) == "not_found"


async def test_home_is_published_and_told_when_opened(
    slack: Slack, toy: Toy, client: AsyncWebClient, ann: Person
) -> None:
    assert await ann.opens_home() is None
    await slack.deliver.settle()
    event = toy.of("app_home_opened")[0]["event"]
    assert (event["tab"], event["user"]) == ("home", ann.id)
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "Nothing waits for you."}}
    await client.views_publish(user_id=ann.id, view={"type": "home", "blocks": [section]})
    home = await ann.opens_home()
    assert home is not None
    assert "Nothing waits for you." in home


async def test_modals_of_external_people_fail(toy: Toy, client: AsyncWebClient, slack: Slack) -> None:
    farah = Person(slack, "Farah")
    button = {"type": "button", "action_id": "yes", "text": text("Yes")}
    general = slack.workspace.get_channel("general").id
    await client.chat_postMessage(
        channel=general, text="?", blocks=[{"type": "actions", "elements": [button]}]
    )
    await farah.clicks("Yes")
    click = toy.of("block_actions")[0]
    assert click["user"]["team_id"] != click["team"]["id"]
    assert (
        await refusal(client.views_open(trigger_id=click["trigger_id"], view=form())) == "invalid_trigger_id"
    )


async def test_a_form_can_begin_with_the_conversation_it_was_opened_in(
    toy: Toy, client: AsyncWebClient, ann: Person
) -> None:
    def channel(label: str, kind: str, **more: object) -> Json:
        element = {"type": kind, "default_to_current_conversation": True, **more}
        return {"type": "input", "label": text(label), "element": element}

    blocks = [
        channel("Home", "conversations_select"),
        channel("All", "multi_conversations_select"),
        channel("Private", "conversations_select", filter={"include": ["private"]}),
    ]
    await ann.runs("/decide", in_="platform")
    trigger = toy.of("command")[0]["trigger_id"]
    await client.views_open(trigger_id=trigger, view=form(blocks=blocks))
    assert ann.modal.fields == {"Home": "#platform", "All": "#platform", "Private": ""}


async def test_a_button_is_still_there_for_whoever_presses_while_home_is_drawn_anew(
    toy: Toy, client: AsyncWebClient, slack: Slack, ann: Person
) -> None:
    def row(name: str) -> Json:
        return {
            "type": "actions",
            "elements": [{"type": "button", "action_id": "vote", "value": name, "text": text(name)}],
        }

    def field(label: str) -> Json:
        element = {"type": "plain_text_input", "action_id": "words"}
        return {"type": "input", "label": text(label), "element": element}

    async def ids(*blocks: Json) -> list[str]:
        answer = await client.views_publish(user_id=ann.id, view={"type": "home", "blocks": list(blocks)})
        return [block["block_id"] for block in answer["view"]["blocks"]]

    first, twin, typed = await ids(row("Kafka"), row("Kafka"), field("Why?"))
    again = await ids(row("SQS"), row("Kafka"), row("Kafka"), field("Why?"))
    assert again[1:3] == [first, twin]
    assert again[0] not in (first, twin)
    assert again[3] != typed, "In Slack, what was typed in a field without an id is gone."
