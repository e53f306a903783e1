"""Point 2: the pack's routes choose who receives it, around whoever must not know."""

from collections.abc import Iterator

from amparo.config.demo.rehearsal.acting import raise_concern, take, usual
from amparo.config.demo.rehearsal.point_1_raising import PLANTED
from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.dossiers.models import Dossier, Entry
from amparo.system.models import Gap

WORLD_OF_THE_EXCLUDED = ("/", "/concerns/", "/numbers/")


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    yield from _around_the_excluded(stage)
    for who, like, expected, says in ROUTES:
        concern = raise_concern(stage.visitor(who), usual(stage, like))
        must_be(says, expected, stage.receivers_of(concern))
        yield says
    yield from _where_nobody_is(stage)
    yield from _by_relay(stage)


ROUTES = (
    (
        "lucia",
        "sexual",
        {"demuna_calca for posta_calca", "demuna_calca for fiscalia_calca", "upe", "cem_calca"},
        "health and the prosecutor at once, each by a relay; UPE and CEM beside them",
    ),
    (
        "fortunata",
        "violence_today",
        {
            "demuna_calca",
            "demuna_calca for pnp_calca",
            "demuna_calca for juez_calca",
            "cem_calca",
        },
        "violence today: police, and the justice of the peace where no family court is",
    ),
    ("gregoria", "school", {"demuna_calca"}, "what is missing at school: the accredited DEMUNA"),
    ("noemi", "school", {"upe"}, "the same where no DEMUNA is: the UPE"),
    (
        "hilario",
        "staff",
        {"demuna_calca for ugel_calca", "demuna_calca for fiscalia_calca"},
        "somebody of the school: UGEL and prosecutor, never the school",
    ),
    ("mateo", "poverty", {"demuna_calca"}, "poverty alone: support, and nothing that separates"),
)


def _around_the_excluded(stage: Stage) -> Iterator[str]:
    """The concern of point 1 avoided bodies as a whole; now another does, under watching eyes."""
    before = _world_of(stage, "evaristo"), _world_of(stage, "mario")
    answers = usual(
        stage,
        "violence",
        keep_from=["our_group", "local_auth", "municipality"],
        person="family",
        words_seen=PLANTED,
    )
    people = stage.world.people
    answers = {**answers, "kept_people": [str(people["evaristo"].id)]}
    concern = raise_concern(stage.visitor("lucia"), answers)
    must_be("kept out", {"upe for pnp_calca", "cem_calca"}, stage.receivers_of(concern))
    yield "kept from the municipality, it goes around the DEMUNA that the mayor employs"
    after = _world_of(stage, "evaristo"), _world_of(stage, "mario")
    must_be("the pages of those kept out", before, after)
    yield "the group's coordinator and the mayor's clerk see the same pages as before"


def _world_of(stage: Stage, who: str) -> tuple[str, ...]:
    return tuple(stage.visitor(who).look(page).text for page in WORLD_OF_THE_EXCLUDED)


def _where_nobody_is(stage: Stage) -> Iterator[str]:
    gaps = Gap.objects.filter(area_id="PE081106", kind="demuna", reason="no_service")
    must_be("gaps before", 0, gaps.count())
    concern = raise_concern(stage.visitor("noemi"), usual(stage, "poverty"))
    must_be("gaps of a missing DEMUNA", 1, gaps.count())
    must_be("the last relay", {"mesa_1810"}, stage.receivers_of(concern))
    yield "no service in reach becomes a gap, and the national desk has the concern"


def _by_relay(stage: Stage) -> Iterator[str]:
    """The police have no key: the DEMUNA calls, prints the letter and writes down who had it."""
    ana = stage.visitor("ana")
    concern = raise_concern(stage.visitor("wilber"), usual(stage, "violence", call_me=PLANTED))
    case = stage.case_of(concern, "demuna_calca", "pnp_calca")
    cover = ana.open(f"/dossiers/{case.pk}/").must_say("You stand in for a service without access")
    ana.open(cover.link(f"/dossiers/{case.pk}/file/"))
    letter = ana.send(ana.open(f"/dossiers/{case.pk}/letter/"), {}, "csrfmiddlewaretoken")
    letter.must_say(case.number).must_not_say(PLANTED, "Wilber")
    yield "a body without a key is reached by its relay, whose letter never names who raised it"
    take(stage, "ana", case, "receipt")
    take(stage, "ana", case, "hand_over", channel="in_person", receipt_number="001 (inventado)")
    handed = Entry.objects.get(dossier=case, step="hand_over")
    said = {name: handed.coded.get(name) for name in ("referred_to", "channel")}
    must_be("handed over", {"referred_to": "pnp", "channel": "in_person"}, said)
    take(stage, "ana", case, "relay_answer")
    must_be("state", "received", Dossier.objects.get(pk=case.pk).state)
    yield "who received it, when and how is written down, and so is what they answered"
