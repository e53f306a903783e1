"""Which page of a list somebody is on, and the ways on from there."""

from dataclasses import dataclass

from django.http import HttpRequest

LONGEST = 6
"""How many figures the number of a page can have."""


@dataclass(frozen=True)
class Place:
    """A page's place in its list; the first is 1. `pages`: how many there are, 0 if not counted."""

    number: int
    has_next: bool
    pages: int = 0

    @property
    def before(self) -> int:
        """Return the number of the page before this one; 0 where this is the first."""
        return self.number - 1

    @property
    def after(self) -> int:
        """Return the number of the page after this one; 0 where this is the last."""
        return self.number + 1 if self.has_next else 0

    @property
    def is_whole(self) -> bool:
        """Tell whether this page is the whole list."""
        return self.number == 1 and not self.has_next


def place_among(number: int, count: int, a_page: int) -> Place:
    """Return the place of a page among so many rows; of the last one for a number beyond it."""
    pages = max(1, -(-count // a_page))
    number = min(max(1, number), pages)
    return Place(number, number < pages, pages)


def number_of(text: str) -> int:
    """Return the number of a page as an address or a button says it; 1 for anything else."""
    return max(1, int(text)) if text.isdecimal() and len(text) <= LONGEST else 1


def number_in(request: HttpRequest) -> int:
    """Return the number of the page that an address asks for."""
    return number_of(request.GET.get("page", ""))
