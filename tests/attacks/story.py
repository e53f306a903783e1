"""A whole story told through a real server's pages, with a planted word in every text answer.

Each planted word is its question's own (`MARK-words_seen`), and carries a script: the same story
serves to search what is stored, and to see that nothing in a page ever runs.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from amparo.config.bench.browser import Answer, Browser
from amparo.forms.form import Form, walk
from tests.load.place import Place
from tests.world import peru

MARK = "MARK-"
SCRIPT = "<script>alert(1)</script>"
NUMBER = "51 909 808 707"
"""What is planted where only digits may stand."""

NO_WORDS = {
    "other_district": "names a district that the country has",
    "safe_number": "digits only",
    "copy_number": "nobody types it",
}
"""Text questions that can't hold a planted word, and why."""

BY_BUTTON = ("/letter/", "/call-back/")

LIMA = ZoneInfo("America/Lima")
Raw = dict[str, str | list[str]]


def planted(question: str) -> str:
    return f"{MARK}{question}{SCRIPT}"


def marks_of(form: Form) -> set[str]:
    """Return the text questions of a form that can hold a planted word."""
    names = {question.name for question, _ in walk(form.items) if question.kind == "text"}
    return names - set(NO_WORDS)


def typed(form: str, **choices: str | list[str]) -> Raw:
    """Return answers to a form: a planted word in every text, and these choices."""
    texts = {name: planted(name) for name in marks_of(peru().forms[form])}
    return {**texts, **choices}


def local(**ahead: float) -> str:
    """Return an hour from now, as it is typed into a page."""
    return f"{datetime.now(LIMA) + timedelta(**ahead):%Y-%m-%dT%H:%M}"


CONCERN: Raw = {
    "danger_now": "no",
    "health_now": "no",
    "called": "answered",
    "called_who": "posta",
    "called_hour": "09:15",
    "keep_from": ["none"],
    "signs": ["school"],
    "last_time": "month",
    "how_known": "noticed",
    "how_many": "2",
    "each_child-0-child_age": "6_11",
    "home_district": "ours",
    "where_now": "with_me",
    "person": "partner",
    "person_under_18": "no",
    "child_view": "agrees",
    "language": "que",
    "tie": "neighbour",
    "my_risk": "fear",
    "reserve_me": "yes",
    "safe_number": NUMBER,
}
GRAVE: Raw = {"health_now": "yes", "signs": ["hurt", "sexual"], "person": "lives_with"}
RECEIPT: Raw = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "no",
    "reserve_agreed": "yes",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "as_usual",
}
QUALIFIED: Raw = {
    "age_band": "6_8",
    "sex": "girl",
    "in_household": "yes",
    "rights": ["vac.neglect.educational"],
    "crime": "no",
    "family_protection": "none",
    "competence": "ours",
    "today": ["safe_place_decision"],
    "safe_place_hour": "10:00",
    "alleged_tie": "family",
    "alleged_access": "no",
    "alleged_power": "no",
    "alleged_under_18": "no",
    "child_told": "not_safe",
    "caregiver_told": "not_safe",
    "priority": "d7",
    "siblings-0-sibling_child_name": planted("sibling_child_name"),
    "siblings-0-sibling_age_band": "3_5",
}


@dataclass
class Story:
    """Who is at which browser, and the addresses where planted words are shown to whom."""

    place: Place
    browsers: dict[str, Browser] = field(default_factory=dict)
    shown: list[tuple[str, str]] = field(default_factory=list)

    def at(self, who: str) -> Browser:
        if who not in self.browsers:
            self.browsers[who] = self.place.browser(who)
        return self.browsers[who]

    def takes(self, who: str, case: str, step: str, answers: Mapping[str, str | list[str]]) -> None:
        """Take a step of a case through its page."""
        address = f"/dossiers/{case}/steps/{step}/"
        answer = self.at(who).fill(address, answers)
        assert answer.status == 302, f"{step} answers {answer.status}: {faults(answer)}"

    def shows(self, who: str, address: str) -> None:
        """Note a page on which somebody sees planted words."""
        assert MARK in self.page(who, address).text, f"{address} shows no planted word"
        self.shown.append((who, address))

    def page(self, who: str, address: str) -> Answer:
        """Return a page, by its button where it has one: it can't be reached by a link."""
        if not address.endswith(BY_BUTTON):
            return self.at(who).get(address)
        fields = self.at(who).get("/hat/").fields
        return self.at(who).post(address, {"csrfmiddlewaretoken": fields["csrfmiddlewaretoken"]})


