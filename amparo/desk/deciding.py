"""The questions about pieces of a file: which a resolution withholds, what a copy gives of each.

They are made of the case's own pieces, and read and refused like any form of the pack.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from amparo.desk.copying import (
    GIVE,
    PIECES,
    WITHHOLD,
    WITHOUT_WORDS,
    Decided,
    Piece,
    Restriction,
)
from amparo.desk.wording import Said, day_in_words, language
from amparo.forms.expressions import parse
from amparo.forms.form import Choice, Form, Group, Item, Question, Words
from amparo.forms.values import Values, to_text

AGAIN = "read_again"


def copy_form(form: Form, pieces: Sequence[Piece], withheld: frozenset[str]) -> Form:
    """Return what is asked before a copy is made.

    Args:
        form: the pack's, of the step that a copy is written with.
        pieces: all that the copy could hold.
        withheld: the ids of those that a resolution withholds; nothing is asked about them.
    """
    first = next(item for item in form.items if item.name == "copy_for")
    open_ones = [piece for piece in pieces if piece.id not in withheld and piece.needs_decision]
    items: list[Item] = [first, *(_about(piece) for piece in open_ones), _read_again()]
    return replace(form, items=tuple(items), default_language=language())


def _about(piece: Piece) -> Group:
    shown = enumerate((*piece.said, *piece.words))
    notes = (_note(piece, number, said) for number, said in shown)
    decide = f"decide_{_key(piece)}"
    asked = Question(
        decide,
        "select_one",
        _words(_("What does the copy hold of it?")),
        required=True,
        choices=tuple(_choices(piece)),
    )
    reason = Question(
        f"reason_{_key(piece)}",
        "text",
        _words(_("Why is it kept back?")),
        _words(_("It stays in the file. The copy does not say it.")),
        required=True,
        relevant=parse(f"${{{decide}}} != '' and ${{{decide}}} != '{GIVE}'"),
        limit=300,
    )
    return Group(f"piece_{_key(piece)}", _words(title_of(piece)), (*notes, asked, reason))


def _note(piece: Piece, number: int, said: Said) -> Question:
    text = f"{said.question}: {said.answer}"
    return Question(f"note_{_key(piece)}_{number}", "note", _words(text))


def _choices(piece: Piece) -> Iterator[Choice]:
    yield Choice(GIVE, _words(_("give it")))
    if piece.words and piece.said:
        yield Choice(WITHOUT_WORDS, _words(_("give it without these words")))
    if piece.is_asked or not piece.said:
        yield Choice(WITHHOLD, _words(_("withhold it")))


def _read_again() -> Question:
    says = _("Read it once more as the other side's lawyer would")
    hint = _("A name, a voice, an hour, “a neighbour said”: one word is enough to find somebody.")
    yes = Choice("yes", _words(_("I have read it: nothing in it leads to who gave notice")))
    return Question(AGAIN, "select_one", _words(says), _words(hint), required=True, choices=(yes,))


def decisions_in(
    values: Values, pieces: Sequence[Piece], withheld: frozenset[str]
) -> tuple[Decided, ...]:
    """Return what was decided of each piece; what a resolution withholds is withheld by it."""
    return tuple(_decided(values, piece, withheld) for piece in pieces)


def _decided(values: Values, piece: Piece, withheld: frozenset[str]) -> Decided:
    if piece.id in withheld:
        return Decided(piece, WITHHOLD, _("by the resolution"))
    if not piece.needs_decision:
        return Decided(piece, GIVE, "")
    said = to_text(values.get(f"decide_{_key(piece)}", ""))
    return Decided(piece, said or WITHHOLD, to_text(values.get(f"reason_{_key(piece)}", "")))


def in_lines(decided: Sequence[Decided]) -> str:
    """Return the decisions as they stay in the file."""
    names = {
        GIVE: _("given"),
        WITHOUT_WORDS: _("given without these words"),
        WITHHOLD: _("withheld"),
    }
    return "\n".join(
        f"{title_of(each.piece)}: {names[each.decision]}"
        + (f": {each.reason}" if each.reason else "")
        for each in decided
    )


def restriction_form(form: Form, pieces: Sequence[Piece]) -> Form:
    """Return what a resolution is drafted with: the pieces first, then the pack's questions."""
    choices = tuple(Choice(piece.id, _words(title_of(piece))) for piece in pieces)
    asked = Question(
        PIECES,
        "select_multiple",
        _words(_("Which pieces of the file?")),
        _words(_("It takes the place of earlier resolutions: tick all that stay withheld.")),
        required=True,
        choices=choices,
    )
    return replace(form, items=(asked, *form.items))


def title_of(piece: Piece) -> str:
    """Return how people call a piece: what it is, and its day."""
    return f"{piece.step[:1].upper()}{piece.step[1:]} · {said_day(piece.day)}"


def said_day(day: date) -> str:
    """Return a day as people say it."""
    return day_in_words(day.isoformat())


def withheld_by(restriction: Restriction | None, day: date) -> frozenset[str]:
    """Return the pieces that a resolution withholds on a day."""
    return restriction.pieces if restriction and restriction.holds_on(day) else frozenset()


def _key(piece: Piece) -> str:
    return piece.id.replace("-", "")


def _words(text: str) -> Words:
    return {language(): text}
