"""Cuts an expression into words and marks, each with its place. Pure."""

import re
from dataclasses import dataclass

from amparo.base.problems import Malformed

MOST_CHARACTERS = 5_000

TOO_LONG = "This expression has {length} characters; the most is {most}. Split it in two."
NOT_CLOSED = "The quotation mark at position {position} is never closed."
ODD_SIGN = "“{sign}” at position {position} is not part of the expression language."
CURLY_QUOTE = "At position {position} there is a curly quotation mark. Use a straight one: '"
PATHS = "“{sign}” at position {position}: paths are not supported. Write ${{name}}."
ODD_REFERENCE = "At position {position}: a question is read like ${{name}}, without spaces."

CURLY = "\u201c\u201d\u2018\u2019\u00ab\u00bb"

_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]+)"
    r"|(?P<ref>\$\{[A-Za-z_][A-Za-z0-9_.-]*\})"
    r"|(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    r"|(?P<text>\"[^\"]*\"|'[^']*')"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_.-]*(?::[A-Za-z_][A-Za-z0-9_.-]*)?)"
    r"|(?P<mark><=|>=|!=|[=<>+*(),-]|\.(?!\.))"
)


@dataclass(frozen=True)
class Token:
    """`kind` is ref, number, text, name, mark or end; `position` counts from 1."""

    kind: str
    text: str
    position: int


def tokens(text: str) -> tuple[Token, ...]:
    """Cut an expression up; the last token is always of kind `end`.

    Raises:
        Malformed: at a sign that is not part of the language, or if the text is very long.
    """
    if len(text) > MOST_CHARACTERS:
        raise Malformed(TOO_LONG, length=len(text), most=MOST_CHARACTERS)
    found = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _odd(text[at], at + 1)
        if match.lastgroup != "space":
            found.append(_token(str(match.lastgroup), match[0], at + 1))
        at = match.end()
    return (*found, Token("end", "", len(text) + 1))


def _token(kind: str, text: str, position: int) -> Token:
    if kind == "ref":
        return Token(kind, text[2:-1], position)
    if kind == "text":
        return Token(kind, text[1:-1], position)
    return Token(kind, text, position)


def _odd(sign: str, position: int) -> Malformed:
    if sign in "\"'":
        return Malformed(NOT_CLOSED, position=position)
    if sign in CURLY:
        return Malformed(CURLY_QUOTE, position=position)
    if sign in "/[].":
        return Malformed(PATHS, sign=sign, position=position)
    if sign == "$":
        return Malformed(ODD_REFERENCE, position=position)
    return Malformed(ODD_SIGN, sign=sign, position=position)
