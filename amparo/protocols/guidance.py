"""What a pack tells whoever helps: short cards by topic, each with where it comes from. Pure.

What a card says stands among the pack's words: `topic.<key>`, `guidance.<card>.title` and
`guidance.<card>.says`, one short sentence a line, each of which can be read aloud alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

CONCERN, DANGER, VISIT, ACTIVITY, SUPPORT = "concern", "danger", "visit", "activity", "support"
BESIDE = (CONCERN, DANGER, VISIT, ACTIVITY, SUPPORT)
"""Where else a card is shown: before a concern's first question, with the numbers to call, before
a visit that an officer asked for, beside an activity, where somebody seeks support."""


@dataclass(frozen=True)
class Topic:
    """A heading over cards."""

    key: str
    order: int = 0


@dataclass(frozen=True)
class Card:
    """One thing to know.

    Attributes:
        topic: the heading it stands under.
        beside: where else it is shown, of `BESIDE`.
        pictogram: the name of its drawing, or empty.
        is_never: it says what is never done.
    """

    key: str
    topic: str
    order: int = 0
    beside: tuple[str, ...] = ()
    pictogram: str = ""
    is_never: bool = False
    safeguard: bool = False
    source: str = ""
    label: str = ""


@dataclass(frozen=True)
class Guidance:
    """The topics and cards of a pack, by their keys."""

    topics: Mapping[str, Topic] = field(default_factory=dict)
    cards: Mapping[str, Card] = field(default_factory=dict)

    def under(self, topic: str) -> tuple[Card, ...]:
        """Return a topic's cards in their order."""
        found = [card for card in self.cards.values() if card.topic == topic]
        return tuple(sorted(found, key=lambda card: (card.order, card.key)))

    @property
    def in_order(self) -> tuple[Topic, ...]:
        """Return the topics in their order."""
        return tuple(sorted(self.topics.values(), key=lambda topic: (topic.order, topic.key)))
