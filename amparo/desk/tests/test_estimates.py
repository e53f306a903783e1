"""The page of estimates: a file is answered and forgotten; a fault is told with its place."""

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from amparo.insight.estimates.simulate import SCENARIOS, drawn_lists
from tests.filling import Page, text_of
from tests.world import World

PAGE = "/estimates/"
OVERSEER = "julio"


def table() -> str:
    lists = drawn_lists(SCENARIOS["S5"], np.random.default_rng(2))
    rows = [
        ",".join(map(str, [*pattern, count]))
        for pattern, count in zip(lists.patterns.tolist(), lists.counts.tolist(), strict=True)
    ]
    return "\n".join([",".join([*lists.names, "count"]), *rows])


def nine_lists() -> bytes:
    rows = [",".join(str(int(one == other)) for other in range(9)) for one in range(9)]
    return "\n".join(["A,B,C,D,E,F,G,H,I", *rows]).encode()


def sent(world: World, text: bytes, called: str = "lists.csv", **more: str) -> Page:
    file = SimpleUploadedFile(called, text, content_type="text/csv")
    answer = world.signed_in(OVERSEER).post(PAGE, {"lists": file, **more})
    assert answer.status_code == 200
    return answer


def test_lists_are_answered_with_both_ends_and_drawings(world: World) -> None:
    answer = sent(world, table().encode(), covers="more")
    said = text_of(answer)
    assert "people in all, seen or not" in said
    assert "Nothing of a single village" in said
    assert answer.content.count(b"<svg") >= 2


def test_a_village_is_refused_with_the_reason(world: World) -> None:
    assert "would point at its people" in text_of(sent(world, table().encode(), covers="village"))


def test_the_page_is_given_as_a_file(world: World) -> None:
    answer = sent(world, table().encode(), **{"as": "file"})
    assert answer["Content-Disposition"] == 'attachment; filename="estimate.html"'
    assert b"<!doctype html>" in answer.content


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (table().replace("1,0,0", "1,2,0").encode(), "column 2"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"Rosa Quispe,B\nRosa,1\n", "column 1"),
        (nine_lists(), "8 lists"),
    ],
)
def test_a_fault_is_told_with_its_place_and_without_what_stood_there(
    world: World, text: bytes, told: str
) -> None:
    said = text_of(sent(world, text))
    assert told in said
    assert "Rosa,1" not in said


def test_one_list_alone_is_answered_with_a_lower_bound(world: World) -> None:
    came = b"times;count\r\n1;1645\r\n2;183\r\n3;37\r\n4;13\r\n5;1\r\n6;1\r\n"
    answer = sent(world, came, covers="more")
    said = text_of(answer)
    assert "There are at least 8,000 people" in said
    assert "Nothing in one list shows" in said
    assert "5 or more" in said
    assert answer.content.count(b"<svg") == 1


def test_what_takes_too_long_for_a_page_is_named_with_its_command(world: World) -> None:
    said = text_of(sent(world, table().encode(), covers="more"))
    assert "Hidden groups of people" in said
    assert "amparo estimate lists.csv" in said


BAD = {
    "misspelt": table().replace("count", "cuont").encode(),
    "counted in another word": table().replace("count", "cantidad").encode(),
    "below nought": table().replace("\n1,0,0,", "\n1,0,0,-").encode(),
    "a fraction": table().replace("\n1,0,0,", "\n1,0,0,0.5").encode(),
    "in no list": f"{table()}\n0,0,0,3".encode(),
    "an empty list": b"A,B,C,D,count\n1,0,0,0,40\n0,1,0,0,30\n0,0,1,0,20\n1,1,0,0,12",
    "the same list twice": b"A,B,C,count\n1,1,0,40\n0,0,1,30\n1,1,1,20",
    "half a file": table().encode()[:-5],
    "two bytes a letter": table().encode("utf-16"),
    "a workbook": b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xff\xfe",
    "nothing": b"\n",
}


def test_each_bad_file_is_told_and_none_breaks_the_page(world: World) -> None:
    for name, text in BAD.items():
        said = text_of(sent(world, text, covers="more"))
        assert "This could not be read" in said, name
        assert "Line " in said or "UTF-8" in said, name


def test_a_file_that_is_called_no_table_is_none(world: World) -> None:
    said = text_of(sent(world, table().encode(), "lists.csv.exe", covers="more"))
    assert "Save it as CSV" in said
    assert "people in all" not in said


def test_files_of_other_systems_and_of_many_people_are_read(world: World) -> None:
    head, *rows = table().splitlines()
    many = "\n".join([head, *(f"{row}0000" for row in rows)])
    for text in (table().replace("\n", "\r\n"), table().replace(",", ";"), many):
        assert "people in all, seen or not" in text_of(sent(world, text.encode(), covers="more"))


def test_without_a_file_one_is_asked_for(world: World) -> None:
    answer = world.signed_in(OVERSEER).post(PAGE, {"covers": "more"})
    assert "Choose a file with your lists first" in text_of(answer)


@pytest.mark.parametrize("who", ["rosa", "ana", "carmen"])
def test_only_who_oversees_finds_the_page(world: World, who: str) -> None:
    assert world.signed_in(who).get(PAGE).status_code == 404
