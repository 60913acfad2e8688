"""Settings: what a file may say, what counts before what, and where each comes from."""

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.catalogue.settings import SETTINGS
from coprod_audit.errors import InputError, UsageError
from coprod_audit.settings import toml_places
from coprod_audit.settings.file import read
from coprod_audit.settings.together import Settled, settle, shown
from coprod_audit.settings.values import BY_KEY, OPTIONS, Given, Settings
from coprod_audit.spans import Span
from coprod_audit.waivers import Written

OWN = "coprod-audit.toml"


def own(text: str) -> Given:
    """What a file of our own says."""
    found = read(text.encode(), OWN, "own")
    assert found is not None
    return found


def faults(data: str | bytes, path: str = OWN) -> list[str]:
    with pytest.raises(InputError) as refused:
        read(data if isinstance(data, bytes) else data.encode(), path, "own" if path == OWN else "pyproject")
    assert {one.location.path for one in refused.value.findings} == {path}
    return [
        f"{one.location.line}:{one.location.column} {one.code} {one.message}"
        for one in refused.value.findings
    ]


WHOLE = """\
paths = ["docs/charter.md", "projects"]
exclude = ["**/drafts/*"]
questionnaire = "questionnaires/ours"
min-rung = "consultation"
fail-on = "warning"
no-regress-from = "origin/main"
baseline = "known.json"
strict-baseline = true
max-age = 180
evidence-from = "none"
output = ["text", "github"]

[severity]
C010 = "error"

[sections]
goals = ["our purpose", "why we do this"]

[[waivers]]
code = "C008"
reason = "The panel meets in June"
owner = "A. Person"
until = 2026-07-01
path = "docs/*.md"
"""


def test_a_file_can_say_everything_that_has_a_key() -> None:
    settings = settle({}, {}, own(WHOLE)).settings
    expected = Settings(
        paths=("docs/charter.md", "projects"),
        exclude=("**/drafts/*",),
        questionnaire="questionnaires/ours",
        min_rung="consultation",
        fail_on="warning",
        no_regress_from="origin/main",
        baseline="known.json",
        strict_baseline=True,
        max_age=180,
        evidence_from="",
        output=("text", "github"),
        severity={"C010": "error"},
        sections={"goals": ("our purpose", "why we do this")},
        waivers=settings.waivers,
    )
    assert settings == expected
    assert set(tomllib.loads(WHOLE)) == set(BY_KEY)


def test_a_waiver_of_a_file_keeps_its_texts_and_places_and_its_day_is_a_text() -> None:
    (waiver,) = settle({}, {}, own(WHOLE)).settings.waivers
    assert waiver.said == {
        "code": "C008",
        "reason": "The panel meets in June",
        "owner": "A. Person",
        "until": "2026-07-01",
        "path": "docs/*.md",
    }
    assert waiver.span == Span(OWN, 19, 1, 19, 12)
    assert waiver.places["until"] == Span(OWN, 23, 9, 23, 19)


def test_a_waiver_that_lacks_something_is_for_the_rules_to_say() -> None:
    assert settle({}, {}, own("waivers = [{}]\n")).settings.waivers == (
        Written({}, {}, Span(OWN, 1, 12, 1, 14)),
    )


def test_the_table_of_a_pyproject_is_read_and_nothing_else_of_it() -> None:
    text = f"[project]\nname = 'x'\n[tool.other]\nmin-rungg = 1\n[tool.coprod-audit]\n{WHOLE}"
    text = text.replace("[severity]", "[tool.coprod-audit.severity]")
    text = text.replace("[sections]", "[tool.coprod-audit.sections]")
    text = text.replace("[[waivers]]", "[[tool.coprod-audit.waivers]]")
    found = read(text.encode(), "pyproject.toml", "pyproject")
    assert found is not None
    assert found.values.keys() == own(WHOLE).values.keys()
    assert found.values["max_age"] == 180
    assert found.places["max_age"] == Span("pyproject.toml", 14, 1, 14, 8)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[tool]\nother = 1",
        "this is [ no TOML",
        "# coprod-audit\ntool = 1",
        "[tool.other]\nx = 'coprod-audit'",
    ],
)
def test_a_pyproject_without_our_table_says_nothing(text: str) -> None:
    assert read(text.encode(), "pyproject.toml", "pyproject") is None


