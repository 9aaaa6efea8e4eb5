"""Will you commit?"""

from handlers.commitments.acts import committing
from handlers.commitments.views.committing import receipt, receipt_modal
from handlers.payloads import Click
from handlers.replies import Open, Reply, Say
from handlers.ritual import Desk
from rituals.commitments.guards import UNKNOWN
from rituals.positions import Pledge
from rituals.refusal import Refusal


async def on_pledge(click: Click, desk: Desk) -> Reply:
    """One of the three answers, in the message that asks, or on Home."""
    if click.part not in set(Pledge):
        raise Refusal(UNKNOWN)
    said = Pledge(click.part), click.action_ts
    came = await desk.database.write(committing.pledge, click.who, click.value, said, desk.now())
    if not click.response_url:
        return Open(receipt_modal(came.commitment, came.pledge, came.heard))
    return Say(receipt(came.commitment, came.pledge, came.heard))
