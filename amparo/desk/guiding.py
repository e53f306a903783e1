"""What is told to whoever helps, in words: topics, cards, and where each comes from."""

from collections.abc import Iterator
from dataclasses import dataclass

from amparo.desk.wording import say
from amparo.protocols.guidance import Card
from amparo.protocols.pack import Pack


@dataclass(frozen=True)
class Told:
    """One card in words; each of `lines` can be read aloud alone."""

    key: str
    title: str
    lines: tuple[str, ...]
    is_never: bool
    source: str


@dataclass(frozen=True)
class Topic:
    """A heading, and the cards under it."""

    key: str
    title: str
    cards: tuple[Told, ...]


def topics_of(pack: Pack) -> tuple[Topic, ...]:
    """Return all that a pack tells, in its order."""
    return tuple(
        Topic(topic.key, say(f"topic.{topic.key}", pack), tuple(_told(pack, topic.key)))
        for topic in pack.guidance.in_order
    )


def _told(pack: Pack, topic: str) -> Iterator[Told]:
    for card in pack.guidance.under(topic):
        yield Told(
            key=card.key,
            title=say(f"guidance.{card.key}.title", pack),
            lines=tuple(say(f"guidance.{card.key}.says", pack).splitlines()),
            is_never=card.is_never,
            source=_source(pack, card),
        )


def _source(pack: Pack, card: Card) -> str:
    return f"{card.source} ({say(f'label.{card.label}', pack)})"
