"""Register a concern that came on paper, in person or by phone, for a person without an account."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amparo.audit.actions import record
from amparo.dossiers.actions.concerns import raise_concern, situation_of
from amparo.dossiers.actions.routing import Raising
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SERVICE, Author, Can


@dataclass(frozen=True)
class Registered:
    """The typing office's own case; `is_new` unless the same page was sent before."""

    case: Dossier
    is_new: bool


@transaction.atomic
def register_arrival(raising: Raising, *, by: Author, at: datetime) -> Registered:
    """Raise a concern for whoever brought it, and say in the log who typed it.

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
        record(Can.REGISTER_PAPER, case.pk, by=by.account, at=at)
    return Registered(case, is_new)
