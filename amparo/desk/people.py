"""The people of an office as its page shows them: roles, keys, who is still expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from amparo.desk.wording import say
from amparo.system.models import Body, Proposal
from amparo.system.packs import current_pack
from amparo.system.rules import BY_TWO_PERSONS, CUSTODIAN, NOT_WITH_NAMES, Asked
from amparo.trust.actions.invitations import COMING
from amparo.trust.factors import has_factor
from amparo.trust.keyring import current_epoch
from amparo.trust.models import Account, EpochKey, Invitation, Membership

ASKED = {
    Asked.ROLE: _("A role of trust"),
    Asked.FACTOR: _("The second proof was lost"),
    Asked.PASSPHRASE: _("The passphrase is forgotten"),
    Asked.END: _("It works no more"),
}


@dataclass(frozen=True)
class Member:
    """Somebody of an office.

    Attributes:
        roles: each role held, and how it is said.
        holds_key: of the office, or of its custodians, as their roles need.
        is_expected: they have a code and have not come yet.
        was_never_here: another code may be made for them by one person alone.
    """

    account: Account
    roles: Sequence[tuple[str, str]]
    holds_key: bool
    is_expected: bool
    was_never_here: bool
    has_factor: bool

    @property
    def said(self) -> str:
        """Return all roles in words."""
        return " · ".join(says for _, says in self.roles)


def members_in(body: Body, at: datetime) -> list[Member]:
    """Return everybody who has a role in a body, the longest-serving first."""
    mine = Q(circle=body.circle_id) | Q(circle=body.custodians_id)
    rows = Membership.objects.filter(mine).in_force(at).order_by("since", "pk")
    held: dict[UUID, list[Membership]] = {}
    for row in rows.select_related("account"):
        held.setdefault(row.account_id, []).append(row)
    coming = set(Invitation.objects.open(at).values_list("account", flat=True))
    return [_member(theirs, coming) for theirs in held.values()]


def member_in(body: Body, account: UUID, at: datetime) -> Member | None:
    """Return one of them; None for who does not belong here."""
    return next((each for each in members_in(body, at) if each.account.id == account), None)


def roles_for(body: Body) -> list[tuple[str, str]]:
    """Return the roles that this kind of body has; those that take two persons say so."""
    two = str(_("takes two persons"))
    return [
        (role, f"{say(f'role.{role}')} · {two}" if role in BY_TWO_PERSONS else say(f"role.{role}"))
        for role in current_pack().body_kinds[body.kind].roles
    ]


def asked_in_words(proposal: Proposal) -> str:
    """Say what is asked for: the role, or what was lost."""
    if proposal.kind == Asked.ROLE:
        return say(f"role.{proposal.role}")
    return str(ASKED[Asked(proposal.kind)])


def about(proposal: Proposal) -> str:
    """Say whom it is about: a person, or the office itself."""
    if proposal.kind == Asked.END:
        return proposal.body.name
    return proposal.account.display_name if proposal.account else proposal.name


def _member(held: Sequence[Membership], coming: set[UUID]) -> Member:
    account = held[0].account
    circles = {row.circle_id for row in held}
    return Member(
        account=account,
        roles=[(row.role, say(f"role.{row.role}")) for row in held],
        holds_key=all(_holds(account, circle) for circle in circles),
        is_expected=not account.is_active and account.id in coming,
        was_never_here=not account.is_active and account.username.startswith(COMING),
        has_factor=has_factor(account),
    )


def _holds(account: Account, circle: UUID) -> bool:
    epoch = current_epoch(circle)
    return epoch is None or EpochKey.objects.filter(epoch=epoch, account=account).exists()


def addable(body: Body, member: Member) -> list[tuple[str, str]]:
    """Return the roles somebody may get beside theirs: names and files never meet in one person."""
    has = {role for role, _says in member.roles}
    barred = set(has)
    if has & NOT_WITH_NAMES:
        barred.add(CUSTODIAN)
    if CUSTODIAN in has:
        barred |= NOT_WITH_NAMES
    return [(role, says) for role, says in roles_for(body) if role not in barred]