def faults(answer: Answer) -> list[str]:
    """Return what the page says is to be mended."""
    return [str(answer.status), *re.findall(r'href="#([^"]+)">', answer.text)]


def told(place: Place) -> Story:
    """Tell the story, up to half-filled pages and a session that ended."""
    story = Story(place)
    for answers in (CONCERN, CONCERN, {**CONCERN, **GRAVE}):
        _raise(story, answers)
    ours, other = _cases(place, "DEMUNA Calca", stands_for="None")[:2]
    _work_through(story, ours)
    _set_aside(story, other)
    _stand_in(story)
    _register(story)
    _half_filled(story)
    _by_hand(story, other)
    return story


def _by_hand(story: Story, case: str) -> None:
    """What this story fills on no page: its words go the way of every entry all the same."""
    names = {name for form in peru().forms.values() for name in marks_of(form)}
    words = {name: planted(name) for name in names}
    for who, address in story.place.ask("planted_by_hand", case=case, who="ana", words=words):
        story.shows(who, address)


def _raise(story: Story, answers: Raw) -> None:
    rosa = story.at("rosa")
    found = re.search(r'href="(/concerns/raise/[\w-]+/)\w+/"', rosa.get("/concerns/raise/").text)
    assert found
    for page in ("danger", "who_not", "seen", "children", "where", "words", "find", "about_me"):
        answer = rosa.fill(f"{found[1]}{page}/", {**typed("concern"), **answers, "do": "next"})
        assert answer.status == 302, f"{page}: {faults(answer)}"
    story.shows("rosa", found[1])
    assert rosa.fill(found[1], {}).leads_to.startswith("/concerns/")
    story.shown.pop()


def _cases(place: Place, office: str, stands_for: str) -> list[str]:
    rows = [row for row in place.ask("cases") if row["concern"] != "None"]
    return [
        row["id"]
        for row in rows
        if office in row["office"] and (row["stands_for"] == "None") == (stands_for == "None")
    ]


def _work_through(story: Story, case: str) -> None:
    """Take every step that a case has, from the receipt to its release."""
    story.at("ana").get(f"/dossiers/{case}/file/")
    look = {"look_name": planted("look_name"), "do": "look"}
    assert story.at("ana").fill(f"/dossiers/{case}/steps/receipt/", look).status == 200
    for who, step, answers in _steps(story, case):
        story.takes(who, case, step, answers)
    _restrict_and_copy(story, case)
    for page in ("file/", "steps/qualify/"):
        story.shows("ana", f"/dossiers/{case}/{page}")


def _steps(story: Story, case: str) -> Iterator[tuple[str, str, Raw]]:
    day = local(days=4)[:10]
    yield "ana", "receipt", typed("receipt", **RECEIPT, answer_by=day)
    yield "ana", "danger_check", typed("danger_check", danger_checked="safe_now")
    yield "ana", "inquire", typed("qualification", **QUALIFIED, next="more_inquiry_7wd")
    yield "ana", "hold", typed("hold", hold_reason="child_safety", hold_until=day)
    yield "carmen", "hold_seen", typed("hold_seen", hold_agreed="agreed")
    yield "ana", "qualify", typed("qualification", **QUALIFIED, next="gestiones")
    yield "ana", "answer_raiser", typed("feedback", answer="in_hand")
    yield "ana", "revalue", typed("revalue", revalued="same")
    yield "ana", "refer", _referral(story, case)
    handed = {"referred_to": "posta", "handed_at": local(minutes=-5), "channel": "call"}
    yield "ana", "hand_over", typed("hand_over", **handed)
    answered = {"relay_says": "attending", "answered_at": local(minutes=-1)}
    yield "ana", "relay_answer", typed("relay_answer", **answered)
    yield "ana", "cause", typed("cause", cause="too_many")
    yield "ana", "release", typed("release", release_why="attention_ended")


