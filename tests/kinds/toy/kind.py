"""The registration of pledges, and the kinds of a program that knows them."""

from iomdesk.kinds.kind import Kind, Later, RecordedFile, Seal
from iomdesk.kinds.shipped import SHIPPED
from tests.kinds.toy import actions
from tests.kinds.toy.pledge import Pledge, Worry

PLEDGE = Kind(
    record=Pledge,
    title="pledge",
    needs=("case",),
    narrated=True,
    cautious={"worry": (Worry.LITTLE.value, Worry.GREAT.value)},
    seal=Seal(keep=Later(lambda: actions.keep_later), kept_as="later words"),
    due=Later(lambda: actions.pledges_due),
    input=RecordedFile(
        schema=Later(actions.pledge_schema),
        example=Later(actions.example_pledge),
        record=Later(lambda: actions.record_pledge),
        beside=Later(lambda: actions.papers_named),
    ),
)
KINDS = SHIPPED | {"pledge": Later(lambda: PLEDGE)}
