"""Whom a concern reaches is the same on the phone, whoever is in reach and must not know."""

from pathlib import Path
from typing import Any

from amparo.base.ids import derived_id
from amparo.forms.answers import accept
from amparo.protocols.pack import Pack
from amparo.protocols.routes import BodyFacts, Routing, choose, kept_kinds
from tests.phone.agreeing import as_json, told_by_the_phone
from tests.phone.chance import Chance
from tests.phone.test_forms import NOW
from tests.phone.typed import typed

CHAIN = ("080101", "0801", "08", "PE")
MANY = 400


def bodies(pack: Pack, chance: Chance) -> list[BodyFacts]:
    kinds = sorted(pack.body_kinds)
    return [
        BodyFacts(
            id=derived_id("body", str(number)),
            kind=chance.one_of(kinds),
            areas=frozenset((chance.one_of(CHAIN), chance.one_of((*CHAIN, "150101")))),
            accredited=chance.once_in(2),
            keyed=not chance.once_in(3),
        )
        for number in range(chance.below(30))
    ]


def told(routing: Routing, kinds: frozenset[str]) -> Any:  # noqa: ANN401  # whatever JSON holds
    return as_json(
        {
            "kinds": sorted(kinds),
            "routeClass": routing.route_class,
            "addressed": [
                {
                    "receiver": str(each.receiver),
                    "forBody": str(each.for_body or ""),
                    "routes": each.routes,
                }
                for each in routing.addressed
            ],
            "gaps": [vars(gap) for gap in routing.gaps],
            "unreached": routing.unreached,
        }
    )


def shown(body: BodyFacts) -> dict[str, Any]:
    return {**vars(body), "id": str(body.id), "areas": sorted(body.areas)}


def test_a_concern_goes_the_same_way(peru: Pack, tmp_path: Path) -> None:
    form = peru.forms[peru.routes.form]
    asked, wanted = [], []
    for number in range(MANY):
        chance = Chance(f"route {number}")
        values = accept(form, typed(form, number), now=NOW).values
        near = bodies(peru, chance)
        keep_from = chance.some_of(("police", "municipality", "health", "our_group", "none"))
        kinds = kept_kinds(peru, keep_from)
        kept = {body.id for body in near if body.kind in kinds}
        district = chance.one_of((CHAIN[0], CHAIN[0], "150101"))
        wanted.append(told(choose(peru, values, district, CHAIN, near, kept), kinds))
        asked.append(
            {
                "values": values,
                "district": district,
                "chain": CHAIN,
                "bodies": list(map(shown, near)),
                "keep_from": keep_from,
            }
        )
    assert told_by_the_phone(tmp_path, peru, routes=asked)["routes"] == wanted
    assert sum(len(each["addressed"]) for each in wanted) > MANY
    assert any(each["unreached"] for each in wanted)
