"""The copy for the parties, read as the accused's lawyer would: what can be learnt from it?"""

import re
from html import unescape

import pytest

from amparo.audit.models import Record
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import Can
from amparo.forms.values import Value
from tests.filling import Answers, Page, fill, text_of, token_of
from tests.world import World

RECEIPT: dict[str, Value] = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "no",
    "reserve_agreed": "yes",
    "reserve_reason": "MARK-RESERVE",
    "earlier": "notices",
    "earlier_6m": "2p",
    "tell_raiser": "as_usual",
    "answer_by": "2027-05-20",
}
QUALIFIED: dict[str, Value] = {
    "child_name": "MARK-CHILD",
    "age_band": "9_11",
    "sex": "girl",
    "in_household": "yes",
    "siblings": ({"sibling_child_name": "MARK-SIBLING", "sibling_age_band": "3_5"},),
    "rights": ("vac.neglect.educational",),
    "crime": "no",
    "family_protection": "none",
    "competence": "ours",
    "today": ("nothing_today",),
    "safe_place": "MARK-SAFE-PLACE",
    "alleged_tie": "nobody",
    "child_told": "planned",
    "child_told_on": "2027-05-12",
    "caregiver_told": "not_safe",
    "telling_plan": "MARK-PLAN",
    "priority": "d7",
    "next": "not_a_rights_matter",
    "next_reason": "MARK-CHILDS-WORDS",
}
HANDED: dict[str, Value] = {
    "referred_to": "posta",
    "handed_person": "MARK-NURSE",
    "handed_at": "2027-05-12T16:41",
    "channel": "call",
}


@pytest.fixture
def case(world: World) -> Dossier:
    """A case with a concern of Monday 09:15, all of whose words are planted."""
    raised = world.raise_concern(words_said="MARK-SAID", home_place="MARK-PLACE")
    case = world.case_of(raised)
    world.opened(case)
    world.clock.move(hours=1)
    world.take(case, "receipt", world.officer(), **RECEIPT)
    world.take(case, "revalue", revalued="rising", revalue_note="MARK-THIRD-NOTICE")
    world.take(case, "hold", hold_reason="raiser_safety", hold_until="2027-05-14")
    world.clock.move(hours=2, minutes=17)
    world.take(case, "qualify", world.officer(), **QUALIFIED)
    world.take(case, "answer_raiser", answer="in_hand")
    world.clock.move(days=2)
    world.take(case, "hand_over", world.officer(), **HANDED)
    return case


def decisions(page: Page) -> dict[str, str]:
    """Return what is asked of each piece, by the first of its marks that stands on the page."""
    found = {}
    for group in text_of(page).split("<fieldset"):
        for name in re.findall(r'name="(decide_\w+)"', group)[:1]:
            found[name] = name.replace("decide", "reason")
    return found


def asked(world: World, case: Dossier, who: str = "ana") -> Page:
    client = world.signed_in(who)
    token = token_of(client.get(f"/dossiers/{case.id}/copy/"))
    page = client.post(f"/dossiers/{case.id}/copy/", {"token": token, "do": "open"})
    assert page.status_code == 200
    return page


def made(world: World, case: Dossier, decision: str = "give", **more: str) -> Page:
    client = world.signed_in("ana")
    token = token_of(client.get(f"/dossiers/{case.id}/copy/"))
    page = client.post(f"/dossiers/{case.id}/copy/", {"token": token, "do": "open"})
    answers: dict[str, str] = {"copy_for": "MARK-FATHER", "read_again": "yes"}
    for name, reason in decisions(page).items():
        offered = re.findall(rf'name="{name}" value="(\w+)"', text_of(page))
        answers[name] = decision if decision in offered else offered[-1]
        if answers[name] != "give":
            answers[reason] = "MARK-WHY"
    answer = client.post(f"/dossiers/{case.id}/copy/", {**answers, **more, "token": token})
    assert answer.status_code == 200
    return answer


def sheet(page: Page) -> str:
    """Return what is printed."""
    found = text_of(page).partition('<article class="pages"')[2].partition("</article>")[0]
    assert found, text_of(page)
    return unescape(re.sub(r"<[^>]*>", "\n", f"<{found}"))


def test_it_holds_what_the_office_found_and_decided(world: World, case: Dossier) -> None:
    said = sheet(made(world, case))
    for given in ("MARK-CHILD", "MARK-CHILDS-WORDS", "MARK-NURSE", "MARK-FATHER", case.number):
        assert given in said, given


def test_nothing_in_it_leads_to_whoever_gave_notice(world: World, case: Dossier) -> None:
    said = sheet(made(world, case)).lower()
    concern = case.came_from
    assert concern
    hidden = (
        *("MARK-SAID", "MARK-PLACE", "MARK-WORDS", "MARK-NAME", "MARK-CALL", "999 111 222"),
        *("MARK-RESERVE", "MARK-PLAN", "MARK-SIBLING", "MARK-SAFE-PLACE", "MARK-THIRD-NOTICE"),
        *(
            "Rosa",
            "Grupo",
            "protection group",
            "concern",
            "raised",
            "paper",
            "through the system",
            "on hold",
        ),
        *("receipt", "released", "value again", "third", "in hand", "no longer waits", "arrived"),
        *(concern.code_word, concern.number, str(concern.id), str(case.id), str(case.situation)),
    )
    assert [word for word in hidden if word.lower() in said] == []


def test_no_hour_and_no_minute_stands_in_it(world: World, case: Dossier) -> None:
    said = sheet(made(world, case))
    assert re.findall(r"\b\d{1,2}:\d\d", said) == []
    assert "T14:" not in said