def test_our_table_is_found_however_it_is_spelt() -> None:
    for text in (
        "tool.coprod-audit.max-age = 7",
        '["tool"."coprod\\u002daudit"]\nmax-age = 7',
        "tool = {coprod-audit = {max-age = 7}}",
    ):
        found = read(text.encode(), "pyproject.toml", "pyproject")
        assert found is not None
        assert found.values == {"max_age": 7}
        assert found.places["max_age"].line == text.count("\n") + 1


def test_a_table_with_nothing_in_it_is_one() -> None:
    assert read(b"[tool.coprod-audit]\n", "pyproject.toml", "pyproject") == Given("pyproject.toml", {}, {})
    assert own("") == Given(OWN, {}, {})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("min_rung = 'x'", "1:1 G001 no key called 'min_rung', the nearest is 'min-rung'; there are 14 to choose from"),
        ("\n  max-agee = 1", "2:3 G001 no key called 'max-agee', the nearest is 'max-age'; there are 14 to choose from"),
        (
            "[[waivers]]\ncode = 'C008'\nuntill = 2026-01-01",
            ("3:1 G001 no key called 'untill', the nearest is 'until'; "
            "here stand code, reason, owner, until, about, path"),
        ),
        ("paths = 'docs'", "1:9 G002 'paths' holds the text 'docs', where a list of texts is expected"),
        ("paths = ['docs', 1]", "1:18 G002 'paths' holds the number 1, where a text is expected"),
        ("min-rung = ['x']", "1:12 G002 'min-rung' holds a list, where a text is expected"),
        ("max-age = true", "1:11 G002 'max-age' holds true, where a whole number, or 'none' is expected"),
        ("max-age = 1.5", "1:11 G002 'max-age' holds the number 1.5, where a whole number, or 'none' is expected"),
        ("strict-baseline = 'yes'", "1:19 G002 'strict-baseline' holds the text 'yes', where true or false is expected"),
        ("severity = 'error'", "1:12 G002 'severity' holds the text 'error', where a table of codes is expected"),
        ("severity.C010 = 3", "1:17 G002 'C010' holds the number 3, where a text is expected"),
        ("sections = {goals = 'x'}", "1:21 G002 'goals' holds the text 'x', where a list of texts is expected"),
        ("waivers = {}", "1:11 G002 'waivers' holds a table, where a list of waivers is expected"),
        ("waivers = ['C008']", "1:12 G002 'waivers' holds the text 'C008', where a table of what a waiver says is expected"),
        ("waivers = [{owner = 3}]", "1:21 G002 'owner' holds the number 3, where a text is expected"),
        (
            "waivers = [{until = 2026-01-01T12:00:00}]",
            "1:21 G002 'until' holds a day or a time, where a text is expected",
        ),
        (f"paths = 0x{'f' * 9000}", "1:9 G002 'paths' holds the number 1000000000 or more, where a list of texts is expected"),
        ("rules-from = 'HEAD'", "1:1 G004 'rules-from' is not for a file to say; write --rules-from or set COPROD_AUDIT_RULES_FROM"),
        ("today = 2020-01-01", "1:1 G004 'today' is not for a file to say; write --today or set COPROD_AUDIT_TODAY"),
        (
            "output = ['sarif=.git/config']",
            ("1:11 G004 'sarif=.git/config' names a file to write, which is not for a file to say; "
            "write --output sarif=.git/config"),
        ),
        ("fail-on = 'eror'", "1:11 G006 no level called 'eror', the nearest is 'error'; there are error, warning, note, never"),
        ("severity.C010 = 'off'", "1:17 G006 no level called 'off'; there are note, warning, error"),
        ("max-age = -1", "1:11 G006 '-1' is not a whole number of days; write one, such as 365, or 'none' for no limit"),
        (
            f"max-age = 0x{'f' * 9000}",
            "1:11 G006 '1000000000 or more' is not a whole number of days; write one, such as 365, or 'none' for no limit",
        ),
        ("min-rung = ' '", "1:12 G006 an empty text; write something between the quotation marks"),
        ("sections.goals = ['']", "1:19 G006 an empty text; write something between the quotation marks"),
        (f"exclude = ['{'a' * 201}']", "1:12 G006 a pattern of 201 characters; at most 200 are read, so shorten it"),
        ("severity.C001 = 'note'", "1:17 G007 C001 guards the other rules; its severity can be made 'error' and nothing less"),
    ],
)  # fmt: skip
def test_what_a_file_must_not_hold_is_a_fault_with_its_place(text: str, sentence: str) -> None:
    assert faults(text) == [sentence]


