"""Files are read into fields that know their place; what is harmful or unreadable is refused with a sentence."""

import sys
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import composing
from coprod_audit.composing import PARSER, PURE_PARSER
from coprod_audit.documents import read
from coprod_audit.errors import InputError
from coprod_audit.faults import Faults, Origin, shortened
from coprod_audit.fields import Field
from coprod_audit.findings import Finding, Location
from coprod_audit.guard import Limits

LIMITS = Limits(size=1_000_000)
PARSERS = [PARSER, PURE_PARSER]
Plain = str | list["Plain"] | dict[str, "Plain"] | None


def plain(field: Field) -> Plain:
    match field.value:
        case list():
            return [plain(item) for item in field.value]
        case dict():
            return {name: plain(value) for name, value in field.value.items()}
        case value:
            return value


def places(field: Field) -> list[tuple[int, int]]:
    inner = field.value if isinstance(field.value, list) else []
    inner = list(field.value.values()) if isinstance(field.value, dict) else inner
    here = [field.at[1:], field.key_at[1:]]
    return here + [place for one in inner for place in places(one)]


def faults_in(data: bytes | str, limits: Limits = LIMITS, *, pure: bool = False) -> list[str]:
    faults = Faults()
    encoded = data.encode() if isinstance(data, str) else data
    read(encoded, Origin("f.yaml", faults), limits, PURE_PARSER if pure else None)
    try:
        faults.stop()
    except InputError as error:
        return [f"{f.location.line}:{f.location.column} {f.code} {f.message}" for f in error.findings]
    return []


def value_of(data: str) -> Plain:
    faults = Faults()
    field = read(data.encode(), Origin("f.yaml", faults), LIMITS)
    faults.stop()
    return plain(field)


