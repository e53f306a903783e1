"""What the server can check of a letter that a phone sealed, without reading a word of it.

Coded answers against their form, addressing against the pack and who must not know, the keys it is
sealed to. Reads; writes nothing.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from amparo.base.problems import NotThere, Problem
from amparo.dossiers.posted import Opens, Posted, PostedPart, SealedFor
from amparo.forms.coded import coded_faults
from amparo.forms.form import REPORTER
from amparo.forms.values import Values, codes_in
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Step
from amparo.system.custody import may_keep_name
from amparo.system.directory import area_chain
from amparo.system.models import Area, Body
from amparo.system.packs import pack_by_hash
from amparo.trust.keyring import keyed_circles
from amparo.trust.models import Epoch


class Why(StrEnum):
    """Why a letter is not stored, in the words of docs/SYNC.md."""

    FORM = "form"
    GARBAGE = "garbage"
    GATE = "gate"
    KEPT = "kept"
    KEY = "key"
    LARGE = "large"
    PACK = "pack"
    PLACE = "place"
    SIGNATURE = "signature"
    STEP = "step"
    STRANGER = "stranger"
    TAKEN = "taken"
    TO = "to"
    WORD = "word"


class Refused(Problem):
    """A letter that is not stored."""

    says = "This could not be taken from the phone."

    def __init__(self, why: Why) -> None:
        super().__init__()
        self.why = why


@dataclass(frozen=True)
class Kinds:
    """The kinds of body that letters may go to: who receives, who stands in for them."""

    to: frozenset[str]
    relays: frozenset[str]
    desks: frozenset[str]

    @classmethod
    def of(cls, pack: Pack) -> "Kinds":
        rows = pack.routes.rows
        return cls(
            to=frozenset(wanted.kind for row in rows for wanted in row.to),
            relays=frozenset(kind for row in rows for kind in row.relay),
            desks=frozenset(kind.key for kind in pack.body_kinds.values() if kind.is_desk),
        )


def pack_of(posted: Posted) -> Pack:
    """Return the pack that a letter was written under; Refused where it is not known here."""
    try:
        return pack_by_hash(posted.pack)
    except NotThere:
        raise Refused(Why.PACK) from None


def check_coded(pack: Pack, step: Step, coded: Values) -> None:
    """Return if these are coded answers of the step, as its form and the step itself allow.

    Raises:
        Refused: one is of another class, is not among the choices, or a needed one is missing.
    """
    listed = {each.name: each for each in step.coded}
    for name, value in coded.items():
        each = listed.get(name)
        if each and each.choices and not set(codes_in(value)) <= set(each.choices):
            raise Refused(Why.FORM)
    form = pack.forms.get(step.form)
    rest = {name: value for name, value in coded.items() if name not in listed}
    if form is None and rest:
        raise Refused(Why.FORM)
    if form is not None and coded_faults(form, rest):
        raise Refused(Why.FORM)
    if coded.get("route_class", "") not in ("", *pack.routes.classes):
        raise Refused(Why.FORM)


def check_receiver(pack: Pack, opens: Opens, kept: Collection[UUID]) -> Body:
    """Return the body that a letter is for, if the pack lets it go there.

    One that has ended since is still taken: its key was handed on, and the phone can't lock it
    anew. The server never routes again.

    Raises:
        Refused: it is of another kind, out of reach of the place, or must not know.
    """
    kinds, named = Kinds.of(pack), [each for each in (opens.to, opens.for_body) if each]
    near = Body.objects.in_reach(area_chain(opens.area)).in_bulk(named)
    if opens.to is None or set(near) != set(named):
        raise Refused(Why.TO)
    receiver = near[opens.to]
    is_desk = receiver.kind in kinds.desks
    if opens.for_body is None:
        fits = receiver.kind in kinds.to or is_desk
    else:
        fits = near[opens.for_body].kind in kinds.to and (receiver.kind in kinds.relays or is_desk)
    if not fits:
        raise Refused(Why.TO)
    if not set(kept).isdisjoint(named):
        raise Refused(Why.KEPT)
    return receiver


def check_area(code: str) -> None:
    """Return if there is such a district.

    Raises:
        Refused: there is none.
    """
    if not Area.objects.filter(pk=code).exists():
        raise Refused(Why.TO)


def check_kept(pack: Pack, kinds: Iterable[str]) -> None:
    """Return if these are kinds of body that somebody may keep out.

    Raises:
        Refused: the pack keeps no such kind out.
    """
    known = {kind.key for kind in pack.body_kinds.values() if kind.kept_by}
    if not set(kinds) <= known:
        raise Refused(Why.KEPT)


@dataclass(frozen=True)
class Locks:
    """To whom the parts of a letter may be locked: the circles of the bodies it is for."""

    circles: frozenset[UUID]
    kept: frozenset[UUID]
    at: datetime

    def allowed(self, part: PostedPart) -> Iterator[tuple[int, SealedFor]]:
        """Yield each key of a part with the epoch it is for.

        Who raised it goes to who keeps names. Where those must not know, as the phone could not
        tell, their key alone is left out: what was said arrives all the same.

        Raises:
            Refused: it is locked for anybody else, or for a key that never was.
        """
        for each in part.to:
            epoch = Epoch.objects.filter(circle=each.circle, number=each.epoch).first()
            if epoch is None or not self._may_hold(part, each.circle):
                raise Refused(Why.KEY)
            if part.part_class != REPORTER or self._keeps(each.circle):
                yield epoch.pk, each

    def _may_hold(self, part: PostedPart, circle: UUID) -> bool:
        if part.part_class == REPORTER:
            return Body.objects.filter(custodians=circle).exists()
        return circle in self.circles

    def _keeps(self, circle: UUID) -> bool:
        return all(may_keep_name(circle, body, self.at, self.kept) for body in self.circles)


def keyed(body: Body) -> None:
    """Return if somebody holds a body's key.

    Raises:
        Refused: nobody could ever read it.
    """
    if body.pk not in keyed_circles([body.pk]):
        raise Refused(Why.KEY)
