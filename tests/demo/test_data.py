"""The demo's files agree with each other, the pack and the areas; all of it says it is made up."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from amparo.config.demo.acts import OTHER_THAN_STEPS
from amparo.config.demo.answers import answered, flat
from amparo.config.demo.data import Demo
from amparo.config.demo.doing import home_of, step_in
from amparo.config.demo.life import LIFE
from amparo.config.demo.plan import CALLED, Event, begun_at, planned
from amparo.config.demo.script import Act, Said, Script
from amparo.protocols.pack import Pack
from amparo.sealing.passphrase import is_strong
from amparo.system.areas import AreaRow, read_areas
from amparo.system.rules import Level
from tests.world import PACKS

SAYS_SO = "inventad"
DAY = datetime(2027, 5, 12, 15, 0, tzinfo=UTC)
DAYS = [DAY + timedelta(days=n, hours=5 * n) for n in range(0, 400, 7)]


def areas() -> dict[str, AreaRow]:
    return {row.code: row for row in read_areas(PACKS / "pe" / "areas.csv")}


def groups(demo: Demo) -> list[str]:
    return [body.key for body in demo.bodies if body.kind == "grupo"]


def acts(demo: Demo) -> Iterator[tuple[Script, Act]]:
    for script in demo.scripts:
        yield from ((script, act) for act in script.then)


def usually(demo: Demo, pack: Pack) -> Iterator[tuple[str, Said]]:
    """Yield what is usually answered to each step, also to those of other protocols."""
    for key, answers in demo.usual.items():
        if key in pack.protocols:
            yield from answers.items()
        elif key != "raise":
            yield key, answers


def test_twenty_eight_communities_lie_in_real_districts_of_one_region(demo: Demo) -> None:
    known = areas()
    found = [body for body in demo.bodies if body.kind == "grupo"]
    assert len(found) == 28
    assert {known[body.area].level for body in found} == {Level.DISTRICT}
    assert all(body.area.startswith(demo.region) for body in found)
    assert all(3 <= len(body.members) <= 6 for body in found)


def test_every_body_stands_in_an_area_that_exists(demo: Demo, pack: Pack) -> None:
    known = areas()
    assert [body.key for body in demo.bodies if body.area not in known] == []
    assert [body.key for body in demo.bodies if body.kind not in pack.body_kinds] == []
    wrong_role = [
        (body.key, who)
        for body in demo.bodies
        for who, roles in body.members.items()
        if not set(roles) <= set(pack.body_kinds[body.kind].roles)
    ]
    assert wrong_role == []


def test_every_name_and_number_says_that_it_is_made_up(demo: Demo) -> None:
    named = [*demo.people.values(), *(body.name for body in demo.bodies)]
    numbers = [body.phone for body in demo.bodies if body.phone]
    documents = [
        said for body in demo.bodies for said in (body.accredited, body.recognised) if said
    ]
    assert [name for name in (*named, *numbers, *documents) if SAYS_SO not in name] == []
    assert [number for number in numbers if not number.startswith("000")] == []
    assert max(map(len, numbers)) <= 20


def test_what_is_written_about_children_says_that_it_is_made_up(demo: Demo, pack: Pack) -> None:
    said: list[tuple[str, Said]] = [(name, rows) for name, rows in demo.usual["raise"].items()]
    said += usually(demo, pack)
    said += [(script.key, script.says) for script in demo.scripts]
    said += [(script.key, act.says) for script, act in acts(demo)]
    asked = [question for form in pack.forms.values() for question in form.questions()]
    written = {each.name for each in asked if each.kind == "text"} - {"safe_number"}
    coded = {(each.name, choice.name) for each in asked for choice in each.choices}
    silent = [
        (where, name)
        for where, answers in said
        for name, value in flat(answers)
        if name.split("-")[-1] in written
        and (name, value) not in coded
        and value
        and SAYS_SO not in str(value)
    ]
    assert silent == []


def test_everybody_is_somewhere_and_nobody_is_named_who_is_not_there(demo: Demo) -> None:
    members = {who for body in demo.bodies for who in body.members}
    assert members == set(demo.people)
    named = {door.who for door in demo.doors} | {script.by for script in demo.scripts}
    named |= {act.who for _, act in acts(demo)} | {act.who for act in demo.life}
    named |= {who for script in demo.scripts for who in (*script.kept, script.companion) if who}
    assert named <= members


def test_every_act_is_known(demo: Demo, pack: Pack) -> None:
    others = [(s.key, act.does) for s, act in acts(demo) if act.does not in OTHER_THAN_STEPS]
    meant = [(key, *step_in(does)) for key, does in others]
    assert [each for each in meant if each[2] not in pack.protocols[each[1]].steps] == []
    assert [act.does for act in demo.life if act.does not in LIFE] == []
    assert [s.key for s in demo.scripts if s.like not in demo.usual["raise"]] == []


def test_each_kind_of_user_has_a_door(demo: Demo) -> None:
    assert 8 <= len(demo.doors) <= 12
    assert is_strong(demo.passphrase)
    kinds = {home_of(demo, door.who).kind for door in demo.doors}
    assert {"grupo", "demuna", "upe", "cem", "linea_1810", "defensoria", "mimp"} <= kinds


def courses(demo: Demo, pack: Pack, today: datetime) -> dict[str, list[Event]]:
    told: dict[str, list[Event]] = {}
    for event in planned(demo, today, pack.calendar):
        if event.script and event.act.does != CALLED:
            told.setdefault(event.script.key, []).append(event)
    return told


def test_whatever_the_day_nothing_happens_before_its_cause(demo: Demo, pack: Pack) -> None:
    for today in DAYS:
        begun = begun_at(demo, today, pack.calendar)
        for key, events in courses(demo, pack, today).items():
            scripted = [event.act for event in events]
            script = next(each for each in demo.scripts if each.key == key)
            assert scripted[1:] == list(script.then)[: len(scripted) - 1], (today, key)
            assert begun < events[0].at, (today, key)


def test_whatever_the_day_a_page_would_take_every_answer(demo: Demo, pack: Pack) -> None:
    form = pack.forms[pack.routes.form]
    usual = demo.usual["raise"]
    for script in demo.scripts:
        said = {**usual["all"], **usual[script.like], **script.says}
        assert answered(pack, form, said, DAY)["danger_now"]
    for _, act in acts(demo):
        if act.does not in OTHER_THAN_STEPS:
            protocol, key = step_in(act.does)
            step = pack.protocols[protocol].steps[key]
            answers = {**demo.usually(protocol, key), **act.says}
            assert answered(pack, pack.forms[step.form], answers, DAY)


def test_whatever_is_usually_answered_answers_a_step(demo: Demo, pack: Pack) -> None:
    for key, answers in demo.usual.items():
        if key in pack.protocols:
            for step, said in answers.items():
                form = pack.forms[pack.protocols[key].steps[step].form]
                assert answered(pack, form, said, DAY), (key, step)
        elif key != "raise":
            assert answered(pack, pack.forms[pack.protocols["case"].steps[key].form], answers, DAY)


def test_a_part_of_it_names_nobody_of_another_part(demo: Demo) -> None:
    part = demo.within("PE080401")
    here = {body.key for body in part.bodies}
    assert len(groups(part)) == 5
    assert {act.who for _, act in acts(part)} <= set(part.people)
    assert {key for _, act in acts(part) for key in act.to} <= here | set(part.people)
    assert {on for _, act in acts(part) for on in act.on} <= here


def test_a_deployment_from_before_a_group_came_has_the_part_without_it(demo: Demo) -> None:
    [gone] = groups(demo)[-1:]
    kept = {body.name: body for body in demo.bodies if body.key != gone}
    part = demo.of(kept)
    assert [body.key for body in part.bodies] == [body.key for body in kept.values()]
    assert set(part.people) == {who for body in part.bodies for who in body.members}
