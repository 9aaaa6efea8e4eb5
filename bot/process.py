"""Processes: what runs, in which order it starts, and how it stops."""

import asyncio
import gc
import signal
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta

import structlog
from aiohttp import web
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from sqlalchemy.exc import SQLAlchemyError

from bot.app import Bot, Foundation, greet, wire
from bot.courier import Conduct
from bot.oauth import add_oauth
from bot.settings import Settings
from bot.socket_mode import open_socket
from bot.times import Clocks, FileNow, PlainNow, real_time
from bot.web import make_web
from storage import drafts, inbox, installations, leases, settled, timers
from storage.database import Database, open_database
from storage.errors import SetupError
from storage.keys import Keyring
from storage.lock import FileLock
from storage.migrate import ensure_current, migrate
from storage.watch import Watch

log = structlog.get_logger(__name__)
STUCK_AFTER = timedelta(seconds=90)
HOUSE_AFTER = timedelta(minutes=5)  # After the start, and then once a day.
DRAFTS_KEPT, EVENTS_KEPT, MESSAGES_KEPT = timedelta(days=7), timedelta(hours=24), timedelta(days=90)
PORTION = 200


async def run(settings: Settings, hears: bool = True, works: bool = True) -> None:
    """Runs until SIGTERM or SIGINT: hears Slack, works (clock and courier), or both. Raises SetupError."""
    if not (hears and works) and settings.database_file is not None:
        raise SetupError(
            "An SQLite file has one process: use python -m bot run. "
            "For web and worker apart, set DATABASE_URL to a PostgreSQL database."
        )
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with AsyncExitStack() as stack:
        foundation = await stack.enter_async_context(_open_foundation(settings))
        bot = wire(foundation)
        stack.push_async_callback(bot.door.close)
        stack.push_async_callback(bot.rest)
        if settings.slack_bot_token:
            await greet(bot, settings.slack_bot_token.get_secret_value())
        if works:
            await stack.enter_async_context(_working(bot))
        if hears:
            await stack.enter_async_context(_hearing(bot, settings, works))
        log.info("ready", port=settings.port)
        # What stands now stands until the end: looking through it again and again would make acts slow.
        gc.freeze()
        await stopped.wait()
        log.info("stopping")


@asynccontextmanager
async def _open_foundation(settings: Settings) -> AsyncIterator[Foundation]:
    """The database, locked where it is a file and brought to its newest shape; the clocks; the keys."""
    file = settings.database_file
    async with AsyncExitStack() as stack:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(FileLock(file))
            await asyncio.to_thread(migrate, settings.database_url)
        else:
            await asyncio.to_thread(ensure_current, settings.database_url)
        keyring = Keyring.load(settings.secret_key, file)
        # SQLite works in the thread of the act, where waiting for a busy machine is no work; a server works apart.
        stopwatch = time.perf_counter if file is None else time.thread_time
        watch = Watch(
            on_slow=lambda act, ms: log.warning("slow act", act=act, milliseconds=round(ms)),
            on_traces=lambda tries: log.warning("destroyed answers are still in the log", tries=tries),
            stopwatch=stopwatch,
        )
        database = open_database(settings.database_url, watch)
        stack.push_async_callback(database.close)
        if file is not None:
            await database.write(leases.free_all)  # The lock of the file shows that nobody else is at work.
        now = FileNow(settings.cairn_clock_file) if settings.cairn_clock_file else PlainNow()
        yield Foundation(database, keyring, Clocks(now, real_time), settings.slack_api_url, Conduct())


@asynccontextmanager
async def _working(bot: Bot) -> AsyncIterator[None]:
    """Clock and courier, until the end: the clock first, so that nothing new becomes due while the rest is sent."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        _beat, "interval", (bot,), seconds=1, misfire_grace_time=None, coalesce=True, max_instances=1
    )
    scheduler.add_job(
        _keep_house,
        "interval",
        (bot,),
        days=1,
        next_run_time=bot.foundation.clocks.real() + HOUSE_AFTER,
        misfire_grace_time=None,
        coalesce=True,
    )
    courier = asyncio.create_task(bot.courier.run())
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
        await bot.courier.stop()
        await courier


async def _beat(bot: Bot) -> None:
    await bot.clock.catch_up(bot.courier.drain)
    await bot.clock.tick()


async def _keep_house(bot: Bot) -> None:
    """Once a day: what is no longer needed is forgotten, and who is who and where is read anew."""
    real = bot.foundation.clocks.real()
    database = bot.foundation.database
    await database.write(inbox.forget, real - EVENTS_KEPT)
    await database.write(drafts.forget, bot.foundation.clocks.now() - DRAFTS_KEPT)
    await forget_messages(database, bot.foundation.clocks.now() - MESSAGES_KEPT)
    for team in await database.read(installations.read_teams):
        try:
            await bot.directory.read_people(team)
            await bot.directory.refresh_channels(team)
        except Exception:
            log.exception("workspace not read", team=team)


async def forget_messages(database: Database, before: datetime, portion: int = PORTION) -> None:
    """Messages that are done and were owed before then are forgotten, a portion at a time."""
    come: settled.Place | None = settled.BEGIN
    while come is not None:
        come = await database.write(settled.forget_done, before, come, portion)


@asynccontextmanager
async def _hearing(bot: Bot, settings: Settings, works: bool) -> AsyncIterator[None]:
    """The port, and Slack's socket where there is an app token; what is being answered is finished."""
    socket: SocketModeClient | None = None
    if settings.slack_app_token:
        socket = open_socket(bot, settings.slack_app_token.get_secret_value())
    elif not settings.slack_signing_secret:
        raise SetupError("Set SLACK_SIGNING_SECRET for HTTP, or SLACK_APP_TOKEN for Socket Mode.")
    secret = settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else ""
    app = make_web(bot, secret, lambda: _problems(bot, socket, works))
    add_oauth(app, bot, settings)
    runner = web.AppRunner(app, access_log=None, handle_signals=False)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port, backlog=1024).start()
    if socket is not None:
        await socket.connect()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        if socket is not None:
            await socket.close()  # type: ignore[no-untyped-call]
        await runner.cleanup()
        await bot.rest()


async def _problems(bot: Bot, socket: SocketModeClient | None, works: bool) -> list[str]:
    real = bot.foundation.clocks.real()
    found = []
    try:
        parked = await bot.foundation.database.read(timers.count_parked)
    except SQLAlchemyError:
        return ["The database does not answer."]
    if parked:
        found.append(f"{parked} timers have failed five times and wait for a look: see the log.")
    if works and real - bot.clock.ticked_at > STUCK_AFTER:
        found.append("The clock is stuck: deadlines are not kept.")
    if works and real - bot.courier.passed_at > STUCK_AFTER:
        found.append("The courier is stuck: messages are not sent.")
    if socket is not None and (socket.current_session is None or socket.current_session.closed):
        found.append("The socket to Slack is closed: nothing is heard.")
    return found
