"""The keys of circles as a machine of states: whatever happens in whatever order, these hold.

Who left can't read what is written later; who is there reads all; a circle that one alone holds is
listed as such; nothing written is left that nobody can open. Another way of losing or getting a key
is one more rule, and calls `write` or `_began` where it changes who may read.
"""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch
from uuid import UUID

import pytest
from django.conf import settings as configured
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from amparo.base.problems import CannotOpen
from amparo.sealing.keys import open_with, seal_to
from amparo.trust.actions.accounts import change_passphrase
from amparo.trust.actions.circles import (
    add_member,
    add_second_holder,
    create_circle,
    end_membership,
    give_key,
    start_epoch,
)
from amparo.trust.actions.deployment import begin_deployment
from amparo.trust.actions.invitations import invite, renew, take_up
from amparo.trust.keyring import (
    circle_public,
    circles_with_one_holder,
    current_epoch,
    open_as_second_holder,
    open_epoch,
)
from amparo.trust.models import Account, Circle, Epoch
from amparo.trust.recovering import epoch_private, recovery_private, two_holders
from amparo.trust.tests.people import AT, PASSPHRASE, person, private_of
from tests.founding import BEGUN_AT, quick_stretch

ROLE = "officer"
ALWAYS_THERE = 1
"""Somebody stays in the circle, so that there is always a holder who can act."""


@dataclass
class Somebody:
    """A person of the model: what they know, and whether they are in the circle now."""

    account: Account
    passphrase: str = PASSPHRASE
    is_in: bool = False
    code: str = ""
    held_until: int = 0  # the last writing that was made while they were in


@dataclass
class Writing:
    """Something sealed to the circle's epoch of its moment."""

    epoch: int
    box: bytes
    text: bytes = field(default=b"")


