"""From /decide to the card: the form, what stands behind More, the preview, drafts."""

from collections.abc import Mapping
from datetime import timedelta

from sandbox import payloads
from sandbox.acts import change_person, open_direct
from sandbox.filling import Value
from tests.decisions.scenes import QUEUE, decide, fill_in, happen, send
from tests.golden import marked
from tests.town import Town

EVERYTHING: Mapping[str, Value] = {
    "Context": "The old queue is full every night.",
    "Method": "Approval",
    "Approval: at least": "1",
    "Approval: at most": "2",
    "Who votes": "These people",
    "People": ["Ben", "Chen"],
    "What is shown": "Private tally",
    "… or typed": "10d",
    "Quorum": "50 %",
    "Early close": ["Close as soon as everybody has voted"],
}


async def test_the_quick_form_takes_two_clicks_from_the_question_to_the_card(town: Town) -> None:
    ann = await fill_in(town)
    assert ann.modal.fields == {"Question": "Which queue?", "Options": "Kafka\nSQS\nNATS"}
    assert "Asks all members in #platform · one choice each · open · closes" in ann.modal
    await ann.submits("Preview")
    assert "This is how it will look in #platform." in ann.modal
    assert "[Kafka] [SQS] [NATS]" in ann.modal
    await ann.submits("Post")
    await town.settle()
    shown = ann.read(town.card("Which queue?"))
    assert "0 of 3 voted" in shown
    assert "@Ann Keller asks all 3 members of the channel" in shown


async def test_every_field_behind_more_is_kept_and_shown(town: Town) -> None:
    card = await decide(town, more=EVERYTHING)
    shown = town["Ann"].read(card)
    assert "The old queue is full every night." in shown
    assert "0 of 2 voted" in shown
    assert (
        "asks 2 people · choose up to 2 · 1 (50 %) must vote · only totals are shown, after the close"
        in shown
    )
    assert "closes early when all have voted" in shown
    assert "Results so far" not in shown
    await town["Ben"].picks("Details", on=card)
    details = town["Ben"].modal
    assert "Asked: @Ben Ortiz, @Chen Wei" in details
    assert "Private tally: only totals are ever shown" in details
    assert ", or when all have voted" in details


async def test_a_private_vote_of_few_warns_in_the_preview(town: Town) -> None:
    ann = await fill_in(town, more={"What is shown": "Private tally"})
    await ann.submits("Preview")
    assert "Only 3 are asked: totals may tell who chose what." in ann.modal


async def test_back_loses_nothing(town: Town) -> None:
    ann = await fill_in(town, more=EVERYTHING)
    before = ann.modal.fields
    await ann.submits("Preview")
    await ann.closes()
    assert ann.modal.fields == before
    await ann.fills("Options", "Kafka\nSQS")
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.settle()
    assert "NATS" not in ann.read(town.card("Which queue?"))


async def test_the_buttons_of_a_preview_only_show_themselves(town: Town) -> None:
    ann = await fill_in(town)
    await ann.submits("Preview")
    await ann.clicks("Kafka")
    assert "This is a preview. Voting starts when you post it." in ann.modal


async def test_posting_twice_opens_one_decision(town: Town) -> None:
    ann = await fill_in(town)
    await ann.submits("Preview")
    again = payloads.submission(town.slack, ann.who, ann.modal.view)
    await ann.submits("Post")
    await town.settle()
    reply = await send(town, again)
    await town.settle()
    assert reply.json() == {"response_action": "clear"}
    town.card("Which queue?")  # There is one.


async def test_a_form_that_was_closed_is_a_draft_that_can_be_continued(town: Town) -> None:
    ann = await fill_in(town, more=EVERYTHING)
    await ann.closes()
    await ann.runs("/decide", in_="platform")
    await town.settle()
    assert "You have a draft: “Which queue?”." in ann.modal
    await ann.clicks("Continue")
    fields = ann.modal.fields
    assert fields["Context"] == "The old queue is full every night."
    assert fields["People"] == "@Ben Ortiz, @Chen Wei"
    assert fields["… or typed"] == "10d"
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.settle()
    assert "0 of 2 voted" in ann.read(town.card("Which queue?"))
    await ann.runs("/decide", in_="platform")
    assert "You have a draft" not in ann.modal


