"""Time, what people see, what is kept on disk, and the bot as a child process."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from sandbox import acts, keeping, modals
from sandbox.bot_process import BotProcess, Command
from sandbox.clock import Clock
from sandbox.errors import SlackError
from sandbox.people import Person
from sandbox.slack import Slack
from sandbox.things import File
from sandbox.workspaces import furnished

from .conftest import Toy, channel_id

BOT = """
import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *args):
        pass
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
"""


async def test_the_clock_moves_forward_as_far_as_the_bot_has_come(tmp_path: Path, slack: Slack) -> None:
    clock = Clock(tmp_path / "clock")
    slack.workspace.clock = clock
    clock.follow()
    with pytest.raises(AssertionError, match="did not reach"):
        await slack.move_clock(3600, patience=0.01)
    assert (tmp_path / "clock").read_text() == "3600.000000"
    assert abs(slack.workspace.now - time.time()) < 1
    (tmp_path / "clock.reached").write_text("3600.0")
    await slack.move_clock(0)
    assert abs(slack.workspace.now - time.time() - 3600) < 1
    with pytest.raises(ValueError, match="forward"):
        clock.move(-1)
    assert Clock(tmp_path / "clock").wanted == 3600


def test_timestamps_are_unique_and_grow() -> None:
    workspace = furnished()
    stamps = [workspace.new_ts() for _ in range(1000)]
    assert stamps == sorted(set(stamps))


async def test_times_are_read_in_the_readers_own_zone(slack: Slack, ann: Person, ben: Person) -> None:
    await ann.says("Until <!date^1796140800^{date_num} {time}|later>")
    assert ann.reads()[-1] == "Until 2026-12-01 17:00"
    assert ben.reads()[-1] == "Until 2026-12-01 11:00"


async def test_private_channels_are_seen_by_their_members_alone(
    slack: Slack, ben: Person, dana: Person
) -> None:
    await ben.says(f"See <#{channel_id(slack, 'leads')}|leads>")
    assert ben.reads()[-1] == "See #leads"
    assert dana.reads()[-1] == "See #private channel"
    with pytest.raises(AssertionError, match="cannot see"):
        dana.reads("leads")
    eli = Person(slack, "Eli")
    with pytest.raises(AssertionError, match="cannot see"):
        eli.reads("platform")
    with pytest.raises(SlackError, match="not_in_channel"):
        await dana.says("Hello", in_="platform")


async def test_mentions_and_direct_messages_ring(ann: Person, ben: Person) -> None:
    await ann.says("@Ben Ortiz, are you there?")
    await ann.says("Psst", in_="@Ben")
    assert ben.notifications == ["@Ben Ortiz, are you there?", "Psst"]
    assert ann.notifications == []


async def test_a_workspace_is_the_same_after_it_was_kept(
    slack: Slack, toy: Toy, ann: Person, tmp_path: Path
) -> None:
    toy.answers["command"] = lambda _: {"text": "Only for Ann"}
    await ann.runs("/decide")
    file = File("F1", "a.png", 3, ann.id, content=b"abc", completed=True)
    slack.workspace.files[file.id] = file
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    modals.publish_home(slack.workspace, ann.id, slack.app.id, home)
    keeping.save(slack.workspace, tmp_path)
    loaded = keeping.load(tmp_path, Clock())
    assert loaded is not None
    for name in ("people", "channels", "messages", "groups", "files", "homes", "installation", "last_ts"):
        assert getattr(loaded, name) == getattr(slack.workspace, name)
    assert float(loaded.new_ts()) > float(slack.workspace.last_ts) / 1_000_000
    assert keeping.load(tmp_path / "nowhere", Clock()) is None


async def test_the_bot_is_started_again_when_it_is_ended(tmp_path: Path) -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    health = f"http://127.0.0.1:{port}/healthz"
    bot = BotProcess(Command(("-c", BOT), {"PORT": str(port)}, health, tmp_path / "bot.log"))
    states = [bot.state]
    await bot.start()
    try:
        assert await bot.healthy(10)
        states.append(bot.state)
        first = bot.pid
        await bot.restart()
        assert await bot.healthy(10)
        assert bot.pid not in (None, first)
        await bot.kill()
        assert bot.state == "down"
        assert await bot.healthy(10)
        assert bot.starts == 3
    finally:
        await bot.stop()
    assert [*states, bot.state] == ["down", "running", "down"]


async def test_changes_are_kept_while_the_sandbox_runs(slack: Slack, ann: Person, tmp_path: Path) -> None:
    with slack.workspace.changes() as changes:
        await ann.says("Do not forget this")
        await keeping.keep_next(slack.workspace, tmp_path, changes)
    assert "Do not forget this" in (tmp_path / "workspace.json").read_text()


async def test_channels_have_one_name_each_and_come_back_from_the_archive(slack: Slack, ann: Person) -> None:
    with pytest.raises(SlackError, match="name_taken"):
        await acts.create_channel(slack, ann.id, "general")
    with pytest.raises(SlackError, match="cant_archive_general"):
        await acts.archive(slack, ann.id, "general")
    await acts.archive(slack, ann.id, "platform")
    with pytest.raises(SlackError, match="is_archived"):
        await ann.says("Anybody?", in_="platform")
    await acts.unarchive(slack, ann.id, "platform")
    assert await ann.says("Back again", in_="platform")
    with pytest.raises(SlackError, match="already_in_channel"):
        await ann.joins("platform")
    with pytest.raises(SlackError, match="name_taken"):
        await acts.rename(slack, ann.id, channel_id(slack, "platform"), "general")


async def test_people_change_and_delete_their_own_words_only(slack: Slack, ann: Person, ben: Person) -> None:
    said = await ann.says("Mine")
    with pytest.raises(SlackError, match="cant_update_message"):
        await acts.edit_message(slack, ben.id, said, "Not yours")
    with pytest.raises(SlackError, match="cant_delete_message"):
        await ben.deletes(said)
    with pytest.raises(SlackError, match="no_text"):
        await ann.says("  ")
