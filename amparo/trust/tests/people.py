"""Made-up people and circles for the tests of trust."""

from datetime import timedelta

from amparo.sealing.passphrase import unlock
from amparo.trust.actions.accounts import create_account
from amparo.trust.actions.circles import add_member, create_circle, start_epoch
from amparo.trust.models import Account, Circle
from tests.founding import BEGUN_AT

AT = BEGUN_AT + timedelta(days=1)
PASSPHRASE = "quiet river under stones"


def person(username: str) -> Account:
    """Return a made-up person's account."""
    return create_account(username, f"Made-up {username}", PASSPHRASE, by=None, at=AT)


def private_of(account: Account, passphrase: str = PASSPHRASE) -> bytes:
    """Return an account's private key, as signing in does."""
    return unlock(passphrase, account.locked_key)


def circle_of(*members: Account) -> tuple[Circle, bytes]:
    """Return a circle of officers with its first key."""
    circle = create_circle(by=None, at=AT)
    for member in members:
        add_member(circle, member, "officer", by=None, at=AT)
    return circle, start_epoch(circle, by=None, at=AT).private
