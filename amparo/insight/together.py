"""Which areas are told of: with enough groups together, and isolating no other. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """An area as far as counting needs it. `level`: 0 is the country, 3 a district."""

    code: str
    level: int
    parent: str | None


class Tree:
    """Areas by code, each above its parts."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = {place.code: place for place in places}
        self.parts: dict[str, list[str]] = {}
        for place in self.places.values():
            if place.parent in self.places:
                self.parts.setdefault(place.parent or "", []).append(place.code)

    def upwards(self) -> list[Place]:
        """Return all areas, districts first."""
        return sorted(self.places.values(), key=lambda place: (-place.level, place.code))

    def summed(self, of_districts: Mapping[str, int]) -> dict[str, int]:
        """Return a number for every area: its own and those of its parts."""
        total = {code: of_districts.get(code, 0) for code in self.places}
        for place in self.upwards():
            if place.parent in total:
                total[place.parent] += total[place.code]
        return total


@dataclass(frozen=True)
class Left:
    """What of an area is not told yet: how many groups, in how many districts."""

    groups: int
    districts: int

    def __add__(self, other: "Left") -> "Left":
        return Left(self.groups + other.groups, self.districts + other.districts)

    def points_at_nobody(self, least: int) -> bool:
        """Tell whether its number, got by subtracting, would be one of enough together."""
        return self.groups >= least or (
            self.groups == 0 and (self.districts == 0 or self.districts >= least)
        )


NOTHING = Left(0, 0)


def told_of(
    tree: Tree, groups: Mapping[str, int], least: int, levels: Collection[int]
) -> frozenset[str]:
    """Return the areas of which a number is told.

    An area needs `least` groups; and so do those of its parts together that are not told, or
    they must be as many districts without any group: else subtracting would give the number of
    one or two communities, or of one district.

    Args:
        tree: all areas.
        groups: how many recognised groups each district has.
        least: how many must be together.
        levels: the levels that are told at all.
    """
    together = tree.summed(groups)
    told: set[str] = set()
    left: dict[str, Left] = {}
    for place in tree.upwards():
        parts = [left[part] for part in tree.parts.get(place.code, ())]
        rest = sum(parts, NOTHING) if parts else Left(groups.get(place.code, 0), 1)
        is_enough = together[place.code] >= least and (not parts or rest.points_at_nobody(least))
        is_told = place.level in levels and is_enough
        left[place.code] = NOTHING if is_told else rest
        if is_told:
            told.add(place.code)
    return frozenset(told)


def lowest(tree: Tree, told: Collection[str]) -> frozenset[str]:
    """Return the told areas that hold no other told area."""
    above: set[str] = set()
    for code in told:
        parent = tree.places[code].parent
        while parent in tree.places:
            above.add(parent)
            parent = tree.places[parent].parent
    return frozenset(told) - above
