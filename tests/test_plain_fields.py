"""What is read without a parser is what the parser makes of it, places and all; whatever is unusual is left to it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_audit.composing import composed
from coprod_audit.documents import read
from coprod_audit.faults import Faults, Origin
from coprod_audit.fields import Field
from coprod_audit.guard import Limits, decoded
from coprod_audit.plain_fields import plain_fields

ROOT = Path(__file__).resolve().parent.parent
LIMITS = Limits(size=1_000_000)

USUAL = """\
coprod-audit: answers/1
questionnaire: coprod-ladder 1.0
# a comment
project:
  title: It's a hub (the "Hive"), isn't it? 50% of 1,000 [sic]
  unit: >-
    Decisions of the council
    about the hub: all # of them

  about: |
    # no comment
    Two lines
  off-the-table: {the total budget: council, date: "2026, May"}
  claims: 'co-production'
  http: https://example.org/a:b#c
  cost: £9m, “of which” half
respondent: {view: mixed, size: 8, groups: {staff: 5, people: 3}}
answers:
      told: what
      decisions:
        money: null
        design:
        running:    agreed
      evidence: ["a, b", c d, 'e', [f, {g: h}], [], {}]
plan:
- step: The panel agrees
  by: 2026-12-01
- {step: Another}
-   a text
  # a comment where it likes
"""

LEFT = [
    "",
    "# nothing\n",
    "a: b",
    " a: b\n",
    "- a\n",
    "a\n",
    "a: b\n c: d\n",
    "a: b\n  more\n",
    "a:\n    b: c\n  d: e\n",
    "a: b: c\n",
    "a: b #c\n",
    "a: b \n",
    "a: \n",
    "a: -\n",
    "a: - b\n",
    "a:\n  -\n",
    "a:\n  -  \n",
    "a:\n  - - b\n",
    "a:\n  - b\n    c\n",
    "a:\n  - b: c\n     d: e\n",
    "a: b\na: c\n",
    "a: {b: c, b: d}\n",
    "null: b\n",
    "a: {null: b}\n",
    "a: {b}\n",
    "a: {b: c,}\n",
    "a: [b,\n  c]\n",
    "a: [b] c\n",
    "a: [b c: d]\n",
    "a: ~\n",
    "a: &b c\n",
    "a: *b\n",
    "a: !b c\n",
    "a: 'b''c'\n",
    'a: "b\\n"\n',
    'a: "b\n  c"\n',
    "'a': b\n",
    "? a\n: b\n",
    "<<: b\n",
    "a: >+\n  b\n",
    "a: |2\n  b\n",
    "a: >-\nb: c\n",
    "a: >-\n\n  b\n",
    "a: >-\n  b\n\n  c\n",
    "a: >-\n  b\n   c\n",
    "a: |\n  b\n   \n",
    "a: |\n    b\n  c\n",
    "--- \na: b\n",
    "a: b\n---\n",
    "a: b\n...\n",
    "%YAML 1.2\n",
    "a:\tb\n",
    "a: b\r\n",
    f"{'k' * 1_100}: b\n",
    f"a: {'[' * 9}{']' * 9}\n",
    "".join(f"{'  ' * depth}a:\n" for depth in range(9)),
]


def shape(field: Field) -> object:
    """A field with all that is in it: values, places, keys."""
    value: object = field.value
    if isinstance(field.value, dict):
        value = [(name, shape(inner)) for name, inner in field.value.items()]
    elif isinstance(field.value, list):
        value = [shape(inner) for inner in field.value]
    key = field.key and (field.key.value, field.key.at, field.key.key)
    return type(field.value).__name__, value, field.at, key


def taken(text: str, limits: Limits = LIMITS) -> bool:
    """Whether a text is read without the parser; if so, to the same fields, and the parser has nothing to say against it."""
    origin = Origin("f.yaml", Faults())
    found = plain_fields(text, origin, limits)
    assert origin.faults.found == []
    if found is None:
        return False
    other = Origin("f.yaml", Faults())
    assert shape(found) == shape(composed(text, other, limits))
    assert other.faults.found == []
    return True


def test_what_most_people_write_is_read_without_the_parser() -> None:
    assert taken(USUAL)
    assert taken("\n\n" + USUAL), "as the front matter of a charter comes, its lines counted from the top"


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_examples_are_read_without_the_parser(path: Path) -> None:
    assert taken(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", LEFT)
def test_what_is_unusual_or_a_fault_is_left_to_the_parser(text: str) -> None:
    assert not taken(text)


@pytest.mark.parametrize(
    "limits",
    [
        LIMITS._replace(characters=len(USUAL) - 1),
        LIMITS._replace(nodes=len(USUAL) - 1),
        LIMITS._replace(depth=2),
    ],
    ids=["characters", "nodes", "depth"],
)
def test_what_may_be_beyond_a_limit_is_left_to_the_parser(limits: Limits) -> None:
    assert not taken(USUAL, limits)


BITS = st.sampled_from([
    *" :-?#,.'\"[]{}&*!|>%@`~<\n\\ab0é’\u00a0",
    *("\n  ", "\n    ", "\n- ", "\n\n", ": ", "- ", " #", "---", "null", ": >-\n", ": |\n", "{a: b}", "[a, b]", "a: b\n"),
])  # fmt: skip
LINES = USUAL.splitlines(keepends=True)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Some of the lines of a usual text, with a few letters more or less, or a line in another place."""
    first = draw(st.integers(0, len(LINES) - 1))
    lines = LINES[first : first + draw(st.integers(1, 12))]
    indent = min(len(line) - len(line.lstrip(" ")) for line in lines)
    text = "".join(line[indent:] or "\n" for line in lines)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(BITS | st.just("")) + text[at + draw(st.integers(0, 2)) :]
    return text


@settings(max_examples=500, deadline=None)
@given(damaged())
def test_whatever_is_taken_is_what_the_parser_makes_of_it(text: str) -> None:
    if decoded(text.encode(), Origin("f.yaml", Faults()), LIMITS) == text:  # nothing else comes this far
        taken(text)


def test_a_long_text_that_is_nearly_usual_is_left_at_once() -> None:
    """No pattern looks at a line over and over."""
    for text in (
        "a: " + "b " * 9_000 + ": c\n",
        "a" * 19_000 + "\n",
        "a: [" + "b " * 9_000 + "\n",
        "a: " + "#" * 19_000,
    ):
        assert not taken(text)


def test_a_file_is_read_either_way_to_the_same_faults() -> None:
    faults = Faults()
    assert shape(read(USUAL.encode(), Origin("f.yaml", faults), LIMITS))
    read(b"a: [1\n", Origin("f.yaml", faults), LIMITS)
    assert [found.code for found in faults.found] == ["D006"]
