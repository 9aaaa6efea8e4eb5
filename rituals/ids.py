"""Names for the ids that pass between the floors, so that one is never taken for another."""

from typing import NamedTuple, NewType

Team = NewType("Team", str)
Person = NewType("Person", str)
Channel = NewType("Channel", str)
DraftId = NewType("DraftId", str)
ActionId = NewType("ActionId", str)
CommitmentId = NewType("CommitmentId", str)
DecisionId = NewType("DecisionId", str)
WinId = NewType("WinId", str)


class Ref(NamedTuple):
    """One ritual of any kind: `ritual` is the name of the kind."""

    team: Team
    ritual: str
    id: str
