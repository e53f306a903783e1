"""Every text that a person may see, with where it stands and who sees it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from amparo.config.words import read_catalog
from amparo.protocols.form_words import texts_of
from amparo.protocols.pack import Pack

MEMBER, OFFICER = "member", "officer"
"""Who sees a text: anybody, members of a group and those who give notice too; or offices only."""

OF_MEMBERS = re.compile(
    r"desk/(?:templates/desk|views)/(?:concerns|danger|raising|numbers|home/member|entrance)"
    r"|desk/(?:answered|sending|calls)\.py|amparo/pages/|amparo/forms/"
)
"""Files whose words a member reads."""

FOR_MEMBERS = re.compile(
    r"^(?:step|state)\.concern\.|^message\.|^protocol\.concern|^what_to_say|^hotline\.|^route\."
    r"|^route_class\.|^keep|^raise|^card|^code_words|^form\.concern\."
)
"""Words of a pack that a member reads."""


@dataclass(frozen=True)
class Seen:
    """One text in one language; `place` is a file for the site's own words, a key for a pack's."""

    place: str
    language: str
    says: str
    audience: str


def of_site() -> Iterator[Seen]:
    """Yield what code and templates say, in English and in Spanish."""
    for message in read_catalog("es"):
        if message.id and message.context != "format":
            places = [place for place, _ in message.locations]
            by_members = any(OF_MEMBERS.search(place) for place in places)
            audience = MEMBER if by_members else OFFICER
            for language, said in (("en", message.id), ("es", message.string)):
                for text in [said] if isinstance(said, str) else said or ():
                    yield Seen(places[0], language, text, audience)


def of_pack(pack: Pack) -> Iterator[Seen]:
    """Yield a pack's words, what its forms ask, and the titles of its law."""
    for language, words in pack.words.items():
        for key, text in words.items():
            yield Seen(key, language, text, _audience(key))
    for form in pack.forms.values():
        for asked in texts_of(form):
            yield from _spoken(asked.key, asked.says)
    for instrument in pack.instruments.values():
        yield Seen(f"law.{instrument.key}", "es", instrument.title, OFFICER)
    for key, source in _sources(pack):
        yield Seen(f"source.{key}", "es", source, OFFICER)


def _sources(pack: Pack) -> Iterator[tuple[str, str]]:
    """Yield where it is written: pages say it beside each clock, route and body."""
    for protocol in pack.protocols.values():
        yield from ((clock.key, clock.source) for clock in protocol.clocks.values())
    yield from ((route.key, route.source) for route in pack.routes.rows)
    yield from ((kind.key, kind.source) for kind in pack.body_kinds.values())
    yield from ((line.key, line.source) for line in pack.hotlines.values())


def _spoken(key: str, says: Mapping[str, str]) -> Iterator[Seen]:
    for language, text in says.items():
        yield Seen(key, language, text, _audience(key))


def _audience(key: str) -> str:
    return MEMBER if FOR_MEMBERS.search(key) else OFFICER
