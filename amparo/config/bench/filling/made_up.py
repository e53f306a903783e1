"""Made-up names of children, as they are spelt in the Andes, drawn by a seed."""

from dataclasses import dataclass, field
from random import Random  # noqa: TID251  # nosemgrep  # nothing secret: the same by its seed
from uuid import UUID

from amparo.dossiers.actions.earlier import names_kept

Luck = Random

FIRST = tuple(
    """Sami Illari Wayra Killa Inti Yaku Sisa Urpi Nina Wara Kusi Suyay Qori Phuyu Chaska Amaru
    Rumi Anka Puma Sumaq Ayla Luz Flor Rosa Ana Juan Luis Marco Efrain Yeni Jhon Wilber Nelida
    Edgar Ruth Noemi Saul Dina Elvis Milagros Percy Rocio Abel Sonia Ronal Katy""".split()  # noqa: SIM905
)
FAMILY = tuple(
    """Illaphuyu Wayrachay Killasumaq Intirumi Qoriwara Urpichaska Ninapuma Sisanka Yakuwayta
    Amarukancha Rumiphuyu Chaskawayra Pumasonqo Quriquilla Kusiwaman Willkaphuru Tikallanqa
    Mayuwasi Hatunrumi Pukawayta Yanaphuyu Sumaqkilla Wayllasisa Quyllurani Paqarinwara
    Lliphirumi Sachawayta Tarukachaki Ukumarisonqo Waskarinti Illawara Chirimayu""".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Child:
    """What a child is called by whoever raised the concern, and in full by the office."""

    called: str
    name: str


def luck(seed: int) -> Luck:
    """Return what draws the same again."""
    return Random(seed)  # noqa: S311  # nosec B311  # names and moments, nothing secret


def child(rng: Luck) -> Child:
    first = rng.choice(FIRST)
    return Child(
        called=f"{first} (nombre inventado)",
        name=f"{first} {rng.choice(FAMILY)} {rng.choice(FAMILY)} (nombre inventado)",
    )


@dataclass(frozen=True)
class BlindIndex:
    """The values under which an office finds children again; each name is reckoned once."""

    body: UUID
    area: str
    _of_name: dict[str, frozenset[str]] = field(default_factory=dict)

    def values_of(self, child: Child) -> list[str]:
        return sorted(self._of(child.called) | self._of(child.name))

    def _of(self, name: str) -> frozenset[str]:
        if name not in self._of_name:
            self._of_name[name] = names_kept(self.body, self.area, name)
        return self._of_name[name]