async def test_a_draft_is_continued_on_top_of_what_was_typed_meanwhile(town: Town) -> None:
    ann = await fill_in(town)
    await ann.clicks("More")
    await ann.closes()
    await ann.runs("/decide", in_="platform")
    await ann.fills("Question", "Which broker?")
    await ann.clicks("Continue")
    assert ann.modal.fields["Question"] == "Which queue?"
    await ann.submits("Preview")
    await ann.closes()
    await ann.closes()
    assert ann.modal.fields["Question"] == "Which broker?"


async def test_a_draft_is_kept_for_seven_days_and_seen_by_its_writer_alone(town: Town) -> None:
    await (await fill_in(town)).closes()
    await town["Ben"].runs("/decide", in_="platform")
    assert "You have a draft" not in town["Ben"].modal
    await town.pass_time(days=8)
    await town["Ann"].runs("/decide", in_="platform")
    assert "You have a draft" not in town["Ann"].modal


async def test_a_deadline_is_read_in_the_zone_of_the_person_who_asks(town: Town) -> None:
    ben = await fill_in(town, more={"… or typed": "tomorrow 9am"}, who="Ben")
    await ben.submits("Preview")
    assert "at 9:00 AM" in ben.modal or "at 09:00" in ben.modal


async def test_a_picked_deadline_is_the_one_that_is_posted(town: Town) -> None:
    closes = (town.now() + timedelta(days=20)).replace(second=0, microsecond=0)
    card = await decide(town, more={"Closes": closes})
    assert f"<!date^{int(closes.timestamp())}^" in str(card.blocks)


async def test_a_user_group_is_asked(town: Town) -> None:
    more = {"Who votes": "A user group", "User group": "@oncall – On call"}
    card = await decide(town, more=more)
    assert "asks 2 people" in town["Ann"].read(card)


async def test_a_user_group_is_kept_in_a_draft(town: Town) -> None:
    ann = await fill_in(town, more={"Who votes": "A user group", "User group": "@oncall – On call"})
    await ann.closes()
    await ann.runs("/decide", in_="platform")
    await ann.clicks("Continue")
    assert ann.modal.fields["User group"] == "@oncall – On call"
    await ann.submits("Preview")
    assert "asks 2 people" in ann.modal


async def test_who_cannot_see_the_channel_is_named_beside_the_field(town: Town) -> None:
    people: Mapping[str, Value] = {"Who votes": "These people", "People": ["Ben", "Chen", "Dana"]}
    ann = await fill_in(town, more=people, in_="leads")
    await ann.closes(everything=True)
    town.slack.workspace.get_channel("leads").members.append(_bot(town))
    ann = await fill_in(town, more=people, in_="leads")
    await ann.submits("Preview")
    wrong = ann.errors["People"]
    assert "can't see #leads. Invite them there, or ask others." in wrong
    assert "chen" in wrong.casefold()
    assert "dana" in wrong.casefold()
    assert "ben" not in wrong.casefold()
    group = {"Who votes": "A user group", "User group": "@oncall – On call"}
    await ann.fills(group)
    await ann.submits("Preview")
    assert "can't see #leads" in ann.errors["User group"]


async def test_a_private_channel_without_cairn_asks_for_an_invitation_and_then_works(town: Town) -> None:
    ann = await fill_in(town, in_="leads")
    invite = "Invite @Cairn to that channel first: type /invite @Cairn there, then try again."
    assert invite in ann.modal
    assert ann.modal.fields["Question"] == "Which queue?"
    await ann.submits("Preview")
    assert ann.errors == {"Channel": invite}
    await ann.invites("Cairn", to="leads")
    await happen(town)
    await ann.submits("Preview")
    assert "0 of 2 voted" in ann.modal
    await ann.submits("Post")
    await town.settle()
    assert "Which queue?" in ann.read(town.card("Which queue?", "leads"))