@pytest.mark.parametrize("key", ["paths", "questionnaire", "baseline", "no-regress-from"])
@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../other", "docs/../../x", "~/x", r"..\x", "C:/x", "//host/x"]
)
def test_a_file_names_nothing_outside_its_folder(key: str, path: str) -> None:
    value = f"['{path}']" if key == "paths" else f"'{path}'"
    (sentence,) = faults(f"{key} = {value}")
    assert sentence.endswith(
        f" G005 '{path.replace(chr(92), chr(92))}' leads out of the folder of this file; name something inside"
    )


def test_what_guards_the_rules_can_be_made_an_error() -> None:
    assert own("[severity]\nC024 = 'error'\nC022 = 'error'").values["severity"] == {
        "C024": "error",
        "C022": "error",
    }


def test_all_faults_of_a_file_are_told_in_one_run() -> None:
    found = faults("min-rungg = 'x'\nmax-age = 'soon'\n[severity]\nC999 = 'error'\nC010 = 'no'\n")
    assert [sentence.split(" ")[:2] for sentence in found] == [
        ["1:1", "G001"],
        ["2:11", "G006"],
        ["4:1", "G001"],
        ["5:8", "G006"],
    ]


@pytest.mark.parametrize(
    ("data", "begins"),
    [
        ("max-age = \n", "1:11 G003 this is not TOML ('Invalid value'); mend it here or just above"),
        ("\nmax-age 7\n", "2:9 G003 this is not TOML ("),
        ("a = 1\na = 2\n", "2:6 G003 this is not TOML ('Cannot overwrite a value'); "),
        ("x = [1,\n", "2:1 G003 this is not TOML ("),
        ("d = 2026-02-30", "1:5 G003 this is not TOML ('Invalid date or datetime'); "),
        ("n = " + "9" * 5000, "1:1 G003 the TOML reader gave up (ValueError); simplify the file"),
        ("x = " + "[" * 100_000, "1:1 G003 the TOML reader gave up (RecursionError); simplify the file"),
        ("x = 1\n" + "a." * 40 + "b = 1", "2:1 G003 more than 32 names joined by dots; no key needs so many, so write fewer"),
        ("['a b' . " + '"c" . ' * 40 + "d]", "1:2 G003 more than 32 names joined by dots; "),
        ("# ö".encode("latin-1"), "1:3 G003 the byte 0xF6 is not UTF-8; save the file as UTF-8"),
        (b"\n" * 1_000_001, "1:1 G003 the file has 1,000,001 bytes; at most 1,000,000 are read, so shorten it"),
    ],
)  # fmt: skip
def test_what_is_no_toml_is_refused_where_reading_stopped(data: str | bytes, begins: str) -> None:
    (sentence,) = faults(data)
    assert sentence.startswith(begins)


def test_a_byte_order_mark_and_windows_line_ends_are_taken() -> None:
    found = own("\ufeffmax-age = 7\r\nmin-rung = 'x'\r\n")
    assert found.values == {"max_age": 7, "min_rung": "x"}
    assert found.places["min_rung"] == Span(OWN, 2, 1, 2, 9)


@pytest.mark.parametrize(
    "text",
    [
        "a." * 400_000 + "a=1",
        '"a" . ' * 150_000 + "a=1",
        "a" * 900_000,
        "'" * 900_000,
        '"' * 900_000,
        '"\\' * 400_000,
        'x = {y = """\n""", ' + '"a".' * 200_000 + "a = 1}",
        "x = {y = '''\n''''', 'a' . " + '"b".' * 200_000 + "a = 1}",
        'x = {y = "#", ' + '"a".' * 200_000 + "a = 1}",
        "# don't\n" + "a.'b'." * 100_000 + "a = 1",
        '"' * 3 + "a." * 400_000,
        '# """\n' + "a." * 400_000 + "a = 1",
    ],
)
def test_no_key_makes_reading_go_on_for_ever(text: str) -> None:
    """Python's own reader takes the square of what these hold, and would be stopped as a hang."""
    assert faults(text)


