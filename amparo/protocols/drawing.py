"""Where each step of a protocol stands in its drawing. Pure: words in, whole numbers out.

Steps stand in rows from top to bottom, grouped by what comes before them. From a step a line goes
down a lane on the left to each group that follows it: no line passes through a box.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

TITLE, SMALL = 14, 12
LEADING = {TITLE: 18, SMALL: 16}
PAD, GAP, LANE, EDGE = 10, 20, 9, 8
GLYPH = 18
"""What a clock's small picture takes of its first line."""

_ASIAN = 0x2E80
_NARROW, _WIDE = frozenset("iljtfrI.,;:'!|()[] ·"), frozenset("mwMW@%—…")


@dataclass(frozen=True)
class Drawn:
    """A step in words.

    Attributes:
        shape: `system`, `supervisor`, `raiser` or `people`.
        clocks: each that it starts: how long it runs, and what is owed.
    """

    key: str
    says: str
    who: str
    shape: str
    state: str = ""
    after: tuple[str, ...] = ()
    opens: bool = False
    clocks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of text: `style` is title, who, state, clock or head; y is its baseline."""

    x: int
    y: int
    text: str
    style: str
    has_clock: bool = False


@dataclass(frozen=True)
class Box:
    """A step's place."""

    key: str
    shape: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Path:
    """A line with corners, from a step to a group that follows it."""

    points: tuple[tuple[int, int], ...]


@dataclass
class Drawing:
    """All that is drawn. `cuts` are heights at which it may be cut into pages."""

    width: int
    height: int = 0
    boxes: list[Box] = field(default_factory=list)
    heads: list[Line] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Words:
    """How groups are called: `after` takes the steps before it."""

    begins: str
    any_time: str
    after: str

    def of(self, group: "Group", names: Mapping[str, str]) -> str:
        """Return what stands over a group of steps."""
        after, begins = group
        told = "; ".join(names.get(key, key) for key in after)
        other = self.after.replace("{steps}", told) if after else self.any_time
        return self.begins if begins else other


Group = tuple[tuple[str, ...], bool]
"""What comes before some steps, and whether they begin a dossier."""


def lay_out(steps: Sequence[Drawn], words: Words, *, width: int, columns: int) -> Drawing:
    """Place every step; those that nothing comes before stand on top."""
    groups = _grouped(steps)
    lanes = _lanes(steps, groups)
    gutter = EDGE + LANE * (1 + max(lanes.values(), default=-1)) + LANE
    drawing = Drawing(width)
    names = {step.key: step.says for step in steps}
    box_width = (width - gutter - EDGE - (columns - 1) * GAP) // columns
    entries: dict[Group, int] = {}
    exits: dict[str, int] = {}
    y = EDGE
    for group, members in groups.items():
        drawing.cuts.append(y)
        entries[group] = y + LEADING[SMALL] // 2
        y = _head(drawing, words.of(group, names), gutter, y)
        for start in range(0, len(members), columns):
            row = members[start : start + columns]
            if start:
                drawing.cuts.append(y)
            y = _row(drawing, row, (gutter, y, box_width), exits)
    drawing.height = y
    _join(drawing, lanes, entries, exits, gutter)
    return drawing


def _grouped(steps: Sequence[Drawn]) -> dict[Group, list[Drawn]]:
    """Return the steps by what comes before them, what comes first on top."""
    depths = _depths({step.key: step.after for step in steps})
    groups: dict[Group, list[Drawn]] = {}
    for step in sorted(steps, key=lambda each: (depths[each.key], not each.opens)):
        groups.setdefault((step.after, step.opens and not step.after), []).append(step)
    return groups


