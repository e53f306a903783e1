"""A concern from the desk to its qualification, short: for what is easily forgotten."""

from amparo.dossiers.models import Dossier
from tests.filling import CONCERN_PAGES, Answers, fill, raise_at_desk, text_of
from tests.world import World

RECEIPT = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "yes",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "as_usual",
    "answer_by": "2027-05-20",
}
QUALIFIED = {
    "child_name": "",
    "age_band": "0_2",
    "sex": "girl",
    "in_household": "yes",
    "rights": ["prot.no_birth_registration"],
    "crime": "no",
    "family_protection": "none",
    "competence": "ours",
    "today": ["nothing_today"],
    "alleged_tie": "nobody",
    "child_told": "not_safe",
    "caregiver_told": "not_safe",
    "priority": "d7",
    "next": "asesoria",
}
PAPER = {
    "arrived": "paper",
    "arrived_at": "2027-05-10T09:00",
    "danger_now": "no",
    "health_now": "no",
    "called": "not_needed",
    "keep_from": ["none"],
    "signs": ["school"],
    "last_time": "month",
    "how_known": "noticed",
    "how_many": "1",
    "home_district": "ours",
    "person": "nobody",
    "child_view": "agrees",
    "words_seen": "MARK-WORDS",
    "child_called": "Rosa Quispe",
    "tie": "neighbour",
    "reserve_me": "yes",
}


def raised(world: World, who: str = "rosa", **pages: Answers) -> Dossier:
    """Raise a concern page by page at the desk, and return the service's case."""
    before = set(Dossier.objects.values_list("pk", flat=True))
    merged = {page: {**CONCERN_PAGES[page], **answers} for page, answers in pages.items()}
    raise_at_desk(world.signed_in(who), **merged)
    cases = Dossier.objects.filter(protocol="case", parties__body=world.bodies["demuna"])
    return cases.exclude(pk__in=before).get()


def receive(world: World, case: Dossier, **answers: str) -> None:
    ana = world.signed_in("ana")
    assert "MARK-WORDS" in text_of(ana.get(f"/dossiers/{case.pk}/file/"))
    answer = fill(ana, f"/dossiers/{case.pk}/steps/receipt/", {**RECEIPT, **answers})
    assert answer.status_code == 302, text_of(answer)


def qualify(world: World, case: Dossier, **answers: str | list[str]) -> None:
    said = {**QUALIFIED, **answers}
    answer = fill(world.signed_in("ana"), f"/dossiers/{case.pk}/steps/qualify/", said)
    assert answer.status_code == 302, text_of(answer)
