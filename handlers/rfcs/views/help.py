"""What `/rfc` can do, and what nearly was one of its words."""

from handlers.blocks import button, context, section
from handlers.help import near_miss
from handlers.replies import Message


def did_you_mean(word: str, meant: str) -> Message:
    """A single word that is nearly a command."""
    yes = button(f"Yes, {meant}", f"rfc.{meant}", "yes", style="primary")
    return near_miss(f"/rfc {meant}", yes, button("No, write this", "rfc.write", word))


def help_message() -> Message:
    """What /rfc can do."""
    return Message(
        "How to write and review RFCs with Cairn",
        [
            section("*Propose in writing, and have it reviewed, with* `/rfc`"),
            section(
                "`/rfc` opens a form in three steps. What you typed is kept at each, and Home leads back to it.\n"
                "`/rfc Move the queue to NATS` opens it with the title filled in.\n"
                "`/rfc RFC-7` shows one.\n"
                "`/rfc list` shows what is under way, and what each waits for.\n"
                "`/rfc help` shows this."
            ),
            section(
                "The thread under the card is the review. Reviewers approve, raise a concern, hold or decline; "
                "everybody else may raise a concern, too.\n"
                "On any message: *More actions* → *Add to an RFC*.\n"
                "On the card: ⋯ for *Details*, *History*, *Why?* and *Manage*."
            ),
            context(
                "It is accepted once it has the approvals it needs and no concern is open. *Why?* says what is missing."
            ),
        ],
    )
