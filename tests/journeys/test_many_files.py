"""A day with more files than usual: asked why, opened, and looked at by the supervisor."""

import pytest

from amparo.audit.actions import record_reading
from amparo.base.ids import new_id
from tests.journeys.desk import Desk, lima

TODAY = "2027-05-10 11:00"


@pytest.mark.opens("opening_reason")
def test_one_more_file_in_a_day_of_hand_overs(desk: Desk) -> None:
    world = desk.world
    case = world.case_of(world.raise_concern())
    for _file in range(30):
        subject, ana = new_id(lima(TODAY)), world.people["ana"].id
        record_reading("read_dossier", subject, by=ana, at=lima(TODAY))
    page = desk.comes("ana", TODAY).goes(f"/dossiers/{case.pk}/file/")
    page.reads("You have opened 30 files today").presses(
        "Open the file", opening_why="other", opening_words="MARK-WHY I hand all my cases over"
    )
    page.reads("MARK-WORDS")
    carmen = desk.comes("carmen", "2027-05-10 11:01").goes("/office/")
    carmen.reads("Openings to look at", "1 file more than usual in a day")
    carmen.follows("Ana").reads("MARK-WHY").presses("Write it down", found="spoken")
    carmen.reads("It is written down that you looked at it.")
    carmen.goes("/office/").does_not_read("Openings to look at")
