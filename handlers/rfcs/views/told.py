"""What is told of a review: its concerns and its course, in the thread and to those whom it concerns."""

from handlers.blocks import actions, button, cut, escape, mention, section, when
from handlers.replies import Block, Message
from handlers.rfcs.views import changes, concerns, words
from handlers.rfcs.views.details import open_concern, subject
from handlers.rfcs.views.shown import Shown
from rituals.ids import Person
from rituals.rfcs.course import Turn
from rituals.rfcs.model import Comment, Concern, Quote, Rfc, State

LONGEST_SAID = 2000


def raised(rfc: Rfc, concern: Concern) -> Message:
    """A concern, told in the thread in the words of whoever raised it."""
    kind = (
        "It blocks." if concern.blocks else f"{words.people_named(rfc.owners, 'or')} says whether it blocks."
    )
    found = _from(concern)
    text = f"{mention(concern.raiser)} has a concern{found}. {kind}\n{_quoted(concern.words)}"
    return Message(
        f"A concern about {words.title(rfc)}",
        [section(text), section(_wanted(concern)), _looking(rfc, concern)],
    )


def concern_to_author(shown: Shown, concern: Concern) -> Message:
    """A concern, told to the author with what they can do about it."""
    rfc = shown.rfc
    name = words.link_to(shown.home, words.headline(rfc).strip("*"))
    lead = "still has a concern" if concern.answered_at else "has a concern"
    if concern.blocks is None:
        does = "Does it block? Until you say so it does"
        does += ", and final comment is paused." if rfc.state is State.FINAL else "."
        steps = concerns.ruling_steps(rfc, concern)
    else:
        does = "It blocks until they say that it is resolved." if concern.blocks else "It does not block."
        steps = [button("Answer", concerns.ANSWER, subject(rfc, concern), style="primary")]
    if concern.blocks is False:
        steps.append(button("It blocks after all", concerns.BLOCKS, subject(rfc, concern)))
    text = f"{mention(concern.raiser)} {lead} about {name}{_from(concern)}. {does}\n{_quoted(concern.words)}"
    return Message(
        f"A concern about {words.title(rfc)}",
        [section(text), section(_wanted(concern)), actions("concern", [*steps, open_concern(rfc, concern)])],
    )


def ruled(rfc: Rfc, concern: Concern, by: Person) -> Message:
    """What the author has ruled, told in the thread."""
    if concern.blocks:
        text = f"The concern of {mention(concern.raiser)} blocks, {mention(by)} says."
    else:
        text = f"The concern of {mention(concern.raiser)} does not block, {mention(by)} says:\n{_quoted(concern.answer)}"
    return Message(f"Whether a concern blocks: {words.title(rfc)}", [section(text), _looking(rfc, concern)])


def ruled_to_raiser(rfc: Rfc, concern: Concern, by: Person) -> Message:
    """The same, told to whoever raised it."""
    if concern.blocks:
        text = f"Your concern about {words.headline(rfc)} blocks, {mention(by)} says. You are told once it is answered."
    else:
        text = (
            f"Your concern about {words.headline(rfc)} does not block, {mention(by)} says. It stays on record.\n"
            f"{_quoted(concern.answer)}"
        )
    return Message(f"Your concern about {words.title(rfc)}", [section(text), _looking(rfc, concern)])


def answered(rfc: Rfc, concern: Concern) -> Message:
    """The author's answer, told in the thread."""
    text = f"The concern of {mention(concern.raiser)} is answered{_answer(concern)}"
    return Message(f"A concern is answered: {words.title(rfc)}", [section(text), _looking(rfc, concern)])


def answered_to_raiser(rfc: Rfc, concern: Concern) -> Message:
    """The author's answer, and the question whether it will do."""
    text = f"Your concern about {words.headline(rfc)} is answered{_answer(concern)}\nDoes that settle it?"
    steps = concerns.confirming_steps(rfc, concern)
    if concern.answered_in:
        steps.append(button("What changed", changes.CHANGES, f"{rfc.number} {concern.answered_in}"))
    return Message(
        f"Your concern about {words.title(rfc)} is answered",
        [
            section(f"{text}\n\n*Your concern*\n{_quoted(concern.words, 600)}"),
            actions("answered", [*steps, open_concern(rfc, concern)]),
        ],
    )


