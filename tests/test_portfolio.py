"""What a portfolio says of many responses: the right numbers with their denominators, and nothing of the few."""

import inspect
import json
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import escapes, report
from coprod_audit.ladder import BELOW
from coprod_audit.portfolio import LookedAt, Views, pictures, portfolio_data
from coprod_audit.report import render
from coprod_audit.resources import schemas_folder, shipped_template
from coprod_audit.responses import Response, Short
from tests import portfolio_kit as kit
from tests.hostile_kit import _rewritten
from tests.payloads import PAYLOADS
from tests.rendered import even, read

Data = dict[str, Any]
GOLDEN = Path(__file__).parent / "golden" / "portfolio"
SCHEMA = json.loads((schemas_folder() / "portfolio.schema.json").read_text(encoding="utf-8"))
VALID = jsonschema.Draft202012Validator(SCHEMA)
PAIRS = kit.pairs(120)
BY = ("organisation",)


def told(pairs: tuple[kit.Pair, ...] = PAIRS, by: tuple[str, ...] = BY, places: int = 0, **more: Any) -> Data:
    return portfolio_data(kit.counted(pairs, by, places), kit.asked(), **more)


def page(data: Data) -> str:
    return render(data, "portfolio.md.j2", shipped_template)


def standing(
    claim: str | None, lowest: str, highest: str, people: bool | None = False, group: str = ""
) -> kit.Pair:
    """A response of which nothing is known but where it stands."""
    project = {"organisation": group} if group else {}
    one = Response("a.csv", 2, project, "", people, claim, None, {})
    return one, Short(lowest if lowest == highest else None, lowest, highest, (), (), (), (), ())


def at(place: str, number: int, group: str = "", claim: str | None = None) -> tuple[kit.Pair, ...]:
    return (standing(claim, place, place, group=group),) * number


# The numbers, counted once more by hand.


def test_the_distribution_is_what_a_recount_gives() -> None:
    recount = Counter((short.lowest, short.highest) for _, short in PAIRS)
    rows = told()["distribution"]["rows"]
    assert recount == Counter({(r["lowest"], r["highest"]): r["n"] for r in rows if r["n"]})
    assert [120] * len(rows) == [r["of"] for r in rows]
    assert [*kit.asked().ladder.places] == [r["lowest"] for r in rows if r["surely"]]


def test_the_matrix_is_what_a_recount_gives() -> None:
    recount = Counter((one.claims, short.lowest, short.highest) for one, short in PAIRS)
    claimed = told()["claimed"]
    cells = {
        (column["claim"], row["lowest"], row["highest"]): n
        for row in claimed["rows"]
        for column, n in zip(claimed["columns"], row["cells"], strict=True)
        if n
    }
    assert dict(recount) == cells
    assert [r["n"] for r in claimed["rows"]] == [sum(r["cells"]) for r in claimed["rows"]]
    assert [c["n"] for c in claimed["columns"]] == [
        sum(r["cells"][i] for r in claimed["rows"]) for i in range(len(claimed["columns"]))
    ]


def test_every_claim_is_above_not_shown_or_shown() -> None:
    pairs = (
        *at("consultation", 3, claim="co-design"),
        *at("co-design", 2, claim="consultation"),
        standing("engagement", "consultation", "co-design"),
        standing(None, "below", "below"),
    )
    claimed = told(pairs, ())["claimed"]
    assert ["6 of 7", "3 of 6", "1 of 6", "2 of 6"] == [
        claimed[name]["says"] for name in ("claiming", "above", "not_shown", "shown")
    ]


def test_who_decides_what_is_what_a_recount_gives() -> None:
    recount = Counter(pair for _, short in PAIRS for pair in short.rows)
    decisions = told()["decisions"]
    cells = {
        (matter["fact"], row["id"]): cell["n"]
        for row in decisions["rows"]
        for matter, cell in zip(decisions["matters"], row["cells"], strict=True)
        if cell["n"]
    }
    assert dict(recount) == cells
    for i in range(len(decisions["matters"])):
        assert 120 == sum(row["cells"][i]["n"] for row in decisions["rows"])


