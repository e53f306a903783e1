"""Why a step is refused, and what to do instead, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from amparo.desk.wording import say
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Refusal


@dataclass(frozen=True)
class WhyNot:
    """One reason; `instead` and `source` are empty where the pack gives none."""

    says: str
    instead: str
    source: str


def why_not(pack: Pack, refusals: Iterable[Refusal]) -> tuple[WhyNot, ...]:
    """Return the reasons in words, in the pack's order, each once."""
    said = (_in_words(pack, refusal) for refusal in refusals)
    return tuple(dict.fromkeys(said))


def _in_words(pack: Pack, refusal: Refusal) -> WhyNot:
    instead = say(refusal.instead, pack) if refusal.instead else ""
    return WhyNot(say(refusal.says, pack), instead, refusal.source)
