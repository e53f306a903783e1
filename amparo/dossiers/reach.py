"""How far a reader sees: in full, as a stub or as a duty, and never past an exclusion.

The querysets of dossiers and duties. Every read starts here; beyond it a thing doesn't exist.
"""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from amparo.dossiers.rules import MEMBER, OFFICE, SECOND, SERVICE, WORKER, Can
from amparo.system.watching import offices_watched_by

if TYPE_CHECKING:
    from amparo.dossiers.models import Dossier, Duty  # noqa: F401
    from amparo.trust.rules import Reader


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Dossiers, narrowed to what one reader may know of."""

    def visible_to(self, reader: "Reader") -> Self:
        """Keep what the reader may know of at all, in whatever reach."""
        at_work = ~_kept_from(reader) & (_worked_on_by(reader) | _supervised_by(reader))
        own = _raised_by(reader) | _held_by(reader) | _sessions_of(reader) | _led_by(reader)
        return self.filter(own | at_work)

    def in_full(self, reader: "Reader") -> Self:
        """Keep what the reader may open: addressed body, role and assignment together."""
        return self.filter(~_kept_from(reader), _worked_on_by(reader))

    def openable_in_emergency(self, reader: "Reader") -> Self:
        """Keep the cases of the reader's own offices that are in other hands than theirs."""
        return self.filter(~_kept_from(reader), _in_my_office(reader), ~_worked_on_by(reader))

    def in_hand_of(self, reader: "Reader") -> Self:
        """Keep what is assigned to the reader, or to somebody the reader stands in for."""
        return self.filter(~_kept_from(reader), _in_my_office(reader), _assigned_to(reader))

    def not_kept_from(self, reader: "Reader") -> Self:
        """Leave out what the reader must not know of; more is needed to know of the rest."""
        return self.filter(~_kept_from(reader))

    def raised_by(self, reader: "Reader") -> Self:
        """Keep the reader's own concerns, as stubs; losing a membership never removes them."""
        return self.filter(_raised_by(reader))

    def raised_in(self, situation: UUID, reader: "Reader") -> Self:
        """Keep the reader's own concerns of one situation; of each it is asked whose it is."""
        theirs = _rows("Party").filter(key__in=OWN, account_id=reader.account_id)
        # Asked beside the situation, the protocol would have SQLite go through all concerns.
        concerns = theirs.filter(dossier__protocol="concern")
        mine = Exists(concerns.filter(dossier_id=OuterRef("pk")))
        return self.filter(mine, situation=situation)

    def held_by(self, reader: "Reader") -> Self:
        """Keep what is the reader's as a member: calls owed, dialogues, what was asked of them."""
        return self.filter(_held_by(reader))

    def on_phone_of(self, reader: "Reader") -> Self:
        """Keep what a member's phone is told of: what she raised, goes along with, or is party to.

        What an office asked of her as a member is hers while she is one, and while she can open it.
        """
        can_open = ~Q(protocol=ASKED_OF_MEMBERS) | Q(_has_key(reader))
        held = _held_by(reader) & can_open
        if not reader.memberships:
            held &= Q(protocol__in=OF_THE_PERSON)
        return self.filter((_raised_by(reader) | held) & ~_kept_from_person(reader))

    def writable_on_phone(self, reader: "Reader") -> Self:
        """Keep those of them that she may add to: all but what she raised, once it is sent."""
        return self.on_phone_of(reader).filter(_held_by(reader))

    def sessions_of(self, reader: "Reader") -> Self:
        """Keep the reader's own sessions as a worker."""
        return self.filter(_sessions_of(reader))

    def sessions_led_by(self, reader: "Reader") -> Self:
        """Keep the sessions of the workers whom the reader supervises; never the reader's own."""
        return self.filter(_led_by(reader))

    def under_supervision_of(self, reader: "Reader") -> Self:
        """Keep what the reader sees as duties only: number, area, clock."""
        return self.filter(~_kept_from(reader), _supervised_by(reader))

    def watched_by(self, reader: "Reader", among: Collection[UUID] | None = None) -> Self:
        """Keep what offices work on whose missed clocks come to the reader: to be counted only.

        `among`: of these offices only.
        """
        offices = offices_watched_by(reader.bodies_where(Can.OVERSEE))
        some = offices if among is None else offices.intersection(among)
        return self.filter(~_kept_from(reader), _works_on(some), ~_made_up())


class DutyQuerySet(models.QuerySet["Duty"]):
    """Duties, narrowed to the offices of one reader."""

    def open(self) -> Self:
        """Keep what is still owed."""
        return self.filter(done_at__isnull=True)

    def overdue(self, at: datetime) -> Self:
        """Keep what is owed and whose moment has passed."""
        return self.open().filter(due__lt=at)

    def to_tell(self, at: datetime) -> Self:
        """Keep what was missed and has a level that is to know of it and was not told."""
        return self.overdue(at).filter(tell_at__lte=at)


