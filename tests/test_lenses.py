"""The same answers through other frameworks: how elements come out, which lenses say most, to which side a project leans."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coprod_audit
from coprod_audit.conditions import UNKNOWN, Among, Not
from coprod_audit.errors import UsageError
from coprod_audit.lens import Disagreement, Element, Lens, Side
from coprod_audit.lenses import (
    Chosen,
    ElementResult,
    Leaning,
    LensResult,
    Placement,
    chosen,
    leaning,
    say_most,
    seen,
)
from coprod_audit.questionnaire import Questionnaire
from tests.judging_kit import all_of, any_of
from tests.own_lenses_kit import WITH_LENSES
from tests.reading_kit import read_small


@cache
def small() -> Questionnaire:
    return read_small(WITH_LENSES)


@cache
def shipped() -> Questionnaire:
    return coprod_audit.read_questionnaire()


def is_(fact: str, choice: str) -> Among:
    return Among(fact, frozenset((choice,)))


def through(name: str, **facts: str) -> LensResult:
    """What a lens of the small questionnaire shows; two underlines stand for the dot of a row."""
    lens = next(lens for lens in small().lenses if lens.id == name)
    return seen(lens, {fact.replace("__", "."): choice for fact, choice in facts.items()})


def made(*elements: Element) -> Lens:
    return Lens("made", "Made", "For this.", "", "practice", False, False, elements, None, ())


def an_element(name: str, **more: object) -> Element:
    condition = is_(name, "yes")
    given = {"when": condition, "partly": None, **more}
    return Element(name, "", name, "", given["when"], given["partly"], None, None, (), ())  # type: ignore[arg-type]


def of_states(name: str, *states: str) -> LensResult:
    """A lens whose elements came out so."""
    element = an_element("x")
    results = tuple(ElementResult(element, state, (), (), (), ()) for state in states)  # type: ignore[arg-type]
    return LensResult(made()._replace(id=name), results, None)


@pytest.mark.parametrize(
    ("hear", "state", "because"),
    [
        ("why", "evident", ("hear",)),
        ("what", "partly", ("hear",)),
        ("nothing", "not-evident", ("hear",)),
        ("law", "not-evident", ("hear",)),
        (UNKNOWN, "not-known", ("hear",)),
    ],
)
def test_an_element_comes_out_by_the_answer_that_states_it(
    hear: str, state: str, because: tuple[str, ...]
) -> None:
    result = through("voices", hear=hear).elements[0]
    assert (result.state, result.because) == (state, because)


def test_what_nobody_was_asked_is_not_known() -> None:
    assert [(result.state, result.because) for result in through("voices").elements] == [
        ("not-known", ("hear",)),
        ("not-known", ("matters.money", "leaders")),
    ]


def test_an_element_with_several_answers_says_what_is_there_what_lacks_and_what_nobody_knows() -> None:
    result = through("voices", matters__money="agreed", leaders="partly").elements[1]
    assert (result.state, result.because) == ("not-evident", ("leaders",))
    assert (result.already, result.further, result.unknown) == (("matters.money",), ("leaders",), ())
    result = through("voices", matters__money="agreed").elements[1]
    assert (result.state, result.because, result.unknown) == ("not-known", ("leaders",), ("leaders",))


def test_what_speaks_for_an_element_by_one_of_its_choices_is_not_said_to_lack_by_another() -> None:
    either = an_element("x", when=any_of(is_("a", "yes"), all_of(is_("a", "no"), is_("b", "yes"))))
    (result,) = seen(made(either), {"a": "yes", "b": "no"}).elements
    assert (result.state, result.already, result.further) == ("evident", ("a",), ("b",))


def test_what_is_there_in_part_is_there_already() -> None:
    both = all_of(is_("a", "yes"), is_("b", "yes"))
    element = an_element("x", when=both, partly=any_of(is_("a", "half"), is_("b", "half")))
    (result,) = seen(made(element), {"a": "half", "b": "no"}).elements
    assert (result.state, result.already, result.further) == ("partly", ("a",), ("b",))


def test_what_never_came_up_is_not_said_to_be_unknown() -> None:
    """How differences ended is asked only of what was worked out."""
    either = any_of(is_("row", "agreed"), all_of(is_("row", "worked-out"), is_("ended", "people")))
    both = an_element("x", when=all_of(either, is_("b", "yes")))
    (result,) = seen(made(both), {"row": "told"}).elements
    assert (result.further, result.unknown) == (("row",), ("b",))
    (result,) = seen(made(both), {"row": "worked-out"}).elements
    assert (result.already, result.unknown) == (("row",), ("ended", "b"))


def test_partly_is_said_where_the_rest_is_not_known() -> None:
    element = an_element("x", when=all_of(is_("a", "yes"), is_("b", "yes")), partly=is_("a", "yes"))
    (result,) = seen(made(element), {"a": "yes"}).elements
    assert (result.state, result.because) == ("partly", ("a",))


@pytest.mark.parametrize(
    ("facts", "placement"),
    [
        ({"hear": "why", "matters__money": "agreed", "leaders": "in-place"}, ("evident", "evident", "both")),
        ({"hear": "why", "matters__money": "alone"}, ("evident", "not-evident", "only-across")),
        (
            {"hear": "law", "matters__money": "agreed", "leaders": "in-place"},
            ("not-evident", "evident", "only-up"),
        ),
        ({"hear": "nothing", "matters__money": "alone"}, ("not-evident", "not-evident", "neither")),
        ({"hear": "what", "matters__money": "alone"}, ("partly", "not-evident", None)),
        ({"matters__money": "alone"}, ("not-known", "not-evident", None)),
    ],
)
def test_a_project_is_placed_in_two_directions_only_where_both_are_clear(
    facts: dict[str, str], placement: tuple[str, str, str | None]
) -> None:
    assert through("voices", **facts).placement == Placement(*placement)  # type: ignore[arg-type]
    assert through("stages", **facts).placement is None


@pytest.mark.parametrize(
    ("facts", "leans", "because"),
    [
        ({"matters.aim": "talked", "leaders": "partly"}, "first", ("matters.aim",)),
        ({"matters.aim": "alone", "leaders": "in-place"}, "second", ("leaders",)),
        ({"leaders": "in-place"}, "second", ("leaders",)),
        ({"matters.aim": "talked", "leaders": "in-place"}, "both", ("matters.aim", "leaders")),
        ({"matters.aim": "agreed", "leaders": "partly"}, "neither", ("matters.aim", "leaders")),
        ({"matters.aim": "agreed"}, "not-known", ("leaders",)),
        ({}, "not-known", ("matters.aim", "leaders")),
    ],
)
def test_a_project_leans_to_the_side_that_its_answers_state(
    facts: dict[str, str], leans: str, because: tuple[str, ...]
) -> None:
    (matter,) = small().disagreements
    assert leaning(matter, facts) == Leaning(matter, leans, because)  # type: ignore[arg-type]


def test_what_must_not_be_so_speaks_for_an_element_where_it_is_not() -> None:
    not_alone = an_element("x", when=all_of(Not(is_("who", "staff")), is_("b", "yes")))
    (result,) = seen(made(not_alone), {"who": "people", "b": "no"}).elements
    assert (result.already, result.further) == (("who",), ("b",))
    (result,) = seen(made(not_alone), {"who": "staff", "b": "no"}).elements
    assert (result.already, result.further) == ((), ("who", "b"))


def test_a_fact_to_which_both_sides_look_is_named_once() -> None:
    side = Side("So.", is_("a", "yes"), ())
    matter = Disagreement("m", "M", (side, side._replace(when=any_of(is_("a", "yes"), is_("b", "yes")))))
    assert leaning(matter, {"a": "yes", "b": "no"}) == Leaning(matter, "both", ("a",))
    assert leaning(matter, {"a": "no", "b": "no"}) == Leaning(matter, "neither", ("a", "b"))


def test_elements_are_counted_by_any_of_several_ways_of_coming_out() -> None:
    result = of_states("x", "evident", "partly", "partly", "not-known")
    assert [result.count("evident", "partly"), result.count("partly"), result.count("not-evident")] == [
        3,
        2,
        0,
    ]


E, P, N, U = "evident", "partly", "not-evident", "not-known"


def test_those_lenses_say_most_of_which_the_largest_share_is_known() -> None:
    half, most, whole = of_states("half", E, U), of_states("most", E, N, U), of_states("whole", N)
    assert say_most([half, most, whole], 2) == (most, whole)


def test_of_lenses_equally_known_those_say_most_that_tell_most_apart() -> None:
    alike, mixed, nearly = (
        of_states("alike", E, E, E, E),
        of_states("mixed", E, E, N, N),
        of_states("nearly", P, P, P, N),
    )
    assert say_most([alike, mixed, nearly], 1) == (mixed,)
    assert say_most([alike, mixed, nearly], 2) == (mixed, nearly)
    assert say_most([of_states("none", N, N), alike], 1)[0].lens.id == "none"


def test_a_lens_of_which_nothing_is_known_says_nothing() -> None:
    assert say_most([of_states("blank", U, U), of_states("one", U, E)]) == (of_states("one", U, E),)
    assert say_most([]) == ()


def test_a_lens_that_is_shown_on_request_alone_is_not_among_those_that_say_most() -> None:
    asked_for = of_states("asked-for", E, N)
    asked_for = asked_for._replace(lens=asked_for.lens._replace(on_request=True))
    other = of_states("other", E, U)
    assert say_most([asked_for, other]) == (other,)
    assert chosen([asked_for, other], ["asked-for"]).shown == (asked_for,)
    assert chosen([asked_for, other], ["all"]).shown == (asked_for, other)


def test_three_lenses_are_shown_where_nobody_says_which_in_the_order_of_the_questionnaire() -> None:
    results = [of_states(name, N, E) for name in ("a", "b", "c", "d")]
    assert chosen(results) == Chosen(tuple(results[:3]), "say-most")


def test_lenses_are_chosen_by_name() -> None:
    a, b = of_states("a", N), of_states("b", U)
    assert chosen([a, b], ["b"]) == Chosen((b,), "named")
    assert chosen([a, b], ["b", "a"]) == Chosen((a, b), "named")
    assert chosen([a, b], ["all"]) == Chosen((a, b), "all")
    assert chosen([a, b], ["none"]) == Chosen((), "none")


def test_a_lens_that_is_not_there_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UsageError) as error:
        chosen([of_states("access", N)], ["acces"])
    assert (
        str(error.value)
        == "no lens called 'acces', the nearest is 'access'; there are access; 'all' and 'none' choose too"
    )


def some_answers() -> st.SearchStrategy[dict[str, str]]:
    q = shipped()
    return st.fixed_dictionaries(
        {}, optional={fact: st.sampled_from(sorted(one.possible)) for fact, (one, _) in q.by_fact.items()}
    )


@given(some_answers(), st.data())
def test_knowing_more_never_takes_back_what_was_evident_or_was_not(
    facts: dict[str, str], data: st.DataObject
) -> None:
    """What is partly so may turn out evident, where the rest was not known; nothing else that is known changes."""
    unknown = [fact for fact in shipped().by_fact if facts.get(fact, UNKNOWN) == UNKNOWN]
    if not unknown:
        return
    fact = data.draw(st.sampled_from(unknown))
    choice = data.draw(st.sampled_from([one.id for one in shipped().question_of(fact).choices]))
    for lens in shipped().lenses:
        for before, after in zip(
            seen(lens, facts).elements, seen(lens, facts | {fact: choice}).elements, strict=True
        ):
            known_before = {E: {E}, N: {N}, P: {P, E}, U: {E, P, N, U}}
            assert after.state in known_before[before.state]


@given(some_answers())
def test_every_element_names_the_answers_that_decided_it(facts: dict[str, str]) -> None:
    for lens in shipped().lenses:
        for result in seen(lens, facts).elements:
            assert result.because
            assert set(result.because) <= set(shipped().by_fact)
            known = {fact for fact in result.because if facts.get(fact, UNKNOWN) != UNKNOWN}
            assert known == (set() if result.state == "not-known" else set(result.because))


@given(some_answers())
def test_those_that_say_most_are_at_most_three_and_none_of_the_others_says_more(
    facts: dict[str, str],
) -> None:
    def share(result: LensResult) -> float:
        return 1 - result.count("not-known") / len(result.elements)

    every = [seen(lens, facts) for lens in shipped().lenses if not lens.on_request]
    shown = say_most(every)
    others = [result for result in every if result not in shown]
    assert len(shown) == min(3, sum(share(result) > 0 for result in every))
    assert max(map(share, others), default=0) <= min(map(share, shown), default=1)
