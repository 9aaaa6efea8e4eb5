"""Drafts of decisions, and of outcomes that are half written."""

from pydantic import TypeAdapter

from handlers.drafts import Drafts, HalfWritten
from rituals.decisions.form import Form
from rituals.decisions.model import RITUAL
from rituals.decisions.outcome import Writing
from storage import decisions

DRAFTS = Drafts(
    RITUAL,
    TypeAdapter(Form),
    decisions.find_by_draft,
    "That draft was posted already. Type /decide to start another.",
)
OUTCOMES = HalfWritten("outcome", TypeAdapter(Writing))
