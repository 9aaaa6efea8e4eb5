"""From /decide to the post: the form, its drafts, the preview."""

from dataclasses import replace
from difflib import get_close_matches

from handlers.asking import ensure_known
from handlers.blocks import shorten
from handlers.decisions.acts.opening import Opening, as_opened, open_decision, prepare
from handlers.decisions.drafts import DRAFTS
from handlers.decisions.listeners.filling import FILLING, lay
from handlers.decisions.listeners.looking import on_help, on_list
from handlers.decisions.views.form import Sheet, form_modal
from handlers.decisions.views.insight import did_you_mean
from handlers.decisions.views.preview import preview_modal
from handlers.filling import THROWN_AWAY, Whose, draft_of, open_form
from handlers.payloads import Click, Command, Shortcut, Submission, Who
from handlers.places import home_of
from handlers.replies import Finish, Push, Reply, Say, Swap
from handlers.ritual import Desk
from handlers.said import read_said
from rituals.calendar import default_deadline
from rituals.decisions.form import Form, check, read_line
from rituals.decisions.hygiene import due_hints
from rituals.decisions.terms import LONGEST_OPTION, LONGEST_QUESTION, Hint, Terms
from rituals.ids import DecisionId
from rituals.refusal import Refusal
from storage import search, settings

WORDS = {"list": on_list, "help": on_help}
LONGEST_QUOTE = 2000


async def on_command(command: Command, desk: Desk) -> Reply:
    """`/decide …`: a word that it knows, or a question to put into the form."""
    word = command.text.casefold()
    if word in WORDS:
        return await WORDS[word](command, desk)
    if " " not in word and (near := get_close_matches(word, WORDS, n=1, cutoff=0.7)):
        return Say(did_you_mean(command.text, near[0]))
    return await _start_afresh(command.who, replace(read_line(command.text), channel=home_of(command)), desk)


async def on_ask(click: Click, desk: Desk) -> Reply:
    """“No, ask this”: the word was the question."""
    return await _start_afresh(click.who, replace(read_line(click.value), channel=home_of(click)), desk)


async def on_shortcut(shortcut: Shortcut, desk: Desk) -> Reply:
    """“Start a decision”, from anywhere or from a message, whose text and link become the context."""
    context = await _quote(shortcut, desk) if shortcut.message_ts else ""
    return await _start_afresh(shortcut.who, Form(channel=home_of(shortcut), context=context), desk)


async def _quote(shortcut: Shortcut, desk: Desk) -> str:
    """The message in question, and where it stands."""
    said = await read_said(shortcut, desk)
    quoted = "\n".join(f"> {line}" for line in shorten(said.text, LONGEST_QUOTE).splitlines())
    return f"{quoted}\n{said.link}" if said.link else quoted


async def _start_afresh(who: Who, form: Form, desk: Desk) -> Reply:
    """The form with this in it; the rest is as decisions in the channel start."""
    usual = await desk.database.read(settings.of_channel, who.team, form.channel)
    form = replace(
        form,
        method=usual.method,
        secrecy=usual.secrecy,
        closes_after=usual.days,
        hints=tuple(hint for hint in Hint if hint in usual.hints),
    )
    return await start(who, form, desk)


async def start(who: Who, form: Form, desk: Desk) -> Reply:
    """The form, filled in so far."""
    _check_length(form)
    member = await desk.directory.ensure_person(who.team, who.person)
    draft, older = await FILLING.begin(who, form, desk)
    sheet = Sheet(
        draft,
        form,
        default_deadline(desk.now(), member.calendar, form.closes_after),
        more=bool(form.context),
        older=older,
    )

    return open_form(who, form.channel, lambda note: form_modal(replace(sheet, note=note)), desk)


def _check_length(form: Form) -> None:
    """A text that no field of Slack's can hold is refused at once, and given back."""
    if max(len(form.question), len(form.options), len(form.context)) > 3000:
        typed = " | ".join([form.question, *form.options.splitlines()])
        raise Refusal(
            f"That is too long: you typed {len(typed):,} characters, and a question takes {LONGEST_QUESTION}, "
            f"an option {LONGEST_OPTION}. Type /decide, put a short question on top and the rest under More, "
            f"as its context. Here is what you typed, so that it is not lost:\n{typed}"
        )


async def on_preview(submission: Submission, desk: Desk) -> Reply:
    """“Preview”: the card as it will be posted, or sentences beside what needs mending."""
    whose, fields = (submission.who, draft_of(submission.view)), submission.view.fields
    form, was_there = await FILLING.take(whose, fields, desk)
    if not was_there and not fields.has("channel"):
        return Swap(await lay(whose, form, desk, THROWN_AWAY))
    if not fields.has("closes_picked") and (form.closes_picked or desk.now()) <= desk.now():
        # Nobody picked what the form does not show: an earlier preview fixed the default, which has passed.
        form = replace(form, closes_picked=None)
    opening = await _check(whose, form, desk, join=False)
    prepared = await desk.database.read(prepare, opening)
    found = await desk.database.read(search.similar, (opening.team, opening.owner), opening.terms.question)
    alike = [one for one in found if one.number != opening.terms.follows]  # The card leads there already.
    # The deadline that is shown is the one that will be posted, however long the preview stands.
    fixed = replace(form, closes_picked=opening.terms.closes_at, closes_typed="")
    fixed = replace(fixed, told=tuple(dict.fromkeys((*form.told, *due_hints(opening.terms)))))
    await desk.database.write(DRAFTS.save, *whose, fixed, desk.now())
    shown = as_opened(opening, DecisionId("preview"), prepared.seats, desk.now())
    return Push(preview_modal(shown, DRAFTS.mark(opening.draft, fixed), prepared.uncounted, alike, form.told))


async def on_post(submission: Submission, desk: Desk) -> Reply:
    """“Post”: the decision is open."""
    shown = await FILLING.find_shown(submission, "That draft is gone. Type /decide to start again.", desk)
    if shown is None:
        return Finish()
    opening = await _check(*shown, desk, join=True)
    await desk.database.read(prepare, opening)
    ids = DecisionId(desk.new_id()), desk.new_id()
    await desk.database.write(open_decision, opening, ids, desk.now())
    return Finish()


async def on_try(_: Click, __: Desk) -> Reply:
    """A button of the preview: it only shows itself."""
    raise Refusal("This is a preview. Voting starts when you post it.")


async def _check(whose: Whose, form: Form, desk: Desk, join: bool) -> Opening:
    who, draft = whose
    member = await desk.directory.ensure_person(who.team, who.person)
    terms: Terms = check(form, desk.now(), member.calendar)
    opening = Opening(who.team, who.person, draft, form, terms)
    answering = [person for chosen in opening.answering.values() for person in chosen]
    await ensure_known(who, opening.asking, answering, desk, join)
    return opening