@pytest.mark.parametrize(
    ("section", "field"),
    [
        ("alarms", "alarms"),
        ("unknown", "unknown"),
        ("recommendations", "recommendations"),
        ("treads", "missing_treads"),
    ],
)
def test_what_comes_up_most_is_what_a_recount_gives(section: str, field: str) -> None:
    recount = Counter(name for _, short in PAIRS for name in getattr(short, field))
    items = told()[section]["items"]
    assert dict(recount) == {item["id"]: item["n"] for item in items if item["n"]}
    if section != "treads":
        assert sorted((item["n"] for item in items), reverse=True) == [item["n"] for item in items]


def test_a_missing_tread_is_counted_among_those_who_stand_above_it() -> None:
    height = kit.asked().ladder.height
    for item in told()["treads"]["items"]:
        assert item["of"] == sum(height(short.lowest) > height(item["id"]) for _, short in PAIRS)


def test_who_answered_is_what_a_recount_gives() -> None:
    recount = Counter(one.people for one, _ in PAIRS)
    by = told()["answered_by"]
    assert [recount[True], recount[False], recount[None]] == [
        by[name]["n"] for name in ("people", "staff_only", "not_said")
    ]


def test_far_claims_are_counted_and_named_only_where_names_are_shown() -> None:
    pairs = (
        *at("consultation", 5, claim="co-production"),
        *at("co-design", 2, claim="information"),
        *at("below", 3),
    )
    data = told(pairs, (), places=3)
    assert ("5 of 7", "2 of 7", []) == (
        data["outliers"]["claims_above"]["says"],
        data["outliers"]["claims_below"]["says"],
        data["outliers"]["places"],
    )
    named = told(pairs, (), places=3, include_notes=True)["outliers"]["places"]
    assert ["a.csv, row 2"] * 5 == [place["says"] for place in named]
    assert {
        "claims co-production, the answers show consultation",
        "claims information, the answers show co-design",
    } == {place["why"] for place in named}


def test_nobody_is_named_without_names() -> None:
    assert "survey.csv" not in json.dumps(told(places=9)) + page(told(places=9))
    assert "survey.csv, row" in page(told(places=9, include_notes=True))


def test_far_from_the_group_counts_only_where_all_of_it_is_shown() -> None:
    whole = (*at("consultation", 9, "a"), *at("co-production", 5, "a"), *at("consultation", 6, "b"))
    outliers = told((*whole, *at("co-production", 5, "b")), places=2, include_notes=True)["outliers"]
    assert "10 of 25" == outliers["from_group"]["says"]
    assert "stands at co-production, far from most of its group" == outliers["places"][0]["why"]
    part = told((*whole, *at("co-production", 1, "b"), *at("engagement", 9, "c")))["outliers"]["from_group"]
    assert part is None or part["of"] < 30


@pytest.mark.parametrize(
    ("numbers", "far"),
    [
        ({"below": 5, "information": 5}, 0),
        ({"below": 5, "consultation": 5}, 0),
        ({"below": 5, "consultation": 6}, 5),
        ({"below": 6, "information": 5, "consultation": 6}, 0),
        ({"below": 5, "information": 9, "engagement": 5}, 5),
    ],
)
def test_the_middle_of_a_group_is_its_median(numbers: dict[str, int], far: int) -> None:
    """Of two in the middle the nearer one counts."""
    group = tuple(pair for place, n in numbers.items() for pair in at(place, n, "a"))
    other = tuple(pair for place in numbers for pair in at(place, 5, "b"))
    everybody = told((*group, *other))["outliers"]["from_group"]
    assert far == everybody["n"] - _far_in(dict.fromkeys(numbers, 5))


