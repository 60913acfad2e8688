"""Answers go into a charter, and nothing else in it changes: not the prose, nor keys and comments that are not ours."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coprod_audit import answers_writer
from coprod_audit.answers import Answer, Answers, OffTheTable, Project, Respondent
from coprod_audit.charter import writing
from coprod_audit.charter.front_matter import ABSENT, TOML, UNCLOSED, split, why_none
from coprod_audit.charter.skeleton import skeleton
from coprod_audit.charter.writing import NOT_A_KEY_A_LINE, OURS, with_answers
from coprod_audit.documents import read
from coprod_audit.errors import UsageError
from coprod_audit.faults import Faults, Origin
from coprod_audit.fields import Field
from coprod_audit.guard import ANSWERS_LIMITS
from tests.saving_kit import facts, questionnaire, text


def put(charter: str, given: str) -> str:
    return with_answers(charter.encode(), given).decode()


def answers(*pairs: tuple[str, Answer], **project: Any) -> str:
    """A file of answers about a hub, by the real writer."""
    asked = questionnaire()
    about = Project(**({"title": "Hub", "unit": "Decisions about the hub"} | project))
    return answers_writer.write(Answers(asked.id, asked.version, about, Respondent("staff", 8), pairs), asked)


def said(yaml: str) -> Any:
    """What a YAML text says, blanks left out."""
    faults = Faults()
    top = read(yaml.encode(), Origin("x", faults), ANSWERS_LIMITS)
    assert not faults.found, faults.found
    return _value(top)


def _value(field: Field) -> Any:
    match field.value:
        case dict() as found:
            inner = {name: _value(one) for name, one in found.items() if _value(one) is not None}
            return inner if inner or not found else None
        case list() as found:
            return [_value(one) for one in found]
        case found:
            return found or None


TOLD = ("told", Answer("what-in-time"))
ASKED = ("asked", Answer("while-open"))

CHARTER = """\
---
# The charter of the hub
title: The Hub   # for the site
layout: page
project:
    # what it is called here
    title: Hub
    unit: Decisions about the hub
respondent: {view: staff, size: 8}

# looked at every spring
review: 2027-05-01
answers:
    # how people hear
    told: too-late  # we were sorry
waivers:
- {code: C008, reason: later, owner: A. Person, until: 2026-07-01}
# the end
...
# The Hub

