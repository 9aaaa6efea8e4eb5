"""What `/commit` can do, and what nearly was one of its words."""

from handlers.blocks import button, context, section
from handlers.help import near_miss
from handlers.replies import Message


def did_you_mean(word: str, meant: str) -> Message:
    """A single word that is nearly a command."""
    yes = button(f"Yes, {meant}", f"commitment.{meant}", "yes", style="primary")
    return near_miss(f"/commit {meant}", yes, button("No, propose this", "commitment.propose", word))


def help_message() -> Message:
    """What /commit can do."""
    return Message(
        "How to commit with Cairn",
        [
            section("*Take a position, then commit, with* `/commit`"),
            section(
                "`/commit` opens a form.\n"
                "`/commit Move the queue to NATS` opens it with the proposal filled in.\n"
                "`/commit list` shows what is under way.\n"
                "`/commit help` shows this."
            ),
            section(
                "Everybody says where they stand, and nobody sees it until all are in or the deadline has come. "
                "Whoever disagrees says what they expect to see, so that it can be looked at again.\n"
                "On the card: ⋯ for *Details*, *History*, *Why?* and *Manage*."
            ),
            context("Times are typed as one says them: 2d, fri 17:00, tomorrow 9am, 2026-12-01."),
        ],
    )
