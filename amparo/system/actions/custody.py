"""Name who keeps the names of those who raise concerns, and end it: a circle beside the body's."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.problems import Malformed, NotAllowed
from amparo.system.directory import members_of
from amparo.system.models import Body
from amparo.system.packs import current_pack
from amparo.system.rules import CUSTODIAN, OFFICER, SUPERVISOR, Can
from amparo.trust.actions.circles import (
    NewEpoch,
    add_member,
    add_second_holder,
    create_circle,
    end_membership,
    start_epoch,
)
from amparo.trust.keyring import current_epoch, keyed_circles
from amparo.trust.models import Account, Circle
from amparo.trust.problems import NotMember


@transaction.atomic
def name_custodian(
    body: Body,
    account: Account,
    *,
    opened_with: bytes | None = None,
    by: UUID | None,
    at: datetime,
) -> NewEpoch | None:
    """Let somebody keep the names of those who raise concerns with a body.

    The first founds the body's circle of custodians, with a key of its own. It gives nobody the
    body's key.

    Args:
        body: the body.
        account: the custodian to be.
        opened_with: the private key of the custodians' current epoch, which a custodian has. Not
            needed while nobody holds one.
        by: who says so.
        at: the moment.

    Returns:
        The epoch that begins with the first custodian; None where there was one already.

    Raises:
        Malformed: the kind of body has no such role.
        NotAllowed: the person is an officer or a supervisor of the body.
        AlreadyMember: the person is its custodian already.
        NoHolder: the custodians' key is needed and was not brought.
        CannotOpen: what was brought is another key.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    _need_custody(body, account, at)
    circle = _circle_of(body) or _found_circle(body, by=by, at=at)
    add_member(circle, account, CUSTODIAN, opened_with=opened_with, by=by, at=at)
    detail = {"account": str(account.id)}
    record(Can.NAME_CUSTODIAN, body.id, by=by, at=at, detail=detail)
    return _begun(body, circle, by=by, at=at) if current_epoch(circle.id) is None else None


def _begun(body: Body, circle: Circle, *, by: UUID | None, at: datetime) -> NewEpoch:
    begun = start_epoch(circle, by=by, at=at)
    share_custody(body, opened_with=begun.private, by=by, at=at)
    return begun


@transaction.atomic
def end_custodian(
    body: Body,
    account: Account,
    *,
    opened_with: bytes | None = None,
    by: UUID | None,
    at: datetime,
) -> NewEpoch | None:
    """End somebody's keeping of names; the other custodians go on with a new key.

    Args:
        body: the body.
        account: the custodian.
        opened_with: the custodians' current private key; without it what came before is not
            handed on to those who join later.
        by: who says so.
        at: the moment.

    Raises:
        NotMember: the person is no custodian of the body.
        CannotOpen: what was brought is another key.
    """
    circle = _circle_of(body)
    if circle is None:
        raise NotMember
    begun = end_membership(circle, account, CUSTODIAN, opened_with=opened_with, by=by, at=at)
    detail = {"account": str(account.id)}
    record(Can.END_CUSTODIAN, body.id, by=by, at=at, detail=detail)
    return begun


def share_custody(body: Body, *, opened_with: bytes, by: UUID | None, at: datetime) -> None:
    """Let the second holder's custodians hold the key of a body's custodians too.

    Only custodians hold it for custodians; nothing happens while either side has none.

    Raises:
        CannotOpen: what was brought is another key.
    """
    circle = _circle_of(body)
    holder = _circle_of(body.second_holder) if body.second_holder else None
    if circle and holder and keyed_circles([holder.id]):
        add_second_holder(circle, holder, opened_with=opened_with, by=by, at=at)


def _need_custody(body: Body, account: Account, at: datetime) -> None:
    kind = current_pack().body_kinds[body.kind]
    if CUSTODIAN not in kind.roles:
        raise Malformed("A {kind} has no role called {role}.", kind=kind.key, role=CUSTODIAN)
    if account in members_of(body.id, OFFICER, at):
        raise NotAllowed("Whoever works on files can't keep the names too. Name somebody else.")
    if account in members_of(body.id, SUPERVISOR, at):
        raise NotAllowed("Whoever supervises can't keep the names too. Name somebody else.")


def _circle_of(body: Body) -> Circle | None:
    return Circle.objects.filter(custodians_of=body).first()


def _found_circle(body: Body, *, by: UUID | None, at: datetime) -> Circle:
    circle = create_circle(by=by, at=at)
    body.custodians = circle
    body.save(update_fields=["custodians"])
    return circle