def test_flags_count_before_the_environment_before_the_file_before_what_is_usual() -> None:
    given = own("min-rung = 'information'\nmax-age = 30\nfail-on = 'note'\n")
    environment = {"COPROD_AUDIT_MIN_RUNG": "consultation", "COPROD_AUDIT_MAX_AGE": "60"}
    settled = settle({"min_rung": "co-design", "max_age": None, "output": []}, environment, given)
    told = {
        name: (getattr(settled.settings, name), settled.origins[name])
        for name in ("min_rung", "max_age", "fail_on", "output")
    }
    assert told == {
        "min_rung": ("co-design", "--min-rung"),
        "max_age": (60, "COPROD_AUDIT_MAX_AGE"),
        "fail_on": ("note", "coprod-audit.toml:3"),
        "output": ((), "default"),
    }


def test_where_nobody_says_anything_the_usual_holds() -> None:
    settled = settle({}, {}, None)
    assert settled.settings == Settings()
    assert set(settled.origins) == set(Settings._fields)
    assert {name for name, origin in settled.origins.items() if origin != "default"} == {"today"}


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("COPROD_AUDIT_PATHS", "docs/a, b.md\n\n projects \n", "paths", ("docs/a, b.md", "projects")),
        (
            "COPROD_AUDIT_OUTPUT",
            "text, sarif=out.sarif\ngithub",
            "output",
            ("text", "sarif=out.sarif", "github"),
        ),
        ("COPROD_AUDIT_STRICT_BASELINE", "True", "strict_baseline", True),
        ("COPROD_AUDIT_STRICT_BASELINE", "no", "strict_baseline", False),
        ("COPROD_AUDIT_MAX_AGE", "none", "max_age", None),
        ("COPROD_AUDIT_MIN_RUNG", "none", "min_rung", ""),
        ("COPROD_AUDIT_MIN_RUNG", " ", "min_rung", "information"),
        ("COPROD_AUDIT_RULES_FROM", "origin/main", "rules_from", "origin/main"),
        ("COPROD_AUDIT_BASELINE", "../known.json", "baseline", "../known.json"),
    ],
)
def test_variables_are_read_as_texts(name: str, text: str, field: str, value: object) -> None:
    settled = settle({}, {name: text}, own("min-rung = 'information'"))
    assert getattr(settled.settings, field) == value


def test_flags_are_read_as_texts_and_replace_lists() -> None:
    settled = settle(
        {"paths": ["a.md"], "strict_baseline": True, "max_age": "7"}, {}, own("paths = ['b.md']")
    )
    assert (settled.settings.paths, settled.settings.strict_baseline, settled.settings.max_age) == (
        ("a.md",),
        True,
        7,
    )


@pytest.mark.parametrize(
    ("flags", "environment", "sentence"),
    [
        ({"fail_on": "errors"}, {}, "--fail-on: no level called 'errors', the nearest is 'error'; there are error, warning, note, never"),
        ({}, {"COPROD_AUDIT_MAX_AGE": "1 year"}, "COPROD_AUDIT_MAX_AGE: '1 year' is not a whole number of days; write one, such as 365, or 'none' for no limit"),
        ({"today": "2026-02-30"}, {}, "--today: '2026-02-30' is not a day; write it as in 2026-05-12"),
        ({}, {"COPROD_AUDIT_STRICT_BASELINE": "maybe"}, "COPROD_AUDIT_STRICT_BASELINE: 'maybe' is neither 'yes' nor 'no'; write one of them"),
        ({"paths": ["a.md", ""]}, {}, "PATH: an empty text; write PATH, or leave it out"),
        ({}, {"SOURCE_DATE_EPOCH": "soon"}, "SOURCE_DATE_EPOCH: 'soon' is not a number of seconds since 1970; correct it, or give --today"),
    ],
)  # fmt: skip
def test_a_flag_or_variable_that_means_nothing_is_named(
    flags: Mapping[str, object], environment: Mapping[str, str], sentence: str
) -> None:
    with pytest.raises(UsageError) as refused:
        settle(flags, environment, None)
    assert str(refused.value) == sentence


