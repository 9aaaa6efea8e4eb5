"""The HTTP door: who is not Slack is turned away, what is no body of Slack's is refused, and nothing of it is logged."""

import io
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp
import orjson
import pytest

from bot.times import real_time
from sandbox.deliver import sign
from tests.conftest import Paper
from tests.town import Town

SECRET_WORDS = "the merger with Acme"
pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
"""What the door does has nothing to do with the engine."""

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass
class Slack:
    """Somebody who knows the address, and perhaps the secret."""

    session: aiohttp.ClientSession
    url: str
    secret: str

    async def sends(
        self, body: bytes, kind: str = JSON, headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """The status and text of the answer to these bytes, signed unless `headers` say otherwise."""
        signed = sign(self.secret, body) if headers is None else headers
        async with self.session.post(self.url, data=body, headers={"content-type": kind, **signed}) as answer:
            return answer.status, await answer.text()

    async def presses(self, payload: object) -> tuple[int, str]:
        """The answer to what travels under `payload=`."""
        return await self.sends(urlencode({"payload": orjson.dumps(payload)}).encode(), FORM)


@pytest.fixture
async def slack(town: Town) -> AsyncIterator[Slack]:
    """Slack, without its workspace."""
    async with aiohttp.ClientSession() as session:
        yield Slack(session, str(town.slack.app.request_url), town.slack.app.signing_secret)


@pytest.fixture
def team(town: Town) -> str:
    """The workspace in which Cairn is installed."""
    return town.slack.workspace.team


def stamp(seconds: float = 0) -> str:
    """The time in so many seconds, as Slack writes it."""
    return str(int(real_time().timestamp() + seconds))


def signed_with(changes: Mapping[str, str | None]) -> dict[str, str]:
    """The headers of a well signed `{}`, changed."""
    headers: dict[str, str | None] = {**sign("sandbox-signing-secret", b"{}"), **changes}
    return {name: value for name, value in headers.items() if value is not None}


TIME, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
UNSIGNED = {
    "without headers": {},
    "without a signature": signed_with({SIGNATURE: None}),
    "without a time": signed_with({TIME: None}),
    "with an empty signature": signed_with({SIGNATURE: ""}),
    "with another's signature": sign("another secret", b"{}"),
    "signed for another body": sign("sandbox-signing-secret", b"[]"),
    "from six minutes ago": sign("sandbox-signing-secret", b"{}", int(stamp(-360))),
    # Well ahead: these are signed when the module is read, and sent when its turn has come.
    "from an hour ahead": sign("sandbox-signing-secret", b"{}", int(stamp(3600))),
    "with a time in words": signed_with({TIME: "yesterday"}),
    "with a negative time": signed_with({TIME: "-1"}),
    "with a time of 400 digits": signed_with({TIME: "9" * 400}),
    "with a time of 5000 digits": signed_with({TIME: "9" * 5000}),
    "with letters beyond ASCII": signed_with({SIGNATURE: "v0=é"}),
    "with digits of another script": signed_with({TIME: "١٢٣٤٥٦٧٨٩٠"}),
}


async def test_a_request_that_slack_has_not_signed_now_is_turned_away(slack: Slack) -> None:
    answers = {case: (await slack.sends(b"{}", headers=headers))[0] for case, headers in UNSIGNED.items()}
    assert answers == dict.fromkeys(UNSIGNED, 401)


async def test_bytes_that_are_no_text_and_not_signed_are_turned_away(slack: Slack) -> None:
    assert (await slack.sends(b"\xff\xfe", headers=sign("another secret", b"{}")))[0] == 401


async def test_a_moved_clock_makes_no_old_request_young(town: Town, slack: Slack) -> None:
    await town.pass_time(days=1)
    assert (await slack.sends(b"{}", headers=sign(slack.secret, b"{}", int(stamp(86_400)))))[0] == 401


def click(**changes: Any) -> dict[str, Any]:
    """A click as Slack sends it, changed; None takes a key away."""
    whole = {
        "type": "block_actions",
        "team": {"id": "T0MERIDIAN"},
        "user": {"id": "U1", "team_id": "T0MERIDIAN"},
        "actions": [{"action_id": "decision.cast/1", "value": "D-1", "type": "button", "block_id": "b"}],
        "trigger_id": "1.2.3",
        "container": {"type": "message"},
    }
    return {name: value for name, value in {**whole, **changes}.items() if value is not None}


def view(**changes: Any) -> dict[str, Any]:
    """A submission as Slack sends it, changed."""
    whole = {
        "type": "view_submission",
        "team": {"id": "T0MERIDIAN"},
        "user": {"id": "U1", "team_id": "T0MERIDIAN"},
        "view": {"id": "V1", "type": "modal", "callback_id": "decision.form", "state": {"values": {}}},
    }
    return {name: value for name, value in {**whole, **changes}.items() if value is not None}


def event(**changes: Any) -> dict[str, Any]:
    """An event as Slack sends it, changed."""
    whole = {
        "type": "event_callback",
        "team_id": "T0MERIDIAN",
        "event_id": "Ev1",
        "event": {"type": "team_join", "user": {"id": "U1"}},
    }
    return {name: value for name, value in {**whole, **changes}.items() if value is not None}


PRESSED: dict[str, object] = {
    "a list": [],
    "a number": 7,
    "null": None,
    "nothing": {},
    "an unknown type": {"type": "surprise", "team": {"id": "T0MERIDIAN"}},
    "a type that is a list": {"type": ["block_actions"]},
    "a click without actions": click(actions=None),
    "a click with no action": click(actions=[]),
    "a click whose actions are a text": click(actions="cast"),
    "a click whose actions are an object": click(actions={"action_id": "decision.cast"}),
    "a click whose action is a text": click(actions=["cast"]),
    "a click whose second action is a text": click(actions=[{"action_id": "decision.cast/1"}, "cast"]),
    "a click without action_id": click(actions=[{"value": "D-1"}]),
    "a click whose action_id is a number": click(actions=[{"action_id": 7}]),
    "a click without user": click(user=None),
    "a click whose user is a text": click(user="U1"),
    "a click whose user has no id": click(user={"name": "ann"}),
    "a click whose user has a number for an id": click(user={"id": 7}),
    "a click whose value is a number": click(actions=[{"action_id": "decision.cast/1", "value": 7}]),
    "a click whose value has a zero byte": click(
        actions=[{"action_id": "decision.cast/1", "value": "D\x00"}]
    ),
    "a click at no time": click(actions=[{"action_id": "decision.cast/1", "action_ts": "soon"}]),
    "a click without team": click(team=None),
    "a click in a team with a zero byte": click(team={"id": "T0\x00"}),
    "a click whose team is a text": click(team="T0MERIDIAN"),
    "a click whose team is a list": click(team=["T0MERIDIAN"]),
    "a click whose container is a text": click(container="message"),
    "a click whose view is a text": click(view="V1"),
    "a submission without view": view(view=None),
    "a submission whose view is a text": view(view="V1"),
    "a submission whose view has no type": view(view={"id": "V1", "callback_id": "decision.form"}),
    "a submission whose view has no id": view(view={"type": "modal", "callback_id": "decision.form"}),
    "a submission whose state is a text": view(
        view={"id": "V1", "type": "modal", "callback_id": "decision.form", "state": "values"}
    ),
    "a submission whose values are a list": view(
        view={"id": "V1", "type": "modal", "callback_id": "decision.form", "state": {"values": ["x"]}}
    ),
    "a shortcut without callback_id": {
        "type": "shortcut",
        "team": {"id": "T0MERIDIAN"},
        "user": {"id": "U1"},
    },
    "a shortcut whose callback_id is a number": click(type="shortcut", callback_id=7),
    "a question without action_id": click(type="block_suggestion"),
}


async def test_a_press_that_slack_does_not_send_is_refused(slack: Slack) -> None:
    answers = {case: (await slack.presses(payload))[0] for case, payload in PRESSED.items()}
    assert answers == dict.fromkeys(PRESSED, 400)


TOLD: dict[str, object] = {
    "a list": [],
    "an event without event": event(event=None),
    "an event that is a text": event(event="team_join"),
    "an event without type": event(event={"user": {"id": "U1"}}),
    "an event without id": event(event_id=None),
    "an event without team": event(team_id=None),
    "an event whose team is a number": event(team_id=7),
    "an event in a far future": event(event_time=1e30),
    "an event whose channel is a number": event(event={"type": "member_left_channel", "channel": 7}),
    "a command that is no form": {"command": 7, "team_id": "T0MERIDIAN"},
}


async def test_an_event_that_slack_does_not_send_is_refused(slack: Slack) -> None:
    answers = {case: (await slack.sends(orjson.dumps(body)))[0] for case, body in TOLD.items()}
    assert answers == dict.fromkeys(TOLD, 400)


BYTES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", JSON),
    "broken JSON": (b'{"type": "event_callback"', JSON),
    "JSON that is no text": (b'{"type": "\xff"}', JSON),
    "JSON as a form": (b'{"type": "event_callback"}', FORM),
    "JSON as text": (orjson.dumps({"type": "event_callback"}), "text/plain"),
    "broken JSON in a payload": (b"payload=%7B", FORM),
    "a payload of no text": (b"payload=%FF%FE", FORM),
    "two payloads": (b"payload=%7B%7D&payload=%7B%7D", FORM),
    "an empty payload": (b"payload=", FORM),
    "a form that is no text": (b"\xff\xfe=1", FORM),
    "a form without anything that we know": (b"a=1&b=2", FORM),
    "a command without the rest": (b"command=%2Fdecide&team_id=T0MERIDIAN", FORM),
}