def _far_in(numbers: dict[str, int]) -> int:
    """The same, said in another way: in a list of all heights, far from both that stand in the middle."""
    heights = sorted(kit.asked().ladder.height(place) for place, n in numbers.items() for _ in range(n))
    middle = {heights[(len(heights) - 1) // 2], heights[len(heights) // 2]}
    return sum(all(abs(height - m) >= 2 for m in middle) for height in heights)


# The one thing to know.


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        (at("below", 6), "6 of 6 responses stand below the ladder."),
        ((*at("below", 2), *at("consultation", 4)), "6 of 6 responses describe consultation or less."),
        ((*at("co-production", 4), *at("below", 2)), "4 of 6 responses describe co-production."),
        (
            (*at("consultation", 3, claim="co-design"), *at("co-design", 6, claim="co-design")),
            "More is claimed than the answers show in 3 of 9 responses that claim a rung.",
        ),
        (
            (standing(None, "below", "co-production"),) * 6,
            "Most responses leave it open where the project stands: too much is not known.",
        ),
    ],
)
def test_the_one_thing_to_know(pairs: tuple[kit.Pair, ...], says: str) -> None:
    assert says == told(pairs, ())["one_thing"]


def test_whose_view_it_is_is_said_where_people_answered_in_fewer_than_half() -> None:
    some = (*at("below", 4), standing(None, "below", "below", people=True))
    assert "people themselves answered in 1 of 5 responses" in told(some, ())["caution"]
    assert "in no response" in told(at("below", 5), ())["caution"]
    assert told((standing(None, "below", "below", people=True),) * 5, ())["caution"] is None
    unsaid = (*some, *(standing(None, "below", "below", people=None),) * 5)
    assert told(unsaid, ())["caution"].startswith(
        "Nobody can tell whose view this mostly is: people themselves answered in 1 of 10 responses, and in 5 of 10 "
        "nobody said who answered."
    )


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        (at("below", 1), "The one response stands below the ladder."),
        (at("co-design", 1), "The one response describes co-design or less."),
        (
            (*at("consultation", 1), *at("co-production", 1)),
            "1 of 2 responses describes consultation or less.",
        ),
    ],
)
def test_one_response_is_no_crowd_where_so_few_are_told_about(pairs: tuple[kit.Pair, ...], says: str) -> None:
    data = told(pairs, (), min_group=1)
    assert data["one_thing"] == says
    assert not re.search(r"\b1 responses|[^,\d]1 (?:claim|do|stand|describe)\b", page(data))


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        (at("below", 6), "In every response the answers settle the place."),
        (
            (standing(None, "below", "engagement"),) * 6,
            "In no response do the answers settle the place. In each too much is not known: it stands somewhere in a range, and is counted once, in the row of its range.",
        ),
        (
            (*at("below", 5), standing(None, "below", "engagement")),
            "In 5 of 6 responses the answers settle the place. In the other one too much is not known: it stands somewhere in a range, and is counted once, in the row of its range.",
        ),
        (
            (*at("below", 5), *(standing(None, "below", "engagement"),) * 2),
            "In 5 of 7 responses the answers settle the place. In the others too much is not known: each of these 2 stands somewhere in a range, and is counted once, in the row of its range.",
        ),
    ],
)
def test_how_many_places_are_settled_is_a_sentence_for_any_number(
    pairs: tuple[kit.Pair, ...], says: str
) -> None:
    assert told(pairs, ())["distribution"]["says"] == says


def test_large_numbers_are_written_with_commas_wherever_people_read_them() -> None:
    pairs = (*at("consultation", 1_200, "a", "co-design"), *at("co-design", 34_000, "b", "co-design"))
    data = told(pairs, looked_at=LookedAt(20_000, 36_000, Views(1_500, 1_400, 1_300)))
    text = page(data) + "".join(pictures(data).values())
    plain = re.sub(r'digest `\w+`|="[^"]*"|#\w{6}|<style>.*</style>', "", text)
    assert [] == re.findall(r"(?<![,\d])\d{4,}", plain)
    for number in (
        "35,200",
        "1,200 of 35,200",
        "34,000",
        "20,000 projects",
        "800 more files",
        "1,500 projects",
    ):
        assert number in text


