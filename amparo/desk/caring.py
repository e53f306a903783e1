"""What a member sees of the care owed to them: calls, and answers to a threat, in closed words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.desk.wording import say
from amparo.dossiers.actions.care import DEBRIEF, THREAT
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SERVICE
from amparo.system.packs import pack_by_hash
from amparo.trust.rules import Reader


@dataclass(frozen=True)
class Call:
    """A call that somebody outside the community owes.

    Attributes:
        due: until when; None where none is owed any more.
        is_wanted: what the member said of it; None while she said nothing.
        was_tried: somebody tried, and did not reach her.
    """

    id: UUID
    since: datetime
    due: datetime | None
    is_wanted: bool | None
    was_tried: bool

    @property
    def is_over(self) -> bool:
        """Return whether it was made, or she wants none."""
        return self.due is None


@dataclass(frozen=True)
class Heard:
    """A threat that was told, and the newest closed message about it."""

    id: UUID
    since: datetime
    text: str
    at: datetime
    answer_by: datetime | None
    phone: str


def calls_of(reader: Reader) -> list[Call]:
    """Return the calls owed to a reader and those that were made, the newest first."""
    return [_call(each) for each in _about(reader, DEBRIEF)]


def call_owed(reader: Reader) -> Call | None:
    """Return the call that is owed first, if the reader did not say no to it."""
    owed = [call for call in calls_of(reader) if call.due and call.is_wanted is not False]
    return min(owed, key=lambda call: call.since, default=None)


def heard_of(reader: Reader) -> list[Heard]:
    """Return what a reader told of threats, each with what was answered, the newest first."""
    return [_heard(each) for each in _about(reader, THREAT)]


def _about(reader: Reader, protocol: str) -> list[Dossier]:
    mine = Dossier.objects.held_by(reader).filter(protocol=protocol)
    return list(mine.prefetch_related("entries", "duties", "parties__body").order_by("-opened_at"))


def _call(dossier: Dossier) -> Call:
    said = _newest(dossier, "wants_call")
    return Call(
        id=dossier.pk,
        since=dossier.opened_at,
        due=_due(dossier),
        is_wanted=None if not said else said == "yes",
        was_tried=_newest(dossier, "spoke") in ("not_reached", "no_number"),
    )


def _heard(dossier: Dossier) -> Heard:
    entries = [each for each in dossier.entries.all() if each.step in MESSAGES]
    newest = max(entries, key=lambda each: each.position)
    office = next(party.body for party in dossier.parties.all() if party.key == SERVICE)
    phone = office.phone if office else ""
    key = str(newest.coded.get("threat_reply", "")) or MESSAGES[newest.step]
    text = say(f"message.threat.{key}", pack_by_hash(dossier.pack_id))
    return Heard(
        id=dossier.pk,
        since=dossier.opened_at,
        text=text.replace("{number}", phone),
        at=newest.at,
        answer_by=_due(dossier) if newest.step != "answer" else None,
        phone=phone,
    )


MESSAGES = {"tell": "told", "open": "read", "answer": "spoke"}
"""The steps of a threat that bring a message, and its word where no answer names another."""


def _due(dossier: Dossier) -> datetime | None:
    owed = [duty.due for duty in dossier.duties.all() if duty.done_at is None]
    return min(owed, default=None)


def _newest(dossier: Dossier, name: str) -> str:
    said = [str(each.coded[name]) for each in dossier.entries.all() if each.coded.get(name)]
    return said[-1] if said else ""
