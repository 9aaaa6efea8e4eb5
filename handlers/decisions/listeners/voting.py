"""Voting: by button, by ballot, and thinking again."""

from handlers.decisions.acts import voting
from handlers.decisions.acts.voting import Incoming, Receipt
from handlers.decisions.views import answers
from handlers.payloads import Click, Submission, Who
from handlers.replies import Open, Reply, Say, Swap
from handlers.ritual import Desk
from rituals.decisions.answer import Answer, choosing
from rituals.decisions.guards import UNKNOWN
from rituals.refusal import Refusal


async def on_cast(click: Click, desk: Desk) -> Reply:
    """A press of an option's button: the whole answer. It sets, it never toggles."""
    if not click.part.isdecimal():
        raise Refusal(UNKNOWN)
    vote = _read(click.who, click.value, choosing([int(click.part)]), click.action_ts)
    receipt = await desk.database.write(voting.cast, vote, desk.now())
    return Say(answers.receipt(receipt.decision, receipt.ballot))


async def on_vote(click: Click, desk: Desk) -> Reply:
    """“Vote”: the ballot, as it was filled in last."""
    receipt = await desk.database.read(
        voting.read_ballot, click.who.team, click.value, click.who.person, desk.now()
    )
    return Open(answers.ballot_modal(receipt.decision, receipt.ballot.answer or ()))


async def on_ballot(submission: Submission, desk: Desk) -> Reply:
    """A ballot that was filled in."""
    fields = submission.view.fields
    picked = fields.choices("choices") or tuple(filter(None, [fields.choice("choices")]))
    vote = _read(submission.who, submission.view.subject, answers.read_choices(picked), "")
    receipt = await desk.database.write(voting.cast, vote, desk.now())
    return Swap(answers.receipt_modal(receipt.decision, receipt.ballot))


async def on_withdraw(click: Click, desk: Desk) -> Reply:
    """“Withdraw”."""
    return _answer(click, await desk.database.write(voting.withdraw, _as_incoming(click), desk.now()))


async def on_keep(click: Click, desk: Desk) -> Reply:
    """“Keep my vote”, after the question has changed."""
    return _answer(click, await desk.database.write(voting.keep, _as_incoming(click), desk.now()))


def _as_incoming(click: Click) -> Incoming:
    return _read(click.who, click.value, (), click.action_ts)


def _read(who: Who, shown: str, answer: Answer, action_ts: str) -> Incoming:
    """The answer of this person to what a button or a ballot shows: a decision, and the version of it."""
    decision, _, version = shown.partition(" ")
    return Incoming(
        who.team, who.person, decision, answer, action_ts, int(version) if version.isdecimal() else None
    )


def _answer(click: Click, receipt: Receipt) -> Reply:
    if click.view is not None:
        return Swap(answers.receipt_modal(receipt.decision, receipt.ballot))
    return Say(answers.receipt(receipt.decision, receipt.ballot), replace=True)
