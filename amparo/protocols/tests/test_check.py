"""The parts of a pack must fit together; what does not is named, file and row."""

import pytest

from amparo.protocols.tests.conftest import FaultsOf
from amparo.protocols.tests.pack_files import COUNTRY, added, changed

CASE, CONCERN = "protocols/case.toml", "protocols/concern.toml"

CLOCK = """
[[clock]]
key = "extra"
from = "arrive"
until = ["qualify"]
limit = { hours = 1 }
owed_by = "service"
owed_to = "child"
source = "made up"
label = "P"
"""


def test_the_made_up_country_is_whole(faults_of: FaultsOf) -> None:
    assert faults_of(COUNTRY) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('from = "arrive"', 'from = "arive"', "“from” names the step “arive”"),
        ('until = ["qualify"]', 'until = ["qualfy"]', "“until” names the step “qualfy”"),
        ('owed_by = "service"', 'owed_by = "king"', "“owed_by” names “king”"),
        ("owed_to", "held_by = 'qualify'\nowed_to", "without the coded day “hold_until”"),
        ("owed_to", "held_by = 'nothing'\nowed_to", "“held_by” names the step “nothing”"),
        ("owed_to", "earlier = 'crime'\nowed_to", "“earlier” names “crime”"),
        ("owed_to", "when = \"${crime} = 'maybe'\"\nowed_to", "“crime” with “maybe”"),
        ("owed_to", "when = \"${danger_now} = 'no'\"\nowed_to", "“when” reads “danger_now”"),
        ("owed_to", "until_when = \"${shoe} = 'no'\"\nowed_to", "“until_when” reads “shoe”"),
    ],
)
def test_a_clock_must_fit_its_protocol(faults_of: FaultsOf, old: str, new: str, said: str) -> None:
    words = added(COUNTRY, "words/en.toml", 'extra = "Extra"\n')
    wrong = added(words, CASE, CLOCK.replace(old, new))
    [fault] = faults_of(wrong)

    assert fault.startswith("zz/protocols/case.toml: extra: ")
    assert said in fault


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("extends = 'nothing'", "It extends “nothing”, which is no clock"),
        ("extends = 'longer'", "It extends “longer”, which itself extends another."),
    ],
)
def test_an_extension_must_extend_a_clock(faults_of: FaultsOf, fields: str, said: str) -> None:
    shorter = "limit = { hours = 1 }\nwhen = \"${crime} = 'no'\"\nsource = 'x'\nlabel = 'P'\n"
    first = f"\n[[clock]]\nkey = 'longer'\nextends = 'qualify'\n{shorter}"
    wrong = added(COUNTRY, CASE, f"{first}[[clock]]\nkey = 'another'\n{fields}\n{shorter}")

    assert [said in fault for fault in faults_of(wrong)] == [True]


def test_an_extension_has_nothing_but_its_limit_and_its_condition(faults_of: FaultsOf) -> None:
    row = (
        "\n[[clock]]\nkey = 'longer'\nextends = 'qualify'\nlimit = { hours = 1 }\n"
        "when = \"${crime} = 'no'\"\nuntil = ['qualify']\nsource = 'x'\nlabel = 'P'\n"
    )

    assert any(
        "A clock that extends has only" in each for each in faults_of(added(COUNTRY, CASE, row))
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("after = ['nothing']", "“after” names the step “nothing”"),
        ("not_after = ['nothing']", "“not_after” names the step “nothing”"),
        ("state = 'nowhere'", "Its state “nowhere” is not among"),
        ("sealed_to = ['king']", "“sealed_to” names “king”"),
        ("opens_for_receiver = 'nothing'", "names the protocol “nothing”"),
        ("opens_referral = 'nothing'", "names the protocol “nothing”"),
        ("form = 'nothing'", "It names the form “nothing”"),
        ("form = 'concern'\nopens_siblings = 'keep_from'", "which is no repeat of its form"),
        ("tells = [{ to = 'came_from', step = 'red' }]", "No other protocol has a step “red”"),
        ("tells = [{ to = 'moon', step = 'read' }]", "“to” must be one of came_from"),
        (
            "coded = [{ name = 'crime', choices = ['yes', 'no', 'maybe'] }]",
            "“crime” has not the same answers everywhere",
        ),
        ("coded = [{ name = 'age', kind = 'one' }]", "“choices” are needed where"),
        ("coded = [{ name = 'age', kind = 'colour' }]", "“kind” must be one of"),
        ("coded = [{ name = 'age', as_in = 'concern' }]", "has no question “age”"),
    ],
)
def test_a_step_must_fit_its_pack(faults_of: FaultsOf, more: str, said: str) -> None:
    words = added(COUNTRY, "words/en.toml", "[step.case]\nextra = 'Extra'\n")
    words = added(words, "words/en.toml", "[choice.crime]\nmaybe = 'Maybe'\n")
    row = f"\n[[step]]\nkey = 'extra'\nby = ['service:officer']\n{more}\n"

    assert [said in fault for fault in faults_of(added(words, CASE, row))] == [True]


def test_an_answer_copied_from_a_form_has_its_words_there(faults_of: FaultsOf) -> None:
    row = "\n[[step]]\nkey = 'qualify'\ncoded = [{ name = 'danger_now', as_in = 'concern' }]\n"

    assert faults_of(added(COUNTRY, CASE, row)) == []


