"""What a phone gets of a pack, and how a newer pack reaches it."""

import json
from dataclasses import replace
from typing import Any

from amparo.base.canonical import canonical_json
from amparo.protocols.pack import Pack
from amparo.protocols.phone_part import ROLE, in_language, part_delta, part_hash, phone_part


def on_phone(pack: Pack) -> Pack:
    """Return a pack whose protocols are all for phones, a member taking every step."""
    protocols = {
        key: replace(
            protocol,
            on_phone=True,
            steps={
                name: replace(step, by=(*step.by, f"{protocol.parties[0]}:{ROLE}"))
                for name, step in protocol.steps.items()
            },
        )
        for key, protocol in pack.protocols.items()
    }
    return replace(pack, protocols=protocols)


def part_of(pack: Pack) -> Any:  # noqa: ANN401  # whatever JSON holds
    return json.loads(phone_part(pack))["pack"]


def applied(part: bytes, delta: bytes) -> bytes:
    """Do what a phone does with a delta."""
    data, change = json.loads(part), json.loads(delta)
    for path, *value in (*change["put"], *change["drop"]):
        *above, last = path
        place = data
        for key in above:
            place = place[key]
        if value:
            place[last] = value[0]
        else:
            del place[last]
    return canonical_json(data)


def test_what_is_not_for_phones_stays_behind(pack: Pack) -> None:
    part = part_of(pack)

    assert part["protocols"] == {}
    assert set(part["forms"]) == {pack.routes.form} & set(pack.forms)


def test_a_members_steps_bring_their_forms(pack: Pack) -> None:
    part = part_of(on_phone(pack))

    assert part["protocols"].keys() == pack.protocols.keys()
    wanted = {step.form for each in pack.protocols.values() for step in each.steps.values()}
    assert set(part["forms"]) == (wanted - {""}) | ({pack.routes.form} & set(pack.forms))


def test_no_source_and_no_condition_as_written_travels(pack: Pack) -> None:
    text = json.dumps([part_of(on_phone(pack))[key] for key in ("protocols", "routes")])

    assert '"source"' not in text
    assert '"text": "$' not in text


def test_the_apps_own_words_come_with_the_app(pack: Pack) -> None:
    words = {"en": {"phone.send": "Send", "message.T0": "It arrived.", "refused.case.x": "No."}}

    assert part_of(replace(pack, words=words))["words"] == {"en": {"message.T0": "It arrived."}}


def test_a_delta_turns_one_part_into_the_other(pack: Pack) -> None:
    old = phone_part(replace(pack, words={"en": {"message.a": "A", "message.b": "B"}}))
    new = phone_part(on_phone(replace(pack, words={"en": {"message.a": "A!", "message.c": "C"}})))
    delta = json.loads(part_delta(old, new))

    assert (delta["from"], delta["to"]) == (part_hash(old), part_hash(new))
    assert [["pack", "words", "en", "message.a"], "A!"] in delta["put"]
    assert delta["drop"] == [[["pack", "words", "en", "message.b"]]]
    assert applied(old, part_delta(old, new)) == new
    assert applied(new, part_delta(new, old)) == old


def test_the_same_part_needs_no_delta(pack: Pack) -> None:
    part = phone_part(pack)

    assert json.loads(part_delta(part, part)) == {
        "from": part_hash(part),
        "to": part_hash(part),
        "put": [],
        "drop": [],
    }


def test_what_is_sealed_to_a_member_can_be_read_by_her_form(pack: Pack) -> None:
    concern = pack.protocols["concern"]
    member = concern.parties[0]
    asked = next(step for step in concern.steps.values() if step.form)
    hers = replace(asked, key="hers", form="", by=(f"{member}:{ROLE}",))

    def forms(sealed_to: tuple[str, ...]) -> set[str]:
        read = replace(asked, by=("server",), sealed_to=sealed_to)
        there = replace(concern, on_phone=True, steps={read.key: read, hers.key: hers})
        no_routes = replace(pack.routes, form="")
        return set(part_of(replace(pack, protocols={"concern": there}, routes=no_routes))["forms"])

    assert forms((member,)) == {asked.form}
    assert forms(()) == set()


def test_a_first_load_says_all_in_one_language(pack: Pack) -> None:
    words = {
        "en": {"message.T0": "It arrived.", "guidance.hear.says": "Listen."},
        "es": {"message.T0": "Ya llegó.", "guidance.hear.says": "Escuche."},
    }
    both = replace(on_phone(pack), words=words, languages=("en", "es"))
    whole, spanish = phone_part(both), in_language(phone_part(both), "es")

    assert json.loads(whole)["pack"]["words"] == words
    assert json.loads(spanish)["pack"]["words"] == {"es": {"message.T0": "Ya llegó."}}
    assert json.loads(spanish)["of"] == json.loads(whole)["of"]
    assert "It arrived." not in spanish.decode()
    assert in_language(whole, "qu") == in_language(whole, "en")
