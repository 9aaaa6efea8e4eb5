"""The keys of sealed rituals, one each, wrapped by the server's; once it is destroyed nobody can open what it sealed."""

from sqlalchemy import Connection, and_, bindparam, delete, select

from rituals.ids import Ref
from storage.keys import Keyring, UnreadableError
from storage.prepared import run
from storage.schema import seals
from storage.sealing import Sealer, unwrap, wrap
from storage.traces import leave_no_trace

_HERE = and_(
    seals.c.team_id == bindparam("team"),
    seals.c.ritual == bindparam("ritual"),
    seals.c.ritual_id == bindparam("ritual_id"),
)
_ONE = select(seals.c.wrapped).where(_HERE)
_GONE = delete(seals).where(_HERE)
_ADD = seals.insert()


def find_wrapped(tx: Connection, ritual: Ref) -> str | None:
    """The ritual's key as it is stored; None before anything was sealed, and once it was destroyed."""
    wrapped: str | None = run(tx, _ONE, _named(ritual)).scalar()
    return wrapped


def get_key(tx: Connection, ritual: Ref, keyring: Keyring) -> bytes:
    """The ritual's key; UnreadableError if it is not there, or the server's key is not the one that wrapped it."""
    wrapped = find_wrapped(tx, ritual)
    if wrapped is None:
        raise UnreadableError
    return unwrap(wrapped, keyring)


def ensure_key(tx: Connection, ritual: Ref, sealer: Sealer) -> bytes:
    """The ritual's key, made now where nothing was sealed before; the ritual is held."""
    wrapped = find_wrapped(tx, ritual)
    if wrapped is not None:
        return unwrap(wrapped, sealer.keyring)
    team, name, ritual_id = ritual
    run(
        tx,
        _ADD,
        {
            "team_id": team,
            "ritual": name,
            "ritual_id": ritual_id,
            "wrapped": wrap(sealer.key, sealer.keyring),
        },
    )
    return sealer.key


def destroy(tx: Connection, ritual: Ref) -> bool:
    """What was sealed in this ritual can be opened by nobody any more; False if nothing was sealed."""
    leave_no_trace(tx)
    return run(tx, _GONE, _named(ritual)).rowcount > 0


def count_unreadable(tx: Connection, keyring: Keyring | None) -> int:
    """How many rituals have a key that the server's keys cannot open; all of them where the server has none."""
    wrapped = tx.execute(select(seals.c.wrapped)).scalars()
    return sum(not _opens(one, keyring) for one in wrapped)


def _opens(wrapped: str, keyring: Keyring | None) -> bool:
    if keyring is None:
        return False
    try:
        unwrap(wrapped, keyring)
    except UnreadableError:
        return False
    return True


def _named(ritual: Ref) -> dict[str, str]:
    return dict(zip(("team", "ritual", "ritual_id"), ritual, strict=True))
