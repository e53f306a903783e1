"""Which steps a case's pages offer, under which headings, and what a refused one says."""

import re

from amparo.dossiers.models import Dossier
from amparo.forms.form import walk
from amparo.system.models import Gap
from tests.filling import text_of
from tests.world import World

NOTHING = {"crime": "no", "family_protection": "none", "competence": "ours", "next": "gestiones"}
TOKEN = re.compile(r'name="token" value="([^"]+)"')


def qualified(world: World, **answers: str) -> Dossier:
    case = world.case_of(world.raise_concern())
    world.opened(case)
    world.take(case, "receipt", conflict="none", danger_checked="safe_now")
    world.take(case, "qualify", world.officer(), **{**NOTHING, **answers})
    return case


def page(world: World, case: Dossier, rest: str = "", who: str = "ana") -> str:
    return text_of(world.signed_in(who).get(f"/dossiers/{case.id}/{rest}"))


def test_before_its_qualification_a_case_offers_a_handful_without_headings(world: World) -> None:
    case = world.case_of(world.raise_concern())
    world.opened(case)
    shown = page(world, case)
    assert "steps-under" not in shown
    assert "Receipt" in shown


def test_after_it_the_steps_stand_under_the_packs_headings_in_their_order(world: World) -> None:
    shown = page(world, qualified(world))
    under = shown.split("What can be done now")[1]
    headings = re.findall(r"<summary><span>([^<]+?)\s*<", under)
    assert headings[:4] == ["Now", "With the child", "With the caregiver", "Plan, help and visits"]
    assert headings[-1] == "The office"


def test_what_a_clock_waits_for_stands_before_all_headings(world: World) -> None:
    shown = page(world, qualified(world, next="asesoria"))
    assert shown.index("steps/asesoria/") < shown.index("steps-under")


def test_a_refused_step_is_offered_and_its_page_says_why_and_what_instead(world: World) -> None:
    case = qualified(world)
    assert "not now: see why" in page(world, case)
    shown = page(world, case, "steps/close/")
    assert "To end, your supervisor must agree." in shown
    assert "steps/ask_approval/" in shown
    assert "<textarea" not in shown


def test_a_refused_step_sent_all_the_same_writes_nothing_and_keeps_what_was_typed(
    world: World,
) -> None:
    """The page lay open while the agreement was used up by weighing the danger again."""
    case = qualified(world)
    world.take(case, "ask_approval", approve_what="closing")
    world.take(case, "decide_approval", world.supervisor(), approval="approved")
    client = world.signed_in("ana")
    token = TOKEN.findall(text_of(client.get(f"/dossiers/{case.id}/steps/close/")))[0]
    world.take(case, "weigh", risk_level="high")
    typed = {"token": token, "closing_reason": "goal_met", "facts": "MARK-TYPED"}
    answer = client.post(f"/dossiers/{case.id}/steps/close/", typed)
    assert "To end, your supervisor must agree." in text_of(answer)
    assert "MARK-TYPED" in text_of(answer)
    assert not case.entries.filter(step="close").exists()


def test_an_answer_that_rules_itself_out_is_named_and_nothing_is_lost(world: World) -> None:
    case = qualified(world)
    client = world.signed_in("ana")
    address = f"/dossiers/{case.id}/steps/decline/"
    token = TOKEN.findall(text_of(client.get(address)))[0]
    sent = {"token": token, "move_kind": "harvest", "move_words": "MARK-MOVE"}
    shown = text_of(client.post(address, sent))
    assert "does not change whose it is" in shown
    assert "MARK-MOVE" in shown
    assert client.post(address, {**sent, "move_kind": "habitual"}).status_code == 302
    for _ in range(2):
        assert client.post(address, {**sent, "move_kind": "habitual"}).status_code == 302
    assert case.entries.filter(step="decline").count() == 1


