"""A concern while it is written: its pages, what was typed so far, and what it would become.

All of it lies in one draft, sealed to its author, under the id that the concern will have.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from amparo.desk.districts import district_of
from amparo.desk.hats import Hat, hat_for
from amparo.desk.kept import KeptPage, Raw, kept_pages
from amparo.desk.lost import Lost, lost_of, lost_on
from amparo.dossiers.actions.drafts import drop_drafts_under, keep_draft, open_draft
from amparo.dossiers.actions.routing import Raising
from amparo.dossiers.rules import Author, Can
from amparo.forms.answers import Filled, accept
from amparo.forms.form import Form, Group, Repeat, walk
from amparo.protocols.pack import Pack
from amparo.rows.asked import asked
from amparo.system.directory import everyone_in
from amparo.system.models import Body
from amparo.system.packs import current_pack
from amparo.trust.doors import account_in, keyring_in
from amparo.trust.models import Account, Membership

PEOPLE, COMPANION, TRIED = "kept_people", "companion", "tried"
"""Names of what a page asks beside the form: who must not know, who goes along, numbers tried."""

DISTRICT = "district"
"""The code of the district chosen where several have the name that was typed."""

URGENT = {"danger_now": "now"}
"""The answer that takes the short path: what must be known, then check and send."""

DRAFT = "concern/"


@dataclass(frozen=True)
class Writing:
    """One concern being written by whoever is signed in."""

    id: UUID
    pack: Pack
    account: Account
    hat: Hat | None
    raw: Raw
    lost: Lost | None = None

    @property
    def form(self) -> Form:
        """Return the form that the pack's routes read."""
        return self.pack.forms[self.pack.routes.form]

    @property
    def pages(self) -> tuple[Group, ...]:
        """Return the form's pages: its groups, in their order."""
        return tuple(item for item in self.form.items if isinstance(item, Group))

    @property
    def is_urgent(self) -> bool:
        """Tell whether the answers so far take the short path."""
        return any(self.raw.get(name) == [code] for name, code in URGENT.items())

    @property
    def path(self) -> tuple[Group, ...]:
        """Return the pages to go through: all of them, or in danger those that must be."""
        return tuple(page for page in self.pages if not self.is_urgent or _must_be(page))

    def page(self, name: str) -> Group | None:
        return next((page for page in self.pages if page.name == name), None)

    def after(self, page: Group) -> Group | None:
        """Return the page that follows; None where what follows is checking and sending."""
        if page not in self.path:
            return None
        return next(iter(self.path[self.path.index(page) + 1 :]), None)

    def filled(self, at: datetime, only: Iterable[str] | None = None) -> Filled:
        local = at.astimezone(self.pack.tzinfo)
        return accept(self.form, self.raw, only=None if only is None else tuple(only), now=local)


def writing_in(request: HttpRequest, id: UUID) -> Writing:
    """Return a concern as far as its author has written it."""
    account = account_in(request)
    page, private = f"{DRAFT}{id}", keyring_in(request).account_private
    raw = open_draft(page, private, by=account)
    lost = None if raw else lost_on(page, account, private)
    return Writing(id, current_pack(), account, hat_for(request, Can.RAISE_CONCERN), raw, lost)


def keep_writing(writing: Writing, raw: Raw, *, at: datetime) -> None:
    """Keep a concern as it is written now."""
    keep_draft(f"{DRAFT}{writing.id}", raw, by=writing.account, at=at)


def forget_writing(writing: Writing, *, at: datetime) -> None:
    """Throw away all that was written of a concern, on each of its pages."""
    drop_drafts_under(writing.id, by=writing.account.id, at=at)


def begun_by(account: Account, private: bytes) -> tuple[KeptPage, ...]:
    """Return the concerns that somebody has begun and not sent, by where to go on."""
    start = reverse("desk:raise")
    lost = {each.page for each in lost_of(account, private)}
    found: dict[str, KeptPage] = {}
    for kept in kept_pages(account):
        begun = kept.page.removeprefix(DRAFT).removeprefix(start).partition("/")[0]
        if kept.page.startswith((DRAFT, start)) and begun:
            go_on = reverse("desk:raise_check", args=[begun])
            is_lost = kept.page in lost
            found.setdefault(begun, KeptPage(go_on, kept.changed_at, is_lost=is_lost))
    return tuple(found.values())


def with_page(raw: Raw, page: Group, typed: Raw) -> Raw:
    """Return all that was typed, with one page's part of it replaced."""
    here = _names_on(page)
    elsewhere = {name: texts for name, texts in raw.items() if name.split("-")[0] not in here}
    mine = {name: texts for name, texts in typed.items() if name.split("-")[0] in here}
    return {**elsewhere, **mine}


def _names_on(page: Group) -> frozenset[str]:
    names = {question.name for question, _ in walk(page.items)}
    names |= {item.name for item in page.items if isinstance(item, Repeat)}
    asked = {name for beside, name in BESIDE if beside in names}
    return frozenset(names | asked)


BESIDE = (("keep_from", PEOPLE), ("other_district", DISTRICT), ("tie", COMPANION))
"""Beside which question what is no part of the form is asked."""


def asks(page: Group, beside: str) -> bool:
    """Tell whether a page asks this question."""
    return any(question.name == beside for question, _ in walk(page.items))


def companions(writing: Writing, at: datetime) -> tuple[Account, ...]:
    """Return the others of the raiser's group, by name: to be kept out, or to go along."""
    if writing.hat is None:
        return ()
    others = everyone_in(writing.hat.body, at) - {writing.account.id}
    return tuple(_active(others))


@asked
def _active(accounts: Collection[UUID]) -> QuerySet[Account]:
    return Account.objects.filter(pk__in=accounts, is_active=True).order_by("display_name")


def author_of(writing: Writing) -> Author:
    """Return the author of a concern: the person who raises it, in no other role."""
    return Author("raiser", "vetted", writing.account.id, writing.hat.body if writing.hat else None)


def raising_of(writing: Writing, filled: Filled, at: datetime) -> Raising:
    """Return the concern as it would be sent now; who is no other of the group doesn't count."""
    chosen = (*writing.raw.get(PEOPLE, ()), *writing.raw.get(COMPANION, ()))
    others = {str(each.id): each.id for each in companions(writing, at)} if any(chosen) else {}
    kept = frozenset(others[each] for each in writing.raw.get(PEOPLE, ()) if each in others)
    picked = [others[each] for each in writing.raw.get(COMPANION, ()) if each in others]
    with_her = picked[0] if picked and picked[0] not in kept else None
    return Raising(
        id=writing.id,
        values=filled.values,
        district=district_of(filled.values, writing.raw.get(DISTRICT, ()), home_of(writing)),
        raised_by=writing.account.id,
        kept_accounts=kept,
        companion=with_her,
    )


def home_of(writing: Writing) -> str:
    """Return the area that "ours" means: of the group, or of the last one somebody was in."""
    if writing.hat:
        return writing.hat.area
    worked = Membership.objects.filter(account=writing.account, circle__body__isnull=False)
    last = worked.order_by("-since").first()
    return Body.objects.get(pk=last.circle_id).area_id if last else ""


def _must_be(page: Group) -> bool:
    return any(question.required for question, _ in walk(page.items))
