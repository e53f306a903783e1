"""A pack from its files: what it inherits, what it refuses, and all its faults at once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from amparo.base.problems import Faults
from amparo.protocols.pack import Pack, word
from amparo.protocols.protocol import Limit
from amparo.protocols.read import read_pack
from amparo.protocols.tests.pack_files import BASE, COUNTRY, added, changed, write


def read(folder: Path, country: dict[str, str], base: dict[str, str] | None = None) -> Pack:
    beneath = write(folder, "common", base or BASE)
    return read_pack(write(folder, "zz", country), beneath)


def faults_of(
    folder: Path, country: dict[str, str], base: dict[str, str] | None = None
) -> list[str]:
    with pytest.raises(Faults) as raised:
        read(folder, country, base)
    return [str(fault) for fault in raised.value.faults]


def test_a_country_inherits_rows_and_overrides_the_fields_it_gives(tmp_path: Path) -> None:
    pack = read(tmp_path, COUNTRY)
    clock = pack.protocols["case"].clocks["qualify"]

    assert set(pack.protocols) == {"case", "concern"}
    assert (clock.limit, clock.label, clock.until) == (Limit("hours", 24), "V", ("qualify",))
    assert clock.safeguard
    assert word(pack, "en", "clock.qualify") == "Qualify it, quickly"
    assert word(pack, "en", "step.case.qualify") == "Qualify"


def test_a_pack_holds_all_that_its_files_say(tmp_path: Path) -> None:
    pack = read(tmp_path, COUNTRY)

    assert (pack.key, pack.zone, pack.approved.by) == ("zz", "America/Lima", "Nobody: made up")
    assert {date(2027, 7, 28), date(2027, 7, 30)} <= pack.holidays
    assert date(2033, 7, 28) in pack.holidays
    assert pack.hotlines["105"].hours["sun"] == (("00:00", "00:00"),)
    assert pack.hotlines["1810"].hours == {"mon": (("08:00", "13:00"), ("14:00", "16:30"))}
    assert (pack.hotlines["1810"].tested, pack.hotlines["1810"].languages) == (None, ())
    assert pack.body_kinds["office"].can == {"officer": ("read_dossier",)}
    assert pack.routes.rows[0].to[0].accredited
    assert pack.instruments["act"].provisions[0].says == "law.act.1"
    assert set(pack.forms) == {"concern"}
    assert len(pack.hash) == 64


def test_a_missing_word_falls_back_to_the_first_language_and_then_to_its_key(
    tmp_path: Path,
) -> None:
    pack = read(tmp_path, COUNTRY)

    assert word(pack, "qu", "kind.office") == "Office"
    assert word(pack, "qu", "kind.nobody") == "kind.nobody"


def test_a_base_is_read_alone_and_needs_no_routes(tmp_path: Path) -> None:
    assert read_pack(write(tmp_path, "common", BASE), None).routes.rows == ()


def test_a_country_without_routes_is_refused(tmp_path: Path) -> None:
    without = {path: text for path, text in COUNTRY.items() if path != "routes.toml"}

    [*_, last] = faults_of(tmp_path, without)
    assert last.startswith("zz/routes.toml: as a whole: There is no route")


def test_a_country_must_inherit_what_its_base_already_has(tmp_path: Path) -> None:
    alone = changed(COUNTRY, "protocols/case.toml", 'inherits = "common"\n', "")

    wanted = "The base has this protocol too. Write: inherits = “common”."
    assert f"zz/protocols/case.toml: inherits: {wanted}" in faults_of(tmp_path, alone)


def test_a_pack_whose_base_is_not_given_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Faults) as raised:
        read_pack(write(tmp_path, "zz", COUNTRY), None)

    assert "inherits: It inherits from “common”" in str(raised.value)


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Faults, match=r"There is no pack\.toml"):
        read_pack(tmp_path / "nothing", None)


def test_a_file_that_is_not_toml_is_named_and_the_others_are_still_read(tmp_path: Path) -> None:
    broken = changed(COUNTRY, "pack.toml", "adult_age = 18", "adult_age = ")
    wrong = changed(broken, "bodies.toml", 'reach = "country"', 'reach = "moon"')
    faults = "\n".join(faults_of(tmp_path, wrong))

    assert "zz/pack.toml: as a whole: This is not valid TOML" in faults
    assert "zz/bodies.toml: desk: “reach” must be one of" in faults


def test_a_form_that_is_wrong_is_reported_once_and_not_as_missing_too(tmp_path: Path) -> None:
    wrong = changed(COUNTRY, "forms/concern/survey.csv", "select_one danger,", "select_one x,")
    faults = faults_of(tmp_path, wrong)

    assert all("concern" in fault for fault in faults)
    assert not any("which is not there" in fault for fault in faults)


TEN = [
    ("pack.toml", 'zone = "America/Lima"', 'zone = "America/Nowhere"'),
    ("pack.toml", 'reads = ["danger_now"]', 'reads = ["danger_now", "shoe_size"]'),
    ("bodies.toml", 'overseen_by = ["desk"]', 'overseen_by = ["king"]'),
    ("hotlines.toml", 'label = "P"\n\n[[hotline]]', 'label = "sure"\n\n[[hotline]]'),
    ("routes.toml", "${danger_now} = 'now'", "pulldata('x') = 'now'"),
    ("routes.toml", 'none = "105"', 'none = "911"'),
    ("protocols/case.toml", "{ hours = 24 }", "{ fortnights = 1 }"),
    ("protocols/concern.toml", 'form = "concern"', 'form = "concerns"'),
    ("protocols/concern.toml", 'by = ["tells"]', 'by = ["tells"]\nuntill = ["raise"]'),
    ("words/en.toml", 'danger = "Danger"\n', ""),
]
TEN_SAID = [
    "zz/pack.toml: zone: There is no time zone called “America/Nowhere”.",
    "zz/pack.toml: counts: “reads” has “shoe_size”",
    "zz/bodies.toml: office: “overseen_by” names the kind of body “king”",
    "zz/hotlines.toml: 105: “label” must be one of V, V2, K, P.",
    "zz/routes.toml: danger: when: pulldata() at position 1 is not supported",
    "zz/routes.toml: danger: “none” names the hotline “911”",
    "zz/protocols/case.toml: qualify: “limit” must have one of hours",
    "zz/protocols/concern.toml: raise: It names the form “concerns”",
    "zz/protocols/concern.toml: read: There is no field “untill” here.",
    "zz/words/en.toml: route.danger: There is no word for this in “en”.",
]


def test_ten_faults_are_shown_at_once(tmp_path: Path) -> None:
    wrong = COUNTRY
    for path, old, new in TEN:
        wrong = changed(wrong, path, old, new)
    faults = faults_of(tmp_path, wrong)

    assert [said for said in TEN_SAID if not any(fault.startswith(said) for fault in faults)] == []


@pytest.mark.parametrize(("file", "row"), [("routes", "danger"), ("bodies", "desk")])
@pytest.mark.parametrize("field", ["source", "label"])
def test_a_rule_without_its_source_or_label_is_refused(
    tmp_path: Path, file: str, row: str, field: str
) -> None:
    *before, last = COUNTRY[f"{file}.toml"].rsplit(f"{field} = ", 1)
    without = {**COUNTRY, f"{file}.toml": "".join((*before, last.partition("\n")[2]))}

    assert f"zz/{file}.toml: {row}: “{field}” is missing." in faults_of(tmp_path, without)


def test_two_rows_of_one_key_are_refused(tmp_path: Path) -> None:
    twice = added(COUNTRY, "protocols/concern.toml", '[[state]]\nkey = "sent"\n')

    assert faults_of(tmp_path, twice) == [
        "zz/protocols/concern.toml: sent: There are two rows with this key. Join them."
    ]


def test_a_row_without_a_key_is_refused(tmp_path: Path) -> None:
    nameless = added(COUNTRY, "protocols/concern.toml", "[[state]]\norder = 1\n")

    assert faults_of(tmp_path, nameless) == [
        "zz/protocols/concern.toml: [[state]]: Row 2 of [[state]] has no “key”."
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("limit = 24", "“limit” must be like { hours = 24 }."),
        ("limit = { hours = 24, months = 1 }", "“limit” must have one of"),
        ("limit = { hours = -1 }", "“limit” must have one of"),
        ("limit = { hours = 1.5 }", "“limit” must have one of"),
        ("limit = { hours = true }", "“limit” must have one of"),
        ("limit = { hours = 24 }\ntimes = 0", "“times” must be at least 1."),
        ("limit = { hours = 24 }\nends = ['arrive']", "“ends” only means something"),
        ("limit = { hours = 24 }\nfrom = []", "“from” is empty; it needs at least one."),
        ("limit = { hours = 24 }\nonce = 'yes'", "“once” must be true or false."),
        ("limit = { hours = 24 }\nuntil = [1]", "“until” must be a list of texts."),
        ("limit = { hours = 24 }\nwhen = '${x'", "when: "),
        ("limit = { hours = 24 }\nwhen = 'today() = 1'", "when: today()"),
        ("limit = { hours = 24 }\nworry = 'much'", "“worry” must be one of danger, tie,"),
        ("limit = { hours = 24 }\nescalate = [1]", "“escalate” must be a list of tables"),
    ],
)
def test_each_field_of_a_clock_is_read_strictly(tmp_path: Path, written: str, said: str) -> None:
    wrong = changed(COUNTRY, "protocols/case.toml", "limit = { hours = 24 }", written)

    assert any(
        fault.startswith(f"zz/protocols/case.toml: qualify: {said}")
        for fault in faults_of(tmp_path, wrong)
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("valid_to = 2028-12-31", "valid_to = 2025-12-31", "“valid_to” is before “valid_from”."),
        ("valid_to = 2028-12-31", "valid_to = 2028-12-31T10:00:00", "without an hour."),
        ('holidays = "PE"', 'holidays = "XX"', "does not know the country “XX”."),
        ('holidays = "PE"', 'weekend = ["sunday"]', "“weekend” may only have"),
        ('holidays = "PE"', "weekend = ['mon','tue','wed','thu','fri','sat','sun']", "no day"),
        ("approved = {", "approval = {", "“approved” is missing"),
        ("adult_age = 18", "adult_age = 'eighteen'", "“adult_age” must be a whole number."),
        ("adult_age = 18", "adult_age = 18000", "must be a whole number up to"),
        ('languages = ["en"]', "languages = []", "“languages” is empty"),
        ('version = "2027.1"', 'version = ""', "“version” is missing."),
    ],
)
def test_each_field_of_a_pack_is_read_strictly(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    wrong = changed(COUNTRY, "pack.toml", old, new)

    assert any(said in fault for fault in faults_of(tmp_path, wrong))


def test_an_empty_word_says_nothing_instead_of_its_key(pack: Pack) -> None:
    silent = replace(pack, words={**pack.words, "en": {**pack.words["en"], "ask.nothing": ""}})
    assert word(silent, "en", "ask.nothing") == ""
