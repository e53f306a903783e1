"""The drawing of any protocol: nothing lies on anything, nothing is left out."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.protocols.drawing import (
    SMALL,
    TITLE,
    Box,
    Drawing,
    Drawn,
    Path,
    Words,
    lay_out,
    pages_of,
    width_of,
    wrapped,
)

WORDS = Words("It begins with", "At any time", "After: {steps}")


def big(count: int) -> list[Drawn]:
    """Return a made-up protocol: chains, forks, steps after two others, long words, many clocks."""
    steps = [Drawn("s0", "Begin", "the system", "system", opens=True, clocks=("24 hours: a",) * 9)]
    for number in range(1, count):
        after = {0: (), 1: (f"s{number // 2}",), 2: (f"s{number - 1}", f"s{number // 3}")}
        shape = ("people", "supervisor", "raiser", "system")[number % 4]
        says = "Donaudampfschifffahrtsgesellschaft" * (number % 5 == 0) + f" step {number} & more"
        clocks = (f"{number} working days: tell <somebody>",) * (number % 3)
        steps.append(
            Drawn(f"s{number}", says, "officer", shape, "", after[number % 3], False, clocks)
        )
    return steps


def touch(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    above = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (beside or above)


def goes_through(path: Path, box: Box) -> bool:
    """Tell whether a line runs inside a box; its first point lies on the edge of its own."""
    for (x1, y1), (x2, y2) in zip(path.points, path.points[1:], strict=False):
        left, right = sorted((x1, x2))
        top, bottom = sorted((y1, y2))
        is_beside = right <= box.x or left >= box.x + box.width
        if not (is_beside or bottom <= box.y or top >= box.y + box.height):
            return True
    return False


def is_sound(drawing: Drawing, steps: list[Drawn]) -> None:
    boxes = drawing.boxes
    assert sorted(box.key for box in boxes) == sorted(step.key for step in steps)
    for number, box in enumerate(boxes):
        assert box.x >= 0
        assert box.x + box.width <= drawing.width
        assert box.y + box.height <= drawing.height
        assert not [other.key for other in boxes[:number] if touch(box, other)], box.key
        assert not [path for path in drawing.paths if goes_through(path, box)], box.key


def test_sixty_steps_lie_beside_each_other_at_any_width() -> None:
    steps = big(60)
    for width, columns in ((760, 3), (340, 1), (700, 3)):
        is_sound(lay_out(steps, WORDS, width=width, columns=columns), steps)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 40), st.integers(1, 4), st.data())
def test_any_protocol_can_be_drawn(count: int, columns: int, data: st.DataObject) -> None:
    keys = [f"s{number}" for number in range(count)]
    some = st.lists(st.sampled_from([*keys, "gone"]), max_size=3, unique=True).map(tuple)
    steps = [
        Drawn(key, data.draw(st.text(max_size=40)), "w", "people", "", data.draw(some), number == 0)
        for number, key in enumerate(keys)
    ]
    is_sound(lay_out(steps, WORDS, width=760, columns=columns), steps)


def test_what_comes_later_stands_lower() -> None:
    steps = big(30)
    tops = {box.key: box.y for box in lay_out(steps, WORDS, width=760, columns=3).boxes}
    for step in steps:
        assert all(tops[before] < tops[step.key] for before in step.after), step.key


def test_there_is_a_line_from_each_step_to_what_follows_it() -> None:
    steps = [
        Drawn("a", "a", "w", "people", opens=True),
        Drawn("b", "b", "w", "people", after=("a",)),
        Drawn("c", "c", "w", "people", after=("a",)),
        Drawn("d", "d", "w", "people", after=("a", "b")),
    ]
    drawing = lay_out(steps, WORDS, width=340, columns=1)
    assert len(drawing.paths) == 3, "b and c are one group: one line leads to both"
    assert [head.text for head in drawing.heads] == [
        "It begins with",
        "After: a",
        "After: a; b",
    ]


def test_a_circle_of_steps_is_drawn_too() -> None:
    steps = [Drawn(a, a, "w", "people", after=(b,)) for a, b in (("a", "b"), ("b", "a"))]
    is_sound(lay_out(steps, WORDS, width=340, columns=1), steps)


def test_long_words_are_broken_and_no_line_is_too_wide() -> None:
    for size in (SMALL, TITLE):
        lines = wrapped("Donaudampfschifffahrtsgesellschaft und mehr", 90, size)
        assert len(lines) > 2
        assert all(width_of(line, size) <= 90 for line in lines)
        assert "".join(lines).replace(" ", "") == "Donaudampfschifffahrtsgesellschaftundmehr"


def test_pages_follow_each_other_and_cut_no_box() -> None:
    drawing = lay_out(big(60), WORDS, width=700, columns=3)
    pages = pages_of(drawing, 900)
    assert len(pages) > 2
    assert pages[0][0] == 0
    assert pages[-1][1] == drawing.height
    for (_, ends), (begins, _) in itertools.pairwise(pages):
        assert ends == begins
        assert not [box for box in drawing.boxes if box.y < ends < box.y + box.height]
