"""Three siblings tonight: the mother evacuated in labour, the father at the mine.

Thu 1 Jul 2027, 20:00; 3, 8 and 15 years old; a neighbour takes them in, and the mother agreed.
Nobody is "abandoned", nobody goes to the police station, and they stay together. Made-up people.
"""

import pytest

from amparo.dossiers.models import Dossier
from amparo.system.models import Gap
from tests.journeys.casework import QUALIFIED, WRITE, page_of, received, takes
from tests.journeys.desk import Desk

SIBLINGS = {
    "siblings-0-sibling_child_name": "MARK-EIGHT",
    "siblings-0-sibling_age_band": "6_8",
    "siblings-0-sibling_sex": "boy",
    "siblings-0-sibling_in_household": "yes",
    "siblings-1-sibling_child_name": "MARK-THREE",
    "siblings-1-sibling_age_band": "3_5",
    "siblings-1-sibling_sex": "girl",
    "siblings-1-sibling_in_household": "yes",
}
TONIGHT = {
    "night_place": "neighbour",
    "night_with": "MARK-NEIGHBOUR",
    "night_decided": "parent",
    "night_hour": "20:00",
    "night_lasts": "tonight",
    "night_siblings": "together",
    "night_child_said": "MARK-HER-WORDS",
}


@pytest.mark.opens("tonight", "missing_service")
def test_they_stay_together_and_it_is_written_down_who_decided(desk: Desk) -> None:
    eldest = received(desk, "2027-07-01 20:10")
    who_is_where_tonight_is_an_entry_of_its_own(desk, eldest)
    nobody_is_lost_from_sight(desk, eldest)
    each_has_a_case_and_they_are_linked(desk, eldest)
    it_lasts_and_the_upe_is_told(desk, eldest)
    a_service_that_is_missing_is_counted_for_nobody(desk, eldest)
    the_mother_is_back_and_nothing_stains(desk, eldest)


def who_is_where_tonight_is_an_entry_of_its_own(desk: Desk, case: Dossier) -> None:
    ana = page_of(desk.comes("ana", "2027-07-01 20:30"), case, "tonight")
    ana.reads("Never in a police station.", "neither hands over nor places a child")
    choices = ana.html.split('name="night_place"')
    assert not any('value="police"' in part or 'value="pnp"' in part for part in choices)
    ana.presses(WRITE, {**TONIGHT, "night_siblings": "apart"}).reads("when will they be together?")
    takes(ana, case, "tonight", TONIGHT)
    ana.goes(f"/dossiers/{case.id}/file/").reads("MARK-NEIGHBOUR", "MARK-HER-WORDS", "20:00")


def nobody_is_lost_from_sight(desk: Desk, case: Dossier) -> None:
    due = desk.due(case)
    assert due["PE.tonight.again"] == "2027-07-03 00:00", "until the end of the next working day"
    assert "PE.tonight.upe" not in due


def each_has_a_case_and_they_are_linked(desk: Desk, eldest: Dossier) -> None:
    answers = {**QUALIFIED, **SIBLINGS, "age_band": "14_15", "next": "gestiones"}
    ana = desk.comes("ana", "2027-07-02 09:00")
    takes(
        ana, eldest, "qualify", {**answers, "family_protection": "none", "rights": ["prot.other"]}
    )
    others = Dossier.objects.filter(linked_from__one=eldest)
    assert others.count() == 2
    ana.goes(f"/dossiers/{eldest.id}/").reads(*(other.number for other in others))
    for other in others:
        takes(ana, other, "tonight", TONIGHT)


def it_lasts_and_the_upe_is_told(desk: Desk, eldest: Dossier) -> None:
    ana = desk.comes("ana", "2027-07-02 16:00")
    takes(ana, eldest, "tonight", {**TONIGHT, "night_lasts": "lasts"})
    assert desk.due(eldest)["PE.tonight.upe"] == "2027-07-06 00:00"
    ana.goes(f"/dossiers/{eldest.id}/").reads_in_order(
        "What others owe by law", "The UPE: checks the care by another family", "art. 220"
    )
    ana.reads("Fri 9 Jul")
    told = {
        "referred_to": "upe",
        "referred_for": ["family_protection"],
        "agreement": "agrees",
        "child_called": "MARK",
        "what_to_know": "MARK",
        "receiver": str(desk.world.bodies["upe"].id),
    }
    takes(ana, eldest, "refer", told)
    assert "PE.tonight.upe" not in desk.due(eldest)


def a_service_that_is_missing_is_counted_for_nobody(desk: Desk, eldest: Dossier) -> None:
    missing = {"missing_kind": "cem", "missing_words": "MARK-MEANWHILE"}
    takes(desk.comes("ana"), eldest, "missing_service", missing)
    gap = Gap.objects.get(kind="cem")
    assert gap.area_id == eldest.area_id
    assert gap.week == "2027-W26"


def the_mother_is_back_and_nothing_stains(desk: Desk, eldest: Dossier) -> None:
    ana = desk.comes("ana", "2027-07-02 18:00")
    for case in (eldest, *Dossier.objects.filter(linked_from__one=eldest)):
        takes(ana, case, "tonight", {**TONIGHT, "night_place": "own_home", "night_lasts": "lasts"})
        assert not [clock for clock in desk.due(case) if clock.startswith("PE.tonight")]
        assert not case.escalations.filter(clock__startswith="PE.tonight").exists()
