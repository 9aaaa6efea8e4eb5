"""Who may change a record, and to what; refusals are sentences."""

from dataclasses import dataclass

from rituals.ids import Person
from rituals.records.model import LONGEST_TAG, MOST_TAGS, Link, Record, State, name_of, read_name, read_tags
from rituals.refusal import Refusal

UNKNOWN = "I can't find that record. It may have been removed, or you may not be in its channel."
MOST_LINKS, LONGEST_LINK_TEXT = 20, 100


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who sees a record, as far as the rules ask."""

    person: Person
    admin: bool = False
    inside: bool = False  # A member of its channel.
    heir: bool = False  # Inside, where owner and decider have left the workspace.
    missed: bool = False  # Nobody has looked back on the day of review, though asked twice.


def keeps(record: Record, reader: Reader) -> bool:
    """Whether this person answers for the record."""
    return reader.person in (record.owner, record.decider) or reader.admin or reader.heir


def may_annotate(record: Record, reader: Reader) -> bool:
    """Whether this person may tag and link it."""
    return reader.inside or keeps(record, reader)


def check_keeps(record: Record, reader: Reader) -> None:
    """Refuses those who do not answer for the record."""
    if not keeps(record, reader):
        raise Refusal("Only its decider, its owner or a workspace admin can do that. Ask one of them.")


def check_stands(record: Record) -> None:
    """Refuses a record that has lost its place."""
    if record.state is State.SUPERSEDED:
        raise Refusal(f"{record.name} is superseded: look at the record that has its place.")
    if record.state is State.DEPRECATED:
        raise Refusal(f"{record.name} no longer holds. Say that it holds again first.")


def check_may_annotate(record: Record, reader: Reader) -> None:
    """Refuses those who are not in the channel."""
    if not may_annotate(record, reader):
        raise Refusal("Join its channel first: its members tag and link it.")


def read_successor(record: Record, typed: str) -> int:
    """The number of the record that takes the place of this one; refuses what is no other one's name."""
    number = read_name(typed)
    if number is None:
        raise Refusal.in_fields({"by": "Type the name of the newer record, such as D-14."})
    if number == record.number:
        raise Refusal.in_fields({"by": f"{record.name} can't take its own place."})
    return number


def check_successor(successor: Record | None) -> None:
    """Refuses one that is not there, or has lost its own place."""
    if successor is None:
        raise Refusal.in_fields({"by": UNKNOWN})
    if successor.state is State.SUPERSEDED and successor.superseded_by is not None:
        raise Refusal.in_fields(
            {"by": f"{successor.name} is superseded itself, by {name_of(successor.superseded_by)}."}
        )


def check_tags(typed: str) -> tuple[str, ...]:
    """The tags that were typed; refuses too many, and too long ones."""
    tags = read_tags(typed)
    if len(tags) > MOST_TAGS:
        raise Refusal.in_fields(
            {"tags": f"There are {len(tags)} tags and {MOST_TAGS} fit. Keep the telling ones."}
        )
    for tag in tags:
        if len(tag) > LONGEST_TAG:
            raise Refusal.in_fields(
                {"tags": f"“{tag[:20]}…” is long for a tag: {LONGEST_TAG} characters fit."}
            )
    return tags


def check_link(record: Record, text: str, address: str) -> Link:
    """The link that was typed; refuses what is no address."""
    address, text = address.strip(), " ".join(text.split())
    if not address.startswith(("https://", "http://")) or any(sign in address for sign in " <>|\n\t"):
        raise Refusal.in_fields({"address": "Paste the whole address, with https:// in front."})
    if len(address) > 2000:
        raise Refusal.in_fields({"address": "That address is too long: 2,000 characters fit."})
    if len(text) > LONGEST_LINK_TEXT:
        raise Refusal.in_fields({"text": f"Keep the name short: {LONGEST_LINK_TEXT} characters fit."})
    if len(record.links) >= MOST_LINKS and address not in {link.address for link in record.links}:
        raise Refusal.in_fields(
            {"address": f"{record.name} has {MOST_LINKS} links, and that is all it takes."}
        )
    return Link(text or address, address)
