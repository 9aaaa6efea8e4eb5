"""The form for an RFC: what it asks for, what is refused beside which field, and what it hints at."""

from dataclasses import replace

import pytest

from rituals.ids import Channel, Person
from rituals.refusal import Refusal
from rituals.rfcs.form import Form, Hint, check, count_sentences, due_hints
from rituals.rfcs.model import Profile, Terms
from tests.rfcs.making import ANN, BEN, CHEN, DANA, EMIL, FORM, TEXT


def test_what_is_needed_makes_an_rfc_and_the_rest_has_defaults() -> None:
    assert check(FORM, ANN) == Terms(Channel("CPLATFORM"), TEXT, decider=ANN)
    chosen = replace(
        FORM,
        title=" One  queue\nfor all events ",
        decider=EMIL,
        days=" 10 ",
        pointers=(Channel("COPS"), Channel("CPLATFORM"), Channel("COPS")),
        profile=Profile.LAZY,
        reviewers=(),
    )
    expected = Terms(Channel("CPLATFORM"), TEXT, EMIL, Profile.LAZY, 10, (Channel("COPS"),))
    assert check(chosen, ANN) == expected


def test_every_field_that_needs_mending_says_so_at_once() -> None:
    with pytest.raises(Refusal) as caught:
        check(Form(days="0"), ANN)
    wanted = {"channel", "title", "summary", "motivation", "proposal", "days", "reviewers"}
    assert caught.value.fields.keys() == wanted


@pytest.mark.parametrize(
    ("form", "field", "sentence"),
    [
        (replace(FORM, channel=""), "channel", "Choose the channel"),
        (replace(FORM, title="\u200d "), "title", "Write a title"),
        (replace(FORM, title="x" * 151), "title", "151 characters and 150 fit"),
        (replace(FORM, summary=" "), "summary", "three to five sentences"),
        (replace(FORM, motivation=""), "motivation", "who is better off"),
        (replace(FORM, proposal=""), "proposal", "or link to the full document"),
        (replace(FORM, risks="x" * 3001), "risks", "3,001 characters and 3,000 fit"),
        (replace(FORM, link="x" * 1001), "link", "1,001 characters and 1,000 fit"),
        (replace(FORM, link="docs.meridian.example/queue"), "link", "begins with https://"),
        (replace(FORM, link="javascript:alert(1)"), "link", "begins with https://"),
        (replace(FORM, link="https://"), "link", "begins with https://"),
        (replace(FORM, link="https://[docs"), "link", "begins with https://"),
        (replace(FORM, link="https://docs.example/a b"), "link", "has no spaces"),
        (replace(FORM, link="https://docs.example/a|b>"), "link", "begins with https://"),
        (replace(FORM, days="31"), "days", "from 1 to 30"),
        (replace(FORM, days="soon"), "days", "from 1 to 30"),
        (replace(FORM, reviewers=()), "reviewers", "choose lazy consensus"),
        (replace(FORM, reviewers=(BEN, ANN)), "reviewers", "does not review it"),
        (replace(FORM, co_owners=(BEN,)), "reviewers", "does not review it"),
        (
            replace(FORM, reviewers=tuple(Person(f"U{n}") for n in range(31))),
            "reviewers",
            "30 reviewers at most",
        ),
        (replace(FORM, co_owners=tuple(Person(f"U{n}") for n in range(6))), "co_owners", "5 people"),
        (
            replace(FORM, pointers=tuple(Channel(f"C{n}") for n in range(11))),
            "pointers",
            "10 channels at most",
        ),
    ],
)
def test_a_field_is_refused_with_a_sentence_that_says_what_to_do(
    form: Form, field: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as caught:
        check(form, ANN)
    assert caught.value.fields.keys() == {field}
    assert sentence in caught.value.fields[field]


def test_a_link_stands_for_the_proposal() -> None:
    linked = check(replace(FORM, proposal="", link=" https://docs.example/queue?v=2#top "), ANN)
    assert linked.text.link == "https://docs.example/queue?v=2#top"


def test_a_draft_is_empty_until_a_text_was_typed() -> None:
    assert Form(channel="CPLATFORM", reviewers=(BEN, CHEN, DANA), risks=" ").is_empty
    assert not Form(risks="It may take longer.").is_empty


@pytest.mark.parametrize(
    "alternatives",
    [
        "Do nothing, and lose two days a year.",
        "Kafka.\n\nDoing nothing: it costs us a day a month.",
        "Leave things as they are.",
        "The status quo would do for a year.",
        "Keep the current queues.",
    ],
)
def test_doing_nothing_is_found_among_the_alternatives(alternatives: str) -> None:
    assert Hint.NOTHING not in due_hints(replace(TEXT, alternatives=alternatives))


@pytest.mark.parametrize("alternatives", ["", "Kafka. There is nothing better.", "NATS: it is not as known."])
def test_who_leaves_doing_nothing_out_is_told_and_not_stopped(alternatives: str) -> None:
    assert due_hints(replace(TEXT, alternatives=alternatives)) == (Hint.NOTHING,)
    assert check(replace(FORM, alternatives=alternatives), ANN).text.alternatives == alternatives


@pytest.mark.parametrize(
    ("summary", "sentences"),
    [
        ("", 0),
        ("One queue", 1),
        ("We run 3.5 queues, e.g. for mail.", 1),
        ("What is it? A queue! For all…", 3),
        ("We move\n\nBy March", 2),
        ("“We move.” Ann said so. *By March.*", 3),
    ],
)
def test_sentences_are_counted_by_where_they_end(summary: str, sentences: int) -> None:
    assert count_sentences(summary) == sentences
    assert (Hint.SENTENCES in due_hints(replace(TEXT, summary=summary))) == (sentences < 3)
