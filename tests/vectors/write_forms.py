"""Writes forms.json: what every reader of our expressions and answers must agree on.

The expected results are in forms_cases.py, written by hand; the trees are added by our parser.
Nothing is written while our evaluator disagrees with one of them.

    python -m tests.vectors.write_forms
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from amparo.base.problems import Malformed
from amparo.forms.expressions import evaluate, parse
from amparo.forms.form import Choice, Question
from amparo.forms.kinds import read_answer
from amparo.forms.says import Says
from amparo.forms.values import Value, to_text
from tests.vectors.forms_cases import (
    ABOUT,
    ANSWERS,
    CODES,
    EXPRESSIONS,
    MALFORMED,
    REFUSED_IN_PROTOCOLS,
)

FILE = Path(__file__).with_name("forms.json")


def main() -> None:
    vectors = {
        "about": ABOUT,
        "expressions": list(_expressions()),
        "malformed": [_refused(text) for text in MALFORMED],
        "refused_in_protocols": [
            _refused(text, for_protocol=True) for text in REFUSED_IN_PROTOCOLS
        ],
        "choices": list(CODES),
        "answers": list(_answers()),
    }
    sections = ",\n".join(f"{_json(key)}: {_section(value)}" for key, value in vectors.items())
    FILE.write_text(f"{{\n{sections}\n}}\n", encoding="utf-8")


def _section(value: object) -> str:
    """Write a list with one case a line, so that a change shows as one line."""
    if not isinstance(value, list):
        return _json(value)
    return "[\n" + ",\n".join(f" {_json(case)}" for case in value) + "\n]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def as_value(data: Any) -> Value:  # noqa: ANN401 - whatever JSON holds
    return tuple(data) if isinstance(data, list) else data


def result(worth: Value) -> dict[str, str]:
    """Write a result as its type and its text: JSON has no NaN and no difference of 5 and 5.0."""
    if isinstance(worth, bool):
        return {"type": "boolean", "text": to_text(worth)}
    return {"type": "number" if isinstance(worth, int | float) else "text", "text": to_text(worth)}


def said(answer: Value | Says) -> dict[str, Any]:
    if isinstance(answer, Says):
        return {"says": answer.template, "values": dict(answer.values)}
    return {"value": answer}


def question(kind: str) -> Question:
    """Return a question of this kind as the answers of forms.json were given to it."""
    return Question("q", kind, choices=tuple(Choice(code, {"en": code}) for code in CODES))


def _expressions() -> Iterator[dict[str, Any]]:
    for about, cases in EXPRESSIONS.items():
        for text, kind, expected, *reads in cases:
            values, here = (*reads, {}, "")[:2] if len(reads) != 1 else (reads[0], "")
            tree = parse(text)
            given = {name: as_value(value) for name, value in values.items()}
            found = result(evaluate(tree, given, as_value(here)))
            if found != {"type": kind, "text": expected}:
                raise SystemExit(f"{text}: expected {kind} {expected}, found {found}")
            yield {
                "about": about,
                "text": text,
                "values": values,
                "here": here,
                "tree": tree,
                "result": found,
            }


def _refused(text: str, *, for_protocol: bool = False) -> str:
    try:
        parse(text, for_protocol=for_protocol)
    except Malformed:
        return text
    raise SystemExit(f"{text[:50]}: was not refused")


def _answers() -> Iterator[dict[str, Any]]:
    for kind, typed, expected in ANSWERS:
        found = read_answer(question(kind), typed, CODES)
        if found != expected:
            raise SystemExit(f"{kind} {typed}: expected {expected}, found {found}")
        yield {"kind": kind, "typed": typed, **said(found)}


if __name__ == "__main__":
    main()