OWN = ("raiser", "companion")
"""The parties of a concern to whom it is their own."""


def _raised_by(reader: "Reader") -> Q:
    """In one list and not in one or another: only that is found by an index."""
    theirs = _rows("Party").filter(key__in=OWN, account_id=reader.account_id)
    return Q(id__in=theirs.values("dossier_id"))


def _held_by(reader: "Reader") -> Q:
    theirs = _rows("Party").filter(key__in=(MEMBER, SECOND), account_id=reader.account_id)
    return Q(id__in=theirs.values("dossier_id")) & ~Q(_kept_from_person(reader))


def _sessions_of(reader: "Reader") -> Q:
    return Q(id__in=_of(WORKER, account_id=reader.account_id))


def _led_by(reader: "Reader") -> Q:
    led = Q(id__in=_of(OFFICE, body_id__in=reader.bodies_where(Can.HOLD_SESSION)))
    return led & ~_sessions_of(reader)


def _kept_from(reader: "Reader") -> Exists:
    """An exclusion of the account, or of any body it is in: whatever role it comes with."""
    theirs = Q(account_id=reader.account_id) | Q(body_id__in=reader.bodies)
    return Exists(_rows("KeptFrom").filter(theirs, dossier_id=OuterRef("pk")))


def _worked_on_by(reader: "Reader") -> Q:
    """An addressed body and role; and assignment, or duty while nobody has it, or an emergency."""
    waiting = Q(assigned_to__isnull=True) & _works_on(reader.on_duty) & ~_made_up()
    open_now = _assigned_to(reader) | waiting | _opened_in_emergency(reader)
    return _in_my_office(reader) & open_now


def _in_my_office(reader: "Reader") -> Q:
    return _works_on(reader.bodies_where(Can.READ_DOSSIER))


def _works_on(offices: Collection[UUID]) -> Q:
    """One of these offices works on it: asked of each row, since an office's own are many."""
    services = _rows("Party").filter(key=SERVICE, body_id__in=offices)
    return Q(Exists(services.filter(dossier_id=OuterRef("pk"))))


def _assigned_to(reader: "Reader") -> Q:
    mine = Q(assigned_to_id=reader.account_id) | Q(deputy_id=reader.account_id)
    return mine | Q(assigned_to_id__in=reader.stands_in_for)


def _opened_in_emergency(reader: "Reader") -> Q:
    """What the reader opened in an emergency, until its time is over: to the minute."""
    if reader.at is None:
        return Q(pk__in=())
    mine = _rows("Access").filter(account_id=reader.account_id, since__lte=reader.at)
    in_force = mine.filter(until__gt=reader.at, body_id__in=reader.bodies)
    return Q(id__in=in_force.values("dossier_id"))


def _supervised_by(reader: "Reader") -> Q:
    own = _works_on(reader.bodies_where(Can.SUPERVISE))
    told = _rows("Escalation").filter(
        level="oversight", body_id__in=reader.bodies_where(Can.OVERSEE)
    )
    reviewed = _rows("Access").filter(reviewer_id__in=reader.bodies_where(Can.OVERSEE))
    above = Q(id__in=told.values("dossier_id")) | Q(id__in=reviewed.values("dossier_id"))
    return (own | above) & ~_made_up()


def _made_up() -> Q:
    """A file that nobody should open: on no list and among no numbers, found by its number only."""
    return Q(situation__in=_rows("Canary").values("situation"))


def _kept_from_person(reader: "Reader") -> Exists:
    """An exclusion of the account itself; one of her group does not take her own from her."""
    return Exists(_rows("KeptFrom").filter(account_id=reader.account_id, dossier_id=OuterRef("pk")))


def _has_key(reader: "Reader") -> Exists:
    """A key of the account itself to something in it: taken back, it leaves her phone too."""
    hers = _rows("Wrap").filter(account_id=reader.account_id)
    return Exists(hers.filter(part__entry__dossier_id=OuterRef("pk")))


ASKED_OF_MEMBERS = "accompaniment"

OF_THE_PERSON = ("debrief", "threat", "dialogue", "activity")
"""What stays a member's own whatever becomes of her membership."""


def _of(party: str, **who: object) -> "models.QuerySet[Any, Any]":
    return _rows("Party").filter(key=party, **who).values("dossier_id")


def _rows(model: str) -> "models.QuerySet[Any, Any]":
    """Return a table of this app by name: the tables themselves are defined on top of this."""
    manager: models.Manager[Any] = apps.get_model("dossiers", model)._default_manager  # noqa: SLF001
    return manager.all()
