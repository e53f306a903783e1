"""The words people see: found in code and templates, and compiled from their translations.

Python through Babel; templates through Django's own `templatize`, so that no system gettext is
needed. Pure packages know no gettext: what a `Problem` says where it is raised, and what a module
lists as its `SENTENCES`, are words too.
"""

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from amparo.config.languages import codes_in

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = PACKAGE / "locale"

# What a call is named, and which of its arguments are words (as Babel counts them).
LAZY = {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "gettext_noop": None,
}

# Days and months as Django writes them, for languages that it does not speak.
MOMENTS = "pages/templatetags/moments.py"
DATES = "Mon Tue Wed Thu Fri Sat Sun jan feb mar apr may jun jul aug sep oct nov dec"

IN_TEMPLATE = re.compile(r"\b(?:_|n?p?gettext)\(")


def catalog_path(language: str) -> Path:
    """Return where a language's translations are kept."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read_catalog(language: str) -> Catalog:
    """Return a language's translations, none yet if the file is not there."""
    path = catalog_path(language)
    if not path.exists():
        return Catalog(locale=language, domain="django")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def begin_catalog(language: str, name: str, direction: str) -> Path:
    """Begin a language: a file of translations that says how the language is called and runs.

    Raises:
        FileExistsError: it was begun before.
    """
    path = catalog_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = Catalog(locale=language, domain="django", charset="utf-8")
    catalog.header_comment = f"# Language-Name: {name}\n# Language-Direction: {direction}"
    with path.open("xb") as file:
        write_po(file, catalog)
    return path


def update_catalogs() -> None:
    """Bring each language's file up to the words of today: new ones empty, gone ones left out."""
    words = found_words()
    for language in codes_in(LOCALE):
        catalog = read_catalog(language)
        catalog.update(
            words,
            no_fuzzy_matching=True,
            update_header_comment=False,
            update_creation_date=False,
        )
        path = catalog_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(
                file,
                catalog,
                width=99,
                sort_by_file=True,
                include_lineno=False,
                ignore_obsolete=True,
            )


def compile_catalogs() -> None:
    """Write the compiled file beside each language's translations."""
    for language in codes_in(LOCALE):
        path = catalog_path(language)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read_catalog(language))


def found_words() -> Catalog:
    """Return every word that code and templates show, with the files that show it."""
    catalog = Catalog(domain="django")
    for path, message, context in _found():
        place = [(path.relative_to(PACKAGE.parent).as_posix(), 1)]
        catalog.add(message, locations=place, context=context)
    return catalog


def _found() -> Iterator[tuple[Path, str | tuple[str, ...], str | None]]:
    sources = [path for path in sorted(PACKAGE.rglob("*.py")) if "tests" not in path.parts]
    keywords = {**DEFAULT_KEYWORDS, **LAZY, **dict.fromkeys(_problems(sources))}
    for path in sources:
        if path.parent.name != "migrations":
            with path.open("rb") as file:
                names = _renamed(path)
                known = {**keywords, **{own: keywords.get(names[own]) for own in names}}
                for _, message, _, context in extract("python", file, keywords=known):
                    yield path, message, context
            yield from ((path, says, None) for says in _problem_defaults(path))
            yield from ((path, says, None) for says in _sentences(path))
    yield from ((PACKAGE / MOMENTS, said, None) for said in DATES.split())
    for path in sorted(PACKAGE.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            for message, context in template_words(path.read_text(encoding="utf-8")):
                yield path, message, context


def _renamed(path: Path) -> dict[str, str]:
    """Return what a file calls by its own name, and Django's: `gettext_lazy as later`."""
    return {
        alias.asname: alias.name
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.asname
    }


def template_words(source: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Yield each translatable text of a template, with its context."""
    marked = templatize(source)
    for call in IN_TEMPLATE.finditer(marked):
        texts = _call_texts(marked, call)
        if call.group() == "pgettext(":
            yield texts[1], texts[0]
        elif call.group() == "npgettext(":
            yield texts[1:3], texts[0]
        else:
            yield (texts[:2] if call.group() == "ngettext(" else texts[0]), None


def _call_texts(marked: str, call: re.Match[str]) -> tuple[str, ...]:
    """Return the texts among a call's arguments; a text may itself hold brackets."""
    for end in re.finditer(r"\)", marked[call.start() :]):
        try:
            tree = ast.parse(marked[call.start() : call.start() + end.end()], mode="eval")
        except SyntaxError:
            continue
        return tuple(_texts(tree.body))
    raise ValueError("a translation tag of a template never ends")


def _texts(call: ast.expr) -> Iterator[str]:
    for argument in call.args if isinstance(call, ast.Call) else ():
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def _problems(sources: list[Path]) -> set[str]:
    """Return the names of Problem and all its subclasses, found by reading the code."""
    classes = [
        node
        for path in sources
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ClassDef)
    ]
    known = {"Problem"}
    while more := {c.name for c in classes if _bases(c) & known} - known:
        known |= more
    return known


def _bases(found: ast.ClassDef) -> set[str]:
    return {base.id for base in found.bases if isinstance(base, ast.Name)}


def _problem_defaults(path: Path) -> Iterator[str]:
    """Yield what the problems of one file say unless they are told otherwise: `says = "…"`."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            if names == ["says"] and isinstance(node.value.value, str):
                yield node.value.value


def _sentences(path: Path) -> Iterator[str]:
    """Yield what a module lists as its SENTENCES: a mapping's values, or a sequence."""
    if "SENTENCES" in path.read_text(encoding="utf-8"):
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        listed = getattr(importlib.import_module(name), "SENTENCES", ())
        listed = listed.values() if isinstance(listed, Mapping) else listed
        yield from (says for says in listed if isinstance(says, str))
