"""From /rfc to the post: the form, the preview, the post."""

import asyncio
from dataclasses import replace
from difflib import get_close_matches

from handlers.directory import READS_WITHIN
from handlers.filling import Whose, draft_of, open_form
from handlers.payloads import Click, Command, Submission, Who
from handlers.places import STILL_READING, ensure_place, home_of
from handlers.replies import Finish, Push, Reply, Say, Swap
from handlers.rfcs.acts.opening import Posting, open_rfc, prepare
from handlers.rfcs.drafts import DRAFTS, GONE, Writing
from handlers.rfcs.listeners.editing import publish
from handlers.rfcs.listeners.filling import FILLING, THROWN_AWAY, go_on, lay, step_of
from handlers.rfcs.listeners.looking import on_help, on_list, show
from handlers.rfcs.listeners.places import ensure_pointers
from handlers.rfcs.views.form import WHO, Sheet, form_modal
from handlers.rfcs.views.help import did_you_mean
from handlers.rfcs.views.preview import preview_modal
from handlers.rfcs.views.shown import Shown
from handlers.ritual import Desk
from rituals.refusal import Refusal
from rituals.rfcs.course import Opening, open_review
from rituals.rfcs.fields import LONGEST_TEXT, LONGEST_TITLE
from rituals.rfcs.form import Form, check, due_hints
from rituals.rfcs.model import read_name
from storage import search

WORDS = {"list": on_list, "help": on_help}


async def on_command(command: Command, desk: Desk) -> Reply:
    """`/rfc …`: a word that it knows, the name of an RFC, or the title of a new one."""
    word = command.text.casefold()
    if word in WORDS:
        return await WORDS[word](command, desk)
    if (number := read_name(command.text)) is not None:
        return await show(command.who, str(number), desk)
    if " " not in word and (near := get_close_matches(word, WORDS, n=1, cutoff=0.7)):
        return Say(did_you_mean(command.text, near[0]))
    return await start(command.who, Form(title=command.text.strip(), channel=home_of(command)), desk)


async def on_write(click: Click, desk: Desk) -> Reply:
    """“No, write this”: the word was the title; or “Write an RFC” on Home."""
    return await start(click.who, Form(title=click.value, channel=home_of(click)), desk)


async def start(who: Who, form: Form, desk: Desk) -> Reply:
    """The first step of the form, filled in so far."""
    if len(form.title) > LONGEST_TEXT:
        raise Refusal(
            f"That is too long: you typed {len(form.title):,} characters, and a title takes {LONGEST_TITLE}. "
            f"Type /rfc, and put the rest into the form. Here is what you typed, so that it is not lost:\n{form.title}"
        )
    await desk.directory.ensure_person(who.team, who.person)
    writing = Writing(form)
    draft, older = await FILLING.begin(who, writing, desk)
    sheet = Sheet(draft, writing, older=older)
    return open_form(who, form.channel, lambda note: form_modal(replace(sheet, note=note)), desk)


async def on_form(submission: Submission, desk: Desk) -> Reply:
    """“Next”; in the last step “Preview”, or “Publish” where a text is edited."""
    step = step_of(submission)
    if step < WHO:
        return await go_on(submission, step, desk)
    whose = submission.who, draft_of(submission.view)
    writing, was_there = await FILLING.take(whose, submission.view.fields, desk)
    if not was_there:
        return Swap(await lay(whose, writing, desk, note=THROWN_AWAY))
    if writing.edited is not None:
        return await publish(whose, writing, submission.view.blocks, desk)
    return await _preview(whose, writing, desk)


async def _preview(whose: Whose, writing: Writing, desk: Desk) -> Reply:
    """The card as it will be posted, or sentences beside what needs mending."""
    who, draft = whose
    posting = await _check(whose, writing.form, desk, join=False)
    await desk.database.read(prepare, posting)
    text = posting.opening.terms.text
    alike = await desk.database.read(search.similar, (who.team, who.person), text.title)
    author = await desk.directory.ensure_person(who.team, who.person)
    as_posted = open_review(posting.opening, desk.now(), author.calendar)
    shown = Shown(as_posted, dict.fromkeys(posting.reviewers))
    return Push(preview_modal(shown, DRAFTS.mark(draft, writing), due_hints(text), alike))


async def on_post(submission: Submission, desk: Desk) -> Reply:
    """“Post”: the RFC is under review."""
    shown = await FILLING.find_shown(submission, GONE, desk)
    if shown is None:
        return Finish()
    whose, writing = shown
    posting = await _check(whose, writing.form, desk, join=True)
    await desk.database.read(prepare, posting)
    ids = [desk.new_id() for _ in (posting.opening.terms.channel, *posting.opening.terms.pointers)]
    await desk.database.write(open_rfc, posting, ids, desk.now())
    return Finish()


async def on_try(_: Click, __: Desk) -> Reply:
    """A button of the preview: it only shows itself."""
    raise Refusal("This is a preview. The review starts when you post it.")


async def _check(whose: Whose, form: Form, desk: Desk, join: bool) -> Posting:
    """What is about to be posted; refuses beside the field. Who and where it is about is known afterwards."""
    who, draft = whose
    await desk.directory.ensure_person(who.team, who.person)
    terms = check(form, who.person)
    co_owners = tuple(one for one in form.co_owners if one != who.person)
    reviewers = tuple(dict.fromkeys(form.reviewers))
    opening = Opening(who.team, draft, who.person, terms, co_owners)
    posting = Posting(opening, reviewers, tuple(form.pointers))
    await ensure_place(who, terms.channel, desk, join)
    try:
        async with asyncio.timeout(READS_WITHIN):
            await desk.directory.ensure_people(who.team, posting.people)
    except TimeoutError:
        raise Refusal.in_fields({"reviewers": STILL_READING}) from None
    await ensure_pointers(who, posting.picked, desk, join)
    return posting
