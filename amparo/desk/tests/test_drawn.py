"""Each protocol of the pack as a drawing, in the reader's language."""

import gzip
import xml.etree.ElementTree as ET  # our own drawing is read, nobody else's
from dataclasses import replace

import pytest
from django.utils.translation import override

from amparo.desk.drawn import LONGEST_PAGE, NARROW, PAPER, WIDE, clock_name, drawing_of, svg_of
from amparo.desk.limits import limit_in_words
from amparo.protocols.drawing import pages_of
from tests.filling import text_of
from tests.world import World, peru

SVG = "{http://www.w3.org/2000/svg}"
SMALLEST = 62_000
"""More than this no drawing of the pack has as text; sent, it is a tenth of that."""


def said_in(svg: str) -> str:
    """Return all words of a drawing, with broken lines joined."""
    return " ".join("".join(each.itertext()) for each in ET.fromstring(svg).iter(f"{SVG}text"))  # noqa: S314


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW, PAPER])
@pytest.mark.parametrize("key", sorted(peru().protocols))
def test_every_step_and_every_clock_stands_in_it(
    world: World, key: str, size: tuple[int, int], language: str
) -> None:
    pack, protocol = world.pack, world.pack.protocols[key]
    with override(language):
        drawing = drawing_of(pack, protocol, size)
        said = said_in(svg_of(drawing, "a", "b")).replace(" ", "")
        for clock in protocol.clocks.values():
            told = f"{limit_in_words(clock.limit)}: {clock_name(pack, clock)}"
            assert told.replace(" ", "") in said, clock.key
    assert {box.key for box in drawing.boxes} == set(protocol.steps)
    for number, box in enumerate(drawing.boxes):
        for other in drawing.boxes[:number]:
            beside = box.x + box.width <= other.x or other.x + other.width <= box.x
            assert beside or other.y + other.height <= box.y or box.y + box.height <= other.y


def test_names_are_escaped(world: World) -> None:
    nasty = "<script>alert('x')</script> & \"more\""
    words = {lang: dict(said) for lang, said in world.pack.words.items()}
    words["en"]["step.case.qualify"] = nasty
    pack = replace(world.pack, words=words)
    with override("en"):
        svg = svg_of(drawing_of(pack, pack.protocols["case"], WIDE), "a", nasty)
    assert "<script" not in svg
    assert nasty[:7] in said_in(svg), "it is there, as text"


def test_it_has_a_name_and_a_description_that_are_read_aloud(world: World) -> None:
    page = text_of(world.signed_in("rosa").get("/protocols/case/drawn/"))
    for name in ("wide", "narrow"):
        assert f'aria-labelledby="{name}-title {name}-desc"' in page
        assert f'<title id="{name}-title">' in page
        assert f'<desc id="{name}-desc">' in page
    assert 'href="/protocols/case/"' in page, "the words are a step away"


def test_who_takes_a_step_is_seen_by_its_shape_and_read_in_words(world: World) -> None:
    with override("en"):
        drawing = drawing_of(world.pack, world.pack.protocols["case"], WIDE)
    boxes = {box.key: box for box in drawing.boxes}
    shapes = {key: boxes[key].shape for key in ("arrive", "qualify", "assign", "escalate")}
    assert shapes == {
        "arrive": "system",
        "qualify": "people",
        "assign": "supervisor",
        "escalate": "system",
    }
    assert "supervisor" in [line.text for line in boxes["assign"].lines if line.style == "who"]


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_it_is_small_to_send(world: World, size: tuple[int, int]) -> None:
    with override("es"):
        svg = svg_of(drawing_of(world.pack, world.pack.protocols["case"], size), "a", "b").encode()
    assert len(svg) < SMALLEST
    assert len(gzip.compress(svg)) < SMALLEST / 6


def test_its_pages_for_the_printer_hold_all_of_it(world: World) -> None:
    page = text_of(world.signed_in("ana").get("/protocols/case/drawing/"))
    with override("en"):
        drawing = drawing_of(world.pack, world.pack.protocols["case"], PAPER)
    cuts = pages_of(drawing, LONGEST_PAGE)
    assert page.count("<svg") == len(cuts)
    assert f"page {len(cuts)} of {len(cuts)}" in page
    assert page.count('<text class="title"') == len(drawing.boxes)


def test_it_is_drawn_for_a_desk_and_for_a_phone_on_a_page_of_its_own(world: World) -> None:
    ana = world.signed_in("ana")
    assert text_of(ana.get("/protocols/case/drawn/")).count('<svg class="drawing') == 2
    assert '<svg class="drawing' not in text_of(ana.get("/protocols/case/"))


def test_a_protocol_that_is_not_there_has_no_drawing(world: World) -> None:
    ana = world.signed_in("ana")
    for page in ("", "drawn/", "drawing/"):
        assert ana.get(f"/protocols/none/{page}").status_code == 404
