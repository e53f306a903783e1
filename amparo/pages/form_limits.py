"""What a constraint tells about its field, so that nobody has to write it twice. Pure."""

from amparo.forms.expressions import evaluate, names_read, truth
from amparo.forms.form import Question
from amparo.forms.grammar import Tree

LENGTH_OF_HERE = ("call", "string-length", ("here",))


def most_characters(question: Question) -> int | None:
    """Return the most characters of a text: its limit, or what `string-length(.) <= n` says."""
    if question.limit is not None or question.constraint is None:
        return question.limit
    limits = [limit for part in _all_of(question.constraint) if (limit := _limit(part)) is not None]
    return min(limits, default=None)


def chosen_alone(question: Question) -> frozenset[str]:
    """Return the choices that the constraint allows alone but beside no other one.

    Such a constraint reads `not(selected(., 'none') and count-selected(.) > 1)`.
    """
    rule = question.constraint
    if question.kind != "select_multiple" or rule is None or names_read(rule):
        return frozenset()
    codes = [choice.name for choice in question.choices]
    return frozenset(
        code
        for code in codes
        if len(codes) > 1
        and truth(evaluate(rule, {}, (code,)))
        and not any(truth(evaluate(rule, {}, (code, other))) for other in codes if other != code)
    )


def _all_of(rule: Tree) -> list[Tree]:
    if rule[0] != "and":
        return [rule]
    return [each for part in rule[1:] for each in _all_of(part)]


def _limit(rule: Tree) -> int | None:
    if rule[0] not in ("<=", "<") or rule[1] != LENGTH_OF_HERE or rule[2][0] != "number":
        return None
    most = int(float(rule[2][1]))
    return most if rule[0] == "<=" else most - 1
