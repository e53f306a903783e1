"""Friday night, no police, from a locked phone: 105 is silent, the justice of the peace answers.

Fri 14 May 2027, 21:30: a man with a machete, three children under the bed. Nothing waits for a
form: four questions are asked after the call. Made-up people.
"""

import pytest

from amparo.dossiers.models import Dossier
from amparo.system.models import Gap
from tests.journeys.conciliating import RECEIPT
from tests.journeys.desk import lima
from tests.phone.pocket import DOOR, Pocket, Said
from tests.world import DISTRICT, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NIGHT = lima("2027-05-14 21:30")
JUSTICE = "984 333 444"
UNHEARD = "Danger that no person has answered"
SAID: Said = {
    "health_now": "no",
    "called_hour": "21:45",
    "keep_from": ["none"],
    "home_district": "ours",
}


def test_nobody_answers_at_105_and_somebody_is_found_without_a_form(
    pocket: Pocket, world: World
) -> None:
    world.clock.at = NIGHT
    pocket.context.clock.install(time=NIGHT)
    tried = she_calls_until_the_justice_of_the_peace_answers(pocket.opens())
    four_questions_and_it_is_sent(pocket)
    who_did_not_answer_is_counted_and_leads_nowhere(tried)
    it_stands_on_top_until_a_person_does(pocket, world)


def she_calls_until_the_justice_of_the_peace_answers(pocket: Pocket) -> list[str]:
    pocket.page.click(DOOR)
    pocket.page.wait_for_selector("#nobody")
    said = pocket.page.inner_text("main")
    assert "Nothing waits for a form" in said
    assert said.index("105") < said.index("A child is in danger now") < said.index(JUSTICE)
    tried = []
    while (number := pocket.page.locator(".card-danger .number").inner_text()) != JUSTICE:
        tried.append(number)
        pocket.page.click("#nobody")
    assert tried[0] == "105"
    pocket.page.click("#answered")
    return tried


def four_questions_and_it_is_sent(pocket: Pocket) -> None:
    pocket.page.click("#begin")
    pocket.answers(SAID)
    assert len(pocket.asked) == 4
    assert set(pocket.asked) == {
        "Does someone need health care today?",
        "At what hour?",
        "Who must NOT know?",
        "In which district do they live?",
    }
    goes_to = pocket.page.inner_text("main")
    assert "DEMUNA Calca" in goes_to
    assert "Comisaría" in goes_to
    pocket.sends()
    assert "If there is danger, call" in pocket.page.inner_text("main")
    pocket.until_sent()


def who_did_not_answer_is_counted_and_leads_nowhere(tried: list[str]) -> None:
    silent = Gap.objects.filter(reason="no_answer", area_id=DISTRICT)
    assert silent.get(hotline="105").week == "2027-W19"
    assert silent.count() == len(tried)


def it_stands_on_top_until_a_person_does(pocket: Pocket, world: World) -> None:
    case = Dossier.objects.get(
        protocol="case", parties__body=world.bodies["demuna"], parties__for_body=None
    )
    concern = case.came_from
    assert concern is not None
    assert concern.entries.get(step="raise").coded["called"] == "answered"
    ana = world.signed_in("ana").get("/duties/").content.decode()
    assert UNHEARD in ana
    assert case.number in ana
    world.opened(case)
    world.take(case, "receipt", None, **RECEIPT)
    pocket.has_a_signal()
    pocket.page.click("#done")
    assert "Read by a person of DEMUNA Calca" in pocket.enters().looks_at("My notices")