def test_a_step_by_somebody_who_is_no_party_is_refused(faults_of: FaultsOf) -> None:
    wrong = changed(COUNTRY, CONCERN, 'by = ["raiser:member"]', 'by = ["stranger:member"]')

    assert ["“by” names “stranger”" in fault for fault in faults_of(wrong)] == [True]


def test_what_time_writes_has_no_state(faults_of: FaultsOf) -> None:
    wrong = changed(COUNTRY, CONCERN, 'by = ["tells"]', 'by = ["tick"]\nstate = "sent"')

    assert ["What time writes by itself" in fault for fault in faults_of(wrong)] == [True]


def test_a_protocol_that_nothing_opens_is_refused(faults_of: FaultsOf) -> None:
    wrong = changed(COUNTRY, CONCERN, "opens = true\n", "")

    assert ["No step opens this protocol." in fault for fault in faults_of(wrong)] == [True]


def test_a_told_message_is_heard_by_the_other_protocol(faults_of: FaultsOf) -> None:
    told = "tells = [{ to = 'came_from', step = 'read', coded = ['crime', 'answer_by'] }]\n"
    telling = added(COUNTRY, CASE, f"\n[[step]]\nkey = 'qualify'\n{told}")
    crime = "{ name = 'crime', choices = ['yes', 'no'] }"
    heard = f"coded = [{crime}, {{ name = 'answer_by', kind = 'moment' }}]\n"
    [fault] = faults_of(telling)

    assert "No other protocol has a step “read” that knows crime, answer_by." in fault
    assert faults_of(added(telling, CONCERN, heard)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('to = ["office:accredited"]', 'to = ["castle"]', "“to” names the kind of body “castle”"),
        ('to = ["office:accredited"]', 'to = ["office:rich"]', "body “office:rich”"),
        ('relay = ["desk"]', 'relay = ["castle", "desk"]', "“relay” names the kind of body"),
        ('relay = ["desk"]', 'relay = ["office"]', "must end with a national desk (desk)"),
        ('class = "emergency"', 'class = "urgent"', "Its class “urgent”"),
        ("${danger_now} = 'now'", "${shoe} = 'now'", "“when” reads “shoe”"),
        ("${danger_now} = 'now'", "${danger_now} = 'soon'", "“danger_now” with “soon”"),
        ("${danger_now} = 'now'", "selected(${keep_from}, 'x')", "“keep_from” with “x”"),
        ('form = "concern"', 'form = "concerns"', "“form” names “concerns”"),
    ],
)
def test_a_route_must_fit_its_pack(faults_of: FaultsOf, old: str, new: str, said: str) -> None:
    faults = faults_of(changed(COUNTRY, "routes.toml", old, new))

    assert [fault for fault in faults if said in fault and fault.startswith("zz/routes.toml: ")]


def test_a_kind_is_kept_out_only_by_an_answer_that_can_be_given(faults_of: FaultsOf) -> None:
    wrong = changed(COUNTRY, "bodies.toml", '["municipality"]', '["mayor"]')

    assert faults_of(wrong) == [
        "zz/bodies.toml: office: “kept_by” has “mayor”, which is no answer of “keep_from”."
    ]


def test_a_role_that_may_do_something_is_one_of_the_kinds_roles(faults_of: FaultsOf) -> None:
    wrong = changed(COUNTRY, "bodies.toml", "officer = [", "boss = [")

    assert ["“can” names the role boss" in fault for fault in faults_of(wrong)] == [True]


def test_a_coded_question_that_nothing_reads_is_refused(faults_of: FaultsOf) -> None:
    survey = "forms/concern/survey.csv"
    row = "select_multiple kept,keep_from,Who must not know?,"
    wrong = changed(COUNTRY, survey, row, f"{row}coded")
    counted = changed(wrong, "pack.toml", '["danger_now"]', '["danger_now", "keep_from"]')
    [fault] = faults_of(wrong)

    assert fault.startswith("zz/forms/concern: keep_from: “keep_from” is coded, but no route")
    assert faults_of(counted) == []


def test_every_language_of_the_pack_needs_every_word_and_label(faults_of: FaultsOf) -> None:
    faults = faults_of(changed(COUNTRY, "pack.toml", '["en"]', '["en", "es"]'))

    assert "zz/words/es.toml: kind.office: There is no word for this in “es”." in faults
    assert "zz/forms/concern: form.concern.danger_now.label: This is not said in “es”." in faults
    assert "zz/forms/concern: form.concern.form_title: It has no title in “es”." in faults


def test_who_cares_for_a_group_must_be_a_kind_of_body(faults_of: FaultsOf) -> None:
    cared = 'cared_for_by = ["nobody"]\noverseen_by = '
    wrong = changed(COUNTRY, "bodies.toml", "overseen_by = ", cared)

    assert any(
        "“cared_for_by” names the kind of body “nobody”" in each for each in faults_of(wrong)
    )


def test_a_ceiling_needs_its_source_and_its_word(faults_of: FaultsOf) -> None:
    bare = added(COUNTRY, "pack.toml", '[[ceiling]]\nkey = "cases"\nmost = 25\n')

    found = faults_of(bare)

    assert any("cases: “source” is missing" in each for each in found)
    assert any("ceiling.cases: There is no word" in each for each in found)
