"""Who works in a body: let in, given a role, given a key again; what takes two persons."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.ids import new_id
from amparo.base.problems import Malformed, NotAllowed, NotThere
from amparo.system.actions.bodies import end_body, found_body
from amparo.system.actions.custody import end_custodian, name_custodian
from amparo.system.directory import everyone_in, members_of, oversight_of, who_can
from amparo.system.models import Body, Proposal
from amparo.system.packs import current_pack
from amparo.system.rules import BY_TWO_PERSONS, CUSTODIAN, NOT_WITH_NAMES, Asked, Can
from amparo.trust.actions.accounts import end_sessions
from amparo.trust.actions.circles import add_member, end_membership, give_key, start_epoch
from amparo.trust.actions.factors import forget_factors
from amparo.trust.actions.invitations import Invited, invite, renew
from amparo.trust.keyring import HoldsKeys, current_epoch
from amparo.trust.models import Account, Circle, Membership
from amparo.trust.problems import NoHolder

EXPIRES = timedelta(days=7)
TWO = 2


def invite_into(
    body: Body, name: str, role: str, *, keyring: HoldsKeys, by: UUID | None, at: datetime
) -> Invited:
    """Let somebody new into a body, in a role that one person may give.

    Raises:
        NotAllowed: the role takes two persons.
        Malformed: the kind of body has no such role, or the name is empty.
        NoHolder: who invites does not hold the body's key.
    """
    if role in BY_TWO_PERSONS:
        raise NotAllowed("This role takes two persons. Ask for it, and let another one agree.")
    _need_name_and_role(body, name, role)
    _need_key(body, role, keyring)
    invited = invite(name, by=by, at=at)
    give_role(body, invited.account, role, keyring=keyring, by=by, at=at)
    return invited


@transaction.atomic
def give_role(
    body: Body, account: Account, role: str, *, keyring: HoldsKeys, by: UUID | None, at: datetime
) -> None:
    """Give somebody a role, and the key that goes with it; they sign in anew.

    Raises:
        NotAllowed: a custodian who works on files or supervises, or the other way round.
        NoHolder: the key is needed and is not in this keyring.
    """
    if role == CUSTODIAN:
        name_custodian(body, account, opened_with=_key(body, role, keyring), by=by, at=at)
    else:
        if role in NOT_WITH_NAMES and account in members_of(body.id, CUSTODIAN, at):
            raise NotAllowed(
                "Whoever keeps the names can't work on files or supervise too. Name somebody else."
            )
        add_member(body.circle, account, role, opened_with=_key(body, role, keyring), by=by, at=at)
        if current_epoch(body.circle_id) is None:
            start_epoch(body.circle, by=by, at=at)
    end_sessions(account, by=by, at=at)


@transaction.atomic
def end_role(
    body: Body, account: Account, role: str, *, keyring: HoldsKeys, by: UUID | None, at: datetime
) -> None:
    """End somebody's role; with the last one a new key begins. Their sessions end.

    Raises:
        NotAllowed: it is one's own.
        NotMember: they don't have it.
    """
    if account.id == by:
        raise NotAllowed("Nobody ends their own role. Ask another person who may.")
    key = _key(body, role, keyring)
    if role == CUSTODIAN:
        end_custodian(body, account, opened_with=key, by=by, at=at)
    else:
        end_membership(body.circle, account, role, opened_with=key, by=by, at=at)
    end_sessions(account, by=by, at=at)


@transaction.atomic
def propose(
    body: Body,
    what: Asked,
    account: Account | None,
    *,
    name: str = "",
    role: str = "",
    by: UUID,
    at: datetime,
    also: Iterable[UUID] = (),
) -> Proposal:
    """Ask for what takes two persons; asked twice it is asked once. It holds for 7 days.

    Where nobody of the body can agree, nor of one above it, somebody of the bodies `also` can.

    Raises:
        NotAllowed: it is for oneself, or for somebody who does not belong here.
        Malformed: there is no such role, or no name.
        NotThere: nobody else could agree.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    if account is not None and (account.id == by or account.id not in everyone_in(body.id, at)):
        raise NotAllowed("This is asked for another person of the same office, never for oneself.")
    _need_whom(body, what, account, name, role)
    said = {"kind": what.value, "account": account, "name": name.strip(), "role": role}
    known = Proposal.objects.waiting(at).filter(body=body, **said).first()
    if known is not None:
        return known
    proposal = Proposal.objects.create(
        id=new_id(at),
        body=body,
        decided_in_id=_deciding(body, {by, account.id if account else by}, also, at),
        asked_by_id=by,
        asked_at=at,
        expires_at=at + EXPIRES,
        **said,
    )
    _record(Can.PROPOSE, proposal, by=by, at=at)
    return proposal


