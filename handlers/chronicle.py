"""History: each act that was kept, in the words that people read. Pure."""

from collections.abc import Mapping

from handlers.blocks import escape, link_channel, mention, shorten, when
from rituals.deadlines import Move
from storage.history import Entry

LONGEST_WORDS = 200

COMMON = {
    "extended": "{who} moved the deadline to {moment}: {words}",
    "shortened": "{who} brought the deadline forward to {moment}: {words}",
    "amended": "{who} amended it: {words}",
    "added": "{who} added {people}",
    "handed over": "{who} handed it over to {people}",
    "shared": "{who} made {people} co-owners",
    "unshared": "{who} left it without co-owners",
    "inherited": "{who} owns it now, as {people} has left",
    "took over": "{who} took it over",
    "came back": "{who} came back and is counted again",
    "no_decision": "It ended without a decision",
    "cancelled": "{who} cancelled it: {words}",
}
"""Acts that rituals have in common; `words`, `people`, `channels` and `moment` are what an entry keeps beside the act."""


def in_words(entry: Entry, acts: Mapping[str, str]) -> str:
    """What was done, as mrkdwn; where an entry keeps no words, nothing follows the colon before them."""
    known, detail = acts.get(entry.act, entry.act), entry.detail
    moment = ""
    if "{moment}" in known:
        move = Move.read(detail)
        moment, detail = when(move.closes_at), move.reason
    told = known.format(
        who=mention(entry.person) if entry.person else "The clock",
        words=escape(shorten(detail, LONGEST_WORDS)),
        people=", ".join(mention(person) for person in entry.detail.split()),
        channels=", ".join(link_channel(channel) for channel in entry.detail.split()),
        moment=moment,
    )
    return told.removesuffix(": ")
