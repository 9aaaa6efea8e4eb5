"""A record written by hand: from what a person typed to a record, or to the sentence beside the field to mend."""

from dataclasses import dataclass
from datetime import date

from rituals.ids import Channel, Person, Team
from rituals.records.guards import check_tags
from rituals.records.model import LONGEST_TITLE, Alternative, Record, Source, State
from rituals.refusal import Refusal, gathered

MOST_OPTIONS, LONGEST_OPTION = 15, 300


@dataclass(frozen=True, slots=True)
class Form:
    """What a person typed, unchecked. The names of its fields name the fields of the modal."""

    channel: str = ""
    title: str = ""
    context: str = ""
    options: str = ""  # One a line.
    decision: str = ""
    rationale: str = ""
    decided_on: date | None = None
    review_on: date | None = None
    tags: str = ""


def check(form: Form, source: Source, whose: tuple[Team, Person], today: date) -> Record:
    """The record that the form makes; raises Refusal in the fields."""
    wrong: dict[str, str] = {}
    title, decision = " ".join(form.title.split()), form.decision.strip()
    options = [" ".join(line.split()) for line in form.options.splitlines() if line.strip()]
    decided_on = form.decided_on or today
    tags: tuple[str, ...] = ()
    if not title:
        wrong["title"] = "Write the question that was decided."
    elif len(title) > LONGEST_TITLE:
        wrong["title"] = f"Keep it to {LONGEST_TITLE} characters and move the rest to the context."
    if not decision:
        wrong["decision"] = "Write what was decided."
    if len(options) > MOST_OPTIONS or any(len(option) > LONGEST_OPTION for option in options):
        wrong["options"] = (
            f"{MOST_OPTIONS} options of {LONGEST_OPTION} characters fit. Describe them in the context."
        )
    if not form.channel:
        wrong["channel"] = "Choose the channel whose members may see it."
    if decided_on > today:
        wrong["decided_on"] = "That day is still to come. Choose the day when it was decided."
    if form.review_on is not None and form.review_on <= today:
        wrong["review_on"] = "Choose a day that is still to come."
    with gathered(wrong, "tags"):
        tags = check_tags(form.tags)
    if wrong:
        raise Refusal.in_fields(wrong)
    team, owner = whose
    return Record(
        team=team,
        source=source,
        channel=Channel(form.channel),
        title=title,
        state=State.ACCEPTED,
        owner=owner,
        decided_on=decided_on,
        context=form.context.strip(),
        options=tuple(Alternative(option) for option in options),
        decision=decision,
        rationale=form.rationale.strip(),
        review_on=form.review_on,
        tags=tags,
    )
