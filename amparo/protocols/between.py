"""What a step tells another dossier, or gives to one that is raised of it. Pure: values only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tell:
    """A coded entry that a step appends to a linked dossier: `to` is came_from, opened or link.

    `opened` is every dossier that this one has led to. `coded` names the answers that go along.
    It is written only where the linked dossier's protocol has such a step.
    """

    to: str
    step: str
    coded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Given:
    """An answer that nobody has to give: the question's name and the code."""

    name: str
    code: str
