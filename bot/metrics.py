"""What a Prometheus server reads: requests by kind, and what waits in the database."""

from collections.abc import Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest
from sqlalchemy import Connection

from storage import deliveries, timers
from storage.database import Database
from storage.deliveries import Sending

WAITING = (Sending.PENDING, Sending.UNKNOWN, Sending.DEAD)


class Metrics:
    """The figures of this process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "cairn_request_seconds", "Time to answer Slack.", ["kind"], registry=self._registry
        )
        self._deliveries = Gauge("cairn_deliveries", "Messages by state.", ["state"], registry=self._registry)
        self._parked = Gauge("cairn_timers_parked", "Timers that failed five times.", registry=self._registry)

    def note(self, body: Mapping[str, Any], seconds: float) -> None:
        """One request was answered."""
        kind = "command" if "command" in body else str(body.get("type", "other"))
        self._requests.labels(kind).observe(seconds)

    async def write(self, database: Database) -> bytes:
        """All figures, in Prometheus's format."""
        counts, parked = await database.read(_count)
        for state, number in counts.items():
            self._deliveries.labels(state.value).set(number)
        self._parked.set(parked)
        return generate_latest(self._registry)


def _count(tx: Connection) -> tuple[dict[Sending, int], int]:
    return {state: deliveries.count(tx, state) for state in WAITING}, timers.count_parked(tx)
