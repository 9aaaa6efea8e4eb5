"""The commands of `python -m bot …`, and how each ends."""

import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
import uvloop
from pydantic import ValidationError

from bot import log
from bot.doctor import look
from bot.exporting import export
from bot.process import run
from bot.rotating import rotate_key
from bot.settings import Settings
from storage.backup import back_up
from storage.errors import SetupError
from storage.migrate import migrate

cli = typer.Typer(
    help="Cairn: rituals by which a team leads itself, in Slack.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,  # They may hold tokens, and what people typed.
)


@cli.command("run")
def run_all() -> None:
    """Run everything in one process: Socket Mode where there is an app token, else HTTP."""
    _serve(run(_settings()))


@cli.command("web")
def run_web() -> None:
    """Hear Slack only; any number of these share one PostgreSQL database with workers."""
    _serve(run(_settings(), works=False))


@cli.command("worker")
def run_worker() -> None:
    """Run the clock and the courier only; any number of these share one PostgreSQL database."""
    _serve(run(_settings(), hears=False))


@cli.command("doctor")
def examine() -> None:
    """Look at tokens, scopes, database, clock and keys, and say what is wrong and how to mend it."""
    findings = uvloop.run(look(_settings()))
    for finding in findings:
        sys.stdout.write(f"{'ok ' if finding.is_well else '-- '} {finding.sentence}\n")
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(1)


@cli.command("migrate")
def migrate_database() -> None:
    """Bring the database to its newest shape."""
    settings = _settings()
    try:
        migrate(settings.database_url)
    except SetupError as error:
        _fail(str(error))


@cli.command("export")
def export_records(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder; it is made if need be.")],
    public: Annotated[
        bool, typer.Option("--public", help="Leave out what lives in private channels.")
    ] = False,
) -> None:
    """Write all records as Markdown, JSON and a site; beside a running Cairn, if there is one."""
    try:
        done = export(_settings().database_url, folder, public)
    except SetupError as error:
        _fail(str(error))
    sys.stdout.write(f"{done.describe(folder)}\n")


@cli.command("backup")
def back_up_database(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="It must not be there yet.")],
) -> None:
    """Copy the SQLite database into a file, whole, as it is now; beside a running Cairn, if there is one."""
    try:
        size = back_up(_settings().database_url, file)
    except SetupError as error:
        _fail(str(error))
    sys.stdout.write(
        f"{size / 1e6:,.1f} MB in {file}. The key to what is encrypted is not in it: keep it as well, in another place.\n"
    )


@cli.command("rotate-key")
def change_key() -> None:
    """Encrypt all that is encrypted with a new key, so that the former one can go."""
    try:
        done = uvloop.run(rotate_key(_settings()))
    except SetupError as error:
        _fail(str(error))
    sys.stdout.write(f"{done.describe()}\n")
    if done.rotated.lost:
        raise typer.Exit(1)


def _settings() -> Settings:
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = "; ".join(f"{str(one['loc'][0]).upper()}: {one['msg']}" for one in error.errors())
        _fail(f"A setting cannot be read. {wrong}")
    log.set_up(settings.cairn_log_level)
    return settings


def _serve(work: Coroutine[Any, Any, None]) -> None:
    try:
        uvloop.run(work)
    except SetupError as error:
        _fail(str(error))


def _fail(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    raise typer.Exit(1)
