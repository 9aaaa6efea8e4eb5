"""From /decide to the post: the form, its drafts, the preview."""

import asyncio
from dataclasses import replace
from difflib import get_close_matches

from handlers.blocks import shorten
from handlers.decisions import drafts
from handlers.decisions.acts.opening import Opening, as_opened, open_decision, prepare
from handlers.decisions.listeners.looking import on_help, on_list
from handlers.decisions.views.form import Sheet, form_modal, preview_modal, read_form
from handlers.decisions.views.insight import did_you_mean
from handlers.directory import READS_WITHIN
from handlers.payloads import Click, Command, Fields, Question, Shortcut, Submission, Who
from handlers.replies import Finish, Offer, Open, Push, Reply, Say, Swap, View
from handlers.ritual import Desk
from handlers.said import read_said
from rituals.calendar import default_deadline
from rituals.decisions.form import Form, check, read_line
from rituals.decisions.terms import LONGEST_OPTION, LONGEST_QUESTION, Terms, Voters
from rituals.ids import DecisionId, DraftId
from rituals.refusal import Refusal
from storage import decisions, people

WORDS = {"list": on_list, "help": on_help}
LONGEST_QUOTE, MOST_GROUPS = 2000, 1000
DRAFT_GONE = "The draft was thrown away meanwhile. What you see here is kept; choose the rest anew."
STILL_READING = "I'm still reading who is in that channel. Try again in a moment."


async def on_command(command: Command, desk: Desk) -> Reply:
    """`/decide …`: a word that it knows, or a question to put into the form."""
    word = command.text.casefold()
    if word in WORDS:
        return await WORDS[word](command, desk)
    if " " not in word and (near := get_close_matches(word, WORDS, n=1, cutoff=0.7)):
        return Say(did_you_mean(command.text, near[0]))
    return await _start(command.who, replace(read_line(command.text), channel=command.channel), desk)


async def on_ask(click: Click, desk: Desk) -> Reply:
    """“No, ask this”: the word was the question."""
    return await _start(click.who, replace(read_line(click.value), channel=click.channel or ""), desk)


async def on_shortcut(shortcut: Shortcut, desk: Desk) -> Reply:
    """“Start a decision”, from anywhere or from a message, whose text and link become the context."""
    context = await _quote(shortcut, desk) if shortcut.message_ts else ""
    return await _start(shortcut.who, Form(channel=shortcut.channel or "", context=context), desk)


async def _quote(shortcut: Shortcut, desk: Desk) -> str:
    """The message in question, and where it stands."""
    said = await read_said(shortcut, desk)
    quoted = "\n".join(f"> {line}" for line in shorten(said.text, LONGEST_QUOTE).splitlines())
    return f"{quoted}\n{said.link}" if said.link else quoted


async def _start(who: Who, form: Form, desk: Desk) -> Reply:
    _check_length(form)
    member = await desk.directory.ensure_person(who.team, who.person)
    if form.channel.startswith("D"):
        form = replace(form, channel="")
    now = desk.now()
    draft = DraftId(desk.new_id())
    older = await desk.database.read(drafts.find_latest, who, now) if form.is_empty else None
    await desk.database.write(drafts.save, who, draft, form, now)
    sheet = Sheet(
        draft,
        form,
        default_deadline(now, member.calendar),
        more=bool(form.context),
        asks_channel=not form.channel,
        older=older and (older[0], older[1].question),
    )

    async def then() -> View | None:
        if not form.channel:
            return None
        try:
            await desk.directory.ensure_channel(who.team, form.channel, join=False)
        except Refusal as refusal:
            return form_modal(replace(sheet, note=refusal.sentence, asks_channel=True))
        return None

    return Open(form_modal(sheet), then)


def _check_length(form: Form) -> None:
    """A text that no field of Slack's can hold is refused at once, and given back."""
    if max(len(form.question), len(form.options), len(form.context)) > 3000:
        typed = " | ".join([form.question, *form.options.splitlines()])
        raise Refusal(
            f"That is too long: you typed {len(typed):,} characters, and a question takes {LONGEST_QUESTION}, "
            f"an option {LONGEST_OPTION}. Type /decide, put a short question on top and the rest under More, "
            f"as its context. Here is what you typed, so that it is not lost:\n{typed}"
        )


async def on_more(click: Click, desk: Desk) -> Reply:
    """“More”: the whole form, with what was typed."""
    view = click.view
    if view is None:
        return None
    draft = DraftId(view.subject)
    form, _ = await _take((click.who, draft), view.fields, desk)
    return Swap(form_modal(await _sheet(click.who, draft, form, desk)))


async def on_resume(click: Click, desk: Desk) -> Reply:
    """“Continue”: the draft that was left, in the place of the empty form; on top of one with something in it."""
    draft = DraftId(click.value)
    form = await desk.database.read(drafts.find, click.who, draft)
    if form is None:
        raise Refusal("That draft is gone: it was posted, or it was too old.")
    view = form_modal(await _sheet(click.who, draft, form, desk))
    if click.view is None:
        return Open(view)
    # Slack keeps what stands in a field when a view is replaced: the draft would not be seen.
    is_typed = not read_form(click.view.fields, Form()).is_empty
    return Push(view) if is_typed else Swap(view)