@pytest.mark.parametrize(
    ("views", "says"),
    [
        (None, None),
        (Views(0, 0, 0), None),
        (
            Views(1, 0, 0),
            "One project was answered by several, and in none of them do the views exclude each other.",
        ),
        (
            Views(12, 5, 0),
            "Twelve projects were answered by several; in five of them no rung fits all the views. Those who answered know different things: let them meet.",
        ),
        (
            Views(40, 15, 2),
            "40 projects were answered by several; in 15 of them no rung fits all the views, and in two of these the views are two rungs or more apart. Those who answered know different things: let them meet.",
        ),
        (
            Views(1, 1, 1),
            "One project was answered by several; there no rung fits all the views, and in this one the views are two rungs or more apart. Those who answered know different things: let them meet.",
        ),
    ],
)
def test_how_far_the_views_of_one_project_stand_apart_is_told(views: Views | None, says: str | None) -> None:
    data = told(looked_at=LookedAt(100, 120, views))
    VALID.validate(data)
    assert (data["views"]["says"] if data["views"] else None) == says
    assert says is None or f"None was left out. {says}\n\n" in page(data)
    assert told(PAIRS[:4], looked_at=LookedAt(2, 4, Views(2, 2, 2)))["views"] is None


def test_where_nothing_is_claimed_there_is_no_table_of_claims() -> None:
    text = page(told(at("below", 6), ()))
    assert (
        "## What they claim, and what the answers show\n\nNo response claims a rung.\n\n## Who decides"
        in text
    )


def test_what_another_portfolio_could_give_away_is_said_where_something_is_hidden() -> None:
    hidden = (*at("consultation", 9, "large"), *at("co-design", 8, "middling"), *at("co-design", 2, "tiny"))
    assert "publish one of them" in page(told(hidden))
    assert "publish one of them" not in page(told((*at("below", 9, "a"), *at("below", 9, "b"))))


@pytest.mark.parametrize(
    ("looked", "says"),
    [
        (LookedAt(), "This looks at 120 responses."),
        (LookedAt(1, 120), "This looks at 120 responses about one project. None was left out."),
        (
            LookedAt(114, 123),
            "This looks at 120 responses about 114 projects. Three more files or rows could not be judged; failures.csv says where and why.",
        ),
    ],
)
def test_it_begins_with_what_was_looked_at(looked: LookedAt, says: str) -> None:
    assert says == told(looked_at=looked)["looked_at"]
    assert page(told(looked_at=looked)).startswith(f"# What 120 responses say together\n\n{says}\n")


# Groups.


def test_groups_stand_in_the_order_of_the_alphabet_whatever_they_count() -> None:
    names = ["b", "Årsta", "a", "B", "", "C"]
    pairs = tuple(p for i, name in enumerate(names) for p in at("consultation", 5 + i, name))
    assert ["a", "B", "b", "C", "Årsta", "(not said)"] == [
        row["name"] for row in told(pairs)["groups"]["rows"]
    ]


def test_a_small_group_is_neither_named_nor_told_and_another_keeps_it_company() -> None:
    pairs = (*at("consultation", 9, "large"), *at("co-design", 8, "middling"), *at("co-design", 2, "tiny"))
    data = told(pairs)
    assert ["large"] == [row["name"] for row in data["groups"]["rows"]]
    assert "2 10 of 19" == f"{data['groups']['hidden']['groups']} {data['groups']['hidden']['says']}"
    assert "tiny" not in json.dumps(data) + page(data)


