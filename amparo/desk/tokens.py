"""A form's signed token: whose it is, on which page, and the id of the entry it will become.

It makes sending twice store once, and lets what was typed be kept for its author when the
session has ended meanwhile. It opens nothing and allows nothing else.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing

SALT = "amparo.desk.tokens"
LONGEST = timedelta(days=7)
"""How long a page may lie open before what is sent from it is no longer known as its author's."""


@dataclass(frozen=True)
class FormToken:
    """What a form page carries along."""

    account: UUID
    page: str
    entry: UUID

    @property
    def signed(self) -> str:
        """Return the token as the page holds it."""
        return signing.dumps([str(self.account), self.page, str(self.entry)], salt=SALT)


def read_token(signed: str, page: str) -> FormToken | None:
    """Return the token that a page sent; None if it is not ours, too old, or another page's."""
    try:
        account, of, entry = signing.loads(signed, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    return FormToken(UUID(account), of, UUID(entry)) if of == page else None
