"""What an office asks of two members, on their phones; and what a member asks for herself."""

from collections.abc import Callable

import pytest

from amparo.dossiers.models import Dossier
from tests.attacks.own import asked_of_two
from tests.journeys.conciliating import RECEIPT
from tests.phone.hurt import hurt
from tests.phone.pocket import Pocket, Said
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WELL: Said = {"went_two": "yes", "saw_child": "well", "well_in": ["eats"], "got_worse": "no"}
WORSE: Said = {"went_two": "yes", "saw_child": "not_sure", "signs": ["no_care"], "got_worse": "yes"}
AFRAID: Said = {
    "keep_from": ["our_group"],
    "threat_when": "today",
    "threat_what": ["words"],
    "threat_words": "MARK-THREAT",
    "threat_wants": "talk",
}


def ana_asks(world: World) -> Dossier:
    """Return what ana asks of rosa and lucia, who have their phones; neither has said yes."""
    case = world.case_of(world.raise_concern("tomas"))
    world.opened(case)
    world.take(case, "receipt", None, **RECEIPT)
    return asked_of_two(world, case)


@hurt
def test_two_look_in_and_a_turn_for_the_worse_is_a_notice_in_two_taps(
    pocket: Pocket, pockets: Callable[..., Pocket], world: World
) -> None:
    second = pockets().enrols(world, "lucia", sign="moon")
    asked = ana_asks(world)
    for each, says in ((pocket, "say yes"), (second, "say yes, the second person")):
        says_yes(each, says)
    for each in (pocket, second):
        each.has_a_signal()
        each.page.wait_for_timeout(500)
    takes_a_step(second, "tell how the visit was", WELL)
    takes_a_step(pocket, "tell how the visit was", WORSE)
    assert list(steps(asked, "visit")) == ["second:vetted", "member:vetted"]
    opens_what_was_asked(pocket)
    pocket.page.click("text=give notice that it is worse")
    tapped = 0
    for said in ({"danger_now": "no"}, {"health_now": "no"}):
        pocket._answers_one(said)  # noqa: SLF001  # one at a time, to count them
        tapped += 1
    word = pocket.sends()
    assert tapped == 2
    pocket.until_sent()
    concern = Dossier.objects.get(protocol="concern", code_word=word)
    assert concern.entries.get(step="raise").coded["danger_now"] == "no"
    assert list(steps(asked, "worse")) == ["member:vetted"]
    case = Dossier.objects.get(protocol="case", situation=concern.situation)
    page = world.signed_in("ana").get(f"/dossiers/{case.pk}/file/").content.decode()
    assert "MARK-ASKEDOF" in page, "what the office called the child does not go along"


def steps(dossier: Dossier, step: str) -> list[str]:
    entries = dossier.entries.filter(step=step).order_by("position")
    return list(entries.values_list("by", flat=True))


def opens_what_was_asked(pocket: Pocket) -> None:
    pocket.opens().enters()
    assert "be near" in pocket.looks_at("Asked of me")
    pocket.page.click("main >> text=Go on")
    pocket.page.wait_for_selector("main >> text=MARK-ASKEDOF")


def says_yes(pocket: Pocket, says: str) -> None:
    opens_what_was_asked(pocket)
    offered = pocket.page.locator(".button:has-text('say yes')").all_inner_texts()
    assert offered == [says], "a way that is the other person's"
    pocket.page.click(f".button:has-text('{says}')")
    pocket.page.click("#sure")
    pocket.until_sent()
    pocket.page.click("#done")


def takes_a_step(pocket: Pocket, step: str, said: Said) -> None:
    opens_what_was_asked(pocket)
    pocket.page.click(f"text={step}")
    pocket.page.click("#begin")
    pocket.answers(said).page.click("#send")
    pocket.page.wait_for_selector("#done")
    pocket.until_sent()


def test_who_is_afraid_is_heard_by_somebody_outside(pocket: Pocket, world: World) -> None:
    pocket.enters().looks_at("I need support")
    pocket.page.click(".door:has-text('threatened or afraid')")
    pocket.page.click("#begin")
    pocket.answers(AFRAID).page.click("#send")
    pocket.page.wait_for_selector("text=It goes to a person from outside your community")
    pocket.until_sent()
    threat = Dossier.objects.get(protocol="threat")
    gina = world.signed_in("gina")
    assert "MARK-THREAT" in gina.get(f"/dossiers/{threat.pk}/file/").content.decode()
    assert "MARK" not in pocket.page.content()
    for who in ("ana", "evaristo"):
        assert world.signed_in(who).get(f"/dossiers/{threat.pk}/").status_code == 404
    pocket.page.click("#done")
    pocket.page.click(".door:has-text('Hide')")
    pocket.page.wait_for_selector(".month")
    assert "support" not in pocket.page.inner_text("body").lower()
