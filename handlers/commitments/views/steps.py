"""Working through disagreement: the one post in the thread that leads from step to step. Pure."""

from handlers.blocks import actions, button, context, cut, divider, escape, modal, section, shorten, when
from handlers.commitments.views import sides, words
from handlers.commitments.views.next_steps import close_button
from handlers.inputs import field, typed
from handlers.replies import Block, Message, View
from rituals.commitments.course import mark_of
from rituals.commitments.model import Commitment, Positions, State, Step

NOTE, NEXT, CHOOSE = "commitment.note", "commitment.next", "commitment.choose"
NOTE_SHOWN, MOVED_SHOWN = 400, 200
TITLES = {
    Step.LISTEN: "Listen",
    Step.COMMON_GROUND: "Common ground",
    Step.TRADE_OFFS: "Trade-offs",
    Step.DATA: "Data",
    Step.ESCALATE: "Escalate",
    Step.COMMIT: "Commit",
}
PURPOSES = {
    Step.LISTEN: "Say in the thread what the *other* side wants, in your own words, until they say: yes, that is it.",
    Step.COMMON_GROUND: "What do both sides want? Look for the sentence that everybody here would sign.",
    Step.TRADE_OFFS: "What does each position give up, and who pays for it? Say it plainly, of your own first.",
    Step.DATA: "What would settle it? Can it be tried small, and taken back?",
    Step.ESCALATE: "What can't be settled here goes up together: agree on what exactly is left to decide.",
    Step.COMMIT: "Look once more where you stand, and change it if it has changed. Then it can be closed.",
}
ASKED = {
    Step.LISTEN: "What does each side want, as the other side has said it?",
    Step.COMMON_GROUND: "What do both sides want?",
    Step.TRADE_OFFS: "What does each position give up?",
    Step.DATA: "What would settle it, and who finds it out?",
    Step.ESCALATE: "What is left to decide?",
    Step.COMMIT: "What do people commit to?",
}


def steps_card(commitment: Commitment, positions: Positions, moved: str = "") -> Message:
    """The post as it stands; `positions` are those that everybody sees now, `moved` is why its end was moved last."""
    is_on = commitment.state is State.WORKING
    head = "Working through it" if is_on else "Worked through"
    blocks: list[Block] = [
        section(f"*{head}*\n{escape(commitment.terms.proposal)}"),
        section(_progress(commitment)),
    ]
    if is_on and commitment.step is not None:
        blocks += [divider(), *_now(commitment, commitment.step, positions)]
        blocks += [context(f"Deadline moved: {words.brief(moved, MOVED_SHOWN)}")] if moved else []
    now = f", now: {TITLES[commitment.step].lower()}" if is_on and commitment.step else ""
    return Message(f"{head}: {words.title(commitment)}{now}", blocks)


def _progress(commitment: Commitment) -> str:
    return "\n".join(_told(commitment, step) for step in Step)


def _told(commitment: Commitment, step: Step) -> str:
    """One step in a line: done with what came of it, skipped, now, or still to come."""
    here, note = commitment.step, commitment.notes.get(step)
    is_now = step is here and commitment.state is State.WORKING
    came = f": {cut(escape(shorten(' '.join(note.split()), NOTE_SHOWN)), 2 * NOTE_SHOWN)}" if note else ""
    if is_now:
        return f":arrow_right: *{TITLES[step]}*{came}"
    if note:
        return f":white_check_mark: {TITLES[step]}{came}"
    if is_passed(commitment, step):
        return (
            f":heavy_minus_sign: {TITLES[step]}: skipped"
            if note == ""
            else f":white_check_mark: {TITLES[step]}"
        )
    return f":white_small_square: {TITLES[step]}"


def is_passed(commitment: Commitment, step: Step) -> bool:
    """Whether the working through has gone beyond this step."""
    order = list(Step)
    return commitment.step is not None and order.index(step) < order.index(commitment.step)


def _now(commitment: Commitment, step: Step, positions: Positions) -> list[Block]:
    ends = f"{when(commitment.phase_ends, 'Closes')}. " if commitment.phase_ends else ""
    owners = words.people_named(commitment.owners, "or")
    return [
        section(f"*{TITLES[step]}*\n{PURPOSES[step]}"),
        *_material(commitment, step, positions),
        actions("steps", _buttons(commitment, step)),
        context(
            f"{ends}{owners} writes down what came of it and leads on; anybody can change their position."
        ),
    ]


def _material(commitment: Commitment, step: Step, positions: Positions) -> list[Block]:
    """What people have said already to what the step asks."""
    if step is Step.LISTEN:
        return sides.aims(commitment, positions)
    if step is Step.TRADE_OFFS:
        return [*sides.reasons(positions), *sides.prices(commitment, positions)]
    if step is Step.DATA:
        return sides.data(commitment, positions)
    if step is Step.ESCALATE:
        return [
            section(
                f"{_left(positions)} {words.people_named([commitment.terms.decider])} decides over what is left."
            )
        ]
    if step is Step.COMMIT:
        return [section(_left(positions))]
    return []


def _left(positions: Positions) -> str:
    counted = sides.counted(positions)
    return f"Now {counted}."


def _buttons(commitment: Commitment, step: Step) -> list[Block]:
    shown = f"{commitment.id} {step}"
    following = next_of(step)
    buttons: list[Block] = [button("Write what came of it", NOTE, shown)]
    if following is not None and commitment.notes.get(step):
        buttons.append(button(f"Next: {TITLES[following].lower()}", NEXT, shown, style="primary"))
    elif following is not None:
        buttons.append(button("Skip", NEXT, shown))
    if step in (Step.ESCALATE, Step.COMMIT):
        buttons.append(close_button(commitment))
    return [*buttons, button("Change your position", CHOOSE, commitment.id)]


def next_of(step: Step) -> Step | None:
    """The step that follows this one; None after the last."""
    order = list(Step)
    place = order.index(step) + 1
    return order[place] if place < len(order) else None


def note_modal(commitment: Commitment, step: Step) -> View:
    """What came of this step?"""
    return modal(
        TITLES[step],
        [
            section(f"{words.head(commitment)}\n{PURPOSES[step]}"),
            field(
                "What came of it",
                typed("note", commitment.notes.get(step, ""), lines=True, placeholder=ASKED[step]),
                hint="Everybody reads it in the thread's post.",
            ),
        ],
        callback_id=NOTE,
        private_metadata=f"{commitment.id} {step} {mark_of(commitment.notes.get(step, ''))}",
        submit="Save",
        close="Back",
    )
