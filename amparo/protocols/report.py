"""What a country publishes of many: its reports, as values. Pure.

Whether they may be published is `check_reports`; how a number is made safe is not decided here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

PERIODS = ("half_year", "year")
SEES = ("inside", "nearest", "own")
"""What a reader sees of a report: all areas or offices inside those that their body serves, the
nearest area above them that is told, or their own office."""

LEAST = 5
"""No country may tell of fewer groups together, or show a smaller number."""


@dataclass(frozen=True)
class Sight:
    """Who may see a report, as `kind:role`, and how much of it."""

    who: str
    sees: str


@dataclass(frozen=True)
class Report:
    """One report: of concerns or activities by area, or of what offices owed.

    Attributes:
        protocol: whose dossiers are counted, by area; empty where offices' duties are.
        by: a coded answer of the opening step that splits the count; empty for the count alone.
        levels: the areas that are told; none lies below the district.
        answered_by: the clock that tells whether a counted dossier was answered in time.
        clocks: what offices owed, counted together, where no protocol is counted.
        offices: the kinds of body whose duties are counted.
        cause: the coded answer that says why a clock was missed.
        unless: steps after which a dossier is not counted: what was taken back.
    """

    key: str
    protocol: str = ""
    by: str = ""
    levels: tuple[str, ...] = ()
    answered_by: str = ""
    clocks: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    cause: str = ""
    unless: tuple[str, ...] = ()
    seen_by: tuple[Sight, ...] = ()
    source: str = ""
    label: str = ""

    @property
    def is_of_offices(self) -> bool:
        """Tell whether it counts what offices owed, and not dossiers of areas."""
        return not self.protocol


@dataclass(frozen=True)
class Reports:
    """All reports of a country. One period for all: two of different length could be subtracted.

    Attributes:
        period: how long each one covers, one of `PERIODS`.
        smallest: a smaller number is not shown, nought neither.
        groups: how many recognised groups an area must have to be told.
        groups_of: the kinds of body that are such groups.
    """

    period: str = PERIODS[0]
    smallest: int = LEAST
    groups: int = LEAST
    groups_of: tuple[str, ...] = ()
    rows: Mapping[str, Report] = field(default_factory=dict)
