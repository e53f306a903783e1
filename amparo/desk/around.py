"""What stands around a dossier: the case it came from, and what this one has led to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.desk.wording import answer_in_words, say
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SENDER, SERVICE
from amparo.protocols.pack import Pack
from amparo.system.packs import pack_by_hash
from amparo.trust.rules import Reader


@dataclass(frozen=True)
class Beside:
    """Another dossier of the same office that this reader may open."""

    id: UUID
    number: str
    title: str
    state: str


@dataclass(frozen=True)
class Sent:
    """A referral to another service: how far it got, and by when it was to be read.

    `due` is empty once nothing is owed; `passed_to` names the kind of service it was passed on to.
    """

    number: str
    to: str
    state: str
    at: datetime
    due: datetime | None
    passed_to: str


@dataclass(frozen=True)
class Around:
    """A dossier's neighbours, and what kind it is itself; `came_from` is None from outside."""

    title: str
    came_from: Beside | None
    own: tuple[Beside, ...]
    sent: tuple[Sent, ...]


def around(dossier: Dossier, reader: Reader) -> Around:
    """Return what stands around a dossier that the reader may open."""
    mine = Dossier.objects.in_full(reader).filter(parties__key=SERVICE)
    came_from = mine.filter(pk=dossier.came_from_id).first() if dossier.came_from_id else None
    own = mine.filter(came_from=dossier).distinct().order_by("opened_at", "pk")
    return Around(
        title=_beside(dossier).title,
        came_from=_beside(came_from) if came_from else None,
        own=tuple(map(_beside, own)),
        sent=tuple(sent_from(dossier)),
    )


def sent_from(dossier: Dossier) -> Iterable[Sent]:
    """Yield the referrals that an opened dossier has led to, as its office follows them."""
    sent = dossier.led_to.filter(parties__key=SENDER).order_by("opened_at", "pk")
    for referral in sent.prefetch_related("parties__body", "duties"):
        pack = pack_by_hash(referral.pack_id)
        [to] = [party.body for party in referral.parties.all() if party.key == "receiver"]
        open_duties = [duty.due for duty in referral.duties.all() if duty.done_at is None]
        yield Sent(
            number=referral.number,
            to=to.name if to else "",
            state=say(f"state.{referral.protocol}.{referral.state}", pack),
            at=referral.opened_at,
            due=min(open_duties, default=None),
            passed_to=_passed_to(referral, pack),
        )


def _passed_to(referral: Dossier, pack: Pack) -> str:
    """Return the kind of service that a referral was passed on to; empty if it was not."""
    passed = referral.entries.filter(step="passed_on").last()
    form = pack.forms.get(pack.protocols[referral.protocol].steps["send"].form)
    asked = form.question("referred_to") if form else None
    if passed is None or form is None or asked is None:
        return ""
    return answer_in_words(form, asked, passed.coded.get("referred_to", ""))


def _beside(dossier: Dossier) -> Beside:
    pack = pack_by_hash(dossier.pack_id)
    return Beside(
        dossier.id,
        dossier.number,
        say(pack.protocols[dossier.protocol].title, pack),
        say(f"state.{dossier.protocol}.{dossier.state}", pack),
    )