def resolved(rfc: Rfc, concern: Concern) -> Message:
    """A concern is resolved, told in the thread."""
    by = concern.resolved_by or concern.raiser
    if by == concern.raiser:
        text = f"The concern of {mention(concern.raiser)} is resolved, as they say themselves."
    else:
        text = f"The concern of {mention(concern.raiser)}, who is out of reach, is resolved by {mention(by)}:\n{_quoted(concern.reason)}"
    return Message(f"A concern is resolved: {words.title(rfc)}", [section(text), _looking(rfc, concern)])


def resolved_to_raiser(rfc: Rfc, concern: Concern) -> Message:
    """The decider has settled it, told to whoever raised it."""
    text = (
        f"While you were out of reach {mention(concern.resolved_by or rfc.terms.decider)} has settled your concern about "
        f"{words.headline(rfc)}:\n{_quoted(concern.reason)}\nIs something left of it? Raise another concern."
    )
    steps = [button("Raise a concern", "rfc.raise", words.as_shown(rfc)), open_concern(rfc, concern)]
    return Message(
        f"Your concern about {words.title(rfc)} was settled", [section(text), actions("settled", steps)]
    )


def stands(rfc: Rfc, concern: Concern) -> Message:
    """The answer will not do, told in the thread."""
    text = f"The answer does not settle the concern of {mention(concern.raiser)}: it still stands."
    return Message(f"A concern still stands: {words.title(rfc)}", [section(text), _looking(rfc, concern)])


def quoted(rfc: Rfc, concern: Concern) -> Message:
    """Somebody has made a concern of a message, told to whoever wrote that."""
    text = (
        f"{mention(concern.raiser)} has made a concern about {words.headline(rfc)} of {_your_message(concern.quote)}. "
        f"It is theirs unless you take it over.\n{_quoted(concern.words)}"
    )
    steps = [
        button("Take it over", concerns.TAKE_CONCERN, subject(rfc, concern)),
        open_concern(rfc, concern),
    ]
    return Message(
        f"Your message is a concern: {words.title(rfc)}", [section(text), actions("quoted", steps)]
    )


def comment_kept(rfc: Rfc, comment: Comment) -> Message:
    """Somebody has kept a message as a comment, told to whoever wrote that."""
    text = (
        f"{mention(comment.person)} has kept {_your_message(comment.quote)} as a comment on {words.headline(rfc)}. "
        f"It stands under their name unless you take it over.\n{_quoted(comment.words)}"
    )
    steps = [button("Take it over", "rfc.take_comment", f"{rfc.number} {comment.number}")]
    return Message(f"Your message is kept: {words.title(rfc)}", [section(text), actions("quoted", steps)])


def taken_over(rfc: Rfc, concern: Concern) -> Message:
    """Whoever is quoted has taken a concern over, told to whoever had raised it."""
    text = (
        f"{mention(concern.raiser)} has taken over the concern about {words.headline(rfc)} that you made of their message: "
        "they say when it is resolved."
    )
    return Message(f"A concern was taken over: {words.title(rfc)}", [section(text), _looking(rfc, concern)])


def out_of_reach(rfc: Rfc, concern: Concern) -> Message:
    """Whoever raised a concern has left, told to the decider."""
    text = (
        f"{mention(concern.raiser)}, who has a concern about {words.headline(rfc)}, has left. "
        f"As its decider you may settle it in their place, with a reason.\n{_quoted(concern.words)}"
    )
    steps = [
        button("Settle it in their place", concerns.INSTEAD, subject(rfc, concern)),
        open_concern(rfc, concern),
    ]
    return Message(f"Somebody has left: {words.title(rfc)}", [section(text), actions("stuck", steps)])


