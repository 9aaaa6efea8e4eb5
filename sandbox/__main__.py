"""`python -m sandbox`: a Slack workspace on this machine, with Cairn in it, and a page to use it."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import signal
import socket
import sys
from pathlib import Path

import yaml
from aiohttp import web

from sandbox import keeping
from sandbox.bot_process import BotProcess, Command
from sandbox.clock import Clock
from sandbox.manifest import App
from sandbox.page.routes import add_routes
from sandbox.server import serve
from sandbox.slack import Slack
from sandbox.things import Installation
from sandbox.workspaces import furnished, seat_bot

STATE = Path("var/sandbox")
MANIFEST = Path("slack-manifest.yml")
_START_SECONDS = 60.0


def main() -> int:
    """Read the arguments and serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8065, help="where the page is served (8065)")
    parser.add_argument("--socket", action="store_true", help="use Socket Mode instead of signed HTTP")
    parser.add_argument("--fresh", action="store_true", help="start over with a new workspace")
    parser.add_argument("--state", type=Path, default=STATE, help=f"the folder that keeps it ({STATE})")
    chosen = parser.parse_args()
    if not MANIFEST.exists():
        sys.stderr.write(f"{MANIFEST} is missing: start the sandbox from the repository's root.\n")
        return 1
    if chosen.fresh:
        shutil.rmtree(chosen.state, ignore_errors=True)
    chosen.state.mkdir(parents=True, exist_ok=True)
    if not _is_free(chosen.port):
        sys.stderr.write(
            f"Port {chosen.port} is taken; choose another: {sys.executable} -m sandbox --port {chosen.port + 1}\n"
        )
        return 1
    return asyncio.run(run(chosen.state, chosen.port, chosen.socket))


async def run(state: Path, port: int, is_socket: bool) -> int:
    """Serve the workspace kept in the folder `state`, and keep the bot running beside it."""
    bot_port = _free_port()
    slack = _open_slack(state, bot_port, is_socket)
    command = _command(slack, state, (port, bot_port))
    bot = BotProcess(command)

    def mount(app: web.Application, served: Slack) -> None:
        add_routes(app, served, bot)

    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with serve(slack, port, mount):
        keeper = asyncio.create_task(keeping.keep(slack.workspace, state))
        await bot.start()
        try:
            await _greet(slack, bot, command.log, stopped)
            await stopped.wait()
        finally:
            await bot.stop()
            keeper.cancel()
            await asyncio.gather(keeper, return_exceptions=True)
            keeping.save(slack.workspace, state)
    return 0


async def _greet(slack: Slack, bot: BotProcess, log: Path, stopped: asyncio.Event) -> None:
    ready, ended = asyncio.create_task(bot.healthy(_START_SECONDS)), asyncio.create_task(stopped.wait())
    await asyncio.wait((ready, ended), return_when=asyncio.FIRST_COMPLETED)
    ended.cancel()
    if ready.done() and ready.result():
        sys.stdout.write(f"{slack.app.name} is ready: open {slack.base_url} (Ctrl-C ends it)\n")
        sys.stdout.flush()
    elif not stopped.is_set():
        sys.stderr.write(f"The workspace is at {slack.base_url}, but the bot does not answer; see {log}.\n")
    ready.cancel()


def _open_slack(state: Path, bot_port: int, is_socket: bool) -> Slack:
    manifest = yaml.safe_load(MANIFEST.read_text())
    app = App(manifest, f"http://127.0.0.1:{bot_port}/slack/events", is_socket)
    clock = Clock(state / "clock")
    clock.follow()
    workspace = keeping.load(state, clock)
    slack = Slack(app, [workspace or furnished(clock)])
    if workspace is None:
        ann = slack.workspace.find_named("Ann")
        slack.install(slack.workspace.team, ann.id if ann else "")
        seat_bot(slack.workspace, "general", "platform")
    elif slack.workspace.installation is not None:
        slack.workspace.installation.scopes = app.scopes
    return slack


def _command(slack: Slack, state: Path, ports: tuple[int, int]) -> Command:
    """How the bot is started beside a page; `ports` are the page's and the bot's."""
    port, bot_port = ports
    installation: Installation | None = slack.workspace.installation
    environment = {
        "SLACK_API_URL": f"http://127.0.0.1:{port}/api/",
        "SLACK_BOT_TOKEN": installation.token if installation else "",
        "SLACK_SIGNING_SECRET": slack.app.signing_secret,
        "PORT": str(bot_port),
        "DATABASE_URL": f"sqlite:///{state / 'cairn.db'}",
        "CAIRN_CLOCK_FILE": str(state / "clock"),
    }
    if slack.app.socket_mode:
        environment["SLACK_APP_TOKEN"] = slack.app.app_token
    return Command(
        ("-m", "bot", "run"), environment, f"http://127.0.0.1:{bot_port}/healthz", state / "bot.log"
    )


def _is_free(port: int) -> bool:
    with socket.socket() as found:
        return found.connect_ex(("127.0.0.1", port)) != 0


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())
