"""What can be chosen for a decision, in the same words in its form and in a channel's settings. Pure."""

from handlers.blocks import option
from rituals.decisions.terms import Hint, Method, Secrecy

METHODS = [
    option(Method.SINGLE, "Single choice", "Each person picks one; most votes win."),
    option(Method.APPROVAL, "Approval", "Each picks all they can live with; most approvals win."),
    option(Method.SCORE, "Score", "Each scores every option from 0 to 5; the highest mean wins."),
    option(Method.RANKED, "Ranked", "Each puts options in order; who beats all others in pairs wins."),
    option(Method.DOTS, "Dots", "Each spreads some dots over the options; most dots win."),
    option(Method.MATRIX, "Matrix", "Each scores options on weighted criteria, one after the other."),
]
SECRECIES = [
    option(Secrecy.OPEN, "Open", "Who voted what is shown to those who have voted."),
    option(Secrecy.PRIVATE, "Private tally", "Only totals, only after the close. For everybody, you too."),
    option(
        Secrecy.SEALED, "Sealed", "As private, and encrypted until it is counted. Needs five people or more."
    ),
]
HINTS = [
    option(Hint.ANCHORING, "Anchoring", "Each person's ballot has the options in another order."),
    option(Hint.AUTHORITY, "Loudest voice", "What the decider votes is shown after the close only."),
    option(Hint.PARALYSIS, "Analysis paralysis", "More time needs a reason."),
    option(Hint.FRAMING, "Narrow framing", "With two options only, a third is suggested once."),
    option(Hint.CONFIRMATION, "Confirmation", "A recommended option is asked for one con."),
    option(Hint.SUNK_COST, "Sunk cost", "“Would you choose this today, from nothing?”"),
    option(Hint.ONE_WAY, "One-way doors", "What can't be taken back is imagined to fail first."),
    option(Hint.PRECEDENT, "Decided before", "Similar decisions are shown before one is posted."),
]
METHOD_NAMES = {Method(one["value"]): str(one["text"]["text"]) for one in METHODS}
SECRECY_NAMES = {Secrecy(one["value"]): str(one["text"]["text"]) for one in SECRECIES}
