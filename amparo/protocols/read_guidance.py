"""Reads and checks `guidance.toml`: cards for whoever helps, and how they are worded. Pure."""

from collections.abc import Iterator

from amparo.base.problems import Fault
from amparo.protocols.fields import Fields
from amparo.protocols.guidance import BESIDE, Card, Guidance, Topic
from amparo.protocols.pack import Pack
from amparo.protocols.sources import Merged

MOST_LINES, MOST_WORDS = 10, 20
"""What can be heard once and kept in mind."""

_NO_TOPIC = "Its topic “{name}” is not there."
_NOWHERE = "“beside” may only have {known}."
_TOO_LONG = "A card has at most {most} lines; this one has {found}. Make two cards of it."
_LONG_LINE = "“{begins} …” has {found} words. Say it in sentences of at most {most}, one a line."


def read_guidance(file: Merged, faults: list[Fault]) -> Guidance:
    """Read the topics and cards of a pack, laid over its base's."""
    file.top(faults).done()
    return Guidance(
        topics={row.where: _topic(row) for row in file.rows("topic", faults)},
        cards={row.where: _card(row) for row in file.rows("card", faults)},
    )


def _topic(row: Fields) -> Topic:
    topic = Topic(row.text("key"), row.count("order"))
    row.done()
    return topic


def _card(row: Fields) -> Card:
    card = Card(
        key=row.text("key"),
        topic=row.text("topic", needed=True),
        order=row.count("order"),
        beside=row.texts("beside"),
        pictogram=row.text("pictogram"),
        is_never=row.flag("is_never"),
        safeguard=row.flag("safeguard"),
        source=row.text("source", needed=True),
        label=row.label(needed=True),
    )
    row.done()
    if not set(card.beside) <= set(BESIDE):
        row.wrong(_NOWHERE, known=", ".join(BESIDE))
    return card


def guidance_words(guidance: Guidance) -> Iterator[str]:
    """Yield the key of each word that cards are shown with."""
    yield from (f"topic.{key}" for key in guidance.topics)
    for key in guidance.cards:
        yield from (f"guidance.{key}.title", f"guidance.{key}.says")


def check_guidance(pack: Pack) -> Iterator[Fault]:
    """Yield cards without a topic, and what is too long to be heard, in whatever language."""
    for card in pack.guidance.cards.values():
        if card.topic not in pack.guidance.topics:
            file = f"{pack.key}/guidance.toml"
            yield Fault(file, card.key, _NO_TOPIC.format(name=card.topic))
        for language in pack.languages:
            key = f"guidance.{card.key}.says"
            lines = pack.words.get(language, {}).get(key, "").splitlines()
            for says in _too_long(lines):
                yield Fault(f"{pack.key}/words/{language}.toml", key, says)


def _too_long(lines: list[str]) -> Iterator[str]:
    if len(lines) > MOST_LINES:
        yield _TOO_LONG.format(most=MOST_LINES, found=len(lines))
    for line in lines:
        words = line.split()
        if len(words) > MOST_WORDS:
            begins = " ".join(words[:4])
            yield _LONG_LINE.format(begins=begins, found=len(words), most=MOST_WORDS)
