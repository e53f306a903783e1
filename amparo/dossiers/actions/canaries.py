"""Make a file that nobody should open: it tells, to those who look, that somebody did.

It is a made-up concern that reached one office, with the case it led to. It has no duties, stands
on no list and in no number; whoever has its number comes upon it as upon a colleague's file.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.ids import new_id
from amparo.base.problems import NotThere
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.openings import Kept, Opening, start_dossier
from amparo.dossiers.actions.routing import with_reckoned
from amparo.dossiers.models import Canary, Dossier, Party
from amparo.dossiers.rules import Author, Can, Letter
from amparo.forms.values import Values
from amparo.protocols.pack import word
from amparo.system.models import Body
from amparo.system.packs import current_pack
from amparo.trust.keyring import keyed_circles

RAISED_BY = Author("raiser", "vetted")


@dataclass(frozen=True)
class MadeUp:
    """What stands in a file that nobody should open: a name that nobody has, and a few words."""

    name: str
    words: str

    @property
    def values(self) -> Values:
        """Return the answers of a quiet concern."""
        return {**QUIET, "child_called": self.name, "words_seen": self.words}


QUIET: Values = {
    "danger_now": "no",
    "health_now": "no",
    "called": "not_needed",
    "how_many": "1",
    "home_district": "ours",
    "signs": ("school",),
    "how_known": "noticed",
}


@transaction.atomic
def make_canary(
    made_up: MadeUp, body: Body, *, known_to: UUID, by: UUID | None, at: datetime
) -> Dossier:
    """Make a file that nobody should open in an office; `known_to` is who had it made.

    Raises:
        NotThere: the office holds no key, so that nobody there could open anything.
    """
    if not keyed_circles([body.pk]):
        raise NotThere("This office has no key. Choose one that works on files.")
    pack = current_pack()
    situation = new_id(at)
    Canary.objects.create(situation=situation, body=body, known_to_id=known_to, made_at=at)
    concern = start_dossier(
        Opening(
            id=new_id(at),
            protocol="concern",
            pack=pack.hash,
            area=body.area_id,
            situation=situation,
            code_word=secrets.choice(word(pack, pack.languages[0], "code_words").split()),
        ),
        [Party(key="raiser"), Party(key="receiver", body_id=body.pk)],
        Kept(),
        at=at,
    )
    values = with_reckoned(pack, made_up.values, at)
    append_entry(concern, Letter(new_id(at), "raise", values, said_at=at), by=RAISED_BY, at=at)
    case = concern.led_to.get()
    detail = {"body": str(body.pk), "known_to": str(known_to)}
    record(Can.MAKE_CANARY, case.pk, by=by, at=at, detail=detail)
    return case
