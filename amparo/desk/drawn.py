"""A protocol as a drawing: its words in the reader's language, then the SVG, as text."""

from collections.abc import Iterator, Sequence
from html import escape

from django.utils.translation import gettext as _

from amparo.desk.limits import limit_in_words
from amparo.desk.ordering import clocks_in_order, in_order
from amparo.desk.wording import say
from amparo.protocols.drawing import LEADING, Box, Drawing, Drawn, Line, Path, Words, lay_out
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Clock, Protocol, Step
from amparo.protocols.terms import SERVER, TELLS, TICK

WIDE, NARROW, PAPER = (760, 3), (340, 1), (700, 3)
"""Width and columns: beside a table, on a phone, on A4."""

LONGEST_PAGE = 930
"""So high is what A4 leaves under a heading, where the drawing is as wide as the paper."""


def drawing_of(pack: Pack, protocol: Protocol, size: tuple[int, int]) -> Drawing:
    """Return a protocol's drawing in the reader's language."""
    words = Words(_("It begins with"), _("At any time"), _("After: {steps}"))
    steps = [_drawn(pack, protocol, step) for step in in_order(protocol)]
    return lay_out(steps, words, width=size[0], columns=size[1])


def _drawn(pack: Pack, protocol: Protocol, step: Step) -> Drawn:
    return Drawn(
        key=step.key,
        says=_upper(say(f"step.{protocol.key}.{step.key}", pack)),
        who=", ".join(dict.fromkeys(_who(pack, by) for by in _people(step) or step.by)),
        shape=_shape(step),
        state=say(f"state.{protocol.key}.{step.state}", pack) if step.state else "",
        after=step.after,
        opens=step.opens,
        clocks=tuple(_clocks(pack, protocol, step)),
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _who(pack: Pack, by: str) -> str:
    party, _colon, role = by.partition(":")
    return say(f"role.{role}", pack) if role else say(f"party.{party}", pack)


def _shape(step: Step) -> str:
    people = _people(step)
    if not people:
        return "system"
    parties = {by.partition(":")[0] for by in people}
    roles = {by.partition(":")[2] for by in people}
    if "raiser" in parties:
        return "raiser"
    return "supervisor" if roles == {"supervisor"} else "people"


def _people(step: Step) -> list[str]:
    return [by for by in step.by if by not in {SERVER, TELLS, TICK}]


def _clocks(pack: Pack, protocol: Protocol, step: Step) -> Iterator[str]:
    """Say the clocks that a step starts; one that lengthens another stands where that one does."""
    for clock in clocks_in_order(protocol):
        first = protocol.clocks.get(clock.extends, clock)
        if step.key in first.start:
            yield f"{limit_in_words(clock.limit)}: {clock_name(pack, clock)}"


def clock_name(pack: Pack, clock: Clock) -> str:
    """Say a clock's word; one that only lengthens another goes by that one's."""
    key = f"clock.{clock.key}"
    said = say(key, pack)
    return say(f"clock.{clock.extends}", pack) if said == key and clock.extends else said


def svg_of(drawing: Drawing, name: str, title: str, cut: tuple[int, int] | None = None) -> str:
    """Return a drawing, or what of it lies between two heights, as SVG.

    Args:
        drawing: where everything stands.
        name: an id that nothing else on the page has.
        title: read aloud in its place, with what the drawing is and where its words stand.
        cut: from where to where; whole, if left out.
    """
    top, bottom = cut or (0, drawing.height)
    says = _("Steps from top to bottom, each with who takes it and the clocks it starts.")
    parts = [
        (
            f'<svg class="drawing" xmlns="http://www.w3.org/2000/svg" role="img" '
            f'viewBox="0 {top} {drawing.width} {bottom - top}" width="{drawing.width}" '
            f'height="{bottom - top}" aria-labelledby="{name}-title {name}-desc">'
        ),
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-desc">{escape(says)}</desc>',
        *(_path(path) for path in drawing.paths if _crosses(path, top, bottom)),
        *(_box(box) for box in drawing.boxes if top <= box.y < bottom),
        _texts([head for head in drawing.heads if top <= head.y < bottom]),
        "</svg>",
    ]
    return "".join(parts)


def _crosses(path: Path, top: int, bottom: int) -> bool:
    heights = [y for _x, y in path.points]
    return min(heights) < bottom and max(heights) >= top


def _path(path: Path) -> str:
    """Draw a line and, where it ends, its head."""
    points = " ".join(f"{x},{y}" for x, y in path.points)
    x, y = path.points[-1]
    return (
        f'<polyline points="{points}"/>'
        f'<polygon class="tip" points="{x - 6},{y - 4} {x},{y} {x - 6},{y + 4}"/>'
    )


def _box(box: Box) -> str:
    return f'<g class="{box.shape}">{_frame(box)}{_texts(box.lines)}</g>'


def _frame(box: Box) -> str:
    """Draw who takes a step as a shape: rounded, doubled, with cut corners, or plain."""
    x, y, width, height = box.x, box.y, box.width, box.height
    if box.shape == "raiser":
        right, below, cut = x + width, y + height, 10
        points = (
            *((x + cut, y), (right - cut, y), (right, y + cut), (right, below - cut)),
            *((right - cut, below), (x + cut, below), (x, below - cut), (x, y + cut)),
        )
        return f'<polygon points="{" ".join(f"{a},{b}" for a, b in points)}"/>'
    rounded = 16 if box.shape == "system" else 3
    frame = _rect(x, y, width, height, rounded)
    inner = _rect(x + 3, y + 3, width - 6, height - 6, 2) if box.shape == "supervisor" else ""
    return frame + inner


def _rect(x: int, y: int, width: int, height: int, rounded: int) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{rounded}"/>'


def _texts(lines: Sequence[Line]) -> str:
    """Write lines; those that go on from the one before are one text, to be heard as one."""
    texts: list[list[Line]] = []
    for line in lines:
        if texts and _goes_on(texts[-1][-1], line):
            texts[-1].append(line)
        else:
            texts.append([line])
    return "".join(_text(*text) for text in texts)


def _goes_on(before: Line, line: Line) -> bool:
    is_next = line.y - before.y in LEADING.values()
    return is_next and before.style == line.style and not line.has_clock


def _text(first: Line, *rest: Line) -> str:
    below = "".join(
        f' <tspan x="{line.x}" y="{line.y}">{escape(line.text)}</tspan>' for line in rest
    )
    said = f"{escape(first.text)}{below}"
    text = f'<text class="{first.style}" x="{first.x}" y="{first.y}">{said}</text>'
    return (_clock(first.x - 11, first.y - 4) if first.has_clock else "") + text


def _clock(x: int, y: int) -> str:
    """Draw a clock of ten points: a round face and two hands."""
    face = f'<circle cx="{x}" cy="{y}" r="5"/>'
    return f'{face}<polyline class="hands" points="{x},{y - 3} {x},{y} {x + 3},{y}"/>'
