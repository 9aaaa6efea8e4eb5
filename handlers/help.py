"""What Cairn can do, in a few lines: said wherever somebody asks Cairn itself."""

from handlers.blocks import actions, context, section
from handlers.replies import Block, Message


def near_miss(line: str, yes: Block, no: Block) -> Message:
    """A single word that is nearly one that a command knows; `line` is what may be meant, `yes` and `no` are buttons."""
    return Message(f"Did you mean {line}?", [section(f"Did you mean `{line}`?"), actions("meant", [yes, no])])


def help_message() -> Message:
    """What Cairn can do, in a few lines."""
    return Message(
        "What Cairn can do",
        [
            section("*I help your team decide, and remember what was decided.*"),
            section(
                "`/decide` puts a question with options to a channel: "
                "people vote by button, nobody is led by others, and the clock closes it.\n"
                "`/decide Which queue? | Kafka | SQS | NATS` opens the form filled in.\n"
                "`/decide list` shows what is open.  `/decide help` says more."
            ),
            section(
                "`/commit Move the queue to NATS` asks a team to take a position on one proposal: "
                "disagree and commit, on the record.  `/commit help` says more."
            ),
            section(
                "`/rfc Move the queue to NATS` puts a proposal in writing before a team, and leads its review.  "
                "`/rfc help` says more."
            ),
            section(
                "`/decisions` finds what was decided, and why.  `/decisions help` says more.\n"
                "`/actions` lists what you have taken on, and reminds you on the day.  `/actions help` says more.\n"
                "`/win` keeps what went well, for you or for somebody you thank.  `/win help` says more.\n"
                "`/cairn settings` is for your working hours, your absences and what may nudge you."
            ),
            context(
                "Slack has no commands in threads. On any message: More actions → Start decision from this, "
                "Make an action, or Add to an RFC."
            ),
        ],
    )
