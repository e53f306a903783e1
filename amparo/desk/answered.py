"""What the person who raised a concern is told: closed messages, in the pack's exact words.

Pure but for the words and dates of the reader's language. No answer of the service is read
here that a step did not tell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from amparo.desk.wording import say
from amparo.dossiers.models import Dossier, Entry
from amparo.forms.values import read_date, read_moment
from amparo.pages.templatetags.moments import day, moment
from amparo.protocols.pack import Pack
from amparo.system.packs import pack_by_hash

TIERS = {"raise": "T0", "read": "T1", "in_hand": "T2", "released": "T3"}
"""The step of a concern's journal that brings each message."""


@dataclass(frozen=True)
class Answered:
    """The newest message of one concern.

    Attributes:
        tier: T0 to T3.
        text: the whole message.
        at: when it was told.
        answer_by: until when the next answer is promised; None where none is.
        office: the receiving office, as its name goes.
        through: the office that stands in for it; empty where none does.
        phone: of the office that reads it.
        also: what was told beside the tiers: that the identity was given, and why.
    """

    concern: Dossier
    tier: str
    text: str
    at: datetime
    answer_by: datetime | None
    office: str
    through: str
    phone: str
    also: tuple[str, ...] = ()


def newest_message(concern: Dossier) -> Answered:
    """Return the newest message of a concern, whatever order its entries were told in."""
    told = [entry for entry in concern.entries.all() if entry.step in TIERS]
    if any(entry.erased_hash for entry in told):
        return _ended(concern, told)
    newest = max(told, key=lambda entry: (TIERS[entry.step], entry.position))
    receiver = next(party for party in concern.parties.all() if party.key == "receiver")
    reads = receiver.body
    stands_for = receiver.for_body
    answer_by = _promised(concern, newest)
    return Answered(
        concern=concern,
        tier=TIERS[newest.step],
        text=_text(concern, newest, answer_by, reads.phone if reads else ""),
        at=newest.at,
        answer_by=answer_by,
        office=(stands_for or reads).name if reads else "",
        through=reads.name if stands_for and reads else "",
        phone=reads.phone if reads else "",
        also=tuple(_also(concern)),
    )


def _ended(concern: Dossier, told: list[Entry]) -> Answered:
    """Return what is left to say of a concern that was deleted: no office, no tier, no promise."""
    ended = gettext("The time for answers to this has ended.")
    return Answered(concern, TIERS["released"], ended, told[-1].at, None, "", "", "")


def _also(concern: Dossier) -> Iterator[str]:
    for entry in concern.entries.all():
        if entry.step == "identity_given":
            why = entry.coded.get("identity_for", "other")
            yield say(f"message.identity.{why}", pack_by_hash(concern.pack_id))


def _promised(concern: Dossier, newest: Entry) -> datetime | None:
    if newest.step == "released":
        return None
    if said := newest.coded.get("answer_by"):
        return _moment_said(str(said), pack_by_hash(concern.pack_id))
    open_duties = [duty.due for duty in concern.duties.all() if duty.done_at is None]
    return min(open_duties, default=None)


def _moment_said(said: str, pack: Pack) -> datetime | None:
    """Return a moment, or the beginning of a day: what is promised before a day ends there."""
    found = read_moment(said)
    if day_said := read_date(said):
        found = datetime.combine(day_said, time.min)
    return found if found is None or found.tzinfo else found.replace(tzinfo=pack.tzinfo)


def _text(concern: Dossier, newest: Entry, answer_by: datetime | None, phone: str) -> str:
    pack = pack_by_hash(concern.pack_id)
    tier = TIERS[newest.step]
    if tier == "T1":
        said = say("message.T1", pack).replace("{ask}", _asked(pack, newest.coded))
        return _filled(said, code_word=concern.code_word, answer_by=_by(answer_by))
    if tier == "T2":
        said = say(f"message.T2.{newest.coded.get('answer', 'in_hand')}", pack)
        elsewhere = newest.coded.get("elsewhere_to", "")
        return _filled(said, number=phone or None, service=say(f"service.{elsewhere}", pack))
    return say(f"message.{tier}", pack)


def _by(answer_by: datetime | None) -> str | None:
    """Say until when: a day, where the promise ends with the day before."""
    if answer_by is None:
        return None
    is_midnight = timezone.localtime(answer_by).time() == time(0)
    return day(answer_by) if is_midnight else moment(answer_by)


def _asked(pack: Pack, coded: Mapping[str, object]) -> str:
    """Say what the service asks of the person, one of the listed things."""
    asked = str(coded.get("tell_raiser", "nothing"))
    goes_to = str(coded.get("accompany_to", ""))
    text = say(f"message.ask.{asked}", pack)
    return text.replace("{accompany_to}", say(f"message.accompany.{goes_to}", pack))


def _filled(text: str, **values: str | None) -> SafeString:
    """Put values into a message; a sentence whose value is not known is left out."""
    sentences = text.replace(". ", ".\0").split("\0")
    known = [
        sentence
        for sentence in sentences
        if not any(value is None and f"{{{name}}}" in sentence for name, value in values.items())
    ]
    safe = {name: conditional_escape(value or "") for name, value in values.items()}
    joined = " ".join(conditional_escape(sentence).format_map(safe) for sentence in known)
    return mark_safe(" ".join(joined.split()))  # noqa: S308  # nosec  # escaped above
