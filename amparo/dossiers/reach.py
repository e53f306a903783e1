"""How far a reader sees: in full, as a stub or as a duty, and never past an exclusion.

The querysets of dossiers and duties. Every read starts here; beyond it a thing doesn't exist.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from amparo.dossiers.rules import MEMBER, SERVICE, Can

if TYPE_CHECKING:
    from amparo.dossiers.models import Dossier, Duty  # noqa: F401
    from amparo.trust.rules import Reader


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Dossiers, narrowed to what one reader may know of."""

    def visible_to(self, reader: "Reader") -> Self:
        """Keep what the reader may know of at all, in whatever reach."""
        at_work = ~_kept_from(reader) & (_worked_on_by(reader) | _supervised_by(reader))
        return self.filter(_raised_by(reader) | _held_by(reader) | at_work)

    def in_full(self, reader: "Reader") -> Self:
        """Keep what the reader may open: addressed body, role and assignment together."""
        return self.filter(~_kept_from(reader), _worked_on_by(reader))

    def raised_by(self, reader: "Reader") -> Self:
        """Keep the reader's own concerns, as stubs; losing a membership never removes them."""
        return self.filter(_raised_by(reader))

    def held_by(self, reader: "Reader") -> Self:
        """Keep the reader's own dialogues; nobody else has them, whoever is in the group."""
        return self.filter(_held_by(reader))

    def under_supervision_of(self, reader: "Reader") -> Self:
        """Keep what the reader sees as duties only: number, area, clock."""
        return self.filter(~_kept_from(reader), _supervised_by(reader))


class DutyQuerySet(models.QuerySet["Duty"]):
    """Duties, narrowed to the offices of one reader."""

    def open(self) -> Self:
        """Keep what is still owed."""
        return self.filter(done_at__isnull=True)

    def overdue(self, at: datetime) -> Self:
        """Keep what is owed and whose moment has passed."""
        return self.open().filter(due__lt=at)


def _raised_by(reader: "Reader") -> Q:
    return Q(id__in=_of("raiser", account_id=reader.account_id)) | Q(
        id__in=_of("companion", account_id=reader.account_id)
    )


def _held_by(reader: "Reader") -> Q:
    return Q(id__in=_of(MEMBER, account_id=reader.account_id))


def _kept_from(reader: "Reader") -> Exists:
    """An exclusion of the account, or of any body it is in: whatever role it comes with."""
    theirs = Q(account_id=reader.account_id) | Q(body_id__in=reader.bodies)
    return Exists(_rows("KeptFrom").filter(theirs, dossier_id=OuterRef("pk")))


def _worked_on_by(reader: "Reader") -> Q:
    """An addressed body and role; and assignment, or the duty officer while nobody has it."""
    mine = Q(assigned_to_id=reader.account_id) | Q(deputy_id=reader.account_id)
    stood_in_for = Q(assigned_to_id__in=reader.stands_in_for)
    waiting = Q(assigned_to__isnull=True, id__in=_of(SERVICE, body_id__in=reader.on_duty))
    in_my_office = Q(id__in=_of(SERVICE, body_id__in=reader.bodies_where(Can.READ_DOSSIER)))
    return in_my_office & (mine | stood_in_for | waiting)


def _supervised_by(reader: "Reader") -> Q:
    own = Q(id__in=_of(SERVICE, body_id__in=reader.bodies_where(Can.SUPERVISE)))
    told = _rows("Escalation").filter(
        level="oversight", body_id__in=reader.bodies_where(Can.OVERSEE)
    )
    return own | Q(id__in=told.values("dossier_id"))


def _of(party: str, **who: object) -> "models.QuerySet[Any, Any]":
    return _rows("Party").filter(key=party, **who).values("dossier_id")


def _rows(model: str) -> "models.QuerySet[Any, Any]":
    """Return a table of this app by name: the tables themselves are defined on top of this."""
    manager: models.Manager[Any] = apps.get_model("dossiers", model)._default_manager  # noqa: SLF001
    return manager.all()
