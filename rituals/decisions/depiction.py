"""The picture of a weighted matrix."""

from collections.abc import Sequence

from rituals.decisions.criteria import Criterion
from rituals.decisions.methods import Table, leaders
from rituals.decisions.terms import Option
from rituals.pictures import Column, MatrixPicture, Row


def depict_matrix(
    title: str, options: Sequence[Option], criteria: Sequence[Criterion], table: Table, note: str = ""
) -> MatrixPicture:
    """Options as rows, in their order, and criteria as columns, with what people's scores came to."""
    ahead = leaders(table.scores)
    return MatrixPicture(
        title=title,
        columns=tuple(Column(criterion.text, criterion.weight) for criterion in criteria),
        rows=tuple(_depict(option, criteria, table) for option in options),
        winners=tuple(place for place, option in enumerate(options) if option.number in ahead),
        note=note,
    )


def _depict(option: Option, criteria: Sequence[Criterion], table: Table) -> Row:
    cells = (table.cells[option.number, criterion.number] for criterion in criteria)
    total = table.scores.get(option.number)
    return Row(
        option.text,
        tuple(round(float(marks.mean), 4) if marks.count else None for marks in cells),
        None if total is None else round(float(total), 4),
    )