async def test_a_direct_message_asks_for_a_channel(town: Town) -> None:
    ann = town["Ann"]
    await open_direct(town.slack, ann.id, [_bot(town)])
    await happen(town)
    await ann.runs(QUEUE, in_="@Cairn")
    await town.settle()
    assert ann.modal.fields["Channel"] == ""
    await ann.fills("Channel", "platform")
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.settle()
    town.card("Which queue?")


async def test_a_message_is_quoted_and_linked_in_the_context(town: Town) -> None:
    ann = town["Ann"]
    message = await town["Ben"].says("Kafka & SQS <b>\n@Chen Wei knows both.", in_="platform")
    await ann.uses("Start decision from this", on=message)
    await town.settle()
    context = ann.modal.fields["Context"]
    assert context.startswith("> Kafka & SQS <b>\n> @")
    assert f"/archives/{town.channel('platform')}/p{message.ts.replace('.', '')}" in context
    await ann.fills({"Question": "Which queue?", "Options": "Kafka\nSQS"})
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.settle()
    assert "Kafka & SQS <b>" in ann.read(town.card("Which queue?"))


async def test_a_form_that_opens_with_a_message_and_is_closed_at_once_leaves_no_draft(town: Town) -> None:
    ann = town["Ann"]
    message = await town["Ben"].says("Which queue do we take?", in_="platform")
    await ann.uses("Start decision from this", on=message)
    await town.settle()
    assert "Closes" in ann.modal.fields
    await ann.closes()
    await ann.runs("/decide", in_="platform")
    assert "You have a draft" not in ann.modal


async def test_a_very_long_message_is_quoted_in_part(town: Town) -> None:
    ann = town["Ann"]
    message = await town["Ben"].says("word " * 700 + "\n" * 300, in_="platform")
    await ann.uses("Start decision from this", on=message)
    await town.settle()
    assert len(ann.modal.fields["Context"]) <= 3000
    assert "/archives/" in ann.modal.fields["Context"]


async def test_the_global_shortcut_asks_for_a_channel(town: Town) -> None:
    ann = town["Ann"]
    await ann.uses("Start a decision")
    await town.settle()
    await ann.fills({"Question": "Which queue?", "Options": "Kafka\nSQS", "Channel": "platform"})
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.settle()
    town.card("Which queue?")


async def test_a_guest_opens_a_decision_where_they_are_a_member(town: Town) -> None:
    card = await decide(town, who="Eli", in_="general")
    assert "@Eli Novak asks all 5 members" in town["Eli"].read(card)


async def test_what_people_type_mentions_nobody_formats_nothing_and_hides_nothing(town: Town) -> None:
    nasty = "<!channel> & <@U0NOBODY> *bold* \u202eevil\u2066 `code`"
    line = f"/decide Do we ask? {nasty} | A <!here> & B | <http://x.example|click> | \u200b"
    ann = await fill_in(town, line, more={"Context": f"> {nasty}\n<!everyone>"})
    await ann.fills("Options", "A <!here> & B\n<http://x.example|click>\n\u200b")
    await ann.submits("Preview")
    await ann.submits("Post")
    await town.settle()
    card = town.card("Do we ask?")
    raw = "\n".join([card.text, *marked(card.blocks)])
    assert "<!" not in raw.replace("<!date^", "")
    assert "<http" not in raw
    assert not set("\u202e\u2066\u200b") & set(f"{card.text}{card.blocks}")
    assert "A <!here> & B" in ann.read(card)
    assert "<!everyone>" in ann.read(card)


async def test_mentions_in_a_command_read_as_people_see_them(town: Town) -> None:
    ann = await fill_in(town, "/decide Should @ben lead #general? | Yes | No")
    assert ann.modal.fields["Question"] == "Should @ben lead #general?"


async def test_bots_the_deactivated_and_people_from_outside_are_not_asked(town: Town) -> None:
    chen = town["Chen"]
    chen.who.deleted = True
    await change_person(town.slack, chen.id)
    await happen(town)
    card = await decide(town)
    assert "0 of 2 voted" in town["Ann"].read(card)  # Ann and Ben; Robin is a bot.


def _bot(town: Town) -> str:
    installation = town.slack.workspace.installation
    assert installation is not None
    return installation.bot_user
