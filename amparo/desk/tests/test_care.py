"""Care for those who help: whom it falls to, and that nothing of a concern goes along."""

from typing import Any

import pytest

from amparo.base.ids import new_id
from amparo.dossiers.actions.care import NobodyOutside, Threat, owe_call, tell_of_threat
from amparo.dossiers.actions.dialogues import begin_dialogue
from amparo.dossiers.actions.openings import Kept
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author
from amparo.forms.values import Value
from amparo.system.actions.bodies import end_body
from amparo.trust.actions.circles import add_member
from tests.filling import fill, text_of
from tests.world import DISTRICT, Clock, World

THREATENED: dict[str, Value] = {
    "keep_from": ("none",),
    "threat_when": "before",
    "threat_what": ("known",),
    "threat_wants": "talk",
    "threat_words": "MARK-THREAT",
}


def call_of(world: World, **answers: Any) -> Dossier:  # noqa: ANN401  # as the world takes them
    world.raise_concern(**answers)
    return Dossier.objects.get(protocol="debrief")


def carer_of(dossier: Dossier) -> str:
    office = dossier.parties.get(key="service").body
    assert office is not None
    return office.kind


def member(world: World, who: str = "rosa") -> Author:
    return world.author(who, "member", "group", "vetted")


def tell(world: World, **answers: Value) -> Dossier:
    threat = Threat(new_id(world.clock.at), {**THREATENED, **answers})
    return tell_of_threat(threat, by=member(world), at=world.clock.at)


def add(world: World, who: str, body: str, let_in_by: str) -> None:
    circle = world.bodies[body].circle
    key = world.keyring(let_in_by).current_private_of(circle.id)
    at = world.clock.at
    add_member(circle, world.people[who], "officer", opened_with=key, by=None, at=at)


def test_a_call_is_owed_by_somebody_who_works_on_no_concern_of_hers(world: World) -> None:
    call = call_of(world)
    assert carer_of(call) == "linea_1810"
    assert call.parties.get(key="member").account == world.people["rosa"]
    assert [duty.clock for duty in call.duties.all()] == ["PE.member.debrief"]


def test_nothing_of_the_concern_goes_along(world: World) -> None:
    raised = world.raise_concern()
    call = Dossier.objects.get(protocol="debrief")
    concern = raised.concerns[0]
    assert (call.area, call.code_word, call.came_from) == (None, "", None)
    assert call.situation != concern.situation
    assert {entry.step: entry.coded for entry in call.entries.all()} == {"owe": {}}
    assert not call.links.exists()
    assert not call.linked_from.exists()


def test_sent_twice_it_owes_one_call(world: World) -> None:
    id = new_id(world.clock.at)  # noqa: A001  # as the world calls it
    world.raise_concern(id=id)
    world.raise_concern(id=id)
    assert Dossier.objects.filter(protocol="debrief").count() == 1


def test_where_somebody_works_who_must_not_know_nobody_is_asked_to_call(world: World) -> None:
    add(world, "mario", "desk_1810", "gina")
    call = call_of(world, keep_from=("municipality",), signs=("no_care",))
    assert carer_of(call) != "linea_1810"


def test_one_of_her_own_group_does_not_call_her(world: World) -> None:
    add(world, "tomas", "desk_1810", "gina")
    assert carer_of(call_of(world)) == "upe"


def test_whoever_must_not_know_has_no_reach_of_the_call(world: World) -> None:
    call = call_of(world, keep_from=("municipality",))
    kept = set(call.kept_from.values_list("account", flat=True))
    assert world.people["mario"].id in kept
    for who in ("evaristo", "tomas", "mario", "ana", "carmen", "elsa"):
        assert not Dossier.objects.visible_to(world.reader(who)).filter(pk=call.pk).exists(), who
    for who in ("rosa", "gina", "hugo"):
        assert Dossier.objects.visible_to(world.reader(who)).filter(pk=call.pk).exists(), who


