"""Tables of lists that nobody would send: some that can be estimated from, and what is none."""

from hypothesis import strategies as st

from amparo.desk.views.estimates import LARGEST
from tests.endure.asked import Asked
from tests.endure.document import MULTIPART
from tests.endure.made_up import TEXTS

WHERE = b"/estimates/"
WHO = st.sampled_from(("irma", "julio", "paz", "ana"))
CELLS = st.one_of(st.sampled_from("0011"), st.sampled_from("0011"), TEXTS)
COUNTS = st.one_of(st.integers(0, 500).map(str), st.sampled_from(("", "-1", "1e9", "9" * 30)))
SEPARATORS = st.sampled_from((",", ",", ";", "\t"))


def by_table() -> st.SearchStrategy[Asked]:
    """Return uploads of tables, as those who may and one who may not."""
    whole = st.integers(1, 5).flatmap(_table)
    odd = st.lists(st.lists(CELLS, max_size=5).map(",".join), max_size=6).map("\n".join)
    text = st.one_of(whole, whole, odd).map(lambda said: said.encode(errors="surrogatepass"))
    cut = st.builds(lambda table, at: table[at:] + b"\xff\xfe"[: at % 3], text, st.integers(0, 9))
    files = st.one_of(text, text, cut, st.binary(max_size=200))
    # One that is too large, now and then.
    mostly = st.integers(0, 99).flatmap(
        lambda number: st.just(b"a" * (LARGEST + 1)) if number == 7 else files
    )
    said = (st.sampled_from(("village", "more", "")), st.sampled_from(("file", "")))
    return st.builds(_sent, WHO, st.sampled_from(("en", "es")), mostly, *said)


def _table(lists: int) -> st.SearchStrategy[str]:
    """Return a table that is well-formed: rows of 0 and 1 for so many lists, and a count."""
    named = [*"abcde"[:lists], "count"]
    row = st.tuples(*(st.sampled_from("01") for _ in range(lists)), COUNTS)
    rows = st.lists(row, max_size=2**lists)
    return st.builds(
        lambda told, by: "\n".join(by.join(each) for each in (named, *told)), rows, SEPARATORS
    )


def _sent(who: str, language: str, table: bytes, covers: str, kept: str) -> Asked:
    fields = {"covers": covers, "as": kept}
    plain = "".join(
        f'--xYx\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{said}\r\n'
        for name, said in fields.items()
    )
    file = '--xYx\r\nContent-Disposition: form-data; name="lists"; filename="a.csv"\r\n\r\n'
    body = plain.encode() + file.encode() + table + b"\r\n--xYx--\r\n"
    return Asked(who, language, "POST", WHERE, "", {}, "", body, f"{MULTIPART}; boundary=xYx")
