"""Whether an office is accredited: what was said of it in a case, beside the record of offices.

Where the two differ somebody is wrong, and a child may be in hands that must not decide about it:
it is shown and worries a supervisor and whoever oversees. It stops nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import SERVICE
from amparo.system.models import Body
from amparo.system.packs import pack_by_hash


@dataclass(frozen=True)
class Differing:
    """An answer that the record does not bear out: what was said, when, and of which office."""

    case: Dossier
    office: str
    said_yes: bool
    said_at: datetime

    @property
    def says(self) -> str:
        """Say it in one sentence."""
        if self.said_yes:
            return _("“accredited” was answered; in the record of offices it is not")
        return _("“not accredited” was answered; in the record of offices it is accredited")


def differing(cases: Iterable[Dossier], at: datetime) -> Iterator[Differing]:
    """Yield the cases whose newest answer on accreditation is not what the record says now."""
    said = [found for found in map(_said, _with_answer(cases)) if found is not None]
    if not said:
        return
    accredited = frozenset(Body.objects.accredited(at).values_list("pk", flat=True))
    for body, each in said:
        if each.said_yes is not (body.pk in accredited):
            yield each


def differs(case: Dossier, at: datetime) -> Differing | None:
    """Return what differs in one case, if anything does."""
    return next(differing([case], at), None)


def _with_answer(cases: Iterable[Dossier]) -> list[Dossier]:
    """Return the cases in which it was answered at all: few, and the database finds them."""
    known = {case.pk: case for case in cases}
    packs = {case.pack_id for case in known.values()}
    kinds = (kind for pack in packs for kind in pack_by_hash(pack).body_kinds.values())
    names = {kind.says_accredited for kind in kinds if kind.says_accredited}
    if not names:
        return []
    said = reduce(or_, (Q(**{f"coded__{name}__in": ("yes", "no")}) for name in names))
    found = Entry.objects.filter(said, dossier__in=known).values_list("dossier", flat=True)
    return [known[case] for case in dict.fromkeys(found)]


def _said(case: Dossier) -> tuple[Body, Differing] | None:
    body = next((each.body for each in case.parties.all() if each.key == SERVICE), None)
    kind = pack_by_hash(case.pack_id).body_kinds.get(body.kind) if body else None
    if body is None or kind is None or not kind.says_accredited:
        return None
    name = kind.says_accredited
    answers = [each for each in case.entries.all() if each.coded.get(name) in {"yes", "no"}]
    if not answers:
        return None
    newest = max(answers, key=lambda entry: entry.position)
    return body, Differing(case, body.name, newest.coded[name] == "yes", newest.at)
