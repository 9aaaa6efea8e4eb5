"""Voting: by button, by ballot, and thinking again."""

from handlers.decisions.acts import papers, voting
from handlers.decisions.acts.voting import Incoming, Receipt
from handlers.decisions.views.ballot import ballot_modal, read_choices, read_page
from handlers.decisions.views.receipt import left_modal, receipt, receipt_modal
from handlers.payloads import Click, Submission, ViewState, Who, whole_number
from handlers.replies import Open, Reply, Say, Swap
from handlers.ritual import Desk
from rituals.decisions.answer import Answer, choosing
from rituals.decisions.guards import UNKNOWN
from rituals.decisions.paper import Page, Paper
from rituals.refusal import Refusal


async def on_cast(click: Click, desk: Desk) -> Reply:
    """A press of an option's button: the whole answer. It sets, it never toggles."""
    if not click.part.isdecimal():
        raise Refusal(UNKNOWN)
    vote = _read(click.who, click.value, choosing([int(click.part)]), click.action_ts, desk)
    return _say(await desk.database.write(voting.cast, vote, desk.now()))


async def on_vote(click: Click, desk: Desk) -> Reply:
    """“Vote”: the ballot, as the person left it, else as they cast it last."""
    read = desk.database.read(papers.read_paper, click.who, click.value, desk.sealer(), desk.now())
    return Open(ballot_modal(await read))


async def on_ballot(submission: Submission, desk: Desk) -> Reply:
    """A ballot that was filled in, or a page of one: “Vote”, or “Next”."""
    view = submission.view
    incoming, page = _incoming(submission.who, view, desk)
    if page is None:
        receipt = await desk.database.write(voting.cast, incoming, desk.now())
        return Swap(receipt_modal(receipt.decision, receipt.ballot))
    came = await desk.database.write(papers.hand_in, incoming, page, desk.now())
    if isinstance(came, Paper):
        return Swap(ballot_modal(came))
    return Swap(receipt_modal(came.decision, came.ballot))


async def on_back(click: Click, desk: Desk) -> Reply:
    """“Back one”: the page before."""
    if click.view is None:
        return None
    incoming, page = _incoming(click.who, click.view, desk)
    if page is None:
        return None
    return Swap(ballot_modal(await desk.database.write(papers.turn_back, incoming, page, desk.now())))


async def on_leave(click: Click, desk: Desk) -> Reply:
    """“Save for later”: the ballot is kept half filled."""
    if click.view is None:
        return None
    incoming, page = _incoming(click.who, click.view, desk)
    if page is None:
        return None
    return Swap(left_modal(await desk.database.write(papers.leave, incoming, page, desk.now())))


async def on_closed(closing: Submission, desk: Desk) -> Reply:
    """The ballot was closed: what was filled in is kept, if it can be."""
    incoming, page = _incoming(closing.who, closing.view, desk)
    if page is not None:
        await desk.database.write(papers.leave, incoming, page, desk.now())
    return None


async def on_abstain(click: Click, desk: Desk) -> Reply:
    """“Abstain”: the person takes part and chooses nothing."""
    came = await desk.database.write(voting.abstain, _as_incoming(click, desk), desk.now())
    return _say(came) if click.view is None else Swap(receipt_modal(came.decision, came.ballot))


async def on_withdraw(click: Click, desk: Desk) -> Reply:
    """“Withdraw”."""
    return _answer(click, await desk.database.write(voting.withdraw, _as_incoming(click, desk), desk.now()))


async def on_keep(click: Click, desk: Desk) -> Reply:
    """“Keep my vote”, after the question has changed."""
    return _answer(click, await desk.database.write(voting.keep, _as_incoming(click, desk), desk.now()))


def _incoming(who: Who, view: ViewState, desk: Desk) -> tuple[Incoming, Page | None]:
    """What a ballot says; where it is filled in with numbers, they stand on its page."""
    page = view.subject.rpartition(" ")[2]
    filled = read_page(view.fields, whole_number(page) or 1)
    return _read(who, view.subject, () if filled else read_choices(view.fields), "", desk), filled


def _as_incoming(click: Click, desk: Desk) -> Incoming:
    return _read(click.who, click.value, (), click.action_ts, desk)


def _read(who: Who, shown: str, answer: Answer, action_ts: str, desk: Desk) -> Incoming:
    """The answer of this person to what a button or a ballot shows: a decision, and the version of it."""
    decision, version, *_ = (*shown.split(" "), "")
    seen = whole_number(version)
    return Incoming(who.team, who.person, decision, answer, desk.sealer(), action_ts, seen)


def _say(came: Receipt) -> Reply:
    return Say(receipt(came.decision, came.ballot))


def _answer(click: Click, came: Receipt) -> Reply:
    if click.view is not None:
        return Swap(receipt_modal(came.decision, came.ballot))
    return Say(receipt(came.decision, came.ballot), replace=True)