@transaction.atomic
def decide(proposal: Proposal, *, agrees: bool, by: UUID, at: datetime) -> Proposal:
    """Agree to what another person asked for, or don't.

    A lost factor is forgotten and a body ended at once; the rest is carried out by who holds the
    key. What stands against an end, who calls this has asked (`dossiers.actions.ending`).

    Raises:
        NotAllowed: one asked oneself, it is about oneself, or one may not agree here.
        NotThere: it was decided already, or too long ago.
    """
    locked = _waiting(proposal, at)
    if locked.is_agreed is not None:
        raise NotThere("This was decided already. Open the page of people again.")
    barred = {locked.asked_by_id, locked.account_id}
    if by not in _who_may_agree(locked.decided_in, at) - barred:
        raise NotAllowed("A second person must decide this: not who asked, nor whom it is about.")
    locked.decided_by_id, locked.decided_at, locked.is_agreed = by, at, agrees
    locked.expires_at = at + EXPIRES
    if agrees and _done_at_once(locked, by=by, at=at):
        locked.carried_out_at = at
    locked.save()
    _record(Can.AGREE if agrees else Can.REFUSE, locked, by=by, at=at)
    return locked


def carry_out(proposal: Proposal, *, keyring: HoldsKeys, by: UUID, at: datetime) -> Invited | None:
    """Do what two persons agreed on; return the code to hand over, where there is one.

    Raises:
        NotAllowed: nobody has agreed.
        NotThere: it was carried out already, or too long ago.
        NoHolder: the key is needed, and who carries it out does not hold it.
    """
    with transaction.atomic():
        if not _waiting(proposal, at).is_agreed:
            raise NotAllowed("Nobody has agreed to this yet. A second person must.")
    if proposal.kind == Asked.ROLE:
        _need_key(proposal.body, proposal.role, keyring)
    invited = _with_a_code(proposal, by=by, at=at)
    account = invited.account if invited else proposal.account
    with transaction.atomic():
        locked = _waiting(proposal, at)
        if locked.kind == Asked.ROLE and account:
            give_role(locked.body, account, locked.role, keyring=keyring, by=by, at=at)
        elif account:
            give_keys(account, keyring=keyring, by=by, at=at)
        locked.carried_out_at = at
        locked.save(update_fields=["carried_out_at"])
        _record(Can.CARRY_OUT, locked, by=by, at=at)
    return invited


def found_office(
    kind: str,
    name: str,
    area: str,
    people: Sequence[tuple[str, str]],
    *,
    by: UUID | None,
    at: datetime,
) -> tuple[Body, list[Invited]]:
    """Enter an office with the first people of it, each by a code: how a deployment begins.

    Roles of trust take two persons from then on, so that nobody begins alone with one.

    Raises:
        Malformed: there is no such kind, area or role, or a name is empty.
        NotAllowed: one person alone would begin in a role of trust.
    """
    roles = dict.fromkeys(role for _, role in people)
    is_trusted = not BY_TWO_PERSONS.isdisjoint(roles)
    if is_trusted and len({who for who, _ in people}) < TWO:
        raise NotAllowed("A role of trust takes two persons from the first day: name another one.")
    if kind not in current_pack().body_kinds:
        raise Malformed("The pack knows no kind of body called {kind}.", kind=kind)
    invited = {who: invite(who, by=by, at=at) for who in dict.fromkeys(who for who, _ in people)}
    members = [(invited[who].account, role) for who, role in people]
    body = found_body(kind, name, area, members=members, by=by, at=at)
    return body, list(invited.values())


