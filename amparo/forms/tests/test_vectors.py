"""The shared vectors: the file holds what we say now, and the cases are as they were written."""

import json
from pathlib import Path
from typing import Any

import pytest

from amparo.base.problems import Malformed
from amparo.forms.expressions import evaluate, parse
from amparo.forms.kinds import read_answer
from tests.vectors.write_forms import FILE, as_value, question, result, said

VECTORS: dict[str, Any] = json.loads(Path(FILE).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "case", VECTORS["expressions"], ids=lambda case: f"{case['about']}: {case['text']}"[:60]
)
def test_an_expression_gives_what_the_vectors_say(case: dict[str, Any]) -> None:
    values = {name: as_value(value) for name, value in case["values"].items()}

    assert json.loads(json.dumps(parse(case["text"]))) == case["tree"]
    assert result(evaluate(case["tree"], values, as_value(case["here"]))) == case["result"]


@pytest.mark.parametrize("text", VECTORS["malformed"], ids=lambda text: text[:20])
def test_what_the_vectors_call_malformed_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        parse(text)


@pytest.mark.parametrize("text", VECTORS["refused_in_protocols"])
def test_protocols_have_no_clock_and_no_answer_of_their_own(text: str) -> None:
    parse(text)
    with pytest.raises(Malformed):
        parse(text, for_protocol=True)


@pytest.mark.parametrize(
    "case", VECTORS["answers"], ids=lambda case: f"{case['kind']}-{case['typed']}"
)
def test_an_answer_is_read_as_the_vectors_say(case: dict[str, Any]) -> None:
    answer = read_answer(question(case["kind"]), case["typed"], VECTORS["choices"])

    expected = {key: case[key] for key in ("value", "says", "values") if key in case}
    assert json.loads(json.dumps(said(answer))) == expected