async def test_bytes_that_slack_does_not_send_are_refused(slack: Slack) -> None:
    answers = {case: (await slack.sends(*sent))[0] for case, sent in BYTES.items()}
    assert answers == dict.fromkeys(BYTES, 400)


async def test_a_huge_body_is_refused_unread(slack: Slack) -> None:
    huge = io.BytesIO(b"x" * 2_000_000)
    async with slack.session.post(slack.url, data=huge, headers=sign(slack.secret, b"")) as answer:
        assert answer.status == 413


async def test_slack_is_answered_its_challenge(town: Town, slack: Slack) -> None:
    assert await town.slack.deliver.verify()
    asked = {"type": "url_verification", "challenge": "abc", "token": "x"}
    assert await slack.sends(orjson.dumps(asked)) == (200, '{"challenge":"abc"}')


async def test_slack_is_heard_when_it_leaves_events_out(slack: Slack, team: str, logged: Paper) -> None:
    told = {"type": "app_rate_limited", "team_id": team, "minute_rate_limited": 1, "api_app_id": "A1"}
    assert (await slack.sends(orjson.dumps(told)))[0] == 200
    assert "Slack leaves events out" in logged.getvalue()


async def test_slack_may_check_the_certificate(slack: Slack) -> None:
    assert await slack.sends(b"ssl_check=1&token=x", FORM) == (200, "")


