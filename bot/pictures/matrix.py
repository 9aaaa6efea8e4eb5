"""Drawing a weighted matrix: options by criteria, and what each option comes to.

All lengths are pixels of a picture 360 wide, as Slack shows it; it is drawn three times as fine. Its ground is its own,
so it reads the same on light and dark. Scores are told by numbers and by one hue from pale to deep, the winner by a
star, a frame and bold type.
"""

import io
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, Rectangle

from bot.pictures.lettering import font, measure, plain, wrap
from rituals.pictures import Column, MatrixPicture, Row

WIDTH, MARGIN, FINENESS = 360, 14, 3
INNER = WIDTH - 2 * MARGIN
LOWEST, HIGHEST = 1, 5
TOTAL_WIDTH, BAR_WIDTH = 78, 34
NAME_LEAST, CELL_LEAST, UPRIGHT_CELL_MOST, UPRIGHT_LONGEST = 96, 34, 34, 110
NAME_LINES = 3
STAR, STAR_WIDTH = "★", 13
LEADING = 1.25
"""The height of a line over the size of its font."""

GROUND, EDGE, INK, FAINT, LINE = "#ffffff", "#c9d1d9", "#1b2430", "#5b6673", "#e3e8ee"
BAR, WINNING_BAR, NOTHING = "#a7b7c8", "#0b3c74", "#f4f6f8"
RAMP = LinearSegmentedColormap.from_list("scores", ["#e8f0f9", "#a9c8e6", "#4f8fc7", "#1d62a5", "#0b3c74"])
DARK = 0.5
"""Cells of less light than this have white numbers: there black and white stand out alike."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font and its size in pixels."""

    size: float
    bold: bool = False

    @property
    def font(self) -> FontProperties:
        return font(self.size, self.bold)

    @property
    def leading(self) -> float:
        return self.size * LEADING


TITLE, NAME, WINNER, HEAD, WEIGHT = Face(14, True), Face(11), Face(11, True), Face(9.5), Face(9)
CELL, TOTAL, WINNING_TOTAL, NOTE = Face(10), Face(11), Face(11, True), Face(10)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is written in which lines, and where everything stands."""

    title: list[str]
    heads: list[list[str]]
    is_upright: bool  # Criteria stand on end where their words are wider than their columns.
    names: list[list[str]]
    note: list[str]
    cell_width: float
    head_height: float

    @property
    def name_width(self) -> float:
        return INNER - TOTAL_WIDTH - self.cell_width * len(self.heads)

    @property
    def head_top(self) -> float:
        return MARGIN + TITLE.leading * len(self.title) + 6

    @property
    def top(self) -> float:
        """Of the first row."""
        return self.head_top + self.head_height + WEIGHT.leading + 6

    @property
    def row_height(self) -> float:
        return max(26.0, 8 + NAME.leading * max(map(len, self.names)))

    @property
    def bottom(self) -> float:
        return self.top + self.row_height * len(self.names)

    @property
    def height(self) -> float:
        note = 10 + NOTE.leading * len(self.note) if self.note else 0.0
        return self.bottom + note + MARGIN

    def left(self, column: int) -> float:
        """Of a criterion's cells."""
        return MARGIN + self.name_width + self.cell_width * column

    @property
    def total_left(self) -> float:
        return WIDTH - MARGIN - TOTAL_WIDTH + 8


def draw_matrix(picture: MatrixPicture) -> bytes:
    """The picture as PNG."""
    plan = make_plan(picture)
    figure = Figure(figsize=(WIDTH / 100, plan.height / 100), dpi=100 * FINENESS, facecolor=GROUND)
    canvas = FigureCanvasAgg(figure)
    sheet = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(plan.height, 0))
    sheet.set_axis_off()
    _draw_frame(sheet, plan)
    _draw_heads(sheet, plan, picture)
    for place, row in enumerate(picture.rows):
        _draw_row(sheet, plan, (place, row), place in picture.winners)
    written = io.BytesIO()
    canvas.print_png(written)  # type: ignore[no-untyped-call]
    return written.getvalue()


