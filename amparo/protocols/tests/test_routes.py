"""Whom a matter reaches: preference, reach, keys, relays, and who must not know."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.base.ids import derived_id
from amparo.forms.values import Rows, Value
from amparo.protocols.pack import BodyKind, Pack, Receiver, Route, Routes
from amparo.protocols.routes import (
    BodyFacts,
    Routing,
    choose,
    flattened,
    kept_kinds,
    route_class,
)
from amparo.protocols.tests.examples import when

CHAIN = ("d1", "p1", "r1", "c")

KINDS = {
    key: BodyKind(key, reach, kept_by)
    for key, reach, kept_by in [
        ("demuna", "district", ("municipality",)),
        ("posta", "district", ("health",)),
        ("pnp", "province", ("police",)),
        ("upe", "region", ()),
        ("desk", "country", ()),
    ]
}


def route(key: str, condition: str, to: str, **fields: object) -> Route:
    receivers = tuple(
        Receiver(each.removesuffix(":accredited"), each.endswith(":accredited"))
        for each in to.split()
    )
    usual = {"matter": "protection", "relay": ("demuna", "upe", "desk")}
    return Route(**{"key": key, "when": when(condition), "to": receivers, **usual, **fields})  # type: ignore[arg-type]  # as each test needs it


ROWS = (
    route("health", "${health} = 'yes'", "posta", always=True, matter="emergency", none="113"),
    route("police", "${crime} = 'yes'", "pnp", always=True, matter="crime", none="105"),
    route("risk", "${risk} = 'yes'", "demuna:accredited upe"),
    route("rest", "true()", "demuna upe", matter="advice"),
)


@pytest.fixture(scope="module")
def peru(pack: Pack) -> Pack:
    routes = Routes("concern", ("emergency", "crime", "protection", "advice"), ROWS)
    return replace(pack, body_kinds=KINDS, routes=routes)


def body(kind: str, area: str = "d1", name: str = "", **facts: bool) -> BodyFacts:
    return BodyFacts(derived_id(name or kind), kind, frozenset((area,)), **facts)


DEMUNA = body("demuna", accredited=True, keyed=True)
POSTA = body("posta")
PNP = body("pnp", "p1")
UPE = body("upe", "r1", keyed=True)
DESK = body("desk", "c", keyed=True)
ALL = (DEMUNA, POSTA, PNP, UPE, DESK)


def route_all(
    pack: Pack,
    answers: Mapping[str, Value],
    bodies: tuple[BodyFacts, ...] = ALL,
    kept: tuple[BodyFacts, ...] = (),
) -> Routing:
    return choose(pack, answers, "d1", CHAIN, bodies, {each.id for each in kept})


def reached(routing: Routing) -> list[tuple[UUID, UUID | None]]:
    return [(each.receiver, each.for_body) for each in routing.addressed]


def test_of_the_routes_in_order_the_first_true_one_counts(peru: Pack) -> None:
    routing = route_all(peru, {"risk": "yes"})

    assert reached(routing) == [(DEMUNA.id, None)]
    assert routing.addressed[0].routes == ("risk",)
    assert routing.route_class == "protection"


def test_a_route_marked_always_adds_its_receiver(peru: Pack) -> None:
    routing = route_all(peru, {"health": "yes", "crime": "yes", "risk": "yes"})

    assert [each.routes for each in routing.addressed] == [("health",), ("police",), ("risk",)]
    assert routing.route_class == "emergency"


def test_one_receiver_is_addressed_once_with_all_its_routes(peru: Pack) -> None:
    pack = replace(
        peru,
        routes=replace(peru.routes, rows=(*ROWS, route("all", "true()", "demuna", always=True))),
    )

    assert [each.routes for each in route_all(pack, {}).addressed] == [("rest", "all")]


def test_a_body_without_a_key_is_reached_through_its_relay(peru: Pack) -> None:
    assert reached(route_all(peru, {"crime": "yes"}))[0] == (DEMUNA.id, PNP.id)


def test_the_first_relay_that_has_a_key_and_may_know_is_taken(peru: Pack) -> None:
    unkeyed = replace(DEMUNA, keyed=False)

    assert reached(route_all(peru, {"crime": "yes"}, kept=(DEMUNA,)))[0] == (UPE.id, PNP.id)
    assert reached(route_all(peru, {"crime": "yes"}, (unkeyed, PNP, DESK)))[0] == (DESK.id, PNP.id)


def test_where_accreditation_is_asked_another_goes_to_the_next_kind(peru: Pack) -> None:
    plain = replace(DEMUNA, accredited=False)

    assert reached(route_all(peru, {"risk": "yes"}, (plain, UPE))) == [(UPE.id, None)]
    assert reached(route_all(peru, {}, (plain, UPE))) == [(DEMUNA.id, None)]


def test_a_kind_is_looked_for_no_further_than_its_reach(peru: Pack) -> None:
    elsewhere = body("demuna", "p1", accredited=True, keyed=True)

    assert reached(route_all(peru, {}, (elsewhere, UPE))) == [(UPE.id, None)]


def test_the_nearest_comes_first_and_then_the_order_given(peru: Pack) -> None:
    far, near = body("pnp", "p1", keyed=True), body("pnp", "d1", "near", keyed=True)
    twin = body("pnp", "d1", "twin", keyed=True)

    assert reached(route_all(peru, {"crime": "yes"}, (far, near, twin)))[0] == (near.id, None)
    assert reached(route_all(peru, {"crime": "yes"}, (far, twin, near)))[0] == (twin.id, None)


def test_a_body_that_serves_several_areas_is_as_near_as_its_nearest(peru: Pack) -> None:
    wide = replace(PNP, areas=frozenset(("x", "p1", "d1")), keyed=True)
    far = body("pnp", "p1", "far", keyed=True)

    assert reached(route_all(peru, {"crime": "yes"}, (far, wide)))[0] == (wide.id, None)


def test_a_service_that_nobody_gives_is_a_gap_with_a_number_to_call(peru: Pack) -> None:
    routing = route_all(peru, {"health": "yes"}, (DEMUNA, DESK))
    [gap] = routing.gaps

    assert (gap.kind, gap.area, gap.route, gap.hotline) == ("posta", "d1", "health", "113")
    assert reached(routing) == [(DEMUNA.id, None)]


def test_a_service_that_only_must_not_know_is_no_gap(peru: Pack) -> None:
    routing = route_all(peru, {"crime": "yes"}, kept=(PNP,))

    assert (routing.gaps, routing.unreached) == ((), ("police",))
    unkeyed = route_all(peru, {"crime": "yes"}, (PNP, DESK), kept=(DESK,))
    assert unkeyed.unreached == ("police",)


def test_a_body_that_no_relay_can_stand_in_for_is_a_gap(peru: Pack) -> None:
    routing = route_all(peru, {"crime": "yes"}, (PNP,))

    assert [gap.kind for gap in routing.gaps] == ["pnp", "demuna"]
    assert routing.unreached == ()


def test_whoever_must_not_know_is_neither_receiver_nor_relay_nor_stood_in_for(peru: Pack) -> None:
    routing = route_all(peru, {"crime": "yes", "health": "yes"}, kept=(DEMUNA, POSTA))

    assert reached(routing) == [(UPE.id, PNP.id), (UPE.id, None)]


def test_where_nothing_is_true_the_class_is_the_least_grave(peru: Pack) -> None:
    pack = replace(peru, routes=replace(peru.routes, rows=ROWS[:3]))

    assert route_class(pack, {}) == "advice"
    assert route_class(replace(pack, routes=Routes("", (), ())), {}) == ""


def test_a_question_in_a_repeat_is_read_with_all_its_answers(peru: Pack) -> None:
    young = route("young", "selected(${age}, '0_5')", "posta", always=True, matter="emergency")
    pack = replace(peru, routes=replace(peru.routes, rows=(young,)))
    rows: Rows = ({"age": "12_13", "langs": ("es", "qu")}, {"age": "0_5"})

    assert flattened({"each_child": rows})["age"] == ("12_13", "0_5")
    assert flattened({"each_child": rows})["langs"] == ("es", "qu")
    assert route_class(pack, {"each_child": rows}) == "emergency"
    assert route_class(pack, {"each_child": rows[:1]}) == "advice"


def test_what_the_raiser_ticked_keeps_out_kinds_as_a_whole(peru: Pack) -> None:
    assert kept_kinds(peru, ("municipality", "police", "family")) == {"demuna", "pnp"}
    assert kept_kinds(peru, ("none",)) == frozenset()


@given(
    st.lists(st.tuples(st.sampled_from(ALL), st.booleans(), st.booleans()), max_size=8),
    st.sets(st.sampled_from(ALL)),
    st.fixed_dictionaries({each: st.sampled_from(["yes", "no"]) for each in ("health", "crime")}),
)
@settings(max_examples=100)
def test_nothing_ever_reaches_who_must_not_know_or_holds_no_key(
    peru: Pack,
    drawn: list[tuple[BodyFacts, bool, bool]],
    kept: set[BodyFacts],
    answers: dict[str, str],
) -> None:
    bodies = tuple(replace(each, keyed=keyed, accredited=ok) for each, keyed, ok in drawn)
    routing = route_all(peru, answers, bodies, tuple(kept))
    out = {each.id for each in kept}
    told = {each for pair in reached(routing) for each in pair if each}
    routes = [name for each in routing.addressed for name in each.routes]
    lost = [gap.route for gap in routing.gaps]
    keyed = {each.id for each in bodies if each.keyed}

    assert not told & out
    assert {each.receiver for each in routing.addressed} <= keyed
    assert len(reached(routing)) == len(set(reached(routing)))
    assert len({*routes, *lost, *routing.unreached}) == len([*routes, *lost, *routing.unreached])
