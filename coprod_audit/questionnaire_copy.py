"""A questionnaire as JSON and back: read twenty times as quickly as its YAML, because nothing is left to be checked.

A copy is made where the package is built, and lies in it beside the YAML that it was made from (`compiled`). It is for this
program alone and of this version alone: nobody writes one, and what is in it was valid when it was made. Values stand
as the lists of their fields. A condition is told by how it begins:

    ["told", ["nothing", "some"]]   Among        [2, [..., ...]]   AtLeast
    ["told"]                        NobodyKnows  [[...]]           Not
"""

from typing import Any

from coprod_audit.conditions import Among, AtLeast, Condition, NobodyKnows, Not
from coprod_audit.diagram import Diagram, bring
from coprod_audit.ladder import Ladder, Rung
from coprod_audit.questionnaire import (
    Alarm,
    Choice,
    CommunityLed,
    Criterion,
    Definition,
    Helps,
    Question,
    Questionnaire,
    Recommendation,
    Row,
    Section,
    Source,
    Story,
    View,
    Work,
)

_Plain = Any  # what json makes: lists, texts, numbers, booleans and None


def to_json(questionnaire: Questionnaire, diagram: Diagram | None = None) -> str:
    """The questionnaire as three lines: all but its advice; the diagram that judges by it; the advice and its stories.

    The same ones come to the same text. Without a diagram it will be woven when somebody asks for it.
    """
    advice = (questionnaire.recommendations, questionnaire.stories)
    rest = questionnaire._replace(recommendations=(), stories=())
    return "\n".join([_line(rest), _line(diagram), _line(advice)])


def _line(value: object) -> str:
    import json

    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str, *, advice: bool = True) -> Questionnaire:
    """The questionnaire that `to_json` made a text of, and its diagram with it.

    Whoever only judges does without the advice, which is two thirds of it, and need not have the last line: there is
    none then, and there are no stories.
    """
    from json import loads

    rest, woven, *more = text.split("\n")
    questionnaire = _questionnaire(loads(rest))
    if advice:
        recommendations, stories = loads(more[0])
        questionnaire = questionnaire._replace(
            recommendations=tuple(map(_recommendation, recommendations)),
            stories=tuple(map(_story, stories)),
        )
    if diagram := loads(woven):
        bring(questionnaire, _diagram(diagram))
    return questionnaire


def _plain(value: object) -> _Plain:
    match value:
        case Among(fact, choices):
            return [fact, sorted(choices)]
        case NobodyKnows(fact):
            return [fact]
        case AtLeast(n, of):
            return [n, _plain(of)]
        case Not(condition):
            return [_plain(condition)]
        case tuple():
            return [_plain(part) for part in value]
    return value


def _condition(plain: _Plain) -> Condition:
    first = plain[0]
    if type(first) is str:
        return Among(first, frozenset(plain[1])) if len(plain) == 2 else NobodyKnows(first)
    if type(first) is int:
        return AtLeast(first, tuple(map(_condition, plain[1])))
    return Not(_condition(first))


def _questionnaire(fields: _Plain) -> Questionnaire:
    *texts, ladder, sources, sections, questions, definitions, criteria, alarms, _, _, work, led = fields
    return Questionnaire._make(
        [
            *(*texts, _ladder(ladder)),
            tuple(map(Source._make, sources)),
            tuple(map(Section._make, sections)),
            tuple(map(_question, questions)),
            tuple([Definition(name, title, _by_row(rows)) for name, title, rows in definitions]),
            tuple(map(_criterion, criteria)),
            tuple(map(_alarm, alarms)),
            *((), ()),
            work and Work._make(work),
            led and CommunityLed(_condition(led[0]), led[1]),
        ]
    )


def _diagram(fields: _Plain) -> Diagram:
    facts, classes, places, levels, children, root = fields
    together = tuple([tuple(map(tuple, of_one)) for of_one in classes])
    return Diagram(tuple(facts), together, tuple(places), tuple(levels), tuple(map(tuple, children)), root)


def _by_row(plain: _Plain) -> tuple[tuple[str, Condition], ...]:
    return tuple([(row, _condition(when)) for row, when in plain])


def _ladder(fields: _Plain) -> Ladder:
    rungs, *below = fields
    return Ladder._make([tuple(map(_rung, rungs)), *below])


def _rung(fields: _Plain) -> Rung:
    name, title, has, source, *more = fields
    return Rung._make([name, title, has, tuple(source), *more])


def _question(fields: _Plain) -> Question:
    *texts, source, covers, from_, maybe_not, if_unknown, choices, rows, row_when, changed, dont_know = fields
    return Question._make(
        [
            *(*texts, tuple(source), tuple(covers), from_, maybe_not, if_unknown),
            tuple(map(Choice._make, choices)),
            tuple(map(Row._make, rows)),
            *(_by_row(row_when), changed, dont_know),
        ]
    )


def _criterion(fields: _Plain) -> Criterion:
    *texts, when, source = fields
    return Criterion._make([*texts, _condition(when), tuple(source)])


def _alarm(fields: _Plain) -> Alarm:
    *texts, when, section, source = fields
    return Alarm._make([*texts, _condition(when), section, tuple(source)])


def _story(fields: _Plain) -> Story:
    *texts, source = fields
    return Story._make([*texts, tuple(source)])


def _recommendation(fields: _Plain) -> Recommendation:
    *texts, when, helps, story, source, views, easy = fields
    return Recommendation._make(
        [
            *(*texts, _condition(when), Helps._make(map(tuple, helps)), story, tuple(source)),
            tuple([View(view, tuple(where)) for view, where in views]),
            easy,
        ]
    )