def _depths(after: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Return how many steps come before each at least; a circle counts as nothing."""
    depths: dict[str, int] = {}

    def depth(key: str, above: frozenset[str]) -> int:
        if key not in depths:
            before = [each for each in after[key] if each in after and each not in above]
            deepest = max((depth(each, above | {key}) for each in before), default=-1)
            depths[key] = deepest + 1
        return depths[key]

    for key in after:
        depth(key, frozenset({key}))
    return depths


def _lanes(steps: Sequence[Drawn], groups: Mapping[Group, list[Drawn]]) -> dict[str, int]:
    """Give each step that others follow a lane; two share one if they never run side by side."""
    place = {step.key: number for number, group in enumerate(groups) for step in groups[group]}
    last: dict[str, int] = {}
    for number, (after, _) in enumerate(groups):
        last |= {key: number for key in after if key in place}
    lanes: dict[str, int] = {}
    free_from: list[int] = []
    for step in sorted(steps, key=lambda each: place[each.key]):
        if step.key not in last:
            continue
        begins, ends = sorted((place[step.key], last[step.key]))
        lane = next((n for n, free in enumerate(free_from) if free < begins), len(free_from))
        free_from[lane:] = [ends, *free_from[lane + 1 :]]
        lanes[step.key] = lane
    return lanes


def _head(drawing: Drawing, text: str, x: int, y: int) -> int:
    lines = wrapped(text, drawing.width - x - EDGE, SMALL)
    for number, line in enumerate(lines):
        baseline = y + LEADING[SMALL] * (number + 1) - 4
        drawing.heads.append(Line(x, baseline, line, "head"))
    return y + LEADING[SMALL] * len(lines) + 4


def _row(
    drawing: Drawing,
    row: Sequence[Drawn],
    place: tuple[int, int, int],
    exits: dict[str, int],
) -> int:
    """Place a row of boxes side by side; return where the next row may begin."""
    left, y, width = place
    boxes = [_box(step, left + number * (width + GAP), y, width) for number, step in enumerate(row)]
    bottom = max(box.y + box.height for box in boxes)
    for number, box in enumerate(boxes):
        drawing.boxes.append(box)
        exits[box.key] = bottom + 4 + 4 * number
    return bottom + GAP


def _box(step: Drawn, x: int, y: int, width: int) -> Box:
    lines = list(_lines(step, width - 2 * PAD))
    placed, height = [], PAD
    for text, style, size, has_clock in lines:
        height += LEADING[size]
        indent = GLYPH if style == "clock" else 0
        placed.append(Line(x + PAD + indent, y + height - 4, text, style, has_clock))
    return Box(step.key, step.shape, x, y, width, height + PAD, tuple(placed))


def _lines(step: Drawn, width: int) -> Iterator[tuple[str, str, int, bool]]:
    for text in wrapped(step.says, width, TITLE):
        yield text, "title", TITLE, False
    for text in wrapped(step.who, width, SMALL):
        yield text, "who", SMALL, False
    for text in wrapped(f"→ {step.state}", width, SMALL) if step.state else ():
        yield text, "state", SMALL, False
    for clock in step.clocks:
        for number, text in enumerate(wrapped(clock, width - GLYPH, SMALL)):
            yield text, "clock", SMALL, number == 0


def _join(
    drawing: Drawing,
    lanes: Mapping[str, int],
    entries: Mapping[Group, int],
    exits: Mapping[str, int],
    gutter: int,
) -> None:
    boxes = {box.key: box for box in drawing.boxes}
    for (after, _), entry in entries.items():
        for key in after:
            if key not in boxes:
                continue
            box, lane = boxes[key], EDGE + LANE * lanes[key]
            middle = box.x + box.width // 2
            points = ((middle, box.y + box.height), (middle, exits[key]), (lane, exits[key]))
            drawing.paths.append(Path((*points, (lane, entry), (gutter - 5, entry))))


def wrapped(text: str, width: int, size: int) -> list[str]:
    """Return a text in lines that fit, in any common font; a word that is too long is broken."""
    lines = [""]
    for word in text.split():
        for part in _broken(word, width, size):
            longer = f"{lines[-1]} {part}".strip()
            if width_of(longer, size) <= width:
                lines[-1] = longer
            else:
                lines.append(part)
    return [line for line in lines if line]


def _broken(word: str, width: int, size: int) -> Iterator[str]:
    part = ""
    for letter in word:
        if part and width_of(part + letter, size) > width:
            yield part
            part = ""
        part += letter
    yield part


def width_of(text: str, size: int) -> int:
    """Return about how wide a text is: as in a wide font, so that it is never wider."""
    heavier = 112 if size == TITLE else 104
    return sum(map(_hundredths, text)) * size * heavier // 10_000


def _hundredths(letter: str) -> int:
    """Return a letter's width in hundredths of its size."""
    if letter in _NARROW:
        return 38
    if letter in _WIDE or ord(letter) >= _ASIAN:
        return 98
    return 72 if letter.isupper() else 61


def pages_of(drawing: Drawing, longest: int) -> list[tuple[int, int]]:
    """Cut a drawing into pages between its rows; a row that is longer has a page of its own."""
    pages: list[tuple[int, int]] = []
    begins, ends = 0, 0
    for cut in [*drawing.cuts[1:], drawing.height]:
        if cut - begins > longest and ends > begins:
            pages.append((begins, ends))
            begins = ends
        ends = cut
    return [*pages, (begins, ends)]