def make_plan(picture: MatrixPicture) -> Plan:
    """Everything in its place: many criteria have narrow columns, and few leave more room for names."""
    heads = [plain(column.text) for column in picture.columns]
    most = (INNER - TOTAL_WIDTH - NAME_LEAST) / len(heads)
    needed = max(measure(word, HEAD.font) for head in heads for word in head.split() or [""]) + 8
    is_upright = needed > most
    width = min(most, UPRIGHT_CELL_MOST) if is_upright else min(most, max(needed, CELL_LEAST))
    if is_upright:
        lines = [wrap(head, HEAD.font, UPRIGHT_LONGEST, int(width // HEAD.leading)) for head in heads]
        head_height = max(measure(line, HEAD.font) for head in lines for line in head or [""]) + 4
    else:
        lines = [wrap(head, HEAD.font, width - 6, 3) for head in heads]
        head_height = max(map(len, lines)) * HEAD.leading
    name_width = INNER - TOTAL_WIDTH - width * len(heads) - STAR_WIDTH - 8
    return Plan(
        title=wrap(plain(picture.title), TITLE.font, INNER, 3),
        heads=lines,
        is_upright=is_upright,
        names=[_wrap_name(picture, place, name_width) for place in range(len(picture.rows))],
        note=wrap(plain(picture.note), NOTE.font, INNER, 4),
        cell_width=width,
        head_height=head_height,
    )


def _wrap_name(picture: MatrixPicture, place: int, width: float) -> list[str]:
    face = WINNER if place in picture.winners else NAME
    # Of a name that is nothing but emoji its number remains.
    return wrap(plain(picture.rows[place].text) or f"#{place + 1}", face.font, width, NAME_LINES)


def _draw_frame(sheet: Axes, plan: Plan) -> None:
    sheet.add_patch(
        Rectangle((0.5, 0.5), WIDTH - 1, plan.height - 1, facecolor="none", edgecolor=EDGE, linewidth=0.7)
    )
    for number, line in enumerate(plan.title):
        _write(sheet, (MARGIN, MARGIN + TITLE.leading * (number + 0.5)), line, TITLE)
    for number, line in enumerate(plan.note):
        _write(sheet, (MARGIN, plan.bottom + 10 + NOTE.leading * (number + 0.5)), line, NOTE, color=FAINT)


def _draw_heads(sheet: Axes, plan: Plan, picture: MatrixPicture) -> None:
    for number, (column, lines) in enumerate(zip(picture.columns, plan.heads, strict=True)):
        _draw_head(sheet, plan, number, (column, lines))
    below = plan.head_top + plan.head_height
    _write(sheet, (plan.total_left, below - HEAD.leading / 2), "Total", Face(HEAD.size, True))
    _write(sheet, (plan.total_left, below + WEIGHT.leading / 2 + 1), f"of {HIGHEST}", WEIGHT, color=FAINT)
    for place in range(len(picture.rows) + 1):
        line = plan.top + plan.row_height * place
        sheet.plot((MARGIN, WIDTH - MARGIN), (line, line), color=LINE, linewidth=0.6, zorder=0)


def _draw_head(sheet: Axes, plan: Plan, number: int, head: tuple[Column, list[str]]) -> None:
    column, lines = head
    middle = plan.left(number) + plan.cell_width / 2
    below = plan.head_top + plan.head_height
    for place, line in enumerate(lines):
        if plan.is_upright:
            across = middle + HEAD.leading * (place - (len(lines) - 1) / 2)
            _write(sheet, (across, below - 2), line, HEAD, ha="center", va="bottom", rotation=90)
        else:
            down = below - HEAD.leading * (len(lines) - place - 0.5)
            _write(sheet, (middle, down), line, HEAD, ha="center")
    _write(
        sheet,
        (middle, below + WEIGHT.leading / 2 + 1),
        f"{column.weight}%",
        WEIGHT if plan.cell_width > 23 else Face(8),
        color=FAINT,
        ha="center",
    )


def _draw_row(sheet: Axes, plan: Plan, placed: tuple[int, Row], wins: bool) -> None:
    place, row = placed
    top = plan.top + plan.row_height * place
    middle = top + plan.row_height / 2
    if wins:
        _write(sheet, (MARGIN + 3, middle), STAR, Face(11), color=WINNING_BAR)
    names = plan.names[place]
    for number, line in enumerate(names):
        down = middle + NAME.leading * (number - (len(names) - 1) / 2)
        _write(sheet, (MARGIN + 3 + STAR_WIDTH, down), line, WINNER if wins else NAME)
    for number, score in enumerate(row.cells):
        _draw_cell(sheet, plan, (plan.left(number), top), score)
    _draw_total(sheet, plan, (row.total, middle), wins)
    if wins:
        sheet.add_patch(
            FancyBboxPatch(
                (MARGIN - 3, top + 0.5),
                INNER + 6,
                plan.row_height - 1,
                boxstyle="round,pad=0,rounding_size=4",
                facecolor="none",
                edgecolor=WINNING_BAR,
                linewidth=1.3,
                zorder=4,
            )
        )


def _draw_cell(sheet: Axes, plan: Plan, corner: tuple[float, float], score: float | None) -> None:
    left, top = corner
    ground = NOTHING if score is None else RAMP((score - LOWEST) / (HIGHEST - LOWEST))
    height = plan.row_height - 5
    sheet.add_patch(Rectangle((left + 1, top + 2.5), plan.cell_width - 2, height, facecolor=ground))
    red, green, blue = to_rgb(ground)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    ink = FAINT if score is None else "white" if light < DARK else INK
    text = "–" if score is None else f"{score:.1f}"
    _write(sheet, (left + plan.cell_width / 2, top + plan.row_height / 2), text, CELL, color=ink, ha="center")


def _draw_total(sheet: Axes, plan: Plan, placed: tuple[float | None, float], wins: bool) -> None:
    total, middle = placed
    left, face = plan.total_left, WINNING_TOTAL if wins else TOTAL
    if total is None:
        _write(sheet, (left, middle), "–", TOTAL, color=FAINT)
        return
    _write(sheet, (left, middle), f"{total:.2f}", face)
    bar = left + 34
    sheet.add_patch(Rectangle((bar, middle - 4), BAR_WIDTH, 8, facecolor=NOTHING))
    color = WINNING_BAR if wins else BAR
    sheet.add_patch(Rectangle((bar, middle - 4), BAR_WIDTH * total / HIGHEST, 8, facecolor=color))


def _write(sheet: Axes, where: tuple[float, float], text: str, face: Face, **more: object) -> None:
    placed = {"color": INK, "ha": "left", "va": "center_baseline", "parse_math": False, **more}
    sheet.text(*where, text, fontproperties=face.font, **placed)  # type: ignore[arg-type]