def give_keys(account: Account, *, keyring: HoldsKeys, by: UUID | None, at: datetime) -> int:
    """Give somebody again every key of their circles that this keyring holds; return how many."""
    held = Membership.objects.filter(account=account).in_force(at).values("circle")
    given = 0
    for circle in Circle.objects.filter(pk__in=held):
        private = keyring.current_private_of(circle.id)
        if private is not None:
            give_key(circle, account, opened_with=private, by=by, at=at)
            given += 1
    return given


def _need_whom(body: Body, what: Asked, account: Account | None, name: str, role: str) -> None:
    if what == Asked.ROLE:
        _need_name_and_role(body, name if account is None else account.display_name, role)
    elif account is None and what != Asked.END:
        raise Malformed("Say for whom this is.")


def _done_at_once(proposal: Proposal, *, by: UUID, at: datetime) -> bool:
    """Do what needs no key; tell whether that was it."""
    if proposal.kind == Asked.FACTOR and proposal.account:
        forget_factors(proposal.account, by=by, at=at)
    elif proposal.kind == Asked.END:
        end_body(proposal.body, by=by, at=at)
    else:
        return False
    return True


def _with_a_code(proposal: Proposal, *, by: UUID, at: datetime) -> Invited | None:
    """Make the code for somebody new, or for who forgot the passphrase."""
    if proposal.account is None:
        return invite(proposal.name, by=by, at=at)
    return renew(proposal.account, by=by, at=at) if proposal.kind == Asked.PASSPHRASE else None


def _waiting(proposal: Proposal, at: datetime) -> Proposal:
    rows = Proposal.objects.waiting(at).select_for_update(of=("self",))
    locked = rows.filter(pk=proposal.pk).first()
    if locked is None:
        raise NotThere("This was decided, done or asked too long ago. Ask for it anew.")
    return locked


def _deciding(body: Body, barred: Iterable[UUID], also: Iterable[UUID], at: datetime) -> UUID:
    """Return the body in which somebody can agree: the same one, else the nearest above it."""
    barred = set(barred)
    for deciding in (body.id, *oversight_of(body.id), *also):
        if _who_may_agree(Body.objects.get(pk=deciding), at) - barred:
            return deciding
    raise NotThere("Nobody else can agree to this yet. Ask whoever runs the system.")


def _who_may_agree(body: Body, at: datetime) -> set[UUID]:
    roles = [role for role, can in who_can(body).items() if Can.AGREE in can]
    there = {each for role in roles for each in members_of(body.id, role, at)}
    return {account.id for account in there if account.is_active}


def _need_name_and_role(body: Body, name: str, role: str) -> None:
    if not name.strip():
        raise Malformed("Write the person's name.")
    if role not in current_pack().body_kinds[body.kind].roles:
        raise Malformed("A {kind} has no role called {role}.", kind=body.kind, role=role)


def _need_key(body: Body, role: str, keyring: HoldsKeys) -> None:
    circle = body.custodians_id if role == CUSTODIAN else body.circle_id
    if circle and current_epoch(circle) is not None and _key(body, role, keyring) is None:
        raise NoHolder


def _key(body: Body, role: str, keyring: HoldsKeys) -> bytes | None:
    circle = body.custodians_id if role == CUSTODIAN else body.circle_id
    return keyring.current_private_of(circle) if circle else None


def _record(can: Can, proposal: Proposal, *, by: UUID, at: datetime) -> None:
    detail = {"proposal": str(proposal.id), "kind": proposal.kind, "role": proposal.role}
    if proposal.account_id:
        detail["account"] = str(proposal.account_id)
    record(can, proposal.body_id, by=by, at=at, detail=detail)
