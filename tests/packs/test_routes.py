"""What holds for every concern that can be raised in Peru, however it is answered."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.forms.form import Form, Question
from amparo.forms.values import Value, codes_in
from amparo.protocols.pack import Pack
from amparo.protocols.routes import BodyFacts, choose, kept_kinds, route_class

DISTRICT, CHAIN = "PE050508", ("PE050508", "PE0505", "PE05", "PE")
EVERYWHERE = frozenset(CHAIN)
Answers = dict[str, Value]

READ = (
    *("danger_now", "health_now", "signs", "last_time", "how_many", "where_now", "person"),
    *("person_under_18", "child_view", "keep_from"),
)


@pytest.fixture(scope="module")
def bodies(peru: Pack) -> list[BodyFacts]:
    """One body of each kind, here; only those that serve children and the CEM hold a key."""
    keyed = {"demuna", "upe", "linea_1810", "cem"}
    return [
        BodyFacts(UUID(int=number), kind, EVERYWHERE, accredited=True, keyed=kind in keyed)
        for number, kind in enumerate(peru.body_kinds, start=1)
    ]


def answers(form: Form) -> st.SearchStrategy[Answers]:
    """Any answers that the routes read: each choice, some choices, or none at all."""
    ages = [choice.name for choice in _question(form, "child_age").choices]
    child = st.fixed_dictionaries({"child_age": st.sampled_from(ages)})
    drawn = {name: _answer(_question(form, name)) for name in READ}
    children = st.lists(child, max_size=4).map(tuple)
    return st.fixed_dictionaries({**drawn, "each_child": children})


def _question(form: Form, name: str) -> Question:
    question = form.question(name)
    assert question is not None, name
    return question


def _answer(question: Question) -> st.SearchStrategy[Value]:
    codes = st.sampled_from([choice.name for choice in question.choices])
    if question.kind == "select_multiple":
        return st.lists(codes, unique=True, max_size=4).map(tuple)
    return codes if question.required else codes | st.just("")


def addressed(peru: Pack, bodies: list[BodyFacts], said: Answers) -> set[tuple[str, str]]:
    """Return who receives it and for whom, as kinds; the second is empty where it is for itself."""
    keep_from = codes_in(said["keep_from"])
    kept = {body.id for body in bodies if body.kind in kept_kinds(peru, keep_from)}
    kinds: dict[UUID | None, str] = {None: "", **{body.id: body.kind for body in bodies}}
    routing = choose(peru, said, DISTRICT, CHAIN, bodies, kept)
    return {(kinds[each.receiver], kinds[each.for_body]) for each in routing.addressed}


def reached(peru: Pack, bodies: list[BodyFacts], said: Answers) -> set[str]:
    pairs = addressed(peru, bodies, said)
    return {kind for pair in pairs for kind in pair if kind}


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_whoever_must_not_know_is_never_reached(
    peru: Pack, bodies: list[BodyFacts], data: st.DataObject
) -> None:
    said = data.draw(answers(peru.forms["concern"]))
    keep_from = codes_in(said["keep_from"])
    assert not reached(peru, bodies, said) & kept_kinds(peru, keep_from)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_every_concern_reaches_somebody(
    peru: Pack, bodies: list[BodyFacts], data: st.DataObject
) -> None:
    said = data.draw(answers(peru.forms["concern"]))
    poor = "no_care" in codes_in(said["signs"]) and said["person"] == "nobody"
    assert reached(peru, bodies, said) or (poor and "municipality" in codes_in(said["keep_from"]))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_poverty_alone_never_leads_to_separation(
    peru: Pack, bodies: list[BodyFacts], data: st.DataObject
) -> None:
    said = data.draw(answers(peru.forms["concern"]))
    alone: Answers = {
        "signs": ("no_care",),
        "person": "nobody",
        "danger_now": "no",
        "where_now": "home_ok",
    }
    pairs = addressed(peru, bodies, {**said, **alone})
    for_itself = {kind for kind, for_body in pairs if not for_body}
    assert for_itself <= {"demuna"}
    assert {for_body for _, for_body in pairs if for_body} <= {"posta", "hospital"}


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_sexual_below_14_always_reaches_the_prosecutor(
    peru: Pack, bodies: list[BodyFacts], data: st.DataObject
) -> None:
    said = data.draw(answers(peru.forms["concern"]))
    signs = codes_in(said["signs"])
    child: Answers = {"signs": (*signs, "sexual"), "each_child": ({"child_age": "12_13"},)}
    assert "fiscalia" in reached(peru, bodies, {**said, **child})


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_danger_and_health_today_are_always_an_emergency(peru: Pack, data: st.DataObject) -> None:
    said = data.draw(answers(peru.forms["concern"]))
    urgent = said["danger_now"] != "no" or said["health_now"] == "yes"
    urgent = urgent or said["where_now"] == "with_person"
    assert (route_class(peru, said) == "emergency") == urgent


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_not_knowing_never_makes_a_concern_less_grave(peru: Pack, data: st.DataObject) -> None:
    said = data.draw(answers(peru.forms["concern"]))
    unsaid: Answers = {
        "last_time": "dk",
        "health_now": "dk",
        "person_under_18": "dk",
        "how_many": "dk",
    }
    known = {**said, "health_now": "no"}
    classes = peru.routes.classes
    assert classes.index(route_class(peru, {**known, **unsaid})) <= classes.index(
        route_class(peru, known)
    )