CASES: list[tuple[bytes | str, str]] = [
    (b"", "1:1 D015 the file is empty"),
    (b"# only a comment\n", "1:1 D015 the file is empty"),
    (b"\xef\xbb\xbf", "1:1 D015 the file is empty"),
    ("a: \0", "1:4 D002 NUL (U+0000); take it out, or write it as an escape in double quotes"),
    ("a: 1\nb: é\x1b[31m", "2:5 D002 a control character (U+001B); take it out, or write it as an escape in double quotes"),
    ("a: x\x85y", "1:5 D002 a control character (U+0085); take it out, or write it as an escape in double quotes"),
    ("a: x\u2028y", "1:5 D002 the line separator (U+2028); take it out, or write it as an escape in double quotes"),
    ("a: \ufeff", "1:4 D002 a byte-order mark inside the text (U+FEFF); take it out, or write it as an escape in double quotes"),
    ("a: 1".encode("utf-16"), "1:1 D003 the file is UTF-16 or UTF-32; save it as UTF-8"),
    ("a: 1".encode("utf-16-le"), "1:1 D003 the file is UTF-16 or UTF-32; save it as UTF-8"),
    ("a: 1".encode("utf-32"), "1:1 D003 the file is UTF-16 or UTF-32; save it as UTF-8"),
    ("a: 1\r\nb: caf\xe9".encode("latin-1"), "2:7 D004 the byte 0xE9 is not UTF-8; save the file as UTF-8"),
    ("a:\n\tb: 1", "2:1 D005 a tab indents this line; indent with spaces"),
    ("a:\n  \tb: 1", "2:3 D005 a tab indents this line; indent with spaces"),
    ('a: "x\nb: 1', "1:4 D006 a quotation mark opens here and is never closed; close it"),
    ("a: b: c", "1:5 D006 a colon where none may stand; put the text in quotes, or check the indentation"),
    ("a: @b", "1:4 D006 nothing begins with this character; put the text in quotes"),
    ('a: "\\q"', "D006 an unknown escape after the backslash; double the backslash, or use single quotes"),
    ("a: [b\nc: d", "D006 a bracket was opened and not closed before this; close it or add a comma"),
    ("a: 1\n b: 2", "2:3 D006 a colon where none may stand; put the text in quotes, or check the indentation"),
    ("- a\nb: 1", "2:1 D006 this line does not fit the lines above; check its indentation, dashes and quotes"),
    ("a: - b", "1:4 D006 a dash where no list may begin; put the list on lines of its own, or quote the text"),
    ("[" * 33, "1:33 D007 nested more than 32 deep; flatten it, or raise the limit with --limit depth=64"),
    ("{a: " * 33, "1:129 D007 nested more than 32 deep; flatten it, or raise the limit with --limit depth=64"),
    ("- " * 33, "1:65 D007 nested more than 32 deep; flatten it, or raise the limit with --limit depth=64"),
    ("a: &x 1", "1:4 D010 an anchor ('&x'); write the text out where it is needed, or quote it"),
    ("a: *x", "1:4 D010 an alias ('*x'); write out what it stands for, or quote it"),
    ("*x : 1", "1:1 D010 an alias ('*x'); write out what it stands for, or quote it"),
    ("a: !!python/object/apply:os.system [x]", "1:4 D011 a tag ('tag:yaml.org,2002:python/object/apply:os.system'); leave it out, every value is text, or quote it"),
    ("a: ! b", "1:4 D011 a tag ('!'); leave it out, every value is text, or quote it"),
    ("a: !e!b c", "1:4 D006 a tag; leave it out, every value is text, or quote it"),
    ("<<: {a: 1}", "1:1 D012 a merge key ('<<'); write the keys out"),
    ("a: 1\n---\nb: 2", "2:1 D013 a second document begins here; keep one in a file"),
    ("a: 1\nb: 2\na: 3", "3:1 D014 the key 'a' stands here again; it stood in line 1, column 1, so keep one"),
    ("{a: {b: 1, b: 2}}", "1:12 D014 the key 'b' stands here again; it stood in line 1, column 6, so keep one"),
    ("[a]: 1", "1:1 D016 a key that is not a text; write a name before the colon"),
    ("? {a: 1}\n: 2", "1:3 D016 a key that is not a text; write a name before the colon"),
    ("~: 1", "1:1 D016 a key that is not a text; write a name before the colon"),
    ('a: "\\ud800"', "half a character (a surrogate); write the whole character"),
]  # fmt: skip


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize(("data", "sentence"), CASES)
def test_each_kind_of_bad_file_gets_its_sentence(data: bytes | str, sentence: str, pure: bool) -> None:
    (fault,) = faults_in(data, pure=pure)
    assert fault == sentence if sentence[0].isdigit() else fault.endswith(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "on",
        "12:30",
        "014",
        "1_000",
        "0x1F",
        "2024-02-30",
        "1e3",
        "true",
        ".inf",
        "=",
        "1.0",
        "null x",
        "NuLL",
    ],
)
def test_every_scalar_stays_what_was_typed(text: str) -> None:
    assert value_of(f"a: {text}") == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_nothing(text: str) -> None:
    assert value_of(f"a: {text}\nb: '{text}'") == {"a": None, "b": text}


def test_a_byte_order_mark_at_the_start_is_accepted() -> None:
    assert faults_in(b"\xef\xbb\xbfa: 1\nb: 2\nb: 3") == [
        "3:1 D014 the key 'b' stands here again; it stood in line 2, column 1, so keep one"
    ]