def decider_gone(rfc: Rfc, decider: Person) -> Message:
    """The decider has left, told to the owners."""
    text = f"{mention(decider)}, who decides about {words.headline(rfc)}, has left. Name another decider, or yourself."
    steps = [button("Name the decider", "rfc.manage/decider", str(rfc.number))]
    return Message(f"The decider has left: {words.title(rfc)}", [section(text), actions("decider", steps)])


def lapsed(rfc: Rfc) -> Message:
    """A hold has come to its day, told to whoever held."""
    seen = words.as_shown(rfc)
    text = f"You held {words.headline(rfc)} until today, and are awaited again. Where do you stand?"
    steps = [
        button("Approve", "rfc.approve", seen, style="primary"),
        button("Take a position", "rfc.review", seen),
        button("Read it", "rfc.read", seen),
    ]
    return Message(f"Your hold is over: {words.title(rfc)}", [section(text), actions("lapsed", steps)])


def course(shown: Shown, turn: Turn) -> Message | None:
    """The turn that its course has taken, as long as it is so."""
    rfc = shown.rfc
    told = _course(shown, turn)
    return None if told is None else Message(f"{words.title(rfc)}: {_COURSE[turn]}", [section(told)])


_COURSE = {
    Turn.STARTED: "final comment",
    Turn.BACK: "under review again",
    Turn.PAUSED: "final comment is paused",
    Turn.RESUMED: "final comment goes on",
    Turn.EXTENDED: "final comment is longer",
}


def _course(shown: Shown, turn: Turn) -> str | None:
    rfc = shown.rfc
    runs = rfc.state is State.FINAL and rfc.paused_at is None and rfc.final_ends is not None
    if turn in (Turn.STARTED, Turn.RESUMED) and runs and rfc.final_ends:
        ends = when(rfc.final_ends, "accepted")
        if words.is_lazy(rfc):
            return (
                f"{words.headline(rfc)} has the approvals it needs, and is {ends} unless something comes up."
            )
        does = "starts" if turn is Turn.STARTED else "goes on"
        return f"*Final comment {does}.* {words.headline(rfc)} is {ends} unless something comes up: a concern of a reviewer ends it."
    if turn is Turn.EXTENDED and rfc.state is State.FINAL and rfc.final_ends is not None:
        ends = when(rfc.final_ends, "until")
        return (
            f"*Final comment is a business day longer.* The text of {words.headline(rfc)} was edited near its end, "
            f"so reviewers have {ends} to say whether that is more than editorial."
        )
    if turn is Turn.PAUSED and rfc.paused_at is not None:
        owners = words.people_named(rfc.owners, "or")
        return f"*Final comment is paused* until {owners} says whether a concern about {words.headline(rfc)} blocks."
    if turn is Turn.BACK and rfc.state is State.REVIEW:
        waits = words.waiting(shown.waits, shown.review, rfc)
        lead = (
            "It is under review again"
            if words.is_lazy(rfc)
            else "*Final comment has ended*: it is under review again"
        )
        return f"{lead}. {words.headline(rfc)} waits for {waits}."
    return None


def _looking(rfc: Rfc, concern: Concern) -> Block:
    return actions("look", [open_concern(rfc, concern)])


def _wanted(concern: Concern) -> str:
    return f"*What would resolve it:* {cut(escape(concern.wanted), LONGEST_SAID)}"


def _quoted(said: str, most: int = LONGEST_SAID) -> str:
    """What somebody said, in their words."""
    return cut(escape(said), most)


def _answer(concern: Concern) -> str:
    where = f" in version {concern.answered_in}" if concern.answered_in else ""
    return f"{where}:\n{_quoted(concern.answer)}" if concern.answer else f"{where}."


def _from(concern: Concern) -> str:
    if concern.quote is None:
        return ""
    link = words.link_to(concern.quote.permalink, "a message")
    return f", from {link} of {mention(concern.quote.author)}"


def _your_message(quote: Quote | None) -> str:
    return words.link_to(quote.permalink if quote else "", "a message of yours")
