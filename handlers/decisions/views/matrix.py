"""A weighted matrix in words: its parts, what people differ on, how much hangs on the weights; and its picture."""

from handlers.blocks import count, escape, listed, shorten
from handlers.decisions.views.words import fitting, options_named
from rituals.decisions.criteria import LONGEST_CRITERION
from rituals.decisions.depiction import depict_matrix
from rituals.decisions.figures import per_cent_within, rounded, told_apart
from rituals.decisions.matrix import Turn
from rituals.decisions.methods import Table, leaders
from rituals.decisions.model import Decision
from rituals.decisions.tally import matrix_of
from rituals.decisions.terms import LONGEST_OPTION, Method, Option, Terms
from rituals.pictures import MatrixPicture

LONGEST_PARTS = 5000


def depict(decision: Decision) -> MatrixPicture | None:
    """The picture of the result; None where there is none, or the method is another."""
    terms, result = decision.terms, decision.result
    if terms.method is not Method.MATRIX or result is None or not result.cast:
        return None
    table = matrix_of(result, terms)
    notes = [empty_cells(table), sensitivity(terms, table)]
    return depict_matrix(terms.question, terms.options, terms.criteria, table, " ".join(filter(None, notes)))


def matrix_remarks(terms: Terms, table: Table) -> list[str]:
    """Everything worth knowing beside the scores, each in a sentence."""
    return list(filter(None, [empty_cells(table), disputed(terms, table), sensitivity(terms, table)]))


def empty_cells(table: Table) -> str:
    """How much of the matrix has no score; '' where it is full."""
    empty = sum(not marks.count for marks in table.cells.values())
    if not empty:
        return ""
    has = "has" if empty == 1 else "have"
    return f"{empty} of {len(table.cells)} cells {has} no score; what is there counts."


def disputed(terms: Terms, table: Table, longest: int = LONGEST_OPTION) -> str:
    """On what people's scores differ most; '' where they agree."""
    if table.disputed is None:
        return ""
    option, criterion = table.disputed
    scores = [score for score, times in table.cells[table.disputed].times.items() if times]
    return (
        f"People differ most on {_criterion(terms, criterion)} for {options_named(terms, [option], longest)}: "
        f"from {min(scores)} to {max(scores)}."
    )


def sensitivity(terms: Terms, table: Table, longest: int = LONGEST_OPTION) -> str:
    """The smallest change of one weight that changes the winner; '' where there is no single winner."""
    if len(leaders(table.scores)) != 1:
        return ""
    if not table.is_full:
        return "How much hangs on the weights can't be told, as cells are empty."
    if not table.turns:
        return "No single weight changes the winner."
    turn = table.turns[0]
    wins = "wins" if len(turn.rivals) == 1 else "lead together"
    return (
        f"{options_named(terms, turn.rivals, longest)} {wins} if {_criterion(terms, turn.criterion)} weighs "
        f"{_span(turn)} instead of {terms.weights[turn.criterion]} %."
    )


def _span(turn: Turn) -> str:
    """The weights at which the rivals win, never rounded to one where they do not: “less than 18 %”."""
    low, high = sorted((turn.at, turn.until))
    lowest, highest = per_cent_within(low, high)
    if not low:
        return f"less than {highest} %"
    if high == 1:
        return f"more than {lowest} %"
    return f"between {lowest} and {highest} %"


def parts(terms: Terms, table: Table) -> str:
    """How the score of each option is made up, as mrkdwn lines, best first."""
    totals = told_apart(table.scores)
    ordered = sorted(
        (option for option in terms.options if option.number in totals),
        key=lambda option: -table.scores[option.number],
    )
    return fitting(
        lambda longest: "\n".join(
            f"*{escape(shorten(option.text, longest))}*  {totals[option.number]} = "
            + escape(
                _sum(terms, table, option, LONGEST_CRITERION if longest == LONGEST_OPTION else longest // 2)
            )
            for option in ordered
        ),
        LONGEST_PARTS,
    )


def _sum(terms: Terms, table: Table, option: Option, longest: int) -> str:
    """“Cost 4.50 × 60 % + Speed 2.00 × 40 %”; where a criterion has no score, the rest is divided by its own weight."""
    scored = [
        (criterion, marks.mean)
        for criterion in terms.criteria
        if (marks := table.cells[option.number, criterion.number]).count
    ]
    written = " + ".join(
        f"{shorten(criterion.text, longest)} {rounded(mean)} × {criterion.weight} %"
        for criterion, mean in scored
    )
    if len(scored) == len(terms.criteria):
        return written
    rest = sum(criterion.weight for criterion, _ in scored)
    missing = [
        shorten(criterion.text, longest)
        for criterion in terms.criteria
        if not table.cells[option.number, criterion.number].count
    ]
    return f"({written}) / {rest} % (no score for {listed(missing)})"


def weights_listed(terms: Terms, longest: int = LONGEST_CRITERION) -> str:
    """“Cost 60 %, Speed 40 %”."""
    return ", ".join(
        f"{shorten(criterion.text, longest)} {criterion.weight} %" for criterion in terms.criteria
    )


def _criterion(terms: Terms, number: int) -> str:
    return next((one.text for one in terms.criteria if one.number == number), count(number, "criterion"))