def test_a_missing_service_becomes_a_gap_that_leads_to_nobody(world: World) -> None:
    case = qualified(world)
    world.take(case, "missing_service", missing_kind="cem", missing_words="MARK-MEANWHILE")
    gap = Gap.objects.get(kind="cem")
    assert (gap.area_id, gap.route) == (case.area_id, "")


def test_what_others_owe_stands_beside_the_case_and_on_nobodys_list(world: World) -> None:
    case = qualified(world)
    at = "2027-05-10T08:00"
    world.take(case, "others_did", vio_step="police_knew", vio_level="severe", vio_at=at)
    shown = page(world, case)
    assert "What others owe by law" in shown
    assert "TUO Ley 30364 art. 16" in shown
    assert not case.duties.filter(clock__startswith="PE.vio").exists()
    assert "TUO Ley 30364 art. 16" not in text_of(world.signed_in("ana").get("/duties/"))


def test_what_is_due_in_half_a_year_is_behind_a_press(world: World) -> None:
    case = qualified(world)
    world.take(case, "gestiones", gestion_words="MARK")
    shown = page(world, case)
    assert re.search(r"Later:\s*\d", shown)


def test_several_of_a_kind_are_numbered_in_the_diary(world: World) -> None:
    case = qualified(world)
    for _ in range(3):
        world.take(case, "serve", service_type="food", service_outcome="given")
    shown = page(world, case, "file/")
    assert [f"{n} of 3" in shown for n in (1, 2, 3)] == [True, True, True]


def test_a_notice_is_printed_only_while_it_may_go_out(world: World) -> None:
    case = qualified(world)
    assert "Nobody has written yet whether it is safe" in page(world, case, "notice/")
    world.take(case, "telling", child_told="told", caregiver_told="planned")
    asked = {"notice_to": "MARK-TO", "notice_day": "2027-05-12", "notice_hour": "10:00"}
    world.take(case, "cite_caregiver", world.officer(), **asked, notice_place="MARK-PLACE")
    shown = page(world, case, "notice/")
    assert "MARK-TO" in shown
    assert "MARK-PLACE" in shown
    world.take(case, "telling", child_told="told", caregiver_told="is_alleged")
    refused = page(world, case, "notice/")
    assert "MARK-PLACE" not in refused
    assert "It is not safe today" in refused


def test_every_decision_of_the_pack_states_what_it_must(world: World) -> None:
    deciding = [each for each in world.pack.protocols["case"].steps.values() if each.decides]
    assert {step.key for step in deciding} == {
        *("risk_decide", "risk_extend", "risk_end", "propose_separation", "close"),
        *("reunite", "determine"),
    }
    for step in deciding:
        asked = {each.name: each for each, _above in walk(world.pack.forms[step.form].items)}
        for name in ("facts", "child_opinion", "view_weight", "best_interests", "family_ties"):
            assert asked[name].required, (step.key, name)
            assert asked[name].answer_class == "sealed", (step.key, name)


def test_a_list_shows_what_is_most_urgent_and_counts_the_rest(world: World) -> None:
    case = qualified(world, next="asesoria", caregiver_told="planned")
    shown = text_of(world.signed_in("ana").get("/duties/"))
    assert case.number in shown
    assert "no longer need to keep it in mind" not in shown
    assert re.search(r"and \d more in this file", shown)


def test_the_step_that_is_owed_soonest_stands_first_and_is_the_files_main_action(
    world: World,
) -> None:
    case = qualified(world, next="asesoria", caregiver_told="planned")
    world.take(case, "answer_raiser", answer="in_hand")
    shown = page(world, case, "file/").split("What can be done now")[1]
    steps = re.findall(r"steps/([a-z_]+)/", shown.split("<details")[0])
    assert steps.index("tell_caregiver") < steps.index("release")
    assert steps[-1] == "release"


def test_no_heading_stands_twice(world: World) -> None:
    under = page(world, qualified(world)).split("What can be done now")[1]
    headings = re.findall(r"<summary><span>([^<]+?)\s*<", under)
    assert len(headings) == len(set(headings))