class Keys(RuleBasedStateMachine):
    """One circle, the people in and around it, and what is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.cleanup = ExitStack()
        self.home = Path(self.cleanup.enter_context(TemporaryDirectory()))
        here = configured.AMPARO.__class__(
            **{**vars(configured.AMPARO), "home": self.home / "home", "is_demo": True}
        )
        self.cleanup.enter_context(override_settings(AMPARO=here))
        self.cleanup.enter_context(
            patch("amparo.sealing.passphrase.hash_secret_raw", quick_stretch)
        )
        self.cleanup.enter_context(transaction.atomic())
        self.people: list[Somebody] = []
        self.writings: list[Writing] = []
        self.at = AT

    @initialize()
    def begin(self) -> None:
        begin_deployment(self.home / "offline", at=BEGUN_AT, demo=True)
        self.circle: Circle = create_circle(by=None, at=self.at)
        self.other: Circle = create_circle(by=None, at=self.at)
        neighbour = self._new()
        add_member(self.other, neighbour.account, ROLE, by=None, at=self.at)
        self.neighbour = neighbour
        start_epoch(self.other, by=None, at=self.at)
        first = self._new()
        self.people = [first]
        add_member(self.circle, first.account, ROLE, by=None, at=self.at)
        start_epoch(self.circle, by=None, at=self.at)
        first.is_in = True
        self.has_second = False

    @rule()
    def write(self) -> None:
        """Seal something to the circle, as an entry does."""
        public = circle_public(self.circle.id)
        text = f"writing {len(self.writings)}".encode()
        self.writings.append(Writing(public.pk, seal_to(public.public, text), text))

    @rule()
    def join(self) -> None:
        newcomer = self._new()
        self.people.append(newcomer)
        self._add(newcomer)

    @precondition(lambda self: any(not each.is_in and not each.code for each in self.people))
    @rule(data=st.data())
    def join_again(self, data: st.DataObject) -> None:
        outside = [each for each in self.people if not each.is_in and not each.code]
        self._add(data.draw(st.sampled_from(outside)))

    @rule()
    def invite_somebody(self) -> None:
        invited = invite("Somebody", by=None, at=self.at)
        coming = Somebody(invited.account, code=invited.code)
        self.people.append(coming)
        self._add(coming)

    @precondition(lambda self: any(each.code for each in self.people))
    @rule(data=st.data())
    def come(self, data: st.DataObject) -> None:
        coming = data.draw(st.sampled_from([each for each in self.people if each.code]))
        name = coming.account.username
        if name.startswith("invited."):
            name = f"person.{self.people.index(coming)}"
        coming.passphrase = f"words about a river {self.people.index(coming)} today"
        coming.account = take_up(coming.code, name, coming.passphrase, at=self.at)
        coming.code = ""

    @precondition(lambda self: len(self._in()) > ALWAYS_THERE)
    @rule(data=st.data())
    def revoke(self, data: st.DataObject) -> None:
        """Somebody leaves: a member, or one who was invited and never came."""
        keeper = self._in()[0]
        inside = [each for each in self.people if each.is_in and each is not keeper]
        leaving = data.draw(st.sampled_from(inside))
        key = self._key(keeper)
        end_membership(
            self.circle, leaving.account, ROLE, opened_with=key, by=None, at=self._later()
        )
        leaving.is_in = False
        leaving.held_until = len(self.writings)

    @rule()
    def rotate(self) -> None:
        key = self._key(self._in()[0])
        start_epoch(self.circle, opened_with=key, by=None, at=self._later())

    @precondition(lambda self: not self.has_second)
    @rule()
    def share(self) -> None:
        """Another body's circle holds the key too."""
        key = self._key(self._in()[0])
        add_second_holder(self.circle, self.other, opened_with=key, by=None, at=self.at)
        self.has_second = True

    @precondition(lambda self: len(self._in()) > ALWAYS_THERE)
    @rule(data=st.data())
    def forget_passphrase(self, data: st.DataObject) -> None:
        """Two persons gave somebody a new key pair; a holder gives the circle's key again."""
        keeper, *others = self._in()
        forgetful = data.draw(st.sampled_from(others))
        renewed = renew(forgetful.account, by=None, at=self.at)
        key = self._key(keeper)
        give_key(self.circle, renewed.account, opened_with=key, by=None, at=self.at)
        forgetful.account, forgetful.code = renewed.account, renewed.code

    @rule(data=st.data())
    def change_the_passphrase(self, data: st.DataObject) -> None:
        who = data.draw(st.sampled_from(self._in()))
        new = f"{self._in().index(who)} other words for today {len(self.writings)}"
        change_passphrase(who.account, who.passphrase, new, by=who.account.id, at=self.at)
        who.passphrase = new

    @rule()
    def recover(self) -> None:
        """Two of three holders open the newest key, and what was written last with it."""
        offline = self.home / "offline"
        files = (offline / "holder-c.json", offline / "holder-a.json")
        epoch = current_epoch(self.circle.id)
        assert epoch
        private = epoch_private(epoch, recovery_private(two_holders(files)))
        newest = [each for each in self.writings if each.epoch == epoch.pk]
        assert all(open_with(private, each.box) == each.text for each in newest)

    @invariant()
    def who_is_there_reads_everything(self) -> None:
        for each in self._in():
            assert self._reads(each) == [True] * len(self.writings)

    @invariant()
    def who_left_reads_nothing_written_since(self) -> None:
        for each in self.people:
            if not each.is_in and not each.code:
                assert not any(self._reads(each)[each.held_until :])

    @invariant()
    def two_hold_the_key_or_it_is_listed(self) -> None:
        if self.people:
            holders = len(self._in()) + self.has_second
            is_listed = self.circle.id in circles_with_one_holder()
            assert is_listed is (holders < 2)

    @invariant()
    def no_writing_is_orphaned(self) -> None:
        assert not self.people or self._in()
        if self.people and self.has_second:
            assert self._second_holder_opens_the_newest()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.cleanup.close()

    def _new(self) -> Somebody:
        return Somebody(person(f"model.{len(self.people)}.{self._count()}"))

    def _count(self) -> int:
        return Account.objects.count()

    def _later(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def _in(self) -> list[Somebody]:
        """Return the members who are here: not those who were only invited."""
        return [each for each in self.people if each.is_in and not each.code]

    def _add(self, somebody: Somebody) -> None:
        key = self._key(self._in()[0])
        add_member(self.circle, somebody.account, ROLE, opened_with=key, by=None, at=self._later())
        somebody.is_in = True

    def _private(self, somebody: Somebody) -> bytes:
        somebody.account.refresh_from_db()
        return private_of(somebody.account, somebody.passphrase)

    def _key(self, holder: Somebody) -> bytes:
        epoch = current_epoch(self.circle.id)
        assert epoch
        return open_epoch(self._private(holder), holder.account.id, epoch)

    def _reads(self, somebody: Somebody) -> list[bool]:
        private = self._private(somebody)
        epochs: dict[int, Epoch] = Epoch.objects.in_bulk({each.epoch for each in self.writings})
        keys = {pk: _opened(private, somebody.account.id, epoch) for pk, epoch in epochs.items()}
        return [keys[each.epoch] is not None for each in self.writings]

    def _second_holder_opens_the_newest(self) -> bool:
        holder, epoch = current_epoch(self.other.id), current_epoch(self.circle.id)
        assert holder
        assert epoch
        neighbour = self.neighbour.account
        private = open_epoch(private_of(neighbour), neighbour.id, holder)
        return bool(open_as_second_holder(private, holder, epoch))


def _opened(private: bytes, account: UUID, epoch: Epoch) -> bytes | None:
    try:
        return open_epoch(private, account, epoch)
    except CannotOpen:
        return None


@pytest.mark.django_db
def test_keys_hold_whatever_happens_in_whatever_order() -> None:
    run_state_machine_as_test(
        Keys,
        settings=settings(
            max_examples=8,
            stateful_step_count=16,
            # A failure is told at once: making a history of keys shorter takes minutes.
            phases=(Phase.generate,),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
