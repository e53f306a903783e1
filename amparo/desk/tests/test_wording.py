"""Answers and words of the pack, as the reader would say them."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from amparo.desk.wording import answer_in_words, in_words, say
from amparo.forms.form import Choice, Form, Group, Question, Repeat
from amparo.forms.values import Values
from tests.world import World

PLANTS = (Choice("bean", {"es": "frijol", "en": "bean"}), Choice("corn", {"es": "maíz"}))
FORM = Form(
    "garden",
    "1",
    {"es": "Jardín", "en": "Garden"},
    "es",
    (
        Question("name", "text", {"en": "Name?"}),
        Group(
            "beds",
            {"en": "Beds"},
            (Question("plants", "select_multiple", {"en": "Which?"}, choices=PLANTS),),
        ),
        Repeat("rows", {"en": "Rows"}, (Question("row", "integer", {"en": "How long?"}),), 3),
        Question("hidden", "calculate"),
    ),
)
VALUES: Values = {"plants": ("bean", "corn", "gone"), "rows": ({"row": 4}, {}), "hidden": "x"}


def test_answers_are_said_with_their_questions_and_what_was_not_answered_is_left_out() -> None:
    with override("en"):
        told = [(said.question, said.answer) for said in in_words(FORM, VALUES)]
    assert told == [("Which?", "bean; maíz; gone"), ("Rows", "1. 4\n2. nothing said")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2027-05-14", "Fri 14 May 2027"),
        ("2027-05-14T09:15", "Fri 14 May 2027, 09:15"),
        ("2027-05-14T14:15:00.000000Z", "Fri 14 May 2027, 09:15"),
        ("2027-W19", "week of Mon 10 May 2027"),
        ("2027-02-30", "2027-02-30"),
        ("2026-W53", "week of Mon 28 Dec 2026"),
        ("2027-W53", "2027-W53"),
        ("<b>14</b> May & so on", "<b>14</b> May & so on"),
    ],
)
def test_days_are_said_with_their_names_and_other_texts_as_they_are(
    written: str, said: str
) -> None:
    question = Question("when", "text", {"en": "When?"})
    with override("en"), timezone.override("America/Lima"):
        assert answer_in_words(FORM, question, written) == said


def test_a_word_is_said_in_the_readers_language(world: World) -> None:
    with override("es"):
        assert say("kind.posta") == "posta o centro de salud"
    with override("en-gb"):
        assert say("kind.posta", world.pack) == "health post or centre"