async def test_people_of_a_workspace_without_cairn_are_told_so(slack: Slack) -> None:
    command = {
        "command": "/decide",
        "team_id": "T0ELSEWHERE",
        "user_id": "U1",
        "channel_id": "C1",
        "trigger_id": "1",
        "response_url": "x",
    }
    status, text = await slack.sends(urlencode(command).encode(), FORM)
    assert (status, "not installed" in text) == (200, True)
    assert await slack.presses(click(team={"id": "T0ELSEWHERE"})) == (200, "")
    assert await slack.sends(orjson.dumps(event(team_id="T0ELSEWHERE"))) == (200, "")


async def test_what_belongs_to_no_listener_is_answered(town: Town, slack: Slack, team: str) -> None:
    assert (await slack.sends(orjson.dumps(event(event={"type": "surprise"}))))[0] == 200
    assert (await slack.presses(click(actions=[{"action_id": "old.button"}])))[0] == 200


async def test_nothing_of_a_body_is_logged(
    slack: Slack, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    told = orjson.dumps(event(event={"text": SECRET_WORDS}))
    await slack.sends(told, headers=sign("another secret", told))
    await slack.sends(told)
    await slack.sends(told[:-1])
    await slack.presses(click(actions=[{"value": SECRET_WORDS}]))
    await slack.presses(click(user={"name": SECRET_WORDS}))
    await slack.presses(view(view={"type": "modal", "state": {"values": {"x": SECRET_WORDS}}}))
    out, error = capfd.readouterr()
    assert SECRET_WORDS not in out + error + caplog.text
