"""The third concern about one child in six months, and what is found is not for this office alone.

Three neighbours, three weeks; each is read on its own. The DEMUNA values them together, finds
lack of protection, and refers to the UPE, which has access. Made-up people.
"""

import pytest

from amparo.dossiers.models import Dossier
from tests.journeys.desk import Desk
from tests.journeys.raising import writes_a_concern

SAID: dict[str, dict[str, str | list[str]]] = {
    "danger": {"danger_now": "no", "health_now": "no"},
    "who_not": {"keep_from": ["none"]},
    "seen": {"signs": ["alone_missing"], "last_time": "often", "how_known": "saw"},
    "children": {"how_many": "1", "each_child-0-child_age": "0_5"},
    "where": {"person": "dk"},
    "words": {"words_seen": "MARK-WORDS"},
    "find": {"child_called": "MARK-NAME"},
    "about_me": {"tie": "neighbour"},
}
RECEIPT = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "yes",
    "earlier": "notices",
    "tell_raiser": "nothing",
    "answer_by": "2027-06-07",
}
LACK_OF_PROTECTION = {
    "child_name": "MARK-CHILD MARK-SURNAME",
    "age_band": "3_5",
    "sex": "boy",
    "in_household": "yes",
    "rights": ["vac.neglect.abandonment"],
    "crime": "no",
    "family_protection": "desproteccion",
    "competence": "upe_next_working_day",
    "today": ["upe_urgent"],
    "alleged_tie": "dk",
    "alleged_access": "dk",
    "alleged_power": "dk",
    "alleged_under_18": "dk",
    "child_told": "planned",
    "child_told_on": "2027-06-03",
    "caregiver_told": "planned",
    "caregiver_told_on": "2027-06-03",
    "priority": "h24",
    "next": "derivacion",
}
NAME = "Made Up Mamani"
LOOK, WRITE = "Look", "Write it down"


@pytest.mark.opens("concern", "receipt", "revalue", "qualification", "referral")
def test_three_are_valued_together_and_referred_to_who_must_act(desk: Desk) -> None:
    for number, (who, day) in enumerate((("rosa", 10), ("lucia", 19), ("tomas", 31))):
        one_more_is_raised(desk, who, f"2027-05-{day} 10:00")
        the_receipt_finds_the_earlier_ones(desk, number, f"2027-05-{day} 12:00")
    the_third_is_seen_as_rising_danger_or_a_quarrel(desk)
    they_are_valued_together(desk)
    nobody_is_told_that_others_told(desk)
    lack_of_protection_goes_to_the_upe(desk)
    the_upe_finds_it_among_its_duties(desk)


def one_more_is_raised(desk: Desk, who: str, moment: str) -> None:
    writes_a_concern(desk.comes(who, moment), SAID).presses("Send")


def the_receipt_finds_the_earlier_ones(desk: Desk, earlier: int, moment: str) -> None:
    case = desk.cases("demuna")[-1]
    ana = desk.comes("ana", moment).goes(f"/dossiers/{case.id}/").follows("Open the file")
    ana.follows("Receipt").presses(LOOK, look_name=NAME)
    ana.presses(WRITE, RECEIPT)
    found = case.entries.get(step="receipt").coded["earlier_6m"]
    assert found == ("0", "1", "2p")[earlier], "the page proposed another number"


def the_third_is_seen_as_rising_danger_or_a_quarrel(desk: Desk) -> None:
    third = desk.cases("demuna")[-1]
    assert desk.due(third)["PE.revalue"] == "2027-06-02 00:00"
    ana = desk.comes("ana", "2027-06-01 09:00").goes(f"/dossiers/{third.id}/")
    ana.reads("Several concerns in six months", "Rising danger, or a quarrel")
    carmen = desk.comes("carmen").reads_in_order("Third concern about one child", third.number)
    carmen.does_not_read("MARK-", "Mamani")


def they_are_valued_together(desk: Desk) -> None:
    third = desk.cases("demuna")[-1]
    ana = desk.comes("ana", "2027-06-01 10:00").goes(f"/dossiers/{third.id}/")
    ana.follows("Value again").presses(WRITE, revalued="rising", revalue_note="MARK-NOTE")
    assert "PE.revalue" not in desk.due(third)


def nobody_is_told_that_others_told(desk: Desk) -> None:
    for who in ("rosa", "lucia", "tomas"):
        page = desk.comes(who).follows("My concerns").reads("A person has read your notice")
        page.does_not_read("earlier", "third", "several", "others", "MARK-")
        assert page.words.count("DEMUNA Calca (made up)") == 1


def lack_of_protection_goes_to_the_upe(desk: Desk) -> None:
    third = desk.cases("demuna")[-1]
    ana = desk.comes("ana", "2027-06-01 10:30").goes(f"/dossiers/{third.id}/steps/qualify/")
    ana.presses(WRITE, LACK_OF_PROTECTION)
    assert desk.due(third)["PE.dna.upe"] == "2027-06-03 00:00"
    ana.goes(f"/dossiers/{third.id}/").follows("Refer to another service")
    ana.reads("UPE Cusco (made up)", "Defensoría, oficina Cusco (made up) · no access")
    ana.does_not_read("Municipalidad de Calca", "Grupo de protección", "Teniente gobernador")
    referral = {
        "referred_to": "upe",
        "referred_for": ["family_protection"],
        "agreement": "law",
        "child_called": "MARK-CHILD",
        "what_to_know": "MARK-KNOW",
    }
    ana.presses(WRITE, referral).reads("Choose the office that it goes to.", "MARK-KNOW")
    ana.presses(WRITE, {**referral, "receiver": str(desk.world.bodies["upe"].id)})
    assert "PE.dna.upe" not in desk.due(third)


def the_upe_finds_it_among_its_duties(desk: Desk) -> None:
    case = desk.case_for("upe")
    elsa = desk.comes("elsa", "2027-06-01 12:00").reads_in_order("Not opened yet", case.number)
    elsa.goes(f"/dossiers/{case.id}/").follows("Open the file").reads("MARK-KNOW", "MARK-CHILD")
    elsa.does_not_read("MARK-WORDS", "MARK-NOTE", "MARK-SURNAME", "rosa", "lucia", "tomas")
    elsa.follows("Receipt").presses(WRITE, {**RECEIPT, "arrived": "oficio", "earlier_6m": "0"})
    assert Dossier.objects.get(protocol="referral").state == "received"
