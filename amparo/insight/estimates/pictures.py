"""Drawings of lists and estimates as SVG, made of numbers; black and white is enough. Pure.

Words come from whoever draws. Colours are those of the page (`currentColor`); what differs, differs
in shape and thickness. Each drawing has a title and a description; a table says the same beside it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from amparo.insight.estimates.values import Lists

WIDE, SHOWN = 340, 480
"""How wide a drawing is: about as a phone, so that nothing in it shrinks there; and elsewhere."""
MOST_PATTERNS, FEWEST_MARKS = 16, 3
FONT = 'font-family="system-ui, sans-serif" font-size="14" fill="currentColor"'
LINE = 'stroke="currentColor"'


@dataclass(frozen=True)
class Bar:
    """One method's interval in the drawing; a main one is drawn thick."""

    label: str
    point: float
    low: float
    high: float
    is_main: bool


@dataclass(frozen=True)
class Words:
    """The title and the description of a drawing, for whoever hears it read; how numbers look."""

    title: str
    says: str
    number: Callable[[int], str] = "{:,}".format


def overlaps(lists: Lists, words: Words) -> str:
    """Return how many people are in exactly which lists: bars above, dots below."""
    order = (-lists.counts).argsort(kind="stable")[:MOST_PATTERNS]
    left, top, tall, row = 96, 48, 150, 24
    step = (WIDE - left - 10) / max(len(order), 1)
    most = int(lists.counts.max())
    parts = []
    for at, pattern in enumerate(order):
        count, middle = int(lists.counts[pattern]), left + step * (at + 0.5)
        height = max(2.0, tall * count / most)
        parts.append(_bar(middle, top + tall - height, (min(step * 0.6, 24), height)))
        parts.append(_upright(middle + 4, top + tall - height - 5, words.number(count)))
        seen = [
            top + tall + row * (j + 0.8) for j in range(lists.count) if lists.patterns[pattern, j]
        ]
        if len(seen) > 1:
            parts.append(_line((middle, seen[0]), (middle, seen[-1]), 2))
        for j in range(lists.count):
            is_in = bool(lists.patterns[pattern, j])
            parts.append(_dot(middle, top + tall + row * (j + 0.8), is_full=is_in))
    for j, name in enumerate(lists.names):
        parts.append(_text(left - 12, top + tall + row * (j + 0.8) + 4, name[:12], "end", 13))
    return _drawing(top + tall + row * lists.count + 16, words, parts)


def intervals(bars: Sequence[Bar], envelope: tuple[float, float] | None, words: Words) -> str:
    """Return the methods' intervals under each other on a scale of ratios, over the envelope."""
    ends = [each.low for each in bars] + [each.high for each in bars] + list(envelope or ())
    low, high = max(min(ends) * 0.9, 1.0), max(ends) * 1.1
    left, top, row = 14, 34, 40

    def place(number: float) -> float:
        share = (log10(max(number, 1.0)) - log10(low)) / (log10(high) - log10(low))
        return left + (WIDE - left - 20) * share

    tall = top + row * len(bars)
    parts = [
        _mark(place(mark), (top - 8, tall), words.number(round(mark))) for mark in _marks(low, high)
    ]
    if envelope:
        start, end = place(envelope[0]), place(envelope[1])
        parts.append(
            f'<rect x="{start:.1f}" y="{top - 6}" width="{end - start:.1f}"'
            f' height="{tall - top + 6}" fill="currentColor" fill-opacity="0.1" {LINE}'
            ' stroke-dasharray="5 4"/>'
        )
    for at, bar in enumerate(bars):
        y = top + row * (at + 0.7)
        parts.append(_text(left, y - 11, bar.label, "start", 14))
        parts.append(_line((place(bar.low), y), (place(bar.high), y), 4 if bar.is_main else 1.5))
        parts.append(_dot(place(bar.point), y, is_full=bar.is_main))
    return _drawing(tall + 12, words, parts)


def _drawing(height: float, words: Words, parts: Sequence[str]) -> str:
    head = (
        f'<svg class="picture" xmlns="http://www.w3.org/2000/svg" role="img"'
        f' viewBox="0 0 {WIDE} {height:.0f}" width="{SHOWN}"'
        f' aria-label="{escape(words.title)}. {escape(words.says)}">'
    )
    told = f"<title>{escape(words.title)}</title><desc>{escape(words.says)}</desc>"
    return head + told + "".join(parts) + "</svg>"


def _marks(low: float, high: float) -> Iterator[float]:
    """Yield round numbers between two numbers, at most five: 1, 2, 5, and others if too few."""
    marks: list[float] = []
    for leads in ((1, 2, 5), (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9)):
        marks = [
            lead * 10.0**power
            for power in range(floor(log10(low)), ceil(log10(high)) + 1)
            for lead in leads
            if low <= lead * 10.0**power <= high
        ]
        if len(marks) >= FEWEST_MARKS:
            break
    yield from marks[:: ceil(len(marks) / 5) or 1]


def _mark(x: float, tall: tuple[float, float], number: str) -> str:
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{tall[0]:.1f}" y2="{tall[1]:.1f}" {LINE}'
        ' stroke-opacity="0.25"/>'
    ) + _text(x, tall[0] - 8, number, "middle", 13)


def _bar(middle: float, top: float, size: tuple[float, float]) -> str:
    return (
        f'<rect x="{middle - size[0] / 2:.1f}" y="{top:.1f}" width="{size[0]:.1f}"'
        f' height="{size[1]:.1f}" fill="currentColor" fill-opacity="0.75"/>'
    )


def _line(start: tuple[float, float], end: tuple[float, float], thick: float) -> str:
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"'
        f' {LINE} stroke-width="{thick}"/>'
    )


def _dot(x: float, y: float, *, is_full: bool) -> str:
    fill = "currentColor" if is_full else "none"
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}" {LINE} stroke-width="1.5"/>'


def _text(x: float, y: float, says: str, anchor: str, size: int) -> str:
    font = FONT.replace('"14"', f'"{size}"')
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {font}>{escape(says)}</text>'


def _upright(x: float, y: float, says: str) -> str:
    """Write upwards, where many numbers stand beside each other."""
    turned = f'<g transform="translate({x:.1f} {y:.1f}) rotate(-90)">'
    return turned + _text(0, 0, says, "start", 12) + "</g>"
