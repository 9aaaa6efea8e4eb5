"""The forms behind Manage: a reason, or people."""

from collections.abc import Callable, Mapping

from handlers.blocks import context, section
from handlers.inputs import chosen, chosen_channels, chosen_people, chosen_person, field, number, typed
from handlers.manage_forms import form
from handlers.replies import Block, View
from handlers.rfcs.views import words
from handlers.rfcs.views.ending import superseded_form, supersedes_form
from handlers.rfcs.views.form import PROFILES
from handlers.rfcs.views.shown import Shown
from rituals.owning import MOST_CO_OWNERS
from rituals.rfcs.form import MOST_DAYS, MOST_POINTERS, MOST_REVIEWERS


def postpone_form(shown: Shown) -> View:
    """Why it is put off."""
    told = "The review rests until an author takes it up again. Positions and concerns stay as they are."
    return form(shown.rfc.ref, "postpone", ("Postpone", "Postpone"), [section(told), _reason()])


def reject_form(shown: Shown) -> View:
    """Why it is rejected."""
    told = "The review ends, and it is kept as a record that was rejected. It can't be reopened."
    return form(shown.rfc.ref, "reject", ("Reject", "Reject"), [section(told), _reason()])


def withdraw_form(shown: Shown) -> View:
    """Why it is withdrawn, if anybody needs to know."""
    told = "The review ends. It can't be reopened, and no record is made of it."
    return form(shown.rfc.ref, "withdraw", ("Withdraw", "Withdraw"), [section(told), _reason(optional=True)])


def hand_over_form(shown: Shown) -> View:
    """Somebody else to be its author."""
    told = "The new author is told. You can still comment, and raise concerns."
    return form(
        shown.rfc.ref,
        "hand_over",
        ("Hand over", "Hand over"),
        [section(told), field("New author", chosen_person("to"))],
    )


def decider_form(shown: Shown) -> View:
    """Somebody who may reject or postpone it."""
    told = (
        f"{words.people_named([shown.rfc.terms.decider])} decides now: who decides may reject or postpone it."
    )
    return form(
        shown.rfc.ref,
        "decider",
        ("Decider", "Name"),
        [section(told), field("New decider", chosen_person("to"))],
    )


def co_owners_form(shown: Shown) -> View:
    """Those who write it together with its author."""
    told = "They can do all that the author can. Nobody reviews what they write themselves."
    element = chosen_people("co_owners", shown.rfc.co_owners, MOST_CO_OWNERS)
    blocks = [section(told), field("Co-authors", element, optional=True)]
    return form(shown.rfc.ref, "co_owners", ("Co-authors", "Save"), blocks)


def add_reviewers_form(shown: Shown) -> View:
    """More people to review it."""
    told = "They are asked as the others were, and told so."
    element = chosen_people("people", (), MOST_REVIEWERS)
    return form(
        shown.rfc.ref, "add_reviewers", ("Add reviewers", "Add"), [section(told), field("Reviewers", element)]
    )


def remove_reviewers_form(shown: Shown) -> View:
    """Reviewers who are no longer asked."""
    told = "They are no longer awaited. A position they took, and concerns they raised, stay on record."
    element = chosen_people("people", (), MOST_REVIEWERS)
    blocks: list[Block] = [
        section(told),
        field("Reviewers", element),
        context(f"Reviewers now: {words.people_named(list(shown.reviewers), most=40)}"),
    ]
    return form(shown.rfc.ref, "remove_reviewers", ("Remove reviewers", "Remove"), blocks)


def pointers_form(shown: Shown) -> View:
    """Other channels in which a short card leads to it."""
    told = "A short card stands in each. Where you take one off, its card says that it is no longer followed there."
    element = chosen_channels("pointers", shown.rfc.terms.pointers, MOST_POINTERS)
    blocks = [section(told), field("Affected channels", element, optional=True)]
    return form(shown.rfc.ref, "pointers", ("Affected channels", "Save"), blocks)


def accepting_form(shown: Shown) -> View:
    """Another rule by which it is accepted."""
    terms = shown.rfc.terms
    blocks = [
        section("The card tells the rule, and the thread that you changed it."),
        field("How it is accepted", chosen("radio_buttons", "profile", PROFILES, terms.profile)),
        field(
            "Business days",
            number("days", (1, MOST_DAYS), terms.days),
            hint="Of final comment; or of lazy consensus, counted from now.",
        ),
    ]
    return form(shown.rfc.ref, "accepting", ("How it is accepted", "Save"), blocks)


FORMS: Mapping[str, Callable[[Shown], View]] = {
    "postpone": postpone_form,
    "reject": reject_form,
    "withdraw": withdraw_form,
    "hand_over": hand_over_form,
    "decider": decider_form,
    "co_owners": co_owners_form,
    "add_reviewers": add_reviewers_form,
    "remove_reviewers": remove_reviewers_form,
    "pointers": pointers_form,
    "accepting": accepting_form,
    "superseded": superseded_form,
    "supersedes": supersedes_form,
}
"""Each form by the part of the click that opens it; what it submits has the callback `rfc.` and the same name."""


def _reason(optional: bool = False) -> Block:
    hint = "Shown on the card." + (" Its authors can leave it empty." if optional else "")
    return field("Reason", typed("reason", lines=True), hint=hint, optional=optional)
