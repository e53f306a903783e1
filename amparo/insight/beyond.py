"""What no list can see, as a part of the page of estimates: curves, drawn and as a table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from amparo.insight.estimates import pictures
from amparo.insight.estimates.panel import Headline
from amparo.insight.estimates.pictures import Bar, Words
from amparo.insight.estimates.telling import down, up
from amparo.insight.estimates.unseen import Curve, beyond, invisible
from amparo.insight.estimates.values import Estimate


@dataclass(frozen=True)
class Bent:
    """A curve as the page shows it: a drawing, and its rows as (assumed, at least, at most)."""

    title: str
    says: str
    drawing: SafeString
    rows: tuple[tuple[str, str, str], ...]


def curves(head: Headline, observed: int) -> tuple[Bent, ...]:
    """Return how the answer moves with what the lists can't tell."""
    found = Estimate("headline", head.point, head.low, head.high, head.level)
    return (
        _bent(
            invisible(found),
            Words(
                _("If some people are on no list, whatever happens"),
                _("Each line is the answer if that share of all people can never be seen."),
                grouped,
            ),
            lambda share: f"{share:.0%}",
        ),
        _bent(
            beyond(found, observed),
            Words(
                _("If those whom nobody saw differ from those who were seen"),
                _(
                    "Lists may lead on to each other more, or less, among people whom nobody saw. "
                    "At 2, twice as many are unseen."
                ),
                grouped,
            ),
            lambda odds: f"{number_format(odds)}",
        ),
    )


def _bent(curve: Curve, words: Words, named: Callable[[float], str]) -> Bent:
    turns = curve.turns
    bars = [
        Bar(named(each.assumed), each.point, each.low, each.high, is_main=False) for each in turns
    ]
    # Labels are numbers, and the drawing escapes what it writes.
    drawing = mark_safe(pictures.intervals(bars, None, words))  # noqa: S308  # nosec B308 B703
    return Bent(words.title, words.says, drawing, tuple(_rows(bars)))


def _rows(bars: Iterable[Bar]) -> Iterable[tuple[str, str, str]]:
    for each in bars:
        # What a division leaves behind the comma must not make a number of two figures larger.
        low, high = down(round(each.low, 3)), up(round(each.high, 3))
        yield each.label, grouped(low), grouped(high)


def grouped(number: int) -> str:
    """Return a number as the language writes it."""
    return str(number_format(number, decimal_pos=0, use_l10n=True, force_grouping=True))
