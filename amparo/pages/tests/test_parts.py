"""Every part says what it is given, in words, and lets nothing through as markup."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.contrib.messages import ERROR
from django.contrib.messages.storage.base import Message
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from amparo.pages.frame import Frame
from amparo.pages.tests.garden import AT, ODD, ComeIn, frame, shown_in_parts
from amparo.pages.tests.reading import Preview, Reading


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def part(source: str, **context: object) -> Reading:
    whole = "{% load parts moments %}" + source
    return Reading(str(engines["django"].from_string(whole).render(context)))


def test_a_page_with_every_part_is_whole(preview: Preview) -> None:
    assert Reading(preview("parts", **shown_in_parts())).wrong == []
    assert Reading(preview("bare")).wrong == []
    assert Reading(preview("fields", plain=ComeIn())).wrong == []
    assert Reading(preview("fields", plain=ComeIn({}))).wrong == []


def test_no_part_lets_markup_through(preview: Preview) -> None:
    html = preview("parts", **shown_in_parts())
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;") == 4


def test_the_reader_of_these_tests_sees_what_is_wrong() -> None:
    bad = '<p onclick="x" style="y"><input name="a"><b></p><i id="c"></i><i id="c" for="d">'
    assert len(Reading(bad).wrong) >= 6


def test_the_head_says_where_one_is_and_as_whom(preview: Preview) -> None:
    page = Reading(preview("parts", **shown_in_parts()))
    head = page.all("header", class_="masthead")[0].text
    assert "Garden of the hill" in head
    assert "gardener · Rosa (made up)" in head
    assert [each.text for each in page.all("a", aria_current="page")] == ["Today"]
    assert page.all("html", lang="en", dir="ltr")
    assert page.all("title")[0].text == "All parts · Diary"


def test_a_stranger_sees_no_places_and_no_way_out(preview: Preview) -> None:
    html = preview("bare", frame=frame(), no_frame=True)
    assert "Sign out" not in html
    assert "Garden of the hill" not in html
    assert "Sign out" in preview("bare", frame=frame())
    assert "Sign out" not in preview("bare", frame=Frame())


def test_the_other_language_is_one_press_away_and_leads_back_here(preview: Preview) -> None:
    page = Reading(preview("bare"))
    assert [each.text for each in page.all("button", name="language")] == ["Español"]
    assert page.all("input", name="next")[0].attrs["value"] == "/bare/?bed=1"
    assert page.all("input", name="csrfmiddlewaretoken")
    assert [each.text for each in Reading(preview("bare", "es")).all("button")] == ["English"]


def test_what_has_to_be_mended_is_the_first_word_of_the_title(preview: Preview) -> None:
    assert "<title>To mend: Nothing yet" in preview("bare", faults=["one"])


def test_a_message_becomes_a_notice_and_a_mistake_is_not_shown_as_danger() -> None:
    request = RequestFactory().get("/")
    template = engines["django"].get_template("pages/parts/messages.html")
    page = Reading(template.render({"messages": [Message(ERROR, "The hour is missing.")]}, request))
    assert page.all("div", class_="notice notice-mend")
    assert "To mend" in page.html


@pytest.mark.parametrize(
    ("kind", "word"),
    [("due", "Due"), ("danger", "Danger"), ("ok", "Done"), ("mend", "To mend"), ("note", "Note")],
)
def test_each_notice_says_its_kind_in_a_word(kind: str, word: str) -> None:
    page = part("{% notice kind %}It rains.{% endnotice %}", kind=kind)
    assert page.all("p", class_="notice-kind")[0].text == word
    assert page.wrong == []


def test_a_number_that_nobody_tried_says_so() -> None:
    page = part('{% telephone "0800 (12) 345" "Keeper" %}')
    assert page.all("a")[0].attrs["href"] == "tel:080012345"
    assert [each.text for each in page.all("li")] == ["hours not known", "not tested"]


def test_a_tested_number_says_when_and_its_hours() -> None:
    source = '{% telephone "105" "Keeper" hours="day and night" tested_on=day %}'
    page = part(source, day=datetime(2027, 5, 3, 12, tzinfo=UTC))
    assert [each.text for each in page.all("li")] == ["day and night", "tested on Mon 3 May 2027"]


def test_a_number_that_is_closed_says_so_first_and_stands_back() -> None:
    page = part('{% telephone "105" "Keeper" hours="by day" is_closed=True %}')
    assert page.all("li")[0].text == "closed now"
    assert page.all("a", class_="call-button call-closed")


def test_an_action_is_a_link_with_an_address_and_else_a_button() -> None:
    assert part('{% action "Go" url="/x/" %}').all("a", href="/x/", class_="button button-main")
    assert part('{% action "Go" kind="danger" name="n" value="v" %}').all(
        "button", class_="button button-danger", name="n", value="v"
    )


def test_a_table_has_a_caption_and_its_cells_say_their_heading() -> None:
    page = part(
        '{% table "Beds" headings rows %}', headings=["Bed", "Until"], rows=[[ODD, "Friday"]]
    )
    assert page.all("caption")[0].text == "Beds"
    assert page.all("th", scope="row")[0].text == ODD
    assert page.all("td", data_label="Until")[0].text == "Friday"


def test_a_row_that_does_not_fit_its_headings_is_refused() -> None:
    with pytest.raises(ValueError, match=r"shorter|longer"):
        part('{% table "Beds" headings rows %}', headings=["Bed"], rows=[["a", "b"]])


def test_progress_says_the_step_and_marks_it() -> None:
    page = part("{% progress steps 2 %}", steps=["Who", "Where", "When"])
    assert page.all("p")[0].text == "Step 2 of 3"
    assert [each.text for each in page.all("li", aria_current="step")] == ["Where"]
    assert [each.text for each in page.all("li", class_="is-done")] == ["Who, done"]


def test_a_diary_entry_says_who_when_what_and_what_it_led_to() -> None:
    told = '"Dug" at body="Garden" role="gardener" led_to="Rows."'
    source = f"{{% diary_entry {told} %}}x{{% enddiary_entry %}}"
    page = part(source, at=AT)
    said = " ".join(page.all("li")[0].text.split())
    assert said == "Tue 11 May 2027, 14:15 Dug Garden · gardener x Led to Rows."


def test_a_fact_that_is_missing_is_said_to_be() -> None:
    page = part("{% facts pairs %}", pairs=[("Cans", 0), ("Receipt", "")])
    assert [each.text for each in page.all("dd")] == ["0", "not said"]


def test_fields_of_a_plain_form_lead_to_what_must_be_mended(preview: Preview) -> None:
    page = Reading(preview("fields", plain=ComeIn({"name": ODD, "town": "1"})))
    summary = page.all("div", class_="faults", role="alert")[0]
    links = [each.attrs["href"] for each in page.all("a") if "faults" in str(summary.attrs)]
    assert {"#id_secret", "#id_bed_0"} <= set(links)
    assert page.by_id("id_bed_0").attrs["type"] == "radio"
    assert page.all("input", name="name")[0].attrs["value"] == ODD
    assert page.all("input", name="secret")[0].attrs["autocomplete"] == "off"
