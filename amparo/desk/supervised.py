"""The cases of the office that somebody supervises, and whom they may choose there."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.desk.hats import Hat
from amparo.desk.staff import officers_of
from amparo.desk.wording import say
from amparo.dossiers.actions.openings import Kept
from amparo.dossiers.actions.supervision import declare_conflict
from amparo.dossiers.models import Dossier, Duty
from amparo.dossiers.reach import DossierQuerySet
from amparo.dossiers.rules import SERVICE, WORKED_ON, Author
from amparo.system import directory
from amparo.system.models import Body
from amparo.trust.models import Account

PERSON, BODY = "person", "body"
"""What stands before the id of who is kept out, in the form."""


def open_cases_of(supervised: DossierQuerySet, hat: Hat) -> list[Dossier]:
    """Return the cases of the hat's own office in which it still owes something.

    It starts from the office's open duties: few, where its cases of all years are many.
    """
    owing = Duty.objects.open().filter(body=hat.body)
    mine = supervised.filter(protocol__in=WORKED_ON, parties__key=SERVICE, parties__body=hat.body)
    return list(mine.filter(pk__in=owing.values("dossier")).select_related("assigned_to"))


def cases_of(supervised: DossierQuerySet, hat: Hat) -> DossierQuerySet:
    """Keep the cases of the hat's own office, of all that its wearer supervises."""
    mine = supervised.filter(protocol__in=WORKED_ON, parties__key=SERVICE, parties__body=hat.body)
    with_rows = mine.select_related("assigned_to", "deputy", "area")
    with_more = with_rows.prefetch_related("entries", "kept_from", "parties__body")
    return with_more.order_by("next_due", "number")


def officers_for(case: Dossier, body: UUID, at: datetime) -> list[tuple[str, str]]:
    """Return the officers who may take a case on; who must not know of it is not among them."""
    kept = {row.account_id for row in case.kept_from.all()}
    return [
        (str(each.id), _("%(name)s · away") % {"name": each.name} if each.is_away else each.name)
        for each in officers_of(body, (), at)
        if each.id not in kept
    ]


def people_to_keep_out(body: UUID, at: datetime) -> list[tuple[str, str]]:
    """Return everybody who works in an office, by name."""
    people = Account.objects.filter(pk__in=directory.everyone_in(body, at))
    return [(f"{PERSON}.{each.id}", each.display_name) for each in people.order_by("display_name")]


def bodies_to_keep_out(case: Dossier, own: UUID, at: datetime) -> list[tuple[str, str]]:
    """Return the public offices that could come to know of a case: those in the child's reach."""
    chain = directory.area_chain(case.area_id or "")
    near = Body.objects.at_work(at).in_reach(chain).filter(listed=True).exclude(pk=own)
    return [
        (f"{BODY}.{each.id}", f"{each.name} · {say(f'kind.{each.kind}')}")
        for each in near.order_by("name")
    ]


def keep_out(case: Dossier, who: str, reason: str, *, by: Author, at: datetime) -> None:
    """Keep a person or a body out of a case; who is kept out already stays so."""
    kind, _dot, text = who.partition(".")
    named = frozenset({UUID(text)})
    bodies, accounts = (named, frozenset[UUID]()) if kind == BODY else (frozenset[UUID](), named)
    known = {row.body_id or row.account_id for row in case.kept_from.all()}
    if not named <= known:
        kept = Kept(bodies=bodies, accounts=accounts, reason=reason)
        declare_conflict(case, kept, by=by, at=at)
