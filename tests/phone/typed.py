"""What somebody might type into a form: sensible answers, odd ones, and rows that are not there."""

from amparo.forms.form import CHOOSING, Form, Question, repeat_of, walk
from tests.phone.chance import Chance

ODD = (
    *(
        "",
        " ",
        "nope",
        "0",
        "-3",
        "007",
        "9999999999",
        "1.5",
        "٣",
        "\u0085x\u00a0",
        "\ufeff7",
        "\x1f",
    ),
    *("2027-02-30", "2027-05-10", "1899-12-31", "2027-05-10 09:15", "2027-05-10T24:00", "9:15"),
    *("2027-05-10T09:15:30Z", "2027-05-10T09:15-05:00", "24:00", "21:40:59.5", "a\0b", "😀 \r\n ñ"),
    *("+51 984 123 456", "x" * 5001, "none", "dk", "yes", "<b>"),
)
ROWS = 6


def typed(form: Form, seed: int) -> dict[str, list[str]]:
    """Return what came in under each name."""
    chance = Chance(f"typed {form.key} {seed}")
    raw: dict[str, list[str]] = {"no_such_question": ["x"]}
    for question, above in walk(form.items):
        repeat = repeat_of(above)
        rows = range(chance.below(ROWS)) if repeat else (None,)
        for row in rows:
            name = f"{repeat.name}-{row * 3}-{question.name}" if repeat and row is not None else ""
            if not chance.once_in(5):
                raw[name or question.name] = _said(question, chance)
    return raw


def _said(question: Question, chance: Chance) -> list[str]:
    codes = [choice.name for choice in question.choices]
    if chance.once_in(6) or not codes:
        return [chance.one_of(ODD) for _ in range(1 + chance.below(2) // chance.one_of((1, 2)))]
    if question.kind == CHOOSING[0]:
        return [chance.one_of(codes)]
    return chance.some_of(codes)
