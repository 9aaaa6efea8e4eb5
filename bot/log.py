"""Logging: lines of JSON on standard error. Bodies of requests are never logged, nor is what a person typed."""

import logging
import sys
import traceback
from collections.abc import Iterator
from typing import TextIO

import structlog
from slack_sdk.errors import SlackApiError
from structlog.typing import ExcInfo

from handlers.failures import error_name


def set_up(level: str, to: TextIO | None = None) -> None:
    """Our own log at this level; libraries only from WARNING on, as Bolt tells whole bodies at INFO."""
    to = to or sys.stderr
    handler = logging.StreamHandler(to)
    handler.setFormatter(_Discreet("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bolt").setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(_describe),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(to),
        cache_logger_on_first_use=True,
    )


def describe(error: BaseException) -> str:
    """Where the error was raised, and what kind it and its causes are; the first cause comes first.

    What it says is left out: a database quotes the row that it refuses, a reader the text that it cannot read.
    """
    lines = (
        line
        for one in _causes(error)
        for line in (*traceback.format_tb(one.__traceback__), _kind(one) + "\n")
    )
    return "".join(lines).rstrip()


def _causes(error: BaseException) -> Iterator[BaseException]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _causes(before)
    yield error


def _kind(error: BaseException) -> str:
    name = error_name(error) if isinstance(error, SlackApiError) else getattr(error, "sqlite_errorname", "")
    return f"{type(error).__module__}.{type(error).__qualname__}" + (f": {name}" if name else "")


def _describe(exc_info: ExcInfo) -> str:
    return describe(exc_info[1])


class _Discreet(logging.Formatter):
    """A library's line about an error quotes it: what is left is who tells, and what `describe` tells."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return super().format(record)
        return f"{record.levelname} {record.name} failed\n{describe(error)}"