def test_hidden_nought_and_shown_numbers_are_told_apart() -> None:
    pairs = (
        *at("consultation", 20, "a"), *at("engagement", 10, "a"), *at("co-design", 2, "a"),
        *at("consultation", 20, "b"), *at("engagement", 10, "b"), *at("co-design", 6, "b"),
        *at("consultation", 20, "c"), *at("engagement", 10, "c"), *at("co-design", 30, "c"),
    )  # fmt: skip
    data = told(pairs)
    assert "| a | 0 | 0 | 20 | not shown | not shown | 0 | 0 | 32 |" in page(data)
    cell = data["groups"]["rows"][0]["cells"][4]
    assert {"shown": False, "n": None, "says": "not shown"} == cell
    assert "0 among them, or for another" in data["groups"]["says"]


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        (at("below", 6, "one"), "All responses have the same organisation"),
        ((*at("below", 3, "one"), *at("below", 3, "two")), "No group can be shown"),
    ],
)
def test_where_there_is_no_table_of_groups_it_says_why(pairs: tuple[kit.Pair, ...], says: str) -> None:
    data = told(pairs)
    assert data["groups"]["says"].startswith(says)
    assert [] == data["groups"]["rows"]
    assert "## By organisation" in page(data)


def test_without_groups_nothing_is_said_of_groups() -> None:
    assert told(by=())["groups"] is None
    assert "## By" not in page(told(by=()))


def test_too_many_groups_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coprod_audit.portfolio.tally.MOST_GROUPS", 2)
    assert "Group by something that several responses share." in page(told())


# Too few.


@pytest.mark.parametrize("number", [0, 1, 4])
def test_too_few_responses_are_not_told_about(number: int) -> None:
    data = told(PAIRS[:number], places=3, include_notes=True, looked_at=LookedAt(number, 7))
    VALID.validate(data)
    assert {} == pictures(data)
    text = page(data)
    assert ["How this was made"] == [line[3:] for line in text.split("\n") if line.startswith("## ")]
    assert "failures.csv says where and why" in text
    assert "survey.csv" not in json.dumps(data)


def test_how_few_is_too_few_can_be_said() -> None:
    assert told(PAIRS[:4], min_group=4)["too_few"] is None
    assert "no group of fewer than four is shown" in page(told(PAIRS[:4], min_group=4))
    with pytest.raises(ValueError, match="begins at 1"):
        told(min_group=0)


# The form.


@given(
    st.integers(0, 60), st.integers(1, 7), st.booleans(), st.sampled_from([(), BY, ("organisation", "title")])
)
def test_the_schema_says_what_a_portfolio_is(
    number: int, least: int, names: bool, by: tuple[str, ...]
) -> None:
    places = 3 if names else 0
    data = told(PAIRS[:number], by, places, min_group=least, include_notes=names)
    VALID.validate(data)
    assert data == json.loads(json.dumps(data))


def test_the_schema_leaves_no_room_for_what_it_does_not_name() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert not VALID.is_valid(told() | {"more": 1})
    data = told()
    data["distribution"]["rows"][0]["more"] = 1
    assert not VALID.is_valid(data)


def golden_data() -> Data:
    asked = kit.asked()._replace(digest="0" * 64)
    data = portfolio_data(kit.counted(PAIRS, BY, questionnaire=asked), asked, LookedAt(114, 123))
    data["made"]["version"] = "0.0.0"
    return data


