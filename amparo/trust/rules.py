"""What can be said about accounts, roles and sign-in without a database. Pure: no clock."""

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Can(StrEnum):
    """What may be done with trust: the permission, the audit word and the sentence in one."""

    BEGIN_DEPLOYMENT = "begin_deployment"
    RENEW_DIRECTORY = "renew_directory"
    SIGN_KEY = "sign_key"
    CREATE_ACCOUNT = "create_account"
    CHANGE_PASSPHRASE = "change_passphrase"  # noqa: S105  # the word for it
    CREATE_CIRCLE = "create_circle"
    ADD_MEMBER = "add_member"
    END_MEMBERSHIP = "end_membership"
    START_EPOCH = "start_epoch"
    ADD_SECOND_HOLDER = "add_second_holder"
    ADD_WITNESS = "add_witness"
    COSIGN = "cosign"
    SIGN_IN = "sign_in"
    FAIL_SIGN_IN = "fail_sign_in"
    SIGN_OUT = "sign_out"
    CHOOSE_LANGUAGE = "choose_language"
    ADD_FACTOR = "add_factor"
    REMOVE_FACTOR = "remove_factor"
    USE_FACTOR = "use_factor"
    FAIL_FACTOR = "fail_factor"
    MAKE_RECOVERY_CODES = "make_recovery_codes"
    FORGET_FACTORS = "forget_factors"
    END_SESSIONS = "end_sessions"
    INVITE_PERSON = "invite_person"
    RENEW_ACCOUNT = "renew_account"
    TAKE_UP_INVITATION = "take_up_invitation"
    GIVE_KEY = "give_key"
    ENROL_PHONE = "enrol_phone"
    OFFER_PHONE = "offer_phone"
    CONFIRM_PHONE = "confirm_phone"
    REFUSE_PHONE = "refuse_phone"
    REVOKE_PHONE = "revoke_phone"


SENTENCES: "Mapping[Can, StrPromise]" = {
    Can.BEGIN_DEPLOYMENT: _("made the keys of this deployment"),
    Can.RENEW_DIRECTORY: _("renewed the certificate of the directory"),
    Can.SIGN_KEY: _("signed a public key for the directory"),
    Can.CREATE_ACCOUNT: _("made an account"),
    Can.CHANGE_PASSPHRASE: _("changed the own passphrase"),
    Can.CREATE_CIRCLE: _("made a circle of key holders"),
    Can.ADD_MEMBER: _("gave somebody a role in a body"),
    Can.END_MEMBERSHIP: _("ended somebody's role in a body"),
    Can.START_EPOCH: _("gave a body a new key"),
    Can.ADD_SECOND_HOLDER: _("let another body hold a body's key for emergencies"),
    Can.ADD_WITNESS: _("named an outside witness of the log"),
    Can.COSIGN: _("signed a checkpoint of the log, as a witness"),
    Can.SIGN_IN: _("signed in"),
    Can.FAIL_SIGN_IN: _("tried to sign in with a wrong passphrase"),
    Can.SIGN_OUT: _("signed out"),
    Can.CHOOSE_LANGUAGE: _("chose the language to read in"),
    Can.ADD_FACTOR: _("added a second factor"),
    Can.REMOVE_FACTOR: _("removed a second factor"),
    Can.USE_FACTOR: _("showed the second factor"),
    Can.FAIL_FACTOR: _("gave a wrong second factor after the right passphrase"),
    Can.MAKE_RECOVERY_CODES: _("made new recovery codes"),
    Can.FORGET_FACTORS: _("let an account begin anew without its second factor"),
    Can.END_SESSIONS: _("ended sessions elsewhere"),
    Can.INVITE_PERSON: _("invited a person"),
    Can.RENEW_ACCOUNT: _("gave somebody who forgot the passphrase a new key"),
    Can.TAKE_UP_INVITATION: _("chose a user name and a passphrase"),
    Can.GIVE_KEY: _("gave a member the body's key"),
    Can.ENROL_PHONE: _("made a code for a member's phone"),
    Can.OFFER_PHONE: _("came with a phone and its keys"),
    Can.CONFIRM_PHONE: _("confirmed a phone by its three words"),
    Can.REFUSE_PHONE: _("did not confirm a phone"),
    Can.REVOKE_PHONE: _("trusted a phone no more: it is lost"),
}


class FactorKind(StrEnum):
    """What a second factor is."""

    APP = "app"
    PASSKEY = "passkey"


@dataclass(frozen=True)
class Belonging:
    """That an account has a role in a circle, and since when."""

    circle_id: UUID
    role: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Reader:
    """Who reads, and all that decides what exists for them. Every read takes one.

    Trust fills the first two. What a role may do is the pack's, who is on duty and who stands in
    for whom is the system's: it fills the rest (`allowed`), and until then nothing is allowed.

    Attributes:
        account_id: of the person.
        memberships: the roles held at this moment.
        grants: for each body, the words of `Can` that the roles held there allow.
        on_duty: bodies whose officer on duty this is.
        stands_in_for: accounts that are away and named this one as deputy.
        own: what the person may do as a person, whatever became of the memberships.
        at: the moment of reading; what was opened for a while is not open without one.
    """

    account_id: UUID
    memberships: tuple[Belonging, ...] = ()
    grants: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    on_duty: frozenset[UUID] = frozenset()
    stands_in_for: frozenset[UUID] = frozenset()
    own: frozenset[str] = frozenset()
    at: datetime | None = None

    @property
    def bodies(self) -> frozenset[UUID]:
        """Return the bodies in which the account has any role."""
        return frozenset(belonging.circle_id for belonging in self.memberships)

    def bodies_where(self, can: str) -> frozenset[UUID]:
        """Return the bodies in which the account may do this."""
        return frozenset(body for body in self.bodies if can in self.grants.get(body, ()))

    def roles_in(self, body: UUID) -> frozenset[str]:
        """Return the roles that the account has in a body."""
        return frozenset(held.role for held in self.memberships if held.circle_id == body)

    def may(self, can: str) -> bool:
        """Return whether the account may do this anywhere, or as a person."""
        return can in self.own or bool(self.bodies_where(can))

    def allowed(
        self,
        grants: Mapping[UUID, frozenset[str]],
        *,
        on_duty: frozenset[UUID] = frozenset(),
        stands_in_for: frozenset[UUID] = frozenset(),
        own: frozenset[str] = frozenset(),
    ) -> "Reader":
        """Return this reader with what the pack and the system allow."""
        return replace(self, grants=grants, on_duty=on_duty, stands_in_for=stands_in_for, own=own)


def normal_username(typed: str) -> str:
    """Return a user name as it is compared and stored: case, width and outer spaces don't count."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


TRIES = 8
ANOTHER_TRY_AFTER = timedelta(seconds=20)


@dataclass(frozen=True)
class Tries:
    """How many tries somebody has: so many at once, then one more every while.

    Attributes:
        free_at: when all of them are free again, if no more are made.
        every: that while.
    """

    free_at: datetime
    every: timedelta = ANOTHER_TRY_AFTER

    def wait(self, at: datetime) -> int:
        """Return the seconds until the next try is taken; 0 where it is taken now."""
        left = self._owed(at) - (TRIES - 1) * self.every
        return max(0, math.ceil(left / timedelta(seconds=1)))

    def spent(self, at: datetime) -> "Tries":
        """Return what is left after one more try."""
        return Tries(at + self._owed(at) + self.every, self.every)

    def _owed(self, at: datetime) -> timedelta:
        """Return the time until all are free; a clock set back makes nobody wait longer."""
        return min(max(timedelta(0), self.free_at - at), TRIES * self.every)
