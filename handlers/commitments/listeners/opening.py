"""From /commit to the post: the form, its drafts, the preview."""

from dataclasses import replace
from difflib import get_close_matches

from handlers.asking import ensure_known
from handlers.commitments.acts.opening import Opening, as_opened, open_commitment, prepare
from handlers.commitments.drafts import DRAFTS
from handlers.commitments.listeners.filling import FILLING, lay
from handlers.commitments.listeners.ledger import on_ledger
from handlers.commitments.listeners.looking import on_help, on_list
from handlers.commitments.views.form import Sheet, form_modal, preview_modal
from handlers.commitments.views.insight import did_you_mean
from handlers.filling import THROWN_AWAY, Whose, draft_of, open_form
from handlers.payloads import Click, Command, Submission, Who
from handlers.places import home_of
from handlers.replies import Finish, Push, Reply, Say, Swap
from handlers.ritual import Desk
from rituals.calendar import default_deadline
from rituals.commitments.form import Form, check, read_line
from rituals.commitments.texts import LONGEST_PROPOSAL
from rituals.ids import CommitmentId
from rituals.refusal import Refusal
from storage import search, settings

WORDS = {"list": on_list, "ledger": on_ledger, "help": on_help}


async def on_command(command: Command, desk: Desk) -> Reply:
    """`/commit …`: a word that it knows, or a proposal to put into the form."""
    word = command.text.casefold()
    if word in WORDS:
        return await WORDS[word](command, desk)
    if " " not in word and (near := get_close_matches(word, WORDS, n=1, cutoff=0.7)):
        return Say(did_you_mean(command.text, near[0]))
    return await start(command.who, replace(read_line(command.text), channel=home_of(command)), desk)


async def on_propose(click: Click, desk: Desk) -> Reply:
    """“No, propose this”: the word was the proposal. “Propose something” has none."""
    return await start(click.who, replace(read_line(click.value), channel=home_of(click)), desk)


async def start(who: Who, form: Form, desk: Desk) -> Reply:
    """The form, filled in so far."""
    _check_length(form)
    member = await desk.directory.ensure_person(who.team, who.person)
    usual = await desk.database.read(settings.of_channel, who.team, form.channel)
    form = replace(form, closes_after=usual.days)
    draft, older = await FILLING.begin(who, form, desk)
    sheet = Sheet(
        draft,
        form,
        default_deadline(desk.now(), member.calendar, form.closes_after),
        more=bool(form.context or form.follows),
        older=older,
    )

    return open_form(who, form.channel, lambda note: form_modal(replace(sheet, note=note)), desk)


def _check_length(form: Form) -> None:
    """A text that the field cannot hold is refused at once, and given back."""
    if len(form.proposal) > 3000:
        raise Refusal(
            f"That is too long: you typed {len(form.proposal):,} characters, and a proposal takes {LONGEST_PROPOSAL}. "
            "Type /commit, put what people commit to on top and the rest under More. "
            f"Here is what you typed, so that it is not lost:\n{form.proposal}"
        )


async def on_preview(submission: Submission, desk: Desk) -> Reply:
    """“Preview”: the card as it will be posted, or sentences beside what needs mending."""
    whose, fields = (submission.who, draft_of(submission.view)), submission.view.fields
    form, was_there = await FILLING.take(whose, fields, desk)
    if not was_there and not fields.has("voters"):
        return Swap(await lay(whose, form, desk, THROWN_AWAY))
    opening = await _check(whose, form, desk, join=False)
    prepared = await desk.database.read(prepare, opening)
    found = await desk.database.read(search.similar, (opening.team, opening.owner), opening.terms.proposal)
    alike = [one for one in found if one.number != opening.terms.follows]  # The card leads there already.
    # The deadline that is shown is the one that will be posted, however long the preview stands.
    fixed = replace(form, closes_picked=opening.terms.closes_at, closes_typed="")
    await desk.database.write(DRAFTS.save, *whose, fixed, desk.now())
    shown = as_opened(opening, CommitmentId("preview"), prepared.seats, desk.now())
    return Push(preview_modal(shown, DRAFTS.mark(opening.draft, fixed), prepared.uncounted, alike))


async def on_post(submission: Submission, desk: Desk) -> Reply:
    """“Post”: the commitment is open."""
    shown = await FILLING.find_shown(submission, "That draft is gone. Type /commit to start again.", desk)
    if shown is None:
        return Finish()
    opening = await _check(*shown, desk, join=True)
    await desk.database.read(prepare, opening)
    ids = CommitmentId(desk.new_id()), desk.new_id()
    await desk.database.write(open_commitment, opening, ids, desk.now())
    return Finish()


async def on_try(_: Click, __: Desk) -> Reply:
    """A button of the preview: it only shows itself."""
    raise Refusal("This is a preview. Positions can be taken once you post it.")


async def _check(whose: Whose, form: Form, desk: Desk, join: bool) -> Opening:
    who, draft = whose
    member = await desk.directory.ensure_person(who.team, who.person)
    terms = check(form, who.person, desk.now(), member.calendar)
    opening = Opening(who.team, who.person, draft, form, terms)
    answering = [terms.decider, *form.co_owners]
    await ensure_known(who, opening.asking, answering, desk, join)
    return opening