async def on_throw_away(click: Click, desk: Desk) -> Reply:
    """“Throw away”: the draft is gone."""
    await desk.database.write(drafts.throw_away, click.who, DraftId(click.value))
    return None


async def _sheet(who: Who, draft: DraftId, form: Form, desk: Desk) -> Sheet:
    member = await desk.directory.ensure_person(who.team, who.person)
    groups = await _groups(who, "", desk) if form.user_group else {}
    group = groups.get(form.user_group, "")
    return Sheet(draft, form, default_deadline(desk.now(), member.calendar), more=True, group=group)


async def _groups(who: Who, query: str, desk: Desk) -> dict[str, str]:
    named = query.removeprefix("@").partition(" – ")[0]
    found = await desk.database.read(people.read_user_groups, who.team, named, MOST_GROUPS)
    return {group: f"@{handle} – {name}" for group, handle, name in found}


async def on_preview(submission: Submission, desk: Desk) -> Reply:
    """“Preview”: the card as it will be posted, or sentences beside what needs mending."""
    who, draft = submission.who, DraftId(submission.view.subject)
    form, is_whole = await _take((who, draft), submission.view.fields, desk)
    if not is_whole:
        sheet = await _sheet(who, draft, form, desk)
        return Swap(form_modal(replace(sheet, note=DRAFT_GONE, asks_channel=True)))
    if not submission.view.fields.has("closes_picked") and (form.closes_picked or desk.now()) <= desk.now():
        # Nobody picked what the form does not show: an earlier preview fixed the default, which has passed.
        form = replace(form, closes_picked=None)
    opening = await _check((who, draft), form, desk, join=False)
    prepared = await desk.database.read(prepare, opening)
    # The deadline that is shown is the one that will be posted, however long the preview stands.
    fixed = replace(form, closes_picked=opening.terms.closes_at, closes_typed="")
    await desk.database.write(drafts.save, who, draft, fixed, desk.now())
    shown = as_opened(opening, DecisionId("preview"), prepared.seats, desk.now())
    return Push(preview_modal(shown, f"{draft} {drafts.fingerprint(fixed)}", prepared.uncounted))


async def _take(writing: tuple[Who, DraftId], fields: Fields, desk: Desk) -> tuple[Form, bool]:
    """What stands in the form now, kept as the draft; and whether all of it is known.

    A short form does not show everything: the rest is gone where the draft was thrown away meanwhile.
    """
    who, draft = writing
    before = await desk.database.read(drafts.find, who, draft)
    form = read_form(fields, before or Form())
    await desk.database.write(drafts.save, who, draft, form, desk.now())
    return form, before is not None or fields.has("channel")


async def on_post(submission: Submission, desk: Desk) -> Reply:
    """“Post”: the decision is open."""
    who = submission.who
    draft, _, shown = submission.view.subject.partition(" ")
    draft = DraftId(draft)
    form = await desk.database.read(drafts.find, who, draft)
    if form is None:
        if await desk.database.read(decisions.find_by_draft, who.team, draft):
            return Finish()
        raise Refusal("That draft is gone. Type /decide to start again.")
    if drafts.fingerprint(form) != shown:
        raise Refusal("The draft was changed elsewhere since this preview. Go back, and look at it again.")
    opening = await _check((who, draft), form, desk, join=True)
    await desk.database.read(prepare, opening)
    ids = DecisionId(desk.new_id()), desk.new_id()
    await desk.database.write(open_decision, opening, ids, desk.now())
    return Finish()


async def on_closed(closing: Submission, desk: Desk) -> Reply:
    """The form was closed: what was typed is kept as a draft."""
    draft = DraftId(closing.view.subject)
    if closing.view.fields.has("question"):
        before = await desk.database.read(drafts.find, closing.who, draft) or Form()
        form = read_form(closing.view.fields, before)
        await desk.database.write(drafts.keep, closing.who, draft, form, desk.now())
    return None


async def on_user_groups(question: Question, desk: Desk) -> Reply:
    """The groups that can be asked."""
    return Offer(list((await _groups(question.who, question.query, desk)).items()))


async def on_try(_: Click, __: Desk) -> Reply:
    """A button of the preview: it only shows itself."""
    raise Refusal("This is a preview. Voting starts when you post it.")


async def _check(writing: tuple[Who, DraftId], form: Form, desk: Desk, join: bool) -> Opening:
    who, draft = writing
    member = await desk.directory.ensure_person(who.team, who.person)
    terms: Terms = check(form, desk.now(), member.calendar)
    try:
        async with asyncio.timeout(READS_WITHIN):
            await desk.directory.ensure_channel(who.team, terms.channel, join)
            if terms.voters is Voters.PEOPLE:
                await desk.directory.ensure_people(who.team, form.people)
            elif terms.voters is Voters.GROUP:
                await desk.directory.ensure_group(who.team, form.user_group)
    except TimeoutError:
        raise Refusal.in_fields({"channel": STILL_READING}) from None
    except Refusal as refusal:
        raise Refusal.in_fields({"channel": refusal.sentence}) from None
    return Opening(who.team, who.person, draft, form, terms)