def test_places_count_lines_and_characters_from_one() -> None:
    faults = Faults()
    field = read("é: 1\r\nb:\n  - 😀: x".encode(), Origin("f.yaml", faults), LIMITS)
    item = field.mapping("é", "b")["b"].items()[0].mapping("😀")["😀"]
    assert (item.at[1:], item.key_at[1:]) == ((3, 8), (3, 5))


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%YAML 1.1\n---\na: b\n", "1:1 D006 a %YAML line; leave it out, every file is read as YAML 1.2"),
        (
            "# x\n\n%TAG ! t:\n---\na: b\n",
            "3:1 D006 a %TAG line; leave it out, every file is read as YAML 1.2",
        ),
        (
            "%FOO\n---\na: b\n",
            "1:1 D006 a line that begins with a percent sign; leave it out, or put the text in quotes",
        ),
        (
            "{" + "k" * 1100 + ": b}",
            "1:1102 D006 more than 1,024 characters before this colon, too long for a key; shorten the key, or put a text that holds a colon in quotes",
        ),
        (
            '"' + "k" * 1100 + '": b',
            "1:1103 D006 more than 1,024 characters before this colon, too long for a key; shorten the key, or put a text that holds a colon in quotes",
        ),
    ],
)
def test_what_the_parser_words_wrongly_is_said_plainly(text: str, expected: str, pure: bool) -> None:
    assert faults_in(text, pure=pure) == [expected]


@pytest.mark.parametrize("text", ["%YAML 1.2\n---\na: b\n", "a: |\n  x\n\nb:\n  %YAML 1.1\n"])
def test_a_line_that_asks_for_what_is_read_anyway_is_accepted(text: str) -> None:
    refused = [fault for fault in faults_in(text) if "a %YAML line" in fault]
    assert refused == []


def test_every_fault_comes_in_one_run() -> None:
    text = "a: &x 1\nb: *x\na: 2\nc: !t 3\n<<: 4\n"
    assert [fault.split()[1] for fault in faults_in(text)] == ["D010", "D010", "D014", "D011", "D012"]


def test_a_hundred_faults_are_told_and_the_others_counted() -> None:
    faults = faults_in("a: &x 1\n" + "\n".join(f"k{n}: *x" for n in range(136)))
    assert (len(faults), faults[-1]) == (101, "100:6 D017 and 37 more; put the ones above right first")


def test_few_lines_are_shown_and_every_kind_of_fault_among_them() -> None:
    one = [Finding("D010", "an alias", Location("f.yaml", n)) for n in range(1, 92)]
    assert len(shortened(one)) == 10
    assert shortened(one)[-1].message == "an alias (and 81 more like these)"
    assert shortened(one[:10]) == tuple(one[:10])
    other = Finding("D011", "a tag", Location("f.yaml", 99))
    both = shortened([*one[:6], other])
    assert [f.message for f in both] == [*["an alias"] * 4, "an alias (and 1 more like this)", "a tag"]
    kinds = [Finding(f"D{n % 9:03}", "wrong", Location("f.yaml", n)) for n in range(100)]
    assert len({finding.code for finding in shortened(kinds)}) == len(shortened(kinds)) == 9


@pytest.mark.parametrize("pure", [False, True])
def test_the_limits_are_exact(pure: bool) -> None:
    limits = Limits(size=100, depth=2, nodes=5, characters=10)
    assert faults_in("[[a, b, c]]", limits, pure=pure) == []
    assert faults_in("[[a, b, c, d]]", limits, pure=pure) == [
        "1:12 D008 more than 5 values; split the file, or raise the limit with --limit nodes=10"
    ]
    assert faults_in("[[[a]]]", limits, pure=pure) == [
        "1:3 D007 nested more than 2 deep; flatten it, or raise the limit with --limit depth=4"
    ]
    assert faults_in("a" * 10, limits, pure=pure) == []
    long = "1:1 D009 a text of 11 characters; at most 10 are taken, so shorten it, or raise the limit with --limit text=20"
    assert faults_in("a" * 11, limits, pure=pure) == [long]
    assert faults_in("#" * 100 + "\n", limits, pure=pure) == [
        "1:1 D001 the file has 101 bytes; at most 100 are read, so split it, shorten its texts, or raise the limit with --limit bytes=200"
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 999_999,
        b"{a: " * 249_999,
        b"- " * 499_999,
        b"? " * 499_999,
        b"a: &a [x]\n" + b"".join(b"b%d: &b%d [*a, *a, *a]\n" % (n, n) for n in range(30_000)),
        b"<<: [" + b"{<<: *a}, " * 90_000,
        b"a: " + b"x" * 999_990,
        b'"' + b"x\n" * 499_990,
        b"k: v\n" * 199_999,
        b"x\n" * 499_999,
        b"\x01" * 999_999,
        b"\t" * 999_999,
        b"\ta\n" * 333_333,
        b"a: !<" + b"%41" * 300_000,
        b"%" * 999_999,
        b"#" + b" x" * 499_999,
        b"[" + b"a, " * 333_330,
        b"? a\n" * 249_999,
        b"'" + b"''" * 499_999,
        b"- |\n" * 249_999,
        b"---\n" * 249_999,
    ],
    ids=range(21),
)
def test_a_megabyte_made_to_crash_or_stall_is_refused_at_once(data: bytes) -> None:
    started = time.process_time()
    assert faults_in(data)
    assert time.process_time() - started < 2.0


