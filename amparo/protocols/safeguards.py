"""What a country may do to a row that its base marks as a safeguard: add and shorten, never loosen.

Pure, and on rows as they are written, before they are laid over each other.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from amparo.protocols.fields import as_limit
from amparo.protocols.protocol import Limit

FREE = frozenset(("key", "source", "label", "form", "none", "title", "group", "instead"))
"""Fields that loosen nothing. The form is checked for what the protocol reads of it."""

_MONTHS = {"months": 1, "years": 12}
_FEWEST_DAYS, _MOST_DAYS = 28, 31

_CHANGED = "This row is a safeguard of the base: its “{name}” can't be changed."
_LONGER = "This row is a safeguard of the base: its “{name}” can be shortened, not lengthened."
_FEWER = "This row is a safeguard of the base: you can add to its “{name}”, not take away."
_EXTENDS = "It extends “{key}”, a safeguard of the base, which can't be lengthened."

Row = Mapping[str, Any]


def loosened(own: Row, base: Row, all_of_base: Mapping[str, Row]) -> Iterator[str]:
    """Yield what is wrong with a country's row.

    Args:
        own: the country's row, as it is written.
        base: the base's row of the same key; empty if there is none.
        all_of_base: the rows of the base's table.
    """
    extended = all_of_base.get(str(own.get("extends", "")), {})
    if extended.get("safeguard") and not _is_shorter(own.get("limit"), extended.get("limit")):
        yield _EXTENDS.format(key=own["extends"])
    if not base.get("safeguard"):
        return
    for name, value in own.items():
        if name in FREE or value == base.get(name):
            continue
        is_kept, says = _MAY.get(name, (_never, _CHANGED))
        if not is_kept(value, base.get(name)):
            yield says.format(name=name)


def _never(own: object, base: object) -> bool:  # noqa: ARG001  # as the others
    return False


def _is_shorter(own: object, base: object) -> bool:
    """Tell whether a length of time is surely no longer than another."""
    one, other = as_limit(own), as_limit(base)
    if one is None or other is None:
        return False
    if one.unit == other.unit or (one.unit, other.unit) == ("calendar_days", "working_days"):
        return one.count <= other.count
    longest = _longest(one)
    return longest is not None and longest <= _shortest(other)


def _longest(limit: Limit) -> int | None:
    """Return the most hours a limit can take; None if holidays can stretch it."""
    match limit.unit:
        case "hours":
            return limit.count
        case "calendar_days":
            return 24 * (limit.count + 1)
        case "working_days":
            return None
    return 24 * (_MOST_DAYS * _MONTHS[limit.unit] * limit.count + 1)


def _shortest(limit: Limit) -> int:
    match limit.unit:
        case "hours":
            return limit.count
        case "calendar_days" | "working_days":
            return 24 * limit.count
    return 24 * _FEWEST_DAYS * _MONTHS[limit.unit] * limit.count


def _has_all(own: object, base: object) -> bool:
    return isinstance(own, list) and all(each in own for each in _listed(base))


def _is_more(own: object, base: object) -> bool:
    return isinstance(own, int) and isinstance(base, int | None) and own >= (base or 1)


def _tells_as_soon(own: object, base: object) -> bool:
    """Tell whether each level is still told, and no later."""
    told = dict(map(_level, _listed(own)))
    levels = map(_level, _listed(base))
    return all(_is_shorter(told.get(to), after) for to, after in levels)


def _level(row: object) -> tuple[str, object]:
    return (str(row.get("to")), row.get("after")) if isinstance(row, Mapping) else ("", None)


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


_MAY: Mapping[str, tuple[Callable[[object, object], bool], str]] = {
    "limit": (_is_shorter, _LONGER),
    "every": (_is_shorter, _LONGER),
    "reads_for": (_is_shorter, _LONGER),
    "times": (_is_more, _FEWER),
    "escalate": (_tells_as_soon, _FEWER),
    **dict.fromkeys(
        ("after", "to", "relay", "reads", "coded", "gates", "gives"), (_has_all, _FEWER)
    ),
}
