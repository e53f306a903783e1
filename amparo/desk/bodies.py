"""Offices and groups of an area, for who answers for them: what each is, what its end leaves.

Nothing here is about a child: of files there is only whether there are any, and about how many.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.desk.missed import AboutSo
from amparo.desk.paging import Place, place_among
from amparo.desk.problems import said
from amparo.desk.wording import say
from amparo.dossiers.actions.ending import against_ending, unfinished_in
from amparo.system.ending import (
    Instead,
    instead_of,
    instead_unaccredited,
    is_recognised_kind,
    needs_accreditation,
)
from amparo.system.models import Accreditation, Body, Recognition
from amparo.system.packs import current_pack
from amparo.system.reach import BodyQuerySet
from amparo.system.rules import Can
from amparo.trust.keyring import keyed_circles
from amparo.trust.rules import Reader

A_PAGE = 25


@dataclass(frozen=True)
class Found:
    """A page of bodies, each with its kind in words."""

    rows: tuple[tuple[Body, str], ...]
    place: Place


@dataclass(frozen=True)
class Standing:
    """What a body is, and what this reader may do about it.

    Attributes:
        kind: in words.
        is_accredited: None where its kind needs no accreditation.
        is_recognised: None where its kind is no group.
        unaccredited: what would become of what comes to it; None unless it may be withdrawn here.
        may: the words of `STANDING` that apply to it and that the reader's roles allow.
    """

    body: Body
    kind: str
    accredited: Accreditation | None
    recognised: Recognition | None
    is_accredited: bool | None
    is_recognised: bool | None
    unaccredited: "Goes | None"
    may: frozenset[str]


@dataclass(frozen=True)
class Goes:
    """Whom things go to instead: bodies by name, and matters that lead to nobody in reach."""

    to: tuple[str, ...]
    to_nobody: tuple[str, ...]


@dataclass(frozen=True)
class Left:
    """What the end of a body leaves behind.

    Attributes:
        files: about how many have not come to an end; None is none.
        goes: whom what comes to it goes to.
        has_key: somebody works there who opens what is locked for it.
        holds_for: the offices that it is told of when nobody is there.
        against: what stands against the end, in sentences; then it can't be asked for.
    """

    files: AboutSo | None
    goes: Goes
    has_key: bool
    holds_for: tuple[str, ...]
    against: tuple[str, ...]


def known_to(reader: Reader) -> BodyQuerySet:
    """Return the bodies that somebody answers for in any way; a municipality, for its groups."""
    groups = current_pack().reports.groups_of
    wanted = [kind for kind in current_pack().body_kinds if needs_accreditation(kind)]
    return (
        Body.objects.answered_for_by(reader, Can.END_BODY)
        | Body.objects.answered_for_by(reader, Can.ACCREDIT).filter(kind__in=wanted)
        | Body.objects.answered_for_by(reader, Can.RECOGNISE).filter(kind__in=groups)
    )


def bodies_named(reader: Reader, name: str, number: int) -> Found:
    """Return a page of the bodies whose names hold this; those at work first."""
    rows = known_to(reader).filter(name__icontains=name)
    place = place_among(number, rows.count(), A_PAGE)
    rows = rows.select_related("area").order_by("-ended_at", "name", "pk")
    shown = rows[place.before * A_PAGE : (place.before + 1) * A_PAGE]
    return Found(tuple((body, say(f"kind.{body.kind}")) for body in shown), place)


def standing_of(reader: Reader, id: UUID, at: datetime) -> Standing | None:
    """Return what a body is; None for one that this reader does not answer for."""
    body = known_to(reader).filter(pk=id).select_related("area").first()
    if body is None:
        return None
    accredited = Accreditation.objects.filter(body=body).in_force(at).first()
    recognised = Recognition.objects.filter(body=body).in_force(at).first()
    may = _may(reader, body)
    withdraws = accredited is not None and Can.WITHDRAW_ACCREDITATION in may
    return Standing(
        body=body,
        kind=say(f"kind.{body.kind}"),
        accredited=accredited,
        recognised=recognised,
        is_accredited=bool(accredited) if needs_accreditation(body.kind) else None,
        is_recognised=bool(recognised) if is_recognised_kind(body.kind) else None,
        unaccredited=_goes(instead_unaccredited(body, at)) if withdraws else None,
        may=may,
    )


def left_behind(body: Body, at: datetime) -> Left:
    """Return what the end of a body leaves behind, and what stands against it."""
    instead, files = instead_of(body, at), unfinished_in(body)
    held = Body.objects.at_work(at).filter(second_holder=body).order_by("name")
    return Left(
        files=AboutSo.of(files) if files else None,
        goes=_goes(instead),
        has_key=bool(keyed_circles([body.id])),
        holds_for=tuple(held.values_list("name", flat=True)),
        against=tuple(said(problem) for problem in against_ending(body, instead, at)),
    )


def _goes(instead: Instead) -> Goes:
    return Goes(instead.receivers, tuple(say(f"route.{key}") for key in instead.unreached))


def _may(reader: Reader, body: Body) -> frozenset[str]:
    """Return what applies to a body that works, and what the reader may do where it stands."""
    if body.ended_at is not None:
        return frozenset()
    applies = [Can.END_BODY]
    if needs_accreditation(body.kind):
        applies += [Can.ACCREDIT, Can.WITHDRAW_ACCREDITATION]
    if is_recognised_kind(body.kind):
        applies += [Can.RECOGNISE, Can.WITHDRAW_RECOGNITION]
    here = Body.objects.filter(pk=body.pk)
    return frozenset(can for can in applies if here.answered_for_by(reader, can).exists())
