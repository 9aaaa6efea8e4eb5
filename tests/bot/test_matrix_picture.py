"""Pictures of matrices, drawn: of the right size, not blank, whatever people have written; what matters is read with eyes."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from bot.pictures import __main__ as painting
from bot.pictures.lettering import cut, font, measure, plain, wrap
from bot.pictures.matrix import FINENESS, MARGIN, WIDTH, draw_matrix, make_plan
from rituals.pictures import Column, MatrixPicture, Row, write_picture

WORDY = "Forty characters is what a criterion may"


def make(rows: int, columns: int, name: str = "Option", head: str = "Risk") -> MatrixPicture:
    """A matrix of this size in which the first wins."""
    return MatrixPicture(
        title=f"Which of {rows}?",
        columns=tuple(Column(f"{head} {place}", 100 // columns) for place in range(columns)),
        rows=tuple(
            Row(f"{name} {place}", tuple(1 + (place + at) % 5 for at in range(columns)), 5 - place / rows)
            for place in range(rows)
        ),
        winners=(0,),
    )


PICTURES = {
    "the smallest": make(2, 2),
    "three by five": make(3, 5),
    "seven by eight": make(7, 8, head="Maintainability of part"),
    "fifteen by four": make(15, 4),
    "long names": make(4, 3, name="Strangle it gradually " * 7, head=WORDY),
    "words without end": make(4, 3, name="x" * 150, head="y" * 40),
    "a tie and a note": replace(make(3, 3), winners=(0, 1), note="A sentence. " * 30),
    "no score at all": replace(make(2, 2), winners=(), rows=(Row("A", (None, None), None),) * 2),
    "emoji and all scripts": make(3, 2, name="👩‍💻 カフカ $x_1^2$ نعم", head="💰"),
    "nothing but emoji": make(3, 2, name="🚀"),
    "odd spaces": make(3, 2, name="a\tb\nc\u2028d\x00"),
}


@pytest.mark.filterwarnings("ignore:.*Glyph")  # As the process does: not every machine has every font.
@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_picture_is_as_wide_as_slack_shows_it_and_holds_all_it_should(picture: MatrixPicture) -> None:
    drawn = Image.open(io.BytesIO(draw_matrix(picture))).convert("RGB")
    plan = make_plan(picture)
    assert drawn.width == WIDTH * FINENESS
    assert abs(drawn.height - plan.height * FINENESS) <= 1
    assert len(drawn.getcolors(1 << 20) or []) > 50
    assert len(plan.names) == len(picture.rows)
    assert all(plan.names)
    assert plan.name_width >= 90
    assert plan.left(len(picture.columns)) < plan.total_left
    # Each row holds ink where its total stands.
    for place in range(len(picture.rows)):
        top = plan.top + plan.row_height * place
        box = [FINENESS * at for at in (plan.total_left, top + 4, WIDTH - MARGIN, top + plan.row_height - 4)]
        assert len(drawn.crop(tuple(map(int, box))).getcolors() or []) > 1  # type: ignore[arg-type]


def test_lines_are_no_wider_than_they_may_be() -> None:
    small = font(10)
    for text in ("a few words that need several lines", "x" * 100, "", "one"):
        lines = wrap(text, small, 60, 3)
        assert len(lines) <= 3
        assert all(measure(line, small) <= 60 for line in lines)
    assert wrap("one two", small, 200, 2) == ["one two"]
    assert cut("much too long for that", small, 40).endswith("…")


def test_what_no_font_can_draw_and_is_no_letter_is_left_out() -> None:
    assert plain(" Kafka \U0001f9d1\u200d\U0001f680\n on \u2028 EC2 ") == "Kafka on EC2"


def test_the_process_answers_each_line_and_survives_what_it_cannot_draw() -> None:
    good, bad = write_picture(make(2, 2)), write_picture(replace(make(2, 2), columns=()))
    out = io.BytesIO()
    painting.main(io.BytesIO(f"{bad}\nnonsense\n{good}\n".encode()), out)
    answers = out.getvalue()
    assert answers.startswith(b"E00000017ZeroDivisionErrorE")
    assert b"P000" in answers
    assert answers.endswith(b"IEND\xaeB`\x82")
