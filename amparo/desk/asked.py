"""What a form asks, in words: each question with its answers, and who may read what is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from amparo.desk.wording import label_of, language
from amparo.forms.form import Form, Question
from amparo.pages.form_sheet import say as pick

CLASSES = {
    "sealed": gettext_lazy("locked"),
    "coded": gettext_lazy("readable: may be counted"),
    "reporter": gettext_lazy("locked apart: who gave notice"),
    "callback": gettext_lazy("locked apart: opened for one call"),
    "alleged": gettext_lazy("locked apart: the person of whom it is said"),
    "public": gettext_lazy("public"),
}


@dataclass(frozen=True)
class Asked:
    """A question of a step's form: its answers in words, and who may read them."""

    label: str
    hint: str
    choices: tuple[str, ...]
    kept: str


def asked_in(form: Form) -> Iterator[Asked]:
    """Yield the questions of a form in words, without what it reckons by itself."""
    for question in questions_asked(form):
        yield _asked(form, question)


def questions_asked(form: Form) -> list[Question]:
    """Return the questions that somebody is asked."""
    return [each for each in form.questions() if each.kind != "calculate" and each.label]


def _asked(form: Form, question: Question) -> Asked:
    def words(text: Mapping[str, str]) -> str:
        return pick(text, language(), form.default_language)

    return Asked(
        label=label_of(question, form),
        hint=words(question.hint),
        choices=tuple(words(choice.label) for choice in question.choices),
        kept="" if question.kind == "note" else str(CLASSES[question.answer_class]),
    )
