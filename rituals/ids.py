"""Names for the ids that pass between the floors, so that one is never taken for another."""

from typing import NewType

Team = NewType("Team", str)
Person = NewType("Person", str)
Channel = NewType("Channel", str)
DraftId = NewType("DraftId", str)
ActionId = NewType("ActionId", str)
DecisionId = NewType("DecisionId", str)
WinId = NewType("WinId", str)
