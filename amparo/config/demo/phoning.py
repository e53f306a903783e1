"""A code with which a phone comes as one of the demo's members, and what to do with it."""

from collections.abc import Iterator
from datetime import datetime

from amparo.config.environment import Environment
from amparo.trust.actions.devices import begin_enrolment
from amparo.trust.models import Account

OWNER, CONFIRMS = "rosa", "carmen"


def phone_of_demo(here: Environment, site: str, *, at: datetime) -> Iterator[str]:
    """Yield the lines to be printed; none where there is no demo."""
    owner = Account.objects.filter(username=OWNER).first() if here.is_demo else None
    if owner is not None:
        code = begin_enrolment(owner, by=None, at=at).code
        yield ""
        yield f"A volunteer's phone:  {site}/phone/"
        yield f"  code of {OWNER}, for 30 minutes:  {code}"
        yield f"  {CONFIRMS} confirms its three words under “Phones”, and makes other codes there."
