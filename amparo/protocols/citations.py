"""Which provisions of a pack's law a source cites, as it is written. Pure: no database."""

import re
from collections.abc import Iterable, Iterator

from amparo.protocols.pack import Instrument, Provision

_ARTICLE = r"\d+(?:\.\d+)*(?:-[A-Z])?(?: ?[a-z](?![a-z]))?"
_ARTICLES = re.compile(rf"[ ,]*(?:arts?\.? )?({_ARTICLE}(?:(?:, | y | and ){_ARTICLE})*)")
_ONE = re.compile(_ARTICLE)


def provisions_cited(source: str, instruments: Iterable[Instrument]) -> tuple[Provision, ...]:
    """Return the provisions that a source names and the pack knows, in the source's order.

    An instrument is named as its own `cited_as` says, or by its key with the first hyphen a space.
    """
    named = [(name, each) for each in instruments for name in names_of(each)]
    found: dict[str, Provision] = {}
    for end, instrument in sorted(_places(source, named), key=lambda place: place[0]):
        articles = _ARTICLES.match(source, end)
        wanted = _ONE.findall(articles[1]) if articles else []
        known = {provision.key: provision for provision in instrument.provisions}
        for key in (each.replace(" ", "") for each in wanted):
            if key in known:
                found.setdefault(f"{instrument.key} {key}", known[key])
    return tuple(found.values())


def names_of(instrument: Instrument) -> tuple[str, ...]:
    """Return how a source may name an instrument."""
    return instrument.cited_as or (instrument.key.replace("-", " ", 1),)


def _places(
    source: str, named: Iterable[tuple[str, Instrument]]
) -> Iterator[tuple[int, Instrument]]:
    """Yield where in a source the name of an instrument ends."""
    for name, instrument in named:
        for place in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", source):
            yield place.end(), instrument