def test_today_is_the_flag_or_the_variable_or_the_epoch_or_for_the_clock() -> None:
    flags = {"today": "2026-05-12"}
    environment = {"COPROD_AUDIT_TODAY": "2026-05-13", "SOURCE_DATE_EPOCH": "1778544000"}
    epoch = {"SOURCE_DATE_EPOCH": "1778630399"}
    for settled, day, origin in (
        (settle(flags, environment, None), "2026-05-12", "--today"),
        (settle({}, environment, None), "2026-05-13", "COPROD_AUDIT_TODAY"),
        (settle({}, epoch, None), "2026-05-12", "SOURCE_DATE_EPOCH"),
        (settle({}, {}, None), "2030-01-01", "the clock"),
    ):
        assert (settled.on("2030-01-01").settings.today, settled.origins["today"]) == (day, origin)


def test_a_value_that_means_nothing_after_all_is_refused_where_it_was_said() -> None:
    in_file = settle({}, {}, own("\nmin-rung = 'x'")).refusal("min_rung", "no rung called 'x'")
    assert isinstance(in_file, InputError)
    assert [(one.code, one.message, one.location[1:]) for one in in_file.findings] == [
        ("G006", "no rung called 'x'", (2, 1))
    ]
    by_flag = settle({"min_rung": "x"}, {}, own("min-rung = 'y'")).refusal("min_rung", "no rung called 'x'")
    assert isinstance(by_flag, UsageError)
    assert str(by_flag) == "--min-rung: no rung called 'x'"


def test_shown_settings_say_each_value_and_its_origin() -> None:
    environment = {"COPROD_AUDIT_TODAY": "2026-05-12"}
    assert shown(settle({"paths": ["docs"]}, environment, own(WHOLE))) == (
        'paths = ["docs"]  # PATH\n'
        'exclude = ["**/drafts/*"]  # coprod-audit.toml:2\n'
        'questionnaire = "questionnaires/ours"  # coprod-audit.toml:3\n'
        'min-rung = "consultation"  # coprod-audit.toml:4\n'
        'fail-on = "warning"  # coprod-audit.toml:5\n'
        'no-regress-from = "origin/main"  # coprod-audit.toml:6\n'
        '# rules-from = "none"  # default\n'
        'baseline = "known.json"  # coprod-audit.toml:7\n'
        "strict-baseline = true  # coprod-audit.toml:8\n"
        "max-age = 180  # coprod-audit.toml:9\n"
        'evidence-from = "none"  # coprod-audit.toml:10\n'
        '# today = "2026-05-12"  # COPROD_AUDIT_TODAY\n'
        'output = ["text", "github"]  # coprod-audit.toml:11\n'
        'severity = {C010 = "error"}  # coprod-audit.toml:13\n'
        'sections = {goals = ["our purpose", "why we do this"]}  # coprod-audit.toml:16\n'
        'waivers = [{code = "C008", reason = "The panel meets in June", owner = "A. Person", '
        'until = "2026-07-01", path = "docs/*.md"}]  # coprod-audit.toml:19\n'
    )


def without_outside(text: str) -> str:
    """The lines of settings that a file may say."""
    lines = [line for line in text.splitlines() if not line.startswith(("today", "rules-from"))]
    return "\n".join(lines)


def test_what_is_shown_says_the_same_in_a_file() -> None:
    for settled in (settle({}, {}, own(WHOLE)), settle({}, {}, None)):
        again = settle({}, {}, own(without_outside(shown(settled))))
        assert plain(again) == plain(settled)


def plain(settled: Settled) -> dict[str, object]:
    values = settled.settings._asdict()
    return {**values, "waivers": [one.said for one in settled.settings.waivers]}


def test_nothing_in_a_file_acts_where_it_is_shown() -> None:
    text = shown(settle({}, {}, own('min-rung = "a\\n::error::\\u001b[31m\\u202e"\n')))
    assert 'min-rung = "a\\n::error::\\u001b[31m\\u202e"  # coprod-audit.toml:1\n' in text
    assert all(line.isprintable() for line in text.splitlines())


def test_every_setting_has_one_line_in_the_table_of_options() -> None:
    assert sorted(option.field for option in OPTIONS) == sorted(Settings._fields)
    assert all(option.help and not option.help.endswith(".") for option in OPTIONS)
    for option in OPTIONS:
        assert option.variable in {"", f"COPROD_AUDIT_{option.field.upper()}"}
        assert option.flag in {"", "PATH", f"--{option.field.replace('_', '-')}"}
        assert option.key in {"", option.field.replace("_", "-")}
        assert option.key or (option.variable and option.flag)


