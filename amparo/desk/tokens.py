"""A form's signed token: whose it is, on which page, and the id of the entry it will become.

It makes sending twice store once, and lets what was typed be kept for its author when the
session has ended meanwhile. It opens nothing and allows nothing else.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing

SALT = "amparo.desk.tokens"
LONGEST = timedelta(days=7)
"""How long a page may lie open before what is sent from it is no longer known as its author's."""


log = logging.getLogger("amparo.tampered")


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
    except signing.SignatureExpired:
        return None
    except signing.BadSignature:
        if signed:
            log.warning("a form's token that is not ours")
        return None
    return FormToken(UUID(account), of, UUID(entry)) if of == page else None
