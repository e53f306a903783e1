"""The minimum-data letter to a service without access: what it needs to act, and no more.

Never who raised it, how they came to know, or the words they wrote down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.desk.wording import Said, in_words, say
from amparo.dossiers.actions.prints import Printed
from amparo.dossiers.models import Dossier, Party
from amparo.dossiers.rules import from_json
from amparo.forms.values import Value
from amparo.pages.templatetags.moments import moment
from amparo.protocols.pack import Pack
from amparo.system.models import Body
from amparo.system.packs import pack_by_hash

TO_ACT = (
    "danger_now",
    "health_now",
    "how_many",
    "each_child",
    "signs",
    "last_time",
    "home_place",
    "where_now",
    "child_called",
    "good_hour_place",
    "language",
    "needs",
)
"""The answers of a concern that go into the letter; all others stay out of it."""

LEFT_OUT = {"danger_now": "now", "health_now": "yes", "where_now": "with_me"}
"""Urgent answers have sentences of their own; "with me" would lead to who raised it."""


@dataclass(frozen=True)
class Written:
    """The letter's lines, in the language of the country: whoever receives it reads that."""

    language: str

    title: str
    to: str
    sent_by: str
    number: str
    district: str
    urgent: tuple[str, ...]
    said: tuple[Said, ...]
    asks: str
    care: str
    reserve: str
    received_by: str
    copy: str
    printed_at: str


def letter_of(case: Dossier, service: Party, printed: Printed, at: datetime) -> Written:
    """Write the letter of a case that stands in for a body without access."""
    pack = pack_by_hash(case.pack_id)
    with override(pack.languages[0]):
        return _written(pack, case, service, printed, at)


def _written(pack: Pack, case: Dossier, service: Party, printed: Printed, at: datetime) -> Written:
    answers = _answers(case, printed)
    for_body, relay = service.for_body, service.body
    return Written(
        language=pack.languages[0],
        title=say("letter.title", pack),
        to=_line(pack, "to", for_body=for_body.name if for_body else ""),
        sent_by=_line(pack, "sent_by", relay=_who(relay)),
        number=_line(pack, "number", number=case.number),
        district=_line(pack, "district", district=case.area.name if case.area else ""),
        urgent=tuple(_urgent(pack, answers)),
        said=in_words(pack.forms[pack.routes.form], _to_act(answers)),
        asks=say("letter.asks", pack),
        care=say("letter.care", pack),
        reserve=say("letter.reserve", pack),
        received_by=say("letter.received_by", pack),
        copy=_("copy %(n)s") % {"n": printed.number},
        printed_at=moment(at),
    )


def _who(relay: Body | None) -> str:
    """Name the office that hands it over, with the number on which it is answered."""
    return f"{relay.name} · {relay.phone}" if relay and relay.phone else relay.name if relay else ""


def _answers(case: Dossier, printed: Printed) -> dict[str, Value]:
    """Return what the concern itself said: what the service wrote later is no part of it."""
    answers: dict[str, Value] = {}
    for opened in printed.opened:
        if opened.entry.dossier_id == case.came_from_id:
            answers |= {**from_json(opened.entry.coded), **opened.answers}
    return answers


def _to_act(answers: dict[str, Value]) -> dict[str, Value]:
    """Return the letter's answers, but for those that are said otherwise or not at all."""
    return {
        name: answers[name]
        for name in TO_ACT
        if name in answers and answers[name] != LEFT_OUT.get(name)
    }


def _urgent(pack: Pack, answers: dict[str, Value]) -> Iterable[str]:
    if answers.get("danger_now") == "now":
        yield say("letter.danger", pack)
    if answers.get("health_now") == "yes":
        yield say("letter.health", pack)


def _line(pack: Pack, key: str, **values: str) -> str:
    return say(f"letter.{key}", pack).format_map(values)
