"""Front matter is told from prose so that the one can be replaced and the other is kept byte for byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.charter.front_matter import ABSENT, TOML, UNCLOSED, FrontMatter, split, why_none

ENDS = ["\n", "\r\n", "\r"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\na: 1\n---\nx", FrontMatter("a: 1\n", 4, 9, 13, 4)),
        ("---\na: 1\n---", FrontMatter("a: 1\n", 4, 9, 12, 3)),
        ("---\r\na: 1\r\n...  \r\nx", FrontMatter("a: 1\r\n", 5, 11, 18, 4)),
        ("---\ra: 1\r---\rx", FrontMatter("a: 1\r", 4, 9, 13, 4)),
        ("\ufeff---\t\na: 1\n---\n", FrontMatter("a: 1\n", 6, 11, 15, 4)),
        ("---\n---\nx", FrontMatter("", 4, 4, 8, 3)),
        ("---\r\n---\r\nx", FrontMatter("", 5, 5, 10, 3)),
        ("---\n\n---\n", FrontMatter("\n", 4, 5, 9, 4)),
        ("---\na: 1\n---\nx\n---\ny", FrontMatter("a: 1\n", 4, 9, 13, 4)),
        ("---\na: --- b\n --- \n---\n", FrontMatter("a: --- b\n --- \n", 4, 19, 23, 5)),
    ],
)
def test_yaml_and_prose_are_found_by_their_characters(text: str, expected: FrontMatter) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", ABSENT),
        ("# A charter\n", ABSENT),
        (" ---\na: 1\n---\n", ABSENT),
        ("\n---\na: 1\n---\n", ABSENT),
        ("----\na: 1\n----\n", ABSENT),
        ("--- # ours\na: 1\n---\n", ABSENT),
        ("---", ABSENT),
        ("---\na: 1\n", UNCLOSED),
        ("---\na: 1\n ---\n", UNCLOSED),
        ("---\na: 1\n----\n", UNCLOSED),
        ("---\r\na: 1\r\n--- b\r\n", UNCLOSED),
        ("+++\na = 1\n+++\n", TOML),
        ("\ufeff+++\na = 1\n+++\n", TOML),
    ],
)
def test_what_is_no_front_matter_has_a_reason_with_a_way_out(text: str, reason: str) -> None:
    assert split(text) is None
    assert why_none(text) == reason


@pytest.mark.parametrize(
    ("yaml", "empty"),
    [("", True), ("\n \n", True), ("# a\n  # b\n", True), ("a:\n", False), ("# a\nb: 1\n", False)],
)
def test_front_matter_is_empty_where_only_remarks_stand_in_it(yaml: str, empty: bool) -> None:
    matter = split(f"---\n{yaml}---\n")
    assert matter is not None
    assert matter.empty is empty


@given(
    st.lists(st.text(alphabet="ab:- #\t\x0b\x0c\x85\u2028é", max_size=6)),
    st.text(alphabet="-.\n\r#x\ufeff", max_size=20),
    st.sampled_from(ENDS),
    st.sampled_from(["---", "..."]),
)
def test_new_yaml_put_in_between_leaves_every_other_character(
    lines: list[str], prose: str, end: str, closing: str
) -> None:
    yaml = "".join(f"{line}{end}" for line in lines if line[:3] not in {"---", "..."})
    text = f"---{end}{yaml}{closing}{end}{prose}"
    matter = split(text)
    assert matter is not None
    assert matter.yaml == yaml == text[matter.begins : matter.ends]
    begins_with_rest_of_end = end == "\r" and prose.startswith("\n")
    assert text[matter.prose :] == (prose[1:] if begins_with_rest_of_end else prose)
    assert f"{text[: matter.begins]}new: 1{end}{text[matter.ends :]}" == (
        f"---{end}new: 1{end}{closing}{end}{prose}"
    )
    assert matter.first_line == 3 + yaml.count(end)