def test_every_code_of_settings_has_a_page() -> None:
    assert [line.split()[0] for line in SETTINGS.splitlines() if line.startswith("G")] == [
        f"G00{number}" for number in range(1, 10)
    ]


NAMES = st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True) | st.text(max_size=6)
PLAIN = st.integers(-9, 9) | st.booleans() | st.dates() | st.text(max_size=12) | st.just(1.5)
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)


def quoted(text: str, style: int) -> str:
    """A text of TOML in one of its four kinds of quotes, where it can stand in it."""
    kept = [sign for sign in text if sign.isprintable() and ord(sign) < 0xD800]
    literal = "".join(kept)
    if style % 4 == 1 and "'" not in literal:
        return f"'{literal}'"
    if style % 4 == 2:
        return '"""\n' + literal.replace("\\", "\\\\").replace('"', '\\"') + '\n#"""'
    if style % 4 == 3 and "'" not in literal:
        return f"'''{literal}\n[x]'''"
    return '"' + literal.replace("\\", "\\\\").replace('"', '\\"') + '"'


def key(text: str, style: int) -> str:
    plain = text and text.isascii() and text.replace("-", "").replace("_", "").isalnum()
    return text if plain and style % 3 else quoted(text, style % 2)


def value(found: Any, style: int) -> str:
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, str):
        return quoted(found, style)
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, list):
        inner = [value(one, style + number) for number, one in enumerate(found)]
        return f"[ # ] a comment\n {', '.join(inner)}\n]" if style % 2 else f"[{','.join(inner)}]"
    if isinstance(found, dict):
        return (
            "{" + ", ".join(f"{key(name, style)} = {value(one, style)}" for name, one in found.items()) + " }"
        )
    return str(found)


def document(tables: list[tuple[list[str], bool, dict[str, Any], int]]) -> str:
    """A text of tables, some of them in lists; it may be no TOML, where one stands twice."""
    lines = []
    for names, many, pairs, style in tables:
        head = " . ".join(key(name, style) for name in names)
        lines.append(f"[[{head}]]" if many else f"[{head}] # here")
        lines += [f"{key(name, style)}={value(one, style)} # '" for name, one in pairs.items()]
    return "\n".join(lines)


def flat(found: Any, at: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], Any]:
    """Each key and entry with what it holds."""
    inner = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    return {at: found} | {path: one for name, each in inner for path, one in flat(each, (*at, name)).items()}


def test_a_value_ends_where_its_last_letter_does() -> None:
    found = toml_places.places(
        "a = 1979-05-27 07:32:00  # a day\r\nb = [ 1 ,\n true ]\n'c' . d = 'x' \r\n", "x"
    )
    assert {path: place.value[1:] for path, place in found.items()} == {
        ("a",): (1, 5, 1, 24),
        ("b",): (2, 5, 3, 8),
        ("b", 0): (2, 7, 2, 8),
        ("b", 1): (3, 2, 3, 6),
        ("c",): (4, 1, 4, 4),
        ("c", "d"): (4, 11, 4, 14),
    }


@given(
    st.lists(
        st.tuples(
            st.lists(NAMES, min_size=1, max_size=3),
            st.booleans(),
            st.dictionaries(NAMES, VALUES, max_size=4),
            st.integers(0, 11),
        ),
        max_size=4,
    )
)
def test_every_key_and_value_is_found_where_it_stands(
    tables: list[tuple[list[str], bool, dict[str, Any], int]],
) -> None:
    text = document(tables)
    try:
        record = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    held = flat(record)
    del held[()]
    found = toml_places.places(text, "x")
    assert found.keys() == held.keys()
    lines = text.split("\n")
    for path, place in found.items():
        stands = between(lines, place.value)
        if not stands.startswith("[") or isinstance(held[path], list):
            again = tomllib.loads(f"x = {stands}") if place.value != place.key else None
            assert again is None or again["x"] == held[path]


def between(lines: list[str], span: Span) -> str:
    """The text of a stretch, over several lines."""
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    inner = lines[span.line : span.end_line - 1]
    return "\n".join(
        [lines[span.line - 1][span.column - 1 :], *inner, lines[span.end_line - 1][: span.end_column - 1]]
    )
