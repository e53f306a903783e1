"""Each pack loads, and what it shows to people is whole and kind."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from amparo.forms.form import ALLEGED, CALLBACK, CODED, REPORTER, SEALED, Form, Group, Question
from amparo.protocols.compiled import compile_pack, load_compiled, pack_hash
from amparo.protocols.pack import Pack
from amparo.protocols.read import read_pack

PACKS = Path(__file__).parents[2] / "packs"

CLOCKS = {
    *("PE.danger.answer", "PE.case.open", "PE.dna.qualify", "PE.dna.qualify_ext"),
    *("PE.crime.report", "PE.dna.upe", "PE.tell.read", "PE.tell.in_hand", "PE.tell.release"),
    *("PE.revalue", "PE.relay.hand_over", "PE.relay.answer", "PE.aloud"),
}

# Words that blame, label or frighten, and must not be shown to anybody (docs/GLOSSARY.md).
NEVER_ES = (
    r"menor(es)?",
    r"v[ií]ctimas?",
    r"agresor(a|es|as)?",
    r"violador(es)?",
    r"denunciad[oa]s?",
    r"denunciantes?",
    r"infractor(es)?",
    r"fals[oa]s?",
    r"infundad[oa]s?",
    r"retroalimentaci[oó]n",
    r"escalar",
    r"sellad[oa]s?",
    r"vigilancia",
    r"disfuncional(es)?",
    r"negligentes?",
    r"fugad[oa]s?",
    r"discapacitad[oa]s?",
    r"mediaci[oó]n",
    r"consentid[oa]s?",
    r"mecanismos?",
    r"beneficiari[oa]s?",
    r"an[oó]nim[oa]s?",
    r"rechazar",
)
NEVER_EN = (
    *("minors?", "victims?", "perpetrators?", "abusers?", "offenders?", "unfounded"),
    *("feedback", "dysfunctional", "negligent", "runaways?", "beneficiar(y|ies)", "informers?"),
    *("anonymous", "escalat(e|es|ed|ion)", "watch ?list", "child abuse", "reject(ed)?"),
)


def shown(pack: Pack, language: str) -> Iterator[tuple[str, str]]:
    """Yield all that people read, with where it stands; what the law itself says may be blunt."""
    for key, text in pack.words[language].items():
        if not key.startswith(("law.", "code_words")):
            yield key, text
    for form in pack.forms.values():
        yield form.key, form.title[language]
        for question in form.questions():
            where = f"{form.key}.{question.name}"
            yield where, question.label.get(language, "")
            yield where, question.hint.get(language, "")
            yield from ((where, choice.label[language]) for choice in question.choices)


def named(form: Form, answer_class: str) -> set[str]:
    return {q.name for q in form.questions() if q.answer_class == answer_class}


def ask(form: Form, name: str) -> Question:
    question = form.question(name)
    assert question is not None, name
    return question


def test_base_can_be_read_alone(base: Pack) -> None:
    assert {"concern", "referral", "case", "debrief", "threat", "supervision"} <= set(
        base.protocols
    )


def test_peru_compiles_and_comes_back_the_same(peru: Pack) -> None:
    compiled = compile_pack(peru)
    assert load_compiled(compiled) == peru
    assert pack_hash(compiled) == peru.hash


def test_reading_a_pack_twice_gives_the_same_bytes(peru: Pack) -> None:
    again = read_pack(PACKS / "pe", PACKS / "base")
    assert compile_pack(again) == compile_pack(peru)


def test_every_clock_agreed_on_is_there(peru: Pack) -> None:
    assert set(peru.protocols["case"].clocks) >= CLOCKS


def test_every_duty_can_be_told_to_somebody(peru: Pack) -> None:
    for clock in peru.protocols["case"].clocks.values():
        assert clock.extends or clock.for_information or clock.escalate, clock.key


def test_peru_keeps_its_holidays_and_its_hour(peru: Pack) -> None:
    days = {day.isoformat() for day in peru.holidays if day.year == 2027}
    assert {"2027-06-07", "2027-07-23", "2027-07-28", "2027-07-29", "2027-08-06"} <= days


def test_the_concern_asks_sixteen_questions_and_codes_seven(peru: Pack) -> None:
    concern = peru.forms["concern"]
    assert named(concern, CODED) == {
        *("danger_now", "health_now", "called", "how_many", "home_district"),
        *("route_class", "week"),
    }
    assert named(concern, REPORTER) == {"tie", "my_risk", "reserve_me"}
    assert named(concern, CALLBACK) == {"call_me", "safe_number", "safe_hours"}
    assert ask(concern, "signs").answer_class == SEALED


def test_the_concern_demands_four_answers_only(peru: Pack) -> None:
    required = {q.name for q in peru.forms["concern"].questions() if q.required}
    assert required == {"danger_now", "health_now", "keep_from", "home_district"}


def test_the_concern_goes_page_by_page_and_asks_who_must_not_know_second(peru: Pack) -> None:
    pages = [item.name for item in peru.forms["concern"].items if isinstance(item, Group)]
    assert pages == ["danger", "who_not", "seen", "children", "where", "words", "find", "about_me"]


def test_the_concern_has_no_room_for_an_interrogation(peru: Pack) -> None:
    concern = peru.forms["concern"]
    kinds = {q.kind for q in concern.questions()}
    assert not kinds & {"date", "datetime", "integer"}
    limits = {q.name: q.limit for q in concern.questions() if q.kind == "text"}
    assert limits["words_said"] == limits["words_seen"] == 500
    assert all(limit and limit <= 500 for name, limit in limits.items() if name != "safe_number")


def test_identity_stays_reserved_unless_somebody_says_otherwise(peru: Pack) -> None:
    assert ask(peru.forms["concern"], "reserve_me").default == "yes"
    assert ask(peru.forms["receipt"], "reserve").default == "yes"


def test_no_name_and_no_word_of_an_officer_is_coded(peru: Pack) -> None:
    for form in peru.forms.values():
        for question in form.questions():
            assert question.answer_class != CODED or question.kind != "text", question.name
    assert ask(peru.forms["qualification"], "alleged_name").answer_class == ALLEGED
    assert ask(peru.forms["receipt"], "earlier").answer_class == SEALED


def test_a_sibling_is_asked_what_the_child_is_asked(peru: Pack) -> None:
    qualification = peru.forms["qualification"]
    asked = [q.name for q in qualification.questions() if q.name.startswith("sibling_")]
    assert len(asked) == 4
    for name in asked:
        own = ask(qualification, name.removeprefix("sibling_"))
        assert own.choices == ask(qualification, name).choices


def test_an_adult_who_lives_the_violence_too_can_be_referred_with_the_child(peru: Pack) -> None:
    referral = peru.forms["referral"]
    assert "adult_with_them" in {each.name for each in ask(referral, "referred_for").choices}
    assert ask(referral, "adult_called").answer_class == SEALED
    assert not ask(referral, "adult_called").required


def test_the_messages_are_closed_and_say_what_they_must(peru: Pack) -> None:
    for words in peru.words.values():
        assert "{code_word}" in words["message.T1"]
        assert "{answer_by}" in words["message.T1"]
        assert "{" not in words["message.T0"] + words["message.T3"]
    receipt, answers = peru.forms["receipt"], peru.forms["feedback"]
    for choice in ask(receipt, "tell_raiser").choices:
        assert f"message.ask.{choice.name}" in peru.words["es"]
    for choice in ask(receipt, "accompany_to").choices:
        assert f"message.accompany.{choice.name}" in peru.words["es"]
    for choice in ask(answers, "answer").choices:
        assert f"message.T2.{choice.name}" in peru.words["es"]
    for choice in ask(answers, "elsewhere_to").choices:
        assert f"service.{choice.name}" in peru.words["es"]


def test_both_languages_have_the_same_words_with_the_same_gaps_to_fill(peru: Pack) -> None:
    spanish, english = peru.words["es"], peru.words["en"]
    assert set(spanish) == set(english)
    for key, text in spanish.items():
        assert _gaps(text) == _gaps(english[key]), key


def test_code_words_are_many_and_each_is_there_once(peru: Pack) -> None:
    for words in peru.words.values():
        drawn = words["code_words"].split()
        assert len(drawn) == len(set(drawn)) >= 90
        assert all(word.isupper() for word in drawn)


@pytest.mark.parametrize(("language", "never"), [("es", NEVER_ES), ("en", NEVER_EN)])
def test_nobody_reads_a_word_that_blames_or_frightens(
    peru: Pack, language: str, never: tuple[str, ...]
) -> None:
    pattern = re.compile(rf"\b({'|'.join(never)})\b", re.IGNORECASE)
    found = [(where, text) for where, text in shown(peru, language) if pattern.search(text)]
    assert not found


def test_what_is_not_known_of_a_number_is_left_open(peru: Pack) -> None:
    lines = peru.hotlines
    assert all(line.tested is None for line in lines.values())
    assert {key for key, line in lines.items() if not line.hours} == {"105", "113", "116", "1818"}
    assert {key for key, line in lines.items() if line.languages} == {"100"}
    assert [key for key, line in lines.items() if "danger" in line.purposes]


def test_no_group_and_no_mayor_ever_receives_a_concern(peru: Pack) -> None:
    rows = peru.routes.rows
    reached = {kind.kind for row in rows for kind in row.to} | {
        k for row in rows for k in row.relay
    }
    assert not reached & {"grupo", "municipalidad", "ronda", "autoridad_comunal", "escuela"}
    for kind in ("grupo", "municipalidad", "ronda", "autoridad_comunal"):
        granted = {can for allowed in peru.body_kinds[kind].can.values() for can in allowed}
        assert not granted & {"read_dossier", "open_call_back", "write_entry", "see_duties"}


def test_every_route_but_support_ends_at_the_national_desk(peru: Pack) -> None:
    for row in peru.routes.rows:
        assert "linea_1810" in (*row.relay, *(kind.kind for kind in row.to)), row.key
    assert [kind.key for kind in peru.body_kinds.values() if kind.is_desk] == ["linea_1810"]


def _gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
