"""Drafts of proposals, and of positions and rulings that are half written."""

from pydantic import TypeAdapter

from handlers.drafts import Drafts, HalfWritten
from rituals.commitments.deciding import Writing
from rituals.commitments.form import Form
from rituals.commitments.model import RITUAL
from rituals.commitments.stating import Stating
from storage import commitments

DRAFTS = Drafts(
    RITUAL,
    TypeAdapter(Form),
    commitments.find_by_draft,
    "That draft was posted already. Type /commit to start another.",
)
POSITIONS = HalfWritten("position", TypeAdapter(Stating))
RULINGS = HalfWritten("ruling", TypeAdapter(Writing))
