"""Pictures as values: what they say to those who cannot see them, and that nothing is lost on the way to the painter."""

from dataclasses import replace

from rituals.decisions.answer import Mark
from rituals.decisions.criteria import Criterion
from rituals.decisions.depiction import depict_matrix
from rituals.decisions.methods import Profile, count_cells, table_of
from rituals.decisions.terms import Option
from rituals.pictures import LONGEST_ALT, Column, MatrixPicture, Row, fingerprint, read_picture, write_picture

QUEUES = MatrixPicture(
    title="Which queue?",
    columns=(Column("Cost", 60), Column("Risk", 40)),
    rows=(Row("Kafka", (2.0, 4.5), 3.0), Row("SQS", (4.25, 3.0), 3.75), Row("NATS", (None, None), None)),
    winners=(1,),
    note="Kafka would win with Risk at 71 % or more.",
)


def test_a_picture_says_who_wins_how_all_stand_and_on_what() -> None:
    assert QUEUES.describe() == (
        "Which queue? – SQS has the highest score. Scores of 5: SQS 3.75, Kafka 3.00. Criteria: Cost 60 %, Risk 40 %. "
        "Kafka would win with Risk at 71 % or more."
    )


def test_a_tie_and_no_result_are_said() -> None:
    assert "a tie of Kafka and SQS." in replace(QUEUES, winners=(0, 1)).describe()
    assert "a tie of Kafka, SQS and NATS." in replace(QUEUES, winners=(0, 1, 2)).describe()
    empty = replace(QUEUES, winners=(), rows=(Row("Kafka", (None, None), None),))
    assert "no winner. Scores of 5: nobody has scored yet." in empty.describe()


def test_what_is_said_fits_slack() -> None:
    rows = tuple(Row(f"{place} {'x' * 150}", (3.0, 3.0), 3.0) for place in range(15))
    said = replace(QUEUES, rows=rows).describe()
    assert LONGEST_ALT - 1 <= len(said) <= LONGEST_ALT  # A space before the … is left out.
    assert said.endswith("…")


def test_a_picture_is_one_line_and_is_read_as_it_was_written() -> None:
    odd = replace(QUEUES, title="Zeile\neins \u2028 “zwei” 🚀 日本")
    line = write_picture(odd)
    assert "\n" not in line
    assert read_picture(line) == odd
    assert fingerprint(read_picture(line)) == fingerprint(odd) != fingerprint(QUEUES)


def test_the_picture_of_a_matrix_shows_its_means_and_its_winner() -> None:
    options, criteria = (
        (Option(1, "Kafka"), Option(2, "SQS")),
        (Criterion(1, "Cost", 60), Criterion(2, "Risk", 40)),
    )
    ballots: Profile = {
        (Mark(1, 1, 2), Mark(1, 2, 4), Mark(2, 1, 5)): 1,
        (Mark(1, 1, 3), Mark(1, 2, 4), Mark(2, 1, 4)): 1,
    }
    weights = {1: 60, 2: 40}
    table = table_of(count_cells(ballots, [1, 2], weights), [1, 2], weights)
    shown = depict_matrix("Which queue?", options, criteria, table)
    assert shown.rows == (Row("Kafka", (2.5, 4.0), 3.1), Row("SQS", (4.5, None), 4.5))
    assert shown.winners == (1,)
