"""Querysets of areas, bodies, periods and gaps, narrowed to what one reader may know of."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from amparo.system.rules import Can

if TYPE_CHECKING:
    from amparo.system.models import Area, Body, Gap, Proposal  # noqa: F401
    from amparo.trust.rules import Reader

Row = TypeVar("Row", bound=models.Model)


class AreaQuerySet(models.QuerySet["Area"]):
    """Areas. They are public; what lies in them is not."""

    def visible_to(self, reader: "Reader") -> Self:  # noqa: ARG002  # every read begins like this
        """Keep all: a country's areas are no secret from anybody."""
        return self.all()

    def valid_on(self, day: date) -> Self:
        """Keep the areas that exist on a day."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        not_ended = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        return self.filter(begun & not_ended)


class BodyQuerySet(models.QuerySet["Body"]):
    """Bodies, narrowed to those a reader may know of."""

    def visible_to(self, reader: "Reader") -> Self:
        """Keep public offices, the reader's own bodies, and groups the reader oversees."""
        overseen = inside("area", _served(reader.bodies_where(Can.SEE_GAPS)))
        return self.filter(Q(listed=True) | Q(pk__in=reader.bodies) | overseen)

    def answered_for_by(self, reader: "Reader", can: Can) -> Self:
        """Keep the bodies in the areas for which the reader may do this; never the reader's own."""
        theirs = inside("area", _served(reader.bodies_where(can)))
        return self.filter(theirs).exclude(pk__in=reader.bodies)

    def at_work(self, at: datetime) -> Self:
        """Keep bodies that are there at a moment."""
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at), founded_at__lte=at)

    def in_reach(self, chain: Iterable[str]) -> Self:
        """Keep bodies that serve one of the areas of a chain."""
        return self.filter(serves__in=list(chain)).distinct()

    def accredited(self, at: datetime) -> Self:
        """Keep bodies that are accredited at a moment."""
        return self.filter(
            Q(accreditation_rows__until__isnull=True) | Q(accreditation_rows__until__gt=at),
            accreditation_rows__since__lte=at,
        ).distinct()


class PeriodQuerySet(models.QuerySet[Row]):
    """Things that hold for a body for a while; from `since` on, until and without `until`."""

    def visible_to(self, reader: "Reader") -> Self:
        """Keep what holds in the reader's own bodies."""
        return self.filter(body__in=reader.bodies)

    def in_force(self, at: datetime) -> Self:
        """Keep what holds at a moment."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """What takes two persons, narrowed to those who ask and those who may agree."""

    def visible_to(self, reader: "Reader") -> Self:
        """Keep what is asked in the reader's bodies or by them, and what is decided there.

        Never what is about them.
        """
        asked = Q(body__in=reader.bodies_where(Can.PROPOSE)) | Q(asked_by_id=reader.account_id)
        decided = Q(decided_in__in=reader.bodies_where(Can.AGREE))
        about_me = Q(account_id=reader.account_id)
        return self.filter(asked | decided).exclude(about_me)

    def waiting(self, at: datetime) -> Self:
        """Keep what nobody has decided or carried out yet, and still can."""
        undecided = Q(is_agreed__isnull=True) | Q(is_agreed=True)
        return self.filter(undecided, carried_out_at__isnull=True, expires_at__gt=at)


class GapQuerySet(models.QuerySet["Gap"]):
    """Missing services, for those who can press for them."""

    def visible_to(self, reader: "Reader") -> Self:
        """Keep the gaps of the areas that the reader's overseeing bodies serve."""
        return self.filter(inside("area", _served(reader.bodies_where(Can.SEE_GAPS))))


def inside(field: str, codes: "models.QuerySet[Area] | Iterable[str]") -> Q:
    """Return the condition that an area field lies in one of the areas or in a part of one."""
    paths = (field, f"{field}__parent", f"{field}__parent__parent")
    within = Q(**{f"{field}__parent__parent__parent__in": codes})
    for path in paths:
        within |= Q(**{f"{path}__in": codes})
    return within


def _served(bodies: Iterable[UUID]) -> "models.QuerySet[Area]":
    from amparo.system.models import Area  # noqa: PLC0415  # tables stand on these querysets

    return Area.objects.filter(served_by__in=list(bodies))
