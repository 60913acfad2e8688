"""What is remembered between two reports: the same text, for the same values, and an end to how much is kept."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import escapes, report
from coprod_audit.narrative import sentences, wording
from coprod_audit.once import Kept
from coprod_audit.report import remembering
from coprod_audit.resources import shipped_template
from coprod_audit.result import as_data
from coprod_audit.template_faults import TemplateError
from tests import telling_kit as kit
from tests.payloads import MARKDOWN, MARKUP, TERMINAL


def source(**templates: str) -> report.Source:
    return templates.get


def printed(template: str, data: dict[str, Any]) -> tuple[str, str]:
    """What a template prints with remembering, twice, and what it prints without."""
    given_by = source(own=template)
    twice = [report.render(data, "own", given_by, remembering=True) for _ in range(2)]
    assert twice[0] == twice[1]
    return twice[1], "".join(report.told_pieces(data, "own", given_by))


LOOPS = (
    "{% for a in many %}{{ a.x }}{% endfor %}",
    "{% for a in many %}{{ loop.index }} {{ a.x }}{% if not loop.last %}, {% endif %}{% endfor %}",
    "{% for a in many %}{% if shown %}{{ a.x }}{% endif %}{{ other.name }}{% endfor %}",
    "{% for a in many %}{% for b in a.inner %}{{ loop.index }}{{ b.y|cell }}{{ a.x }}{% endfor %}{% endfor %}",
    "{% for a in many %}{% for a in a.inner %}{{ a.y }}{% endfor %}{{ a.x }}{% endfor %}",
    "{% for a in many if a.x %}{{ a.x|block }}{% else %}none{% endfor %}",
    "{% for a in many %}{% set b = a.x %}{{ b }}{% endfor %}",
    "{% macro m(a) %}{{ a.x }}{% endmacro %}{% for a in many %}{{ m(a) }}{% endfor %}",
    "{% for a in many %}{{ many|length }}{{ a.inner|join('; ', attribute='y') }}{% endfor %}",
    "{% for a in many recursive %}{{ a.x }}{% endfor %}",
)


@pytest.mark.parametrize("template", LOOPS)
def test_a_loop_prints_the_same_whether_it_remembers_or_not(template: str) -> None:
    one, two = (Kept({"x": f"*{n}*", "inner": [Kept({"y": f"|{n}"}), {"y": "z"}]}) for n in range(2))
    for many, shown, name in (
        ([one, two], True, "a*"),
        ([two, one, two], False, "b"),
        ([one, {**two}], True, "b"),
    ):
        again, ever = printed(template, {"many": many, "shown": shown, "other": {"name": name}})
        assert again == ever


def test_what_a_loop_printed_is_kept_with_what_it_was_printed_for() -> None:
    once = Kept({"x": "*"})
    data = {"many": [once, {"x": "*"}], "n": 1}
    again, _ = printed("{% for a in many %}{{ a.x }}{{ n }}{% endfor %}", data)
    assert again == "\\*1\\*1"
    assert [*once.written.values()] == ["\\*1"]


def test_values_that_can_change_are_no_part_of_what_is_remembered_by() -> None:
    once, names = Kept({"x": "*"}), ["a"]
    template = "{% for a in many %}{{ a.x }}{{ names|join }}{% endfor %}"
    assert printed(template, {"many": [once], "names": names})[0] == "\\*a"
    names.append("b")
    assert printed(template, {"many": [once], "names": names})[0] == "\\*ab"
    assert once.written == {}


def test_no_template_can_ask_for_what_remembers() -> None:
    for name in (remembering.WRITTEN, remembering.KEEP):
        with pytest.raises(TemplateError):
            "".join(report.told_pieces({}, "own", source(own=f"{{{{ 1|{name.strip()}(2) }}}}")))


def test_the_names_that_a_template_reads_are_those_of_what_it_includes_too() -> None:
    given_by = source(a="{{ one }}{% include 'b' %}", b="{% for x in two.three %}{{ x }}{% endfor %}")
    names = report.names_read("a", given_by)
    assert names is not None
    assert names >= {"one", "two"}
    assert "three" not in names


@pytest.mark.parametrize("template", ["{{ result.one }}", "{% include name %}", "{% include 'a' %}"])
def test_a_template_that_may_read_anything_is_said_to(template: str) -> None:
    assert report.names_read("a", source(a=template, b="")) is None


@pytest.mark.parametrize(
    "text", [*TERMINAL, *MARKUP, *MARKDOWN, "a plain text, and (another)", "", "a ", "5 b", "ab\x1c"]
)
def test_plain_words_are_told_from_what_acts_without_looking_twice(text: str) -> None:
    assert not escapes._nothing_acts(text) or escapes._markdown(escapes.visible(text).strip()) == text
    assert escapes._nothing_acts("a plain text, and (another)")


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=12))
def test_what_is_taken_for_plain_words_would_be_written_as_it_is(text: str) -> None:
    if escapes._nothing_acts(text):
        blanks = escapes._BLANKS.sub(" ", escapes.visible(text)).strip()
        assert escapes._markdown(blanks) == text


def test_long_names_are_filled_in_and_not_kept() -> None:
    asked = kit.QUESTIONNAIRE
    short, long = (wording.wording(asked, people, "it", coded=False) for people in ("we", "w" * 300))
    assert short is wording.wording(asked, "we", "it", coded=False)
    assert long is not wording.wording(asked, "w" * 300, "it", coded=False)
    assert sentences.fill(long, "{People} said so.") == f"W{'w' * 299} said so."
    assert (short.remembers, long.remembers) == (True, False)


def test_every_loop_of_the_audit_that_can_remember_does() -> None:
    room = report._room(shipped_template, remembering=True)
    marked = 0
    for name in ("audit-first-page", "audit-decisions", "audit-practice", "audit-appendix"):
        text = shipped_template(f"{name}.md.j2") or ""
        marked += sum(remembering.WRITTEN in repr(part) for part in room._parse(text, name, name).body)
    data = as_data(kit.assessment())
    report.render(data, "audit.md.j2", shipped_template, remembering=True)
    kept = [q for section in data["answers"] for q in section["questions"] if isinstance(q, Kept)]
    assert marked >= 4
    assert kept
    assert all(len(question.written) == 1 for question in kept)


def test_what_is_printed_alike_by_two_templates_is_kept_for_each() -> None:
    """Planted: two rooms that count their loops from one would print what the other printed."""
    data = {"many": [Kept({"x": "*"})], "n": 1}
    assert printed("{% for a in many %}{{ a.x }}{% endfor %}", data)[0] == "\\*"
    assert printed("{% for a in many %}{{ a.x|cell }}.{% endfor %}", data)[0] == "\\*."
    assert printed("{% for a in many %}{{ n }}{% endfor %}", data)[0] == "1"
    assert printed("{% for a in many %}{{ n }}{% endfor %}", {**data, "n": True})[0] == "True"
