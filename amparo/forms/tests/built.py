"""Forms built by hand, to be filled in."""

from typing import Any

from amparo.forms.expressions import Tree, parse
from amparo.forms.form import Choice, Form, Group, Item, Question, Repeat


def when(text: str) -> Tree:
    return parse(text, columns=True)


def question(name: str, kind: str = "text", **more: Any) -> Question:  # noqa: ANN401 - any field
    return Question(name, kind, {"en": name}, **more)


def codes(*names: str, **columns: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, {"en": name}, columns) for name in names)


def form_of(*items: Item) -> Form:
    return Form("concern", "1", {"en": "Concern", "es": "Aviso"}, "es", items)


DANGER = question("danger", "select_one", choices=codes("now", "no"), answer_class="coded")
SIGNS = question("signs", "select_multiple", choices=codes("hurt", "sexual"))
WHOLE = form_of(
    DANGER,
    SIGNS,
    Group("more", {}, (question("where", relevant=when("${danger} = 'now'"), required=True),)),
    Repeat(
        "kids",
        {},
        (
            question("years", "integer", constraint=when(". < 18")),
            question("name", relevant=when("${years} > 3"), answer_class="reporter"),
        ),
        at_most=2,
    ),
    question("seen_on", "date", answer_class="coded"),
    question("arrived", "datetime", answer_class="coded", moment=True),
    question("when", "time"),
    question("listen", "note"),
    question("many", "calculate", calculation=when("count(${kids})"), answer_class="coded"),
)

RAW = {
    "danger": ["now"],
    "signs": ["sexual", "hurt"],
    "where": ["by the river"],
    "kids-0-years": ["5"],
    "kids-0-name": ["Flor"],
    "kids-1-years": ["2"],
    "kids-1-name": ["not asked"],
    "seen_on": ["2027-01-01"],
    "arrived": ["2027-05-10T09:15:30"],
    "when": ["09:15"],
    "csrf": ["x"],
}