---
told: this is prose
"""


def test_only_what_says_something_else_is_written_anew_and_in_its_place() -> None:
    assert put(CHARTER, answers(TOLD, ASKED)) == CHARTER.replace(
        "title: The Hub", "coprod-audit: charter/1\nquestionnaire: coprod-ladder 1.0\ntitle: The Hub", 1
    ).replace("    told: too-late  # we were sorry\n", "    told: what-in-time\n    asked: while-open\n")


def test_a_charter_that_says_all_of_it_already_stays_byte_for_byte() -> None:
    once = put(CHARTER, answers(TOLD, ASKED))
    assert put(once, answers(TOLD, ASKED)) == once


def test_a_charter_without_front_matter_gets_some_on_top() -> None:
    assert put("# The Hub\n", answers(TOLD)) == (
        "---\ncoprod-audit: charter/1\nquestionnaire: coprod-ladder 1.0\n"
        "project:\n  title: Hub\n  unit: Decisions about the hub\n"
        "respondent:\n  view: staff\n  size: 8\n"
        "answers:\n  told: what-in-time\n---\n# The Hub\n"
    )


@pytest.mark.parametrize("yaml", ["", "# nothing yet\n", "\n\n"])
def test_empty_front_matter_is_filled_and_what_stands_there_stays(yaml: str) -> None:
    assert put(f"---\n{yaml}---\nProse", answers(TOLD)).startswith(f"---\n{yaml}coprod-audit: charter/1\n")


def test_front_matter_of_a_website_keeps_its_place_above_ours() -> None:
    done = put("---\nlayout: page\n# last\n---\nProse", answers(TOLD))
    assert done.startswith("---\nlayout: page\n# last\ncoprod-audit: charter/1\nquestionnaire: ")
    assert done.endswith("\nanswers:\n  told: what-in-time\n---\nProse")


def test_what_is_not_answered_any_more_goes_and_where_a_comment_tells_of_it_a_blank_stays() -> None:
    full = "---\nproject:\n  title: Hub\nanswers:\n  told: too-late\n  # who asked?\n  asked: never\n  safe: said\n---\n"
    done = put(full, answers(title="Hub", unit=""))
    assert "told" not in done
    assert "safe" not in done
    assert put(full, answers(("told", Answer("too-late")), unit="")).endswith(
        "answers:\n  told: too-late\n  # who asked?\n  asked:\n---\n"
    )


def test_tables_and_notes_are_updated_row_by_row() -> None:
    stands = "---\nanswers:\n  decisions:\n    # what for\n    purpose: told\n    money: talked\n---\n"
    rows = (
        ("decisions.purpose", Answer("agreed", "In May.", ("minutes",))),
        ("decisions.money", Answer("talked")),
    )
    assert put(stands, answers(*rows)).endswith(
        "  decisions:\n    # what for\n    purpose:\n      answer: agreed\n      note: In May.\n"
        "      evidence:\n        - minutes\n    money: talked\n---\n"
    )


def test_that_nothing_is_off_the_table_is_told_from_nobody_having_said() -> None:
    stands = "---\nproject:\n  off-the-table:\n---\n"
    assert "  off-the-table: {}\n" in put(stands, answers(off_the_table=()))
    assert "  off-the-table:\n" in put(stands, answers(off_the_table=None))
    matter = OffTheTable("the budget", "council")
    assert "  off-the-table:\n    the budget: council\n" in put(stands, answers(off_the_table=(matter,)))


def test_a_text_goes_with_all_its_lines_and_no_blank_is_left_at_an_end() -> None:
    stands = "---\nanswers:\n  told:\n    answer: too-late\n    note: |-\n      One\n      # two\n  # who asked?\n  asked: never\n---\n"
    noted = ("told", Answer("too-late", "One\n\nthree")), ("asked", Answer("never"))
    assert put(stands, answers(*noted)).endswith(
        "    note: |-\n      One\n\n      three\n  # who asked?\n  asked: never\n---\n"
    )


def test_what_is_new_finds_its_place_where_the_order_is_another() -> None:
    stands = "---\nanswers:\n  asked: never\n  told: too-late\n---\n"
    new = (TOLD, ("asked", Answer("while-open")), ("came-back", Answer("same-people")))
    assert put(stands, answers(*new)).endswith(
        "answers:\n  asked: while-open\n  came-back: same-people\n  told: what-in-time\n---\n"
    )


def test_what_stands_in_braces_is_written_anew_in_its_place() -> None:
    stands = "---\nanswers: {\n  told: too-late\n}\nreview: 2027-05-01\n---\n"
    assert put(stands, answers(TOLD)).endswith("answers:\n  told: what-in-time\nreview: 2027-05-01\n---\n")


def test_every_step_of_an_interview_fills_our_skeleton_and_keeps_its_comments() -> None:
    charter = skeleton(questionnaire(), "Riverside Hub", "2026-05-12")
    for answered in range(0, len(facts()) + 1, 7):
        done = put(charter, text(answered))
        assert said(_yaml(done)) == said(text(answered)) | {"coprod-audit": "charter/1"}
        assert [line for line in done.splitlines() if line.lstrip().startswith("#")] == [
            line for line in charter.splitlines() if line.lstrip().startswith("#")
        ]


def test_line_ends_of_windows_stay_and_what_is_new_has_them_too() -> None:
    there = f"\ufeff{CHARTER}".replace("\n", "\r\n")
    done = put(there, answers(TOLD, ASKED))
    assert done == f"\ufeff{put(CHARTER, answers(TOLD, ASKED))}".replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("charter", "why"),
    [
        ("---\ntitle: X\n# The Hub\n", UNCLOSED),
        ("+++\ntitle = 'X'\n+++\n# The Hub\n", TOML),
        ("---\n{project: {title: Hub}, review: 2027-05-01}\n---\n", NOT_A_KEY_A_LINE),
        ("---\n? project\n: title: Hub\n---\n", NOT_A_KEY_A_LINE),
        ("---\n- project\n---\n", NOT_A_KEY_A_LINE),
        ("---\nproject: [\n---\n", NOT_A_KEY_A_LINE),
        ("---\ntitle: a\ntitle: b\n---\n", NOT_A_KEY_A_LINE),
    ],
)
def test_front_matter_that_cannot_be_kept_is_refused(charter: str, why: str) -> None:
    with pytest.raises(UsageError) as refused:
        put(charter, answers(TOLD))
    assert str(refused.value) == why


@pytest.mark.parametrize(
    "ours",
    [
        "project:\n  title: Hub\n  about: |+\n    Text.\n\n\n",  # blank lines that count
        'project:\n  title: Hub\n  unit: "Decisions\n# about the hub"\n',  # what looks like a comment
        "project: {title: Hub,\nunit: Decisions}\n",
        "project:\n  ? title\n  : Hub\n",
    ],
)
def test_what_is_ours_and_oddly_written_is_written_anew_at_the_end(ours: str) -> None:
    given = answers(TOLD, unit="Decisions # about the hub", about="Text.\n\n\n", claims="co-design")
    done = put(f"---\nlayout: page\n{ours}review: 2027-05-01\n---\n", given)
    assert said(_yaml(done)) == said(given) | {
        "coprod-audit": "charter/1",
        "layout": "page",
        "review": "2027-05-01",
    }


def _yaml(charter: str) -> str:
    matter = split(charter)
    assert matter is not None
    return matter.yaml


# Chunks of front matter: what other tools write, what people write between, and ours in all their ways of writing.
THEIRS = (
    "title: The Hub  # for the site\n",
    "layout: page\n",
    'tags:\n- a\n-   "b: c"\n',
    "description: >-\n   Two lines\n\n   of text\n",
    "'quoted key': {a: [1, 2], b: ''}\n",
    "plan:\n  - {step: x, by: 2026-12-01}\n  # soon\n  - step: y\n",
    "review: 2027-05-01\n",
    "empty:\n",
)
BETWEEN = ("# a remark\n", "\n", "  # a remark further in\n", "   \n")
OF_OURS = (
    "coprod-audit: charter/1\n",
    "questionnaire: coprod-ladder 0.9\n",
    "project:\n    # indented by four\n    title: Old\n\n    unit: |-\n      Two\n      # lines\n    # below\n",
    "respondent: {view: mixed, groups: {staff: 5, people: 3}}\n",
    "answers:\n  # == Power ==\n\n  told: too-late\n  decisions: {purpose: told}\n  asked:\n    answer: never\n    note: No.\n",
    "set-aside:\n  safe: said\n",
    "ask-again:\n- told\n",
)


@st.composite
def front_matters(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """The chunks of front matter, and which of them are not ours."""
    entries = draw(st.permutations([*THEIRS, *OF_OURS]))
    kept = [chunk for chunk in entries if draw(st.booleans())]
    chunks = [
        piece for chunk in kept for piece in (*draw(st.lists(st.sampled_from(BETWEEN), max_size=2)), chunk)
    ]
    return chunks, [chunk for chunk in kept if chunk in THEIRS]


@given(
    front=front_matters(),
    answered=st.integers(0, 25),
    prose=st.binary(max_size=60) | st.text(max_size=60).map(lambda one: one.encode("utf-8", "replace")),
    windows=st.booleans(),
    mark=st.booleans(),
    closed=st.sampled_from(["---", "...", "---  "]),
)
@settings(max_examples=100, deadline=None)
def test_the_prose_and_what_is_not_ours_stay_byte_for_byte_whatever_they_hold(
    front: tuple[list[str], list[str]], answered: int, prose: bytes, windows: bool, mark: bool, closed: str
) -> None:
    chunks, theirs = front
    above = "".join(("\ufeff" if mark else "", "---\n", *chunks, closed, "\n"))
    there = (above.replace("\n", "\r\n") if windows else above).encode()
    done = with_answers(there + prose, text(answered))
    end = b"\r\n" if windows else b"\n"
    assert done.endswith(closed.encode() + end + prose)
    matter = done[: len(done) - len(prose)].decode()
    assert ("\r\n" in matter) is windows
    assert matter.count("\n") == matter.count("\r\n") or not windows
    assert matter.startswith("\ufeff") is mark
    plain = matter.replace("\r\n", "\n")
    assert _in_order(theirs, plain)
    assert said(_yaml(plain)) == (said("".join(theirs) or "x:") or {}) | said(text(answered)) | {
        "coprod-audit": "charter/1"
    }
    assert with_answers(done, text(answered)) == done


def _in_order(chunks: Sequence[str], text_: str) -> bool:
    at = 0
    for chunk in chunks:
        at = text_.find(chunk, at)
        if at < 0:
            return False
        at += len(chunk)
    return True


@given(prose=st.binary(max_size=200), windows=st.booleans())
@example(prose=b"-- -\n", windows=False)
@example(prose=b"\xef\xbb\xbfText\r\n", windows=True)
@settings(deadline=None)
def test_prose_that_had_no_front_matter_stands_below_it_as_it_was(prose: bytes, windows: bool) -> None:
    there = (b"# Hub\r\n" if windows else b"") + prose
    if split(there.decode("utf-8", "surrogateescape")) is not None:
        return
    if why_none(there.decode("utf-8", "surrogateescape")) != ABSENT:
        return
    done = with_answers(there, text(3))
    assert done.endswith(there.removeprefix(b"\xef\xbb\xbf"))
    assert done.startswith(b"\xef\xbb\xbf") == there.startswith(b"\xef\xbb\xbf")
    assert with_answers(done, text(3)) == done


def test_a_change_that_would_do_harm_is_never_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: whoever writes the lines forgets one."""
    real = writing._changed
    monkeypatch.setattr(writing, "_changed", lambda *given: real(*given).replace("layout: page\n", ""))
    with pytest.raises(UsageError, match="cannot be brought up to date"):
        put("---\nlayout: page\n---\n", answers(TOLD))


def test_all_that_is_written_is_ours() -> None:
    assert set(said(text(20))) <= set(OURS)