def test_pieces_that_are_not_given_leave_no_gap(world: World, case: Dossier) -> None:
    whole = sheet(made(world, case))
    part = sheet(made(world, case, "withhold"))
    assert "MARK-NURSE" in whole
    assert "MARK-NURSE" not in part
    assert "MARK-WHY" not in part
    assert re.findall(r"\b\d+ of \d+\b", part) == []
    left_out = {line for line in whole.split("\n") if line not in part.split("\n")}
    told = [line for line in part.split("\n") if line not in whole.split("\n")]
    assert {number_on(part) in line for line in told} == {True}, "nothing stands in its place"
    assert any("MARK-NURSE" in line for line in left_out)


def number_on(said: str) -> str:
    found = re.search(r"[A-Z2-7]{4}-[A-Z2-7]{4}", said)
    assert found
    return found[0]


def test_its_number_does_not_tell_that_there_were_others(world: World, case: Dossier) -> None:
    first, second = (number_on(sheet(made(world, case))) for _ in range(2))
    assert first != second
    logged = Record.objects.filter(subject=case.id, can=Can.PRINT_COPY)
    assert {row.detail["copy"] for row in logged} == {first, second}
    assert {row.by for row in logged} == {world.people["ana"].id}
    assert not re.search(r"\b(?:copy|print|number) ?[0-9]\b", sheet(made(world, case)))


def test_the_copy_is_the_same_whoever_raised_it_and_however_it_came(world: World) -> None:
    """Two worlds that differ only in the concern give the same copy, but for number and name."""
    copies = []
    other: dict[str, Value] = {"how_known": "child_told", "signs": ("work",)}
    for who, more in (("rosa", {}), ("lucia", other)):
        case = world.case_of(world.raise_concern(who, id=None, **more))
        world.opened(case, "ana")
        world.take(case, "receipt", world.officer(), **{**RECEIPT, "earlier_6m": "0"})
        world.take(case, "qualify", world.officer(), **QUALIFIED)
        said = sheet(made(world, case))
        copies.append(said.replace(number_on(said), "").replace(case.number, ""))
    assert copies[0] == copies[1]


def test_the_childs_words_are_withheld_by_decision_and_the_reason_stays(
    world: World, case: Dossier
) -> None:
    page = made(world, case, "words")
    assert "MARK-CHILD\n" in sheet(page)
    assert "MARK-CHILDS-WORDS" not in sheet(page)
    assert "no resolution withholds" in text_of(page), "the officer is told to draft one"
    entry = Entry.objects.get(step="copy_given")
    assert entry.coded == {}
    file = text_of(world.signed_in("ana").get(f"/dossiers/{case.id}/file/"))
    assert "given without these words: MARK-WHY" in file
    assert number_on(sheet(page)) in file


@pytest.mark.parametrize(
    ("missing", "says"),
    [("copy_for", "This needs an answer"), ("read_again", "This needs an answer")],
)
def test_what_is_not_answered_makes_no_copy(
    world: World, case: Dossier, missing: str, says: str
) -> None:
    client = world.signed_in("ana")
    address = f"/dossiers/{case.id}/copy/"
    answers: Answers = {"copy_for": "MARK-FATHER", "read_again": "yes"}
    kept = {name: value for name, value in answers.items() if name != missing}
    page = fill(client, address, kept)
    assert says in text_of(page)
    assert not Entry.objects.filter(step="copy_given").exists()
    assert not Record.objects.filter(can=Can.PRINT_COPY).exists()


def test_each_decision_must_be_made_and_reasoned(world: World, case: Dossier) -> None:
    client, address = world.signed_in("ana"), f"/dossiers/{case.id}/copy/"
    page = asked(world, case)
    answers = {"copy_for": "x", "read_again": "yes"}
    answers |= dict.fromkeys(decisions(page), "words")
    assert decisions(page)
    refused = fill(client, address, answers)
    assert "needs an answer" in text_of(refused)
    assert not Entry.objects.filter(step="copy_given").exists()


def test_sending_it_twice_is_one_copy(world: World, case: Dossier) -> None:
    client, address = world.signed_in("ana"), f"/dossiers/{case.id}/copy/"
    page = asked(world, case)
    answers = {"copy_for": "x", "read_again": "yes", **dict.fromkeys(decisions(page), "give")}
    token = token_of(client.get(address))
    sheets = [sheet(client.post(address, {**answers, "token": token})) for _ in range(2)]
    assert number_on(sheets[0]) == number_on(sheets[1])
    assert Entry.objects.filter(step="copy_given").count() == 1


def test_asking_for_the_page_opens_nothing(world: World, case: Dossier) -> None:
    before = Record.objects.filter(can=Can.READ_DOSSIER).count()
    page = text_of(world.signed_in("ana").get(f"/dossiers/{case.id}/copy/"))
    assert "MARK" not in page
    assert Record.objects.filter(can=Can.READ_DOSSIER).count() == before


def test_without_a_record_there_is_no_copy(
    world: World, case: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = asked(world, case)

    def fails(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("amparo.dossiers.actions.prints.record", fails)
    client = world.signed_in("ana", raise_request_exception=False)
    address = f"/dossiers/{case.id}/copy/"
    answers = {"copy_for": "x", "read_again": "yes", **dict.fromkeys(decisions(page), "give")}
    answer = client.post(address, {**answers, "token": token_of(client.get(address))})
    assert answer.status_code == 500
    assert "MARK" not in text_of(answer)
    assert not Entry.objects.filter(step="copy_given").exists()
