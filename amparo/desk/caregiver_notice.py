"""The words of a notice to a caregiver, in the language of the country.

It never says why, nor names a child, a school, a community or whoever raised a concern.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import override

from amparo.desk.diary import NOTICE, service_of
from amparo.desk.wording import day_in_words, say
from amparo.dossiers.actions.readings import OpenedEntry
from amparo.dossiers.models import Dossier
from amparo.forms.values import to_text
from amparo.system.packs import pack_by_hash


@dataclass(frozen=True)
class CaregiverNotice:
    """The notice's lines."""

    language: str
    title: str
    to: str
    asks: str
    right: str
    office: str


def notice_of(case: Dossier, opened: Iterable[OpenedEntry]) -> CaregiverNotice:
    """Write the newest notice of a case; the case has one."""
    pack = pack_by_hash(case.pack_id)
    newest = [each.answers for each in opened if each.entry.step == NOTICE][-1]
    said = {name: to_text(value) for name, value in newest.items()}
    with override(pack.languages[0]):
        asked = {
            "day": day_in_words(said.get("notice_day", "")),
            "hour": said.get("notice_hour", "")[:5],
            "place": said.get("notice_place", ""),
        }
        return CaregiverNotice(
            language=pack.languages[0],
            title=say("notice.title", pack),
            to=say("notice.to", pack).format_map({"to": said.get("notice_to", "")}),
            asks=say("notice.asks", pack).format_map(asked),
            right=say("notice.right", pack),
            office=_office(case),
        )


def _office(case: Dossier) -> str:
    body = service_of(case).body
    return " · ".join(filter(None, (body.name, body.phone))) if body else ""