def _referral(story: Story, case: str) -> Raw:
    page = story.at("ana").get(f"/dossiers/{case}/steps/refer/").text
    found = re.search(r'<option value="([\w-]+)"[^>]*>UPE Cusco', page)
    assert found, "the UPE can't be chosen"
    said: Raw = {
        "referred_to": "upe",
        "referred_for": ["protection_measures"],
        "agreement": "agrees",
    }
    return typed("referral", **said, receiver=found[1])


def _restrict_and_copy(story: Story, case: str) -> None:
    """A resolution that restricts access, and a copy for the parties with its decisions."""
    ana, address = story.at("ana"), f"/dossiers/{case}/restrict/"
    piece = re.search(r'name="pieces" value="([\w-]+)"', ana.get(address).text)
    assert piece, "there is nothing to restrict"
    said = typed("restriction", pieces=[piece[1]], restrict_until=local(days=9)[:10])
    assert ana.fill(address, said).status == 302
    address = f"/dossiers/{case}/copy/"
    page = ana.fill(address, {"do": "open"}).text
    answers: Raw = {"copy_for": planted("copy_for"), "read_again": "yes"}
    for name in set(re.findall(r'name="decide_(\w+)"', page)):
        offered = re.findall(rf'name="decide_{name}" value="(\w+)"', page)
        answers |= {f"decide_{name}": offered[-1], f"reason_{name}": planted("copy_decisions")}
    assert 'class="pages"' in ana.fill(address, answers).text


def _set_aside(story: Story, case: str) -> None:
    """A tie of the office, and a matter of which it says why it is not one of rights."""
    story.at("ana").get(f"/dossiers/{case}/file/")
    said = {**RECEIPT, "conflict": "office", "answer_by": local(days=4)[:10]}
    story.takes("ana", case, "receipt", typed("receipt", **said))
    ended = {**QUALIFIED, "next": "not_a_rights_matter"}
    story.takes("ana", case, "qualify", typed("qualification", **ended))
    story.shows("ana", f"/dossiers/{case}/file/")


def _stand_in(story: Story) -> None:
    """A case that stands in for a service without a key: its file, letter and call back."""
    for office, who in (("DEMUNA Calca", "ana"), ("UPE Cusco", "elsa")):
        for case in _cases(story.place, office, stands_for="any"):
            story.shows(who, f"/dossiers/{case}/file/")
            for page in ("letter", "call-back"):
                story.shows(who, f"/dossiers/{case}/{page}/")
            return
    raise AssertionError("no case stands in for anybody")


def _register(story: Story) -> None:
    answers = {**CONCERN, "arrived": "paper", "arrived_at": local(hours=-2)}
    brought = {**typed("concern", **answers), **typed("registered")}
    answer = story.at("ana").fill("/arrivals/register/", brought)
    assert answer.status == 302, faults(answer)
    story.shows("ana", f"{answer.leads_to}file/")


def _half_filled(story: Story) -> None:
    """Pages kept for later, one sent after its session ended, and a passphrase typed as a name."""
    case = _cases(story.place, "DEMUNA Calca", stands_for="None")[2]
    ana, page = story.at("ana"), f"/dossiers/{case}/steps/cause/"
    ana.get(f"/dossiers/{case}/file/")
    ana.fill(page, {**typed("cause"), "do": "keep"})
    story.shows("ana", page)
    late = f"/dossiers/{case}/steps/receipt/"
    sent = {**ana.get(late).fields, **typed("receipt")}
    ana.post("/sign-out/", {"csrfmiddlewaretoken": sent["csrfmiddlewaretoken"]})
    csrf = {"csrfmiddlewaretoken": ana.get("/sign-in/").fields["csrfmiddlewaretoken"]}
    assert "/sign-in/" in ana.post(late, {**sent, **csrf}).leads_to
    wrong = {"username": planted("name"), "passphrase": planted("passphrase")}
    assert ana.fill("/sign-in/", wrong).status == 200
    story.browsers.pop("ana")
    story.shows("ana", late)
