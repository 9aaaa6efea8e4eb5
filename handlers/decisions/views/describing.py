"""Describing options, one after the other: what speaks for each and against it."""

from collections.abc import Sequence

from handlers.blocks import clean, context, modal, option
from handlers.inputs import chosen, field, ticked, typed
from handlers.payloads import Fields
from handlers.replies import View
from rituals.decisions.terms import Detail, Level
from rituals.ids import DraftId

LEVELS = [option(level, level.value.capitalize()) for level in Level]
RECOMMENDED = [option("yes", "I recommend this one")]


def describe_modal(
    draft: DraftId, texts: Sequence[str], number: int, detail: Detail, recommended: bool
) -> View:
    """What is said of the option of this number, from 1; choosing another one keeps it and shows that."""

    def named(name: str) -> str:
        # Slack keeps what stands in a field of the same name, which would be said of another option then.
        return f"{name}/{number}"

    others = [option(str(place), text) for place, text in enumerate(texts, 1)]
    which = field("Option", chosen("static_select", "decision.describe", others, str(number)))
    cost = chosen("static_select", named("cost"), LEVELS, detail.cost or "")
    risk = chosen("static_select", named("risk"), LEVELS, detail.risk or "")
    praise = ticked(named("recommended"), RECOMMENDED, ["yes"] if recommended else [])
    return modal(
        "Describe options",
        [
            {**which, "dispatch_action": True},
            field("Description", typed(named("description"), detail.description, lines=True), optional=True),
            field(
                "What speaks for it",
                typed(named("pros"), detail.pros, lines=True),
                hint="One a line.",
                optional=True,
            ),
            field(
                "What speaks against it",
                typed(named("cons"), detail.cons, lines=True),
                hint="One a line.",
                optional=True,
            ),
            field("Cost", cost, optional=True),
            field("Risk", risk, optional=True),
            field(
                "What would have to be true?",
                typed(named("belief"), detail.belief, lines=True),
                optional=True,
            ),
            field("Recommendation", praise, optional=True),
            context(
                "What you wrote is kept when you choose another option. The card shows it under *Details*."
            ),
        ],
        callback_id="decision.describe",
        private_metadata=f"{draft} {number}",
        submit="Done",
        close="Back",
    )


def read_detail(fields: Fields, number: int) -> tuple[Detail, bool]:
    """What stands in the fields of the option of this number, and whether it is recommended."""

    def text(name: str) -> str:
        return clean(fields.text(f"{name}/{number}")).strip()

    def level(name: str) -> Level | None:
        return fields.one_of(f"{name}/{number}", Level)

    detail = Detail(
        text("description"), text("pros"), text("cons"), level("cost"), level("risk"), text("belief")
    )
    return detail, bool(fields.choices(f"recommended/{number}"))
