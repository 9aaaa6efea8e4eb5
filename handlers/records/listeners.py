"""Looking for records, looking at one, and changing it."""

from dataclasses import replace
from difflib import get_close_matches

from handlers.payloads import Click, Command, Submission, Who, whole_number
from handlers.places import ensure_place, home_of
from handlers.records import acts
from handlers.records.views import forms
from handlers.records.views.record import record_modal
from handlers.records.views.search import Wanted, did_you_mean, help_message, read_wanted, search_modal
from handlers.replies import Open, Push, Reply, Say, Swap, View
from handlers.ritual import Desk
from rituals.records.form import Form, check
from rituals.records.guards import UNKNOWN, check_tags
from rituals.records.model import Source, State, read_name
from rituals.refusal import Refusal
from storage.records import RITUAL

LONGEST_LINE = 3000  # No field of Slack's takes more.


async def on_command(command: Command, desk: Desk) -> Reply:
    """`/decisions …`: a word that it knows, a record's name, or words to search for."""
    word = command.text.casefold()
    if word == "help":
        return Say(help_message())
    if word == "record":
        return await on_write(command, desk)
    if (number := read_name(word)) is not None:
        await desk.directory.ensure_person(command.who.team, command.who.person)
        return Open(await _read(command.who, number, desk))
    if " " not in word and (near := get_close_matches(word, ("help", "record", "export"), n=1, cutoff=0.7)):
        return Say(did_you_mean(command.text, near[0]))
    return await _search(command.who, command.text, desk)


async def on_find(click: Click, desk: Desk) -> Reply:
    """“Find a decision”, or “No, search for this”: the word was meant."""
    return await _search(click.who, click.value, desk)


async def on_help(_: Click, __: Desk) -> Reply:
    """“Yes, help”."""
    return Say(help_message())


async def _search(who: Who, line: str, desk: Desk) -> Reply:
    await desk.directory.ensure_person(who.team, who.person)
    wanted = Wanted(line[:LONGEST_LINE])
    return Open(search_modal(wanted, await desk.database.read(acts.find, who, wanted, 0)))


async def on_search(submission: Submission, desk: Desk) -> Reply:
    """“Search”."""
    return Swap(await _page(submission.who, read_wanted(submission.view.fields), 0, desk))


async def on_page(click: Click, desk: Desk) -> Reply:
    """“Show more”, and back to the first."""
    if click.view is None:
        return None
    return Swap(await _page(click.who, read_wanted(click.view.fields), read_number(click.value), desk))


async def on_filters(click: Click, desk: Desk) -> Reply:
    """“Filters”: fields for them, beside what was typed."""
    if click.view is None:
        return None
    line = read_wanted(click.view.fields).line
    return Swap(await _page(click.who, Wanted(line, with_filters=True), 0, desk))


async def _page(who: Who, wanted: Wanted, skip: int, desk: Desk) -> View:
    return search_modal(wanted, await desk.database.read(acts.find, who, wanted, skip), skip)


async def on_open(click: Click, desk: Desk) -> Reply:
    """“Open”, and the records before and after one."""
    view = await _read(click.who, read_number(click.value), desk)
    if click.view is None:
        return Open(view)
    # Slack stacks three modals; a record that is looked at from another takes its place.
    return Swap(view) if click.view.is_third or not click.view.callback else Push(view)


async def on_write(asking: Command | Click, desk: Desk) -> Reply:
    """*Record a decision we already took*."""
    today = await desk.today(asking.who)
    view = forms.write_modal(Form(channel=home_of(asking)), desk.new_id(), today)
    return Push(view) if isinstance(asking, Click) and asking.view is not None else Open(view)


async def on_written(submission: Submission, desk: Desk) -> Reply:
    """“Record”: the decision has a number."""
    who = submission.who
    today = await desk.today(who)
    form = forms.read_form(submission.view.fields)
    draft, _, older = submission.view.subject.partition(" ")
    record = check(form, Source(RITUAL, draft), (who.team, who.person), today)
    if older:
        record = replace(record, supersedes=(read_number(older),))
    await ensure_place(who, record.channel, desk, join=False)
    number = await desk.database.write(acts.write, who, record, desk.now())
    return Swap(await _read(who, number, desk))


async def on_form(click: Click, desk: Desk) -> Reply:
    """“Supersede”, “Tag”, “Link”: what has to be said first."""
    page = await desk.database.read(acts.read_page, click.who, read_number(click.value), desk.now())
    ask = {
        "record.supersede": forms.supersede_modal,
        "record.tag": forms.tag_modal,
        "record.link": forms.link_modal,
    }
    view = ask[click.action](page.record)
    return Swap(view) if click.view is not None else Open(view)


async def on_superseded(submission: Submission, desk: Desk) -> Reply:
    """The record that takes its place was named."""
    who, number = submission.who, read_number(submission.view.subject)
    await desk.database.write(acts.supersede, who, number, submission.view.fields.text("by"), desk.now())
    return Swap(await _read(who, number, desk))


async def on_tagged(submission: Submission, desk: Desk) -> Reply:
    """Its tags were written."""
    who, number = submission.who, read_number(submission.view.subject)
    tags = check_tags(submission.view.fields.text("tags"))
    await desk.database.write(acts.tag, who, number, tags, desk.now())
    return Swap(await _read(who, number, desk))


async def on_linked(submission: Submission, desk: Desk) -> Reply:
    """Something that belongs to it was named."""
    who, number, fields = submission.who, read_number(submission.view.subject), submission.view.fields
    typed = fields.text("text"), fields.text("address")
    await desk.database.write(acts.link, who, number, typed, desk.now())
    return Swap(await _read(who, number, desk))


async def on_state(click: Click, desk: Desk) -> Reply:
    """“Deprecate”, and “It holds again”."""
    number = read_number(click.value)
    state = State.DEPRECATED if click.action == "record.deprecate" else State.ACCEPTED
    await desk.database.write(acts.set_state, click.who, number, state, desk.now())
    return Swap(await _read(click.who, number, desk))


async def _read(who: Who, number: int, desk: Desk) -> View:
    return record_modal(await desk.database.read(acts.read_page, who, number, desk.now()))


def read_number(value: str) -> int:
    """The record that a button or a view means; what we did not write names none."""
    number = whole_number(value)
    if number is None:
        raise Refusal(UNKNOWN)
    return number
