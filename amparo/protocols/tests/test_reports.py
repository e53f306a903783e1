"""What a country publishes: read as declared, and refused where it could point at somebody."""

import pytest

from amparo.protocols.pack import Pack
from amparo.protocols.tests.conftest import FaultsOf
from amparo.protocols.tests.pack_files import COUNTRY, added, changed
from tests.world import peru

REPORTS = "reports.toml"
HEAD = """period = "half_year"
groups_of = ["office"]
"""
CONCERNS = """
[[report]]
key = "concerns"
protocol = "concern"
levels = ["district", "region"]
seen_by = [{ who = "office:officer", sees = "nearest" }]
source = "made up"
label = "P"
"""
ANSWERS = """
[[report]]
key = "danger"
protocol = "concern"
by = "danger_now"
levels = ["region"]
seen_by = []
source = "made up"
label = "P"
"""
OWED = """
[[report]]
key = "owed"
clocks = ["qualify"]
offices = ["office"]
seen_by = [{ who = "office:officer", sees = "own" }]
source = "made up"
label = "P"
"""
DANGER = """
[[step]]
key = "arrive"
coded = [{ name = "relayed", choices = ["yes", "no"] }, { name = "danger_now", as_in = "concern" }]

[[clock]]
key = "danger"
from = "arrive"
until = ["qualify"]
when = "${danger_now} = 'now'"
limit = { hours = 1 }
owed_by = "service"
owed_to = "child"
source = "made up"
label = "P"
"""
WORDS = '[report]\nconcerns = "Concerns"\ndanger = "Danger"\nowed = "Owed"\nother = "Other"\n'

PUBLISHING = added(
    added(COUNTRY, "words/en.toml", WORDS), REPORTS, HEAD + CONCERNS + ANSWERS + OWED
)


DONE = """
[[report]]
key = "done"
protocol = "doing"
levels = ["district"]
unless = ["undo"]
seen_by = [{ who = "office:officer", sees = "inside" }]
source = "made up"
label = "P"
"""
DOING = {
    **added(PUBLISHING, REPORTS, DONE),
    "protocols/doing.toml": """
key = "doing"
title = "protocol.doing"
parties = ["member"]
subject = "activity"

[[state]]
key = "noted"

[[step]]
key = "do"
form = "doing"
by = ["member:vetted"]
opens = true
state = "noted"

[[step]]
key = "undo"
by = ["member:vetted"]
after = ["do"]
once = true
""",
    "forms/doing/survey.csv": (
        "type,name,label::English (en),bind::amparo:class\n"
        "select_one what,what,What was it?,coded\n"
    ),
    "forms/doing/choices.csv": "list_name,name,label::English (en)\nwhat,talk,A talk\n",
    "forms/doing/settings.csv": COUNTRY["forms/concern/settings.csv"].replace(
        "Concern,concern", "Doing,doing"
    ),
}


def test_what_can_point_at_nobody_is_whole(faults_of: FaultsOf) -> None:
    assert faults_of(PUBLISHING) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('period = "half_year"', 'period = "week"', "“period” must be one of half_year, year."),
        ("groups_of", "smallest = 4\ngroups_of", "“smallest” must be 5"),
        ("groups_of", "smallest = 7\ngroups_of", "“smallest” must be 5"),
        ("groups_of", "groups = 4\ngroups_of", "“groups” must be 5 or more"),
        ('groups_of = ["office"]', "groups_of = []", "“groups_of” must name"),
        ('groups_of = ["office"]', 'groups_of = ["king"]', "names the kind of body “king”"),
        ('["district", "region"]', '["community"]', "counts by “community”. Nothing is counted"),
        ('by = "danger_now"', 'by = "keep_from"', "What is sealed is never counted."),
        ('by = "danger_now"', 'by = "shoe"', "is no closed coded answer"),
        ('levels = ["region"]', 'levels = ["region", "country"]', "one level only"),
        ('sees = "nearest"', 'sees = "inside"', "may not see districts beside each other"),
        ('sees = "own"', 'sees = "all"', "“sees” must be one of inside, nearest, own."),
        ('who = "office:officer", sees = "own"', 'who = "office:king", sees = "own"', "no role"),
        ('clocks = ["qualify"]', 'clocks = ["shoe"]', "names the clock “shoe”"),
        ('offices = ["office"]', 'offices = ["king"]', "names the kind of body “king”"),
        ('by = "danger_now"\n', "", "“concern” is counted by another report too"),
        ('clocks = ["qualify"]', 'protocol = "concern"\nclocks = ["qualify"]', "counts either"),
    ],
)
def test_what_could_is_refused(faults_of: FaultsOf, old: str, new: str, said: str) -> None:
    faults = faults_of(changed(PUBLISHING, REPORTS, old, new))
    assert any(said in fault for fault in faults), faults
    assert all(fault.startswith("zz/reports.toml: ") for fault in faults)