def test_without_the_c_library_the_pure_parser_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "cyaml")
    monkeypatch.setitem(sys.modules, "yaml.cyaml", None)
    assert composing._fast_parser() is PURE_PARSER


def test_whatever_a_library_raises_becomes_a_fault_of_the_file() -> None:
    class Broken:
        def __init__(self, text: str) -> None:
            pass

        def get_event(self) -> None:
            raise KeyError("surprise")

    faults = Faults()
    read(b"a: 1", Origin("f.yaml", faults), LIMITS, Broken)
    assert [f.message for f in faults.found] == [
        "the YAML reader gave up (KeyError); simplify the file around its end"
    ]


WORDS = st.text(alphabet="ab é😀#:-'\"\\,[]{}&*!|>%@`?~\t\n0", max_size=12)
JSON_LIKE = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(WORDS.filter(bool), inner, max_size=4)
    ),
    max_leaves=12,
)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def block(value: object, indent: int = 0) -> str:
    """The value as block YAML, texts in quotes."""
    space = "\n" + "  " * indent
    match value:
        case str():
            return " " + quoted(value)
        case list():
            return "".join(f"{space}-{block(item, indent + 1)}" for item in value) or " []"
        case dict():
            return (
                "".join(f"{space}{quoted(key)}:{block(inner, indent + 1)}" for key, inner in value.items())
                or " {}"
            )
        case _:
            raise AssertionError(value)


@given(JSON_LIKE)
def test_both_parsers_give_equal_values_and_places(value: object) -> None:
    text = f"top:{block(value, 1)}\n".encode()
    fields = [read(text, Origin("f.yaml", Faults()), LIMITS, parser) for parser in PARSERS]
    assert plain(fields[0]) == plain(fields[1]) == {"top": value}
    assert places(fields[0]) == places(fields[1])


LINES = st.sampled_from([
    *("a: 1", "b:", "  c: 2", "  - d", "- e", "  - f: g", "", "# note", "k: 'x'", 'l: "y"', "m: [n, o]", "p: {q: r}"),
    *("s: |", "    text", "t: >-", "<<: 1", "u: &v w", "x: *v", "y: !z 1", "---", "[a]: b", "a: 1", "\tb: 1", "  \tc: 1", "a: b: c", "é: @"),
])  # fmt: skip


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_both_parsers_refuse_the_same_files_in_the_same_line(text: str) -> None:
    told = [
        [(fault.split(":")[0], fault.split()[1]) for fault in faults_in(text, pure=pure)]
        for pure in (False, True)
    ]
    assert told[0] == told[1]


@given(st.binary(max_size=200))
def test_no_bytes_whatsoever_raise_anything_else(data: bytes) -> None:
    for pure in (False, True):
        faults_in(data, pure=pure)


@given(st.text(alphabet=" \n\t:-?,[]{}&*!|>'\"%@`#~<a1\\", max_size=40))
def test_no_text_whatsoever_raises_anything_else(text: str) -> None:
    for pure in (False, True):
        faults_in(text, pure=pure)