def test_the_portfolio_of_made_up_responses_is_a_file_to_read(golden: Callable[[Path, str], None]) -> None:
    data = golden_data()
    golden(GOLDEN / "portfolio.md", page(data))
    golden(GOLDEN / "portfolio.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    for name, drawn in pictures(data).items():
        golden(GOLDEN / name, drawn)


def test_the_same_responses_in_another_order_give_the_same_bytes() -> None:
    backwards = tuple(reversed(PAIRS))
    one, other = (told(pairs, places=3, include_notes=True) for pairs in (PAIRS, backwards))
    assert (json.dumps(one), page(one), pictures(one)) == (json.dumps(other), page(other), pictures(other))


def test_it_reads_like_a_document() -> None:
    text = page(golden_data())
    assert "\n\n\n" not in text
    assert "None" not in text.replace("None was left out", "")
    assert "{" not in text
    assert ".." not in text
    assert "%" not in text
    assert text.endswith("\n\n<!-- coprod-audit audit/1 -->\n")


def test_each_table_of_the_page_has_as_many_cells_in_every_row() -> None:
    lines = page(golden_data()).split("\n")
    for before, line in pairwise(lines):
        if before.startswith("|") and line.startswith("|"):
            assert before.count("|") == line.count("|"), line


# Words of strangers.


def hostile(text: str, where: str) -> tuple[Data, dict[str, str]]:
    """A portfolio with a text in one kind of place, groups and outliers and all, of a small questionnaire."""
    asked = _rewritten(text if where == "the questionnaire" else "word")
    if where == "names":
        asked = asked._replace(id=text, version=text, licence=text, digest=text)
    file = text if where == "files" else "a.csv"
    name = text if where == "groups" else "name"
    rows = tuple((f"decisions.{row}", "told") for row in ("money", "design", "running"))
    pairs = [
        (
            Response(file, n, {"organisation": group}, "", None, "co-design", None, {}),
            Short(BELOW, BELOW, BELOW, rows, ("claim",), ("information",), ("told",), ("tell-why",)),
        )
        for group in (name, "other")
        for n in range(6)
    ]
    counting = kit.counted(pairs, BY, places=3, questionnaire=asked)
    data = portfolio_data(counting, asked, include_notes=True)
    return data, pictures(data)


def active(data: Data, harmless: Counter[str]) -> list[str]:
    found = read(page(data))
    elements = Counter(e for e in found.elements if e not in {"p", "br"})
    return [
        *(elements - harmless),
        *(c for c in found.comments if c != "coprod-audit audit/1"),
        *(
            a[2]
            for a in found.attributes
            if a[1] == "src" and a[2] not in {"portfolio-ladder.svg", "portfolio-decisions.svg"}
        ),
        *(a[1] for a in found.attributes if a[1] not in {"src", "alt", "start", "class"}),
    ]


PLACES = ("groups", "files", "the questionnaire", "names")


@pytest.mark.parametrize("where", PLACES)
def test_whatever_strangers_type_is_shown_and_does_nothing(where: str) -> None:
    harmless = Counter(read(page(hostile("word", where)[0])).elements)
    points = [(text, active(hostile(text, where)[0], harmless)) for text in PAYLOADS if text.strip()]
    print(f"portfolio.md, {where}: {len(points)} points")
    assert [] == [(text, found) for text, found in points if found]


@pytest.mark.parametrize("where", ["groups", "files"])
def test_what_people_typed_is_shown_as_they_typed_it(where: str) -> None:
    for payload in PAYLOADS:
        text = f"from {payload} to"
        data, _ = hostile(text, where)
        assert even(escapes.visible(text)) in read(page(data)).text, payload
        typed = {row["group"][0] for row in data["groups"]["rows"]} | {
            p["file"] for p in data["outliers"]["places"]
        }
        assert text in typed


def test_the_harness_finds_a_planted_cell_that_escapes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    report._room.cache_clear()
    monkeypatch.setattr(escapes, "md", lambda text: text)
    monkeypatch.setattr(escapes, "cell", inspect.unwrap(escapes.cell))  # remembers nothing of other tests
    try:
        harmless = Counter(read(page(hostile("word", "groups")[0])).elements)
        assert (
            sum(bool(active(hostile(text, "groups")[0], harmless)) for text in PAYLOADS if text.strip()) >= 10
        )
    finally:
        report._room.cache_clear()
