"""Half-filled pages, sealed to their author: nobody else, the host included, can read them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import StrIndex

from amparo.audit.actions import record
from amparo.base.canonical import canonical_json
from amparo.base.ids import new_id
from amparo.base.problems import CannotOpen
from amparo.dossiers.models import Draft
from amparo.dossiers.rules import Can, raw_of
from amparo.rows.asked import asked
from amparo.rows.written import remove_rows
from amparo.sealing.keys import open_with, seal_to
from amparo.sealing.padding import pad, unpad
from amparo.trust.keyring import account_public
from amparo.trust.models import Account


@transaction.atomic
def keep_draft(page: str, raw: Mapping[str, list[str]], *, by: Account, at: datetime) -> Draft:
    """Keep what was typed on a page.

    Works with the account's public key alone, so that an ended session loses nothing.
    """
    box = seal_to(account_public(by), pad(canonical_json(dict(raw))))
    draft, is_new = Draft.objects.update_or_create(
        account=by,
        page=page,
        defaults={"box": box, "changed_at": at},
        create_defaults={"id": new_id(at), "box": box, "changed_at": at},
    )
    if is_new:
        record(Can.KEEP_DRAFT, None, by=by.id, at=at)
    return draft


def open_draft(page: str, private: bytes, *, by: Account) -> dict[str, list[str]]:
    """Return what was typed on a page; nothing where no draft is kept, or for an earlier key."""
    draft = _kept_on.first(by.id, page)
    opened = _opened(draft, private) if draft else None
    return raw_of(opened) if opened is not None else {}


@asked
def _kept_on(account: UUID, page: str) -> QuerySet[Draft]:
    return Draft.objects.filter(account=account, page=page)


def lost_drafts(private: bytes, *, by: Account, page: str = "") -> list[Draft]:
    """Return the drafts of somebody, or of one page, that their key does not open, newest first.

    They were sealed to the key before it: nobody opens them any more.
    """
    drafts = Draft.objects.filter(account=by).order_by("-changed_at", "pk")
    asked = drafts.filter(page=page) if page else drafts
    return [draft for draft in asked if _opened(draft, private) is None]


@transaction.atomic
def drop_draft(page: str, *, by: Account, at: datetime) -> None:
    """Forget a draft once its page was sent or its author threw it away."""
    _drop([draft.pk for draft in _kept_on(by.id, page)], by=by.id, at=at)


@transaction.atomic(savepoint=False)
def drop_drafts_under(id: UUID, *, by: UUID, at: datetime) -> None:
    """Forget all that somebody typed under one id, on each page whose address holds it."""
    _drop(_kept_under(by, str(id)), by=by, at=at)


@asked
def _kept_under(account: UUID, text: str) -> QuerySet[Draft, UUID]:
    theirs = Draft.objects.filter(account=account)
    under = theirs.alias(found=StrIndex("page", Value(text))).filter(found__gt=0)
    return under.values_list("pk", flat=True)


def _drop(drafts: Collection[UUID], *, by: UUID, at: datetime) -> None:
    if drafts and remove_rows(Draft, drafts):
        record(Can.KEEP_DRAFT, None, by=by, at=at, detail={"dropped": "yes"})


@transaction.atomic
def drop_lost(private: bytes, *, by: Account, at: datetime) -> int:
    """Forget somebody's drafts that nobody opens any more; return how many."""
    lost = lost_drafts(private, by=by)
    for draft in lost:
        drop_draft(draft.page, by=by, at=at)
    return len(lost)


def _opened(draft: Draft, private: bytes) -> bytes | None:
    """Return what a draft holds; None where it was sealed to another key."""
    try:
        return unpad(open_with(private, bytes(draft.box)))
    except CannotOpen:
        return None
