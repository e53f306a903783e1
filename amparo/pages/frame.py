"""What stands around every page: where one is, as whom, and where else one can go."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NavLink:
    """One of the few places that are always one press away; `is_more`: two, under "More"."""

    url: str
    label: str
    is_here: bool = False
    is_more: bool = False


@dataclass(frozen=True)
class Frame:
    """What the head of a page shows. A context processor of the door puts it there as `frame`.

    `label` is what the deployment calls itself: neutral, because a title is read over a shoulder.
    `body` and `role` are the hat being worn; `change_url` leads to where another is put on.
    `ends_after`: seconds without a request after which the reader's session is over; 0 without one.
    Nothing here may name a person other than the reader.
    """

    label: str = ""
    home_url: str = "/"
    person: str = ""
    body: str = ""
    role: str = ""
    change_url: str = ""
    sign_out_url: str = ""
    ends_after: int = 0
    links: tuple[NavLink, ...] = ()
    notice: str = ""

    @property
    def near(self) -> tuple[NavLink, ...]:
        """Return the places that stand in a row: those of every page, and where one is."""
        return tuple(link for link in self.links if link.is_here or not link.is_more)

    @property
    def more(self) -> tuple[NavLink, ...]:
        """Return the places that are folded away."""
        return tuple(link for link in self.links if link.is_more and not link.is_here)