def test_two_protocols_of_which_one_opens_the_other_are_refused(faults_of: FaultsOf) -> None:
    other = CONCERNS.replace('key = "concerns"', 'key = "other"').replace('"concern"', '"case"')
    faults = faults_of(added(PUBLISHING, REPORTS, other))
    assert any("as one opens the other, count one" in fault for fault in faults)


def of_reports(faults: list[str]) -> list[str]:
    return [each for each in faults if "reports.toml" in each]


def test_what_groups_do_is_counted_beside_concerns_and_shown_in_one_district(
    faults_of: FaultsOf,
) -> None:
    assert of_reports(faults_of(DOING)) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("protocols/doing.toml", 'subject = "activity"', 'subject = "matter"'),
        ("protocols/doing.toml", 'parties = ["member"]', 'parties = ["member", "service"]'),
        ("protocols/doing.toml", "once = true", 'opens_own = "case"'),
        ("forms/doing/survey.csv", "What was it?,coded", "What was it?,sealed"),
    ],
)
def test_only_what_stands_alone_and_holds_no_word_is(
    faults_of: FaultsOf, file: str, old: str, new: str
) -> None:
    faults = of_reports(faults_of(changed(DOING, file, old, new)))
    assert any("as one opens the other, count one" in fault for fault in faults)
    assert any("may not see districts beside each other" in fault for fault in faults)


def test_what_is_taken_back_is_a_step_and_the_same_in_all_reports(faults_of: FaultsOf) -> None:
    faults = of_reports(faults_of(changed(DOING, REPORTS, '["undo"]', '["shoe"]')))
    assert any("“unless” names “shoe”" in fault for fault in faults)
    other = DONE.replace('key = "done"', 'key = "other"').replace('unless = ["undo"]\n', "")
    faults = of_reports(faults_of(added(DOING, REPORTS, other)))
    assert any("“unless” must be the same in all reports of “doing”" in each for each in faults)


def test_a_clock_counted_twice_is_refused(faults_of: FaultsOf) -> None:
    other = OWED.replace('key = "owed"', 'key = "other"')
    faults = faults_of(added(PUBLISHING, REPORTS, other))
    assert any("“qualify office” is counted by another report too" in fault for fault in faults)


def test_a_clock_that_tells_an_answer_is_not_shown_to_one_district(faults_of: FaultsOf) -> None:
    asked = added(PUBLISHING, "protocols/case.toml", DANGER)
    own = changed(asked, REPORTS, 'clocks = ["qualify"]', 'clocks = ["danger"]')
    assert [each for each in faults_of(own) if "reports.toml" in each] == []
    inside = changed(own, REPORTS, 'sees = "own"', 'sees = "inside"')
    assert any("starts only after certain answers (danger_now)" in f for f in faults_of(inside))


def test_a_country_without_reports_publishes_nothing(pack: Pack) -> None:
    assert pack.reports.rows == {}


def test_peru_shows_the_mayor_activities_and_one_report_of_offices_and_no_concern() -> None:
    seen = [
        report
        for report in peru().reports.rows.values()
        if any(sight.who.startswith("municipalidad:") for sight in report.seen_by)
    ]
    assert [report.key for report in seen] == ["activities", "answers-demuna"]
    assert [report.protocol for report in seen] == ["activity", ""]


def test_peru_counts_no_kind_of_violence() -> None:
    assert {report.by for report in peru().reports.rows.values()} == {
        "",
        "danger_now",
        "activity_kind",
    }
