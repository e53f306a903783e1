"""Register a concern that came on paper, in person or by phone, for a person without an account."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.ids import derived_id
from amparo.dossiers.actions.concerns import raise_concern, situation_of
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.routing import Raising
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SERVICE, Author, Can, Letter


@dataclass(frozen=True)
class Registered:
    """The typing office's own case; `is_new` unless the same page was sent before."""

    case: Dossier
    is_new: bool


@transaction.atomic
def register_arrival(
    raising: Raising, received_by: str = "", *, by: Author, at: datetime
) -> Registered:
    """Raise a concern for whoever brought it; say in the file and in the log who typed it.

    Args:
        raising: what was brought.
        received_by: who took it at the counter, if that was somebody else than who types.
        by: who types.
        at: the moment of typing.

    Raises:
        IdTaken: another concern is known under this id.
    """
    is_new = not Dossier.objects.filter(situation=situation_of(raising.id)).exists()
    raised = raise_concern(raising, by=by, at=at)
    case = Dossier.objects.get(
        protocol="case",
        situation=raised.situation,
        parties__key=SERVICE,
        parties__body=raising.office,
        parties__for_body__isnull=True,
    )
    if is_new:
        _say_who_received(case, raising, received_by, by, at)
        record(Can.REGISTER_PAPER, case.pk, by=by.account, at=at)
    return Registered(case, is_new)


def _say_who_received(
    case: Dossier, raising: Raising, received_by: str, by: Author, at: datetime
) -> None:
    letter = Letter(
        id=derived_id(raising.id, REGISTERED),
        step=REGISTERED,
        values={"received_by": received_by},
        said_at=at,
        stamped=raising.stamped,
    )
    append_entry(case, letter, by=replace(by, party=SERVICE), at=at)


REGISTERED = "registered"
"""The step that tells apart when a paper was stamped, who received it and who typed it."""