def test_where_nobody_outside_can_call_none_is_promised(world: World) -> None:
    for body in ("desk_1810", "upe"):
        end_body(world.bodies[body], by=None, at=world.clock.at)
    raised = world.raise_concern()
    assert raised.concerns
    assert not Dossier.objects.filter(protocol="debrief").exists()


def test_a_concern_typed_at_an_office_owes_its_officer_no_call(world: World) -> None:
    world.raise_concern()
    Dossier.objects.filter(protocol="debrief").update(protocol="gone")
    by = world.author("ana", "receiver", "demuna", "officer")
    assert owe_call(new_id(world.clock.at), frozenset(), Kept(), by=by, at=world.clock.at) is None


def test_a_threat_goes_to_somebody_who_works_on_no_concern_of_hers(world: World) -> None:
    world.raise_concern()
    threat = tell(world)
    assert carer_of(threat) == "linea_1810"
    assert "MARK" not in str([entry.coded for entry in threat.entries.all()])
    assert [duty.clock for duty in threat.duties.all()] == ["PE.member.threat"]


def test_to_be_heard_at_all_comes_before_who_else_would_learn_it(world: World) -> None:
    world.raise_concern(keep_from=("municipality",), signs=("no_care",))
    end_body(world.bodies["desk_1810"], by=None, at=world.clock.at)
    assert carer_of(tell(world)) == "upe"


def test_a_threat_that_nobody_can_hear_says_so_and_stores_nothing(world: World) -> None:
    for body in ("desk_1810", "upe"):
        end_body(world.bodies[body], by=None, at=world.clock.at)
    with pytest.raises(NobodyOutside):
        tell(world)
    assert not Dossier.objects.filter(protocol="threat").exists()


def test_a_threat_told_twice_is_stored_once(world: World) -> None:
    threat = Threat(new_id(world.clock.at), THREATENED)
    first = tell_of_threat(threat, by=member(world), at=world.clock.at)
    again = tell_of_threat(threat, by=member(world), at=world.clock.move(minutes=1))
    assert first == again
    assert first.entries.count() == 1


def support(world: World, who: str = "rosa") -> str:
    return text_of(world.signed_in(who).get("/support/"))


def test_a_call_that_is_late_promises_no_day_any_more(world: World, clock: Clock) -> None:
    world.raise_concern()
    assert "calls you before" in support(world)
    clock.move(days=9)
    page = support(world)
    assert "owes you a call, and is late" in page
    assert "calls you before" not in page


def test_who_wants_no_call_gets_none_and_may_say_otherwise(world: World) -> None:
    call = call_of(world)
    page = f"/support/{call.id}/"
    assert fill(world.signed_in("rosa"), page, {"wants_call": "no"}).status_code == 302
    assert "Nobody calls you" in support(world)
    assert f'<a href="{page}">Change what you said</a>' in support(world)
    assert not call.duties.filter(done_at__isnull=True).exists()


def test_a_call_that_was_made_asks_for_nothing_any_more(world: World) -> None:
    call = call_of(world)
    assert f'href="/support/{call.id}/"' in support(world)
    call.duties.update(done_at=world.clock.at)
    assert "This call was made" in support(world)
    assert f'href="/support/{call.id}/"' not in support(world)


def test_half_a_telling_is_given_back_with_what_is_missing(world: World) -> None:
    answer = fill(world.signed_in("rosa"), "/support/tell/", {"threat_words": "MARK-HALF"})
    page = text_of(answer)
    assert answer.status_code == 200
    assert "MARK-HALF" in page
    assert 'aria-invalid="true"' in page or "fault" in page
    assert not Dossier.objects.filter(protocol="threat").exists()


def test_what_is_hers_and_no_support_is_not_shown_as_such(world: World) -> None:
    by = Author("member", "vetted", world.people["rosa"].id)
    at = world.clock.at
    talk = begin_dialogue(new_id(at), {"any_fear": "no"}, DISTRICT, by=by, at=at)
    assert world.signed_in("rosa").get(f"/support/{talk.id}/").status_code == 404
