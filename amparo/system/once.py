"""What can't change while one page is answered, asked of the database once a page.

It is what everybody may know (which pack is in use, which area lies in which), and who was on duty
at one moment. Nothing outlives the page.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_KEPT: ContextVar[dict[object, object] | None] = ContextVar("kept", default=None)


@contextmanager
def one_page() -> Iterator[None]:
    """Keep what is asked inside until the page is answered."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def once_a_page(ask: Callable[P, T]) -> Callable[P, T]:
    """Ask once while a page is answered; everywhere else, each time."""

    @wraps(ask)
    def kept_or_asked(*args: P.args, **kwargs: P.kwargs) -> T:
        kept = _KEPT.get()
        if kept is None:
            return ask(*args, **kwargs)
        key = (ask, args, tuple(sorted(kwargs.items())))
        if key not in kept:
            kept[key] = ask(*args, **kwargs)
        return kept[key]  # type: ignore[return-value]  # what this very function gave

    return kept_or_asked
