"""Drawings of lists and estimates as SVG, made of numbers; black and white is enough. Pure.

Words come from whoever draws. Colours are those of the page (`currentColor`); what differs, differs
in shape and thickness. Each drawing has a title and a description; a table says the same beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from amparo.insight.estimates.values import Lists

WIDE = 420
SHOWN = 560
MOST_PATTERNS = 18
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
    """The title and the description of a drawing, for whoever hears it read."""

    title: str
    says: str


def overlaps(lists: Lists, words: Words) -> str:
    """Return how many people are in exactly which lists: bars above, dots below."""
    order = (-lists.counts).argsort(kind="stable")[:MOST_PATTERNS]
    left, top, tall, row = 96, 24, 150, 24
    step = (WIDE - left - 10) / max(len(order), 1)
    most = int(lists.counts.max())
    parts = []
    for at, pattern in enumerate(order):
        count, middle = int(lists.counts[pattern]), left + step * (at + 0.5)
        height = max(2.0, tall * count / most)
        parts.append(_bar(middle, top + tall - height, (min(step * 0.6, 24), height)))
        parts.append(_text(middle, top + tall - height - 5, _grouped(count), "middle", 10))
        seen = [
            top + tall + row * (j + 0.8) for j in range(lists.count) if lists.patterns[pattern, j]
        ]
        if len(seen) > 1:
            parts.append(_line((middle, seen[0]), (middle, seen[-1]), 2))
        for j in range(lists.count):
            is_in = bool(lists.patterns[pattern, j])
            parts.append(_dot(middle, top + tall + row * (j + 0.8), is_full=is_in))
    for j, name in enumerate(lists.names):
        parts.append(_text(left - 12, top + tall + row * (j + 0.8) + 4, name[:12], "end", 12))
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
    parts = [_mark(place(mark), (top - 8, tall), mark) for mark in _marks(low, high)]
    if envelope:
        start, end = place(envelope[0]), place(envelope[1])
        parts.append(
            f'<rect x="{start:.1f}" y="{top - 6}" width="{end - start:.1f}"'
            f' height="{tall - top + 6}" fill="currentColor" fill-opacity="0.1" {LINE}'
            ' stroke-dasharray="5 4"/>'
        )
    for at, bar in enumerate(bars):
        y = top + row * (at + 0.7)
        parts.append(_text(left, y - 11, bar.label, "start", 13))
        parts.append(_line((place(bar.low), y), (place(bar.high), y), 4 if bar.is_main else 1.5))
        parts.append(_dot(place(bar.point), y, is_full=bar.is_main))
    return _drawing(tall + 12, words, parts)


def curve(points: Sequence[tuple[float, float]], words: Words, labels: tuple[str, str]) -> str:
    """Return a line through points (across, people), with its ends written beside it."""
    left, top, tall, bottom = 70, 20, 200, 46
    across, people = [x for x, _ in points], [y for _, y in points]
    low, high = min(people), max(people) or 1.0

    def at(x: float, y: float) -> tuple[float, float]:
        wide = (x - across[0]) / ((across[-1] - across[0]) or 1)
        up = (y - low) / ((high - low) or 1)
        return left + (WIDE - left - 30) * wide, top + tall * (1 - up)

    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in points))
    parts = [
        _line((left, top), (left, top + tall), 1),
        _line((left, top + tall), (WIDE - 30, top + tall), 1),
        f'<polyline points="{path}" fill="none" {LINE} stroke-width="3"/>',
        _text(left - 8, top + 8, _grouped(high), "end", 13),
        _text(left - 8, top + tall, _grouped(low), "end", 13),
        _text(left, top + tall + 20, f"{across[0]:g}", "middle", 13),
        _text(WIDE - 30, top + tall + 20, f"{across[-1]:g}", "middle", 13),
        _text((left + WIDE - 30) / 2, top + tall + 40, labels[0], "middle", 13),
        _text(left, top - 6, labels[1], "start", 13),
    ]
    return _drawing(top + tall + bottom, words, parts)


def _grouped(number: float) -> str:
    """Write a number with a thin space at the thousands, which reads the same in every language."""
    return f"{number:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _drawing(height: float, words: Words, parts: Sequence[str]) -> str:
    head = (
        f'<svg class="picture" xmlns="http://www.w3.org/2000/svg" role="img"'
        f' viewBox="0 0 {WIDE} {height:.0f}" width="{SHOWN}"'
        f' aria-label="{escape(words.title)}. {escape(words.says)}">'
    )
    told = f"<title>{escape(words.title)}</title><desc>{escape(words.says)}</desc>"
    return head + told + "".join(parts) + "</svg>"


def _marks(low: float, high: float) -> Iterator[float]:
    """Yield 1, 2 and 5 times powers of ten between two numbers, at most five."""
    marks = [
        lead * 10.0**power
        for power in range(floor(log10(low)), ceil(log10(high)) + 1)
        for lead in (1, 2, 5)
        if low <= lead * 10.0**power <= high
    ]
    yield from marks[:: ceil(len(marks) / 5) or 1]


def _mark(x: float, tall: tuple[float, float], number: float) -> str:
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{tall[0]:.1f}" y2="{tall[1]:.1f}" {LINE}'
        ' stroke-opacity="0.25"/>'
    ) + _text(x, tall[0] - 8, _grouped(number), "middle", 12)


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
