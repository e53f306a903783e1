"""What a phone takes from a pack: questions that are taps, pictures, cards, a story of pictures."""

from collections.abc import Iterator

from amparo.forms.form import CHOOSING, Question, repeat_of, walk
from amparo.protocols.pack import Pack

PHONE = ("concern", "activity", "call_wish", "threat", "look_in_visit")
"""The forms that are asked on a phone, one question a screen."""

HEARD = "language"
"""Languages have no picture: each is heard, in its own name."""


def asked(pack: Pack, form: str) -> Iterator[Question]:
    return (each for each in pack.forms[form].questions() if each.kind != "calculate")


def test_perus_cards_say_what_never_to_do_in_both_languages(peru: Pack) -> None:
    never = {card.key: card for card in peru.guidance.cards.values() if card.is_never}

    assert {"no_investigating", "no_secrecy", "no_mediating"} <= set(never)
    assert never["no_mediating"].label == "V"
    for language in ("es", "en"):
        assert len(peru.words[language]["guidance.say.says"].splitlines()) == 8
        assert len(peru.words[language]["guidance.not_say.says"].splitlines()) == 8


def test_a_passphrase_can_be_a_story_of_a_hundred_pictures(peru: Pack) -> None:
    orders = [peru.words[language]["pictures"] for language in ("es", "en")]
    keys = orders[0].split()

    assert orders[0] == orders[1], "the order is the secret's alphabet: the same in each language"
    assert len(set(keys)) == len(keys) == 100
    for language in ("es", "en"):
        names = [peru.words[language][f"picture.{key}"] for key in keys]
        assert len(set(names)) == 100, "two pictures of one name can't be told apart aloud"


def test_the_concern_asks_sixteen_questions_four_of_them_required(peru: Pack) -> None:
    form = peru.forms["concern"]
    numbers = {each.number for each in form.questions()} | {8}
    required = [each.name for each in form.questions() if each.required]

    assert numbers - {None} == set(range(1, 17))
    assert required == ["danger_now", "health_now", "keep_from", "home_district"]


def test_every_answer_of_the_sixteen_questions_has_a_picture_but_languages(peru: Pack) -> None:
    without = {
        f"{each.name}={choice.name}"
        for each in asked(peru, "concern")
        if each.name != HEARD
        for choice in each.choices
        if not choice.columns.get("pictogram")
    }
    assert without == set()


def test_a_phone_can_ask_each_form_one_question_a_screen(peru: Pack) -> None:
    for form in PHONE:
        above = [repeat_of(above) for _, above in walk(peru.forms[form].items)]
        repeats = {repeat.name for repeat in above if repeat}
        assert len(repeats) <= 1, form
        for question in asked(peru, form):
            assert question.label, f"{form}.{question.name} has nothing to be read aloud"
            assert question.choice_filter is None, f"{form}.{question.name}"
            assert len(question.choices) <= 16, f"{form}.{question.name}: too many to be heard"


def test_what_is_seen_on_a_visit_is_ticked_and_at_most_one_word_is_written(peru: Pack) -> None:
    written = [each for each in asked(peru, "look_in_visit") if each.kind not in CHOOSING]

    assert [(each.name, each.limit) for each in written] == [("visit_word", 60)]
    coded = {e.name for e in asked(peru, "look_in_visit") if e.answer_class == "coded"}
    assert coded == {"went_two", "saw_child", "got_worse"}
