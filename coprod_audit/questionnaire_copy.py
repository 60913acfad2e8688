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
    """The questionnaire as three lines: all but its advice; the diagram that judges by it; advice, stories and lenses.

    The same ones come to the same text. Without a diagram it will be woven when somebody asks for it.
    """
    advice = (
        questionnaire.recommendations,
        questionnaire.stories,
        questionnaire.lenses,
        questionnaire.disagreements,
    )
    rest = questionnaire._replace(recommendations=(), stories=(), lenses=(), disagreements=())
    return "\n".join([_line(rest), _line(diagram), _line(advice)])


def _line(value: object) -> str:
    import json

    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str, *, advice: bool = True) -> Questionnaire:
    """The questionnaire that `to_json` made a text of, and its diagram with it.

    Whoever only judges does without the advice, which is two thirds of it, and need not have the last line: there is
    none then, and there are no stories and no lenses.
    """
    from json import loads

    rest, woven, *more = text.split("\n")
    questionnaire = _questionnaire(loads(rest))
    if advice:
        from coprod_audit import lens_copy

        recommendations, stories, lenses, disagreements = loads(more[0])
        questionnaire = questionnaire._replace(
            recommendations=tuple(map(_recommendation, recommendations)),
            stories=tuple(map(_story, stories)),
            lenses=tuple([lens_copy.lens(fields, condition) for fields in lenses]),
            disagreements=tuple([lens_copy.disagreement(fields, condition) for fields in disagreements]),
        )
    if diagram := loads(woven):
        bring(questionnaire, _diagram(diagram))
    return questionnaire


def _plain(value: object) -> _Plain:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return sorted(value) if isinstance(value, frozenset) else value


def condition(plain: _Plain) -> Condition:
    """The condition that a list stands for."""
    first = plain[0]
    if type(first) is str:
        return Among(first, frozenset(plain[1])) if len(plain) == 2 else NobodyKnows(first)
    if type(first) is int:
        return AtLeast(first, tuple(map(condition, plain[1])))
    return Not(condition(first))


def _questionnaire(fields: _Plain) -> Questionnaire:
    *texts, ladder, sources, sections, questions, definitions, criteria, alarms = fields[:14]
    work, led = fields[16:18]
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
            led and CommunityLed(condition(led[0]), led[1]),
            *((), ()),
        ]
    )


def _diagram(fields: _Plain) -> Diagram:
    facts, classes, places, levels, children, root = fields
    together = tuple([tuple(map(tuple, of_one)) for of_one in classes])
    return Diagram(tuple(facts), together, tuple(places), tuple(levels), tuple(map(tuple, children)), root)


def _by_row(plain: _Plain) -> tuple[tuple[str, Condition], ...]:
    return tuple([(row, condition(when)) for row, when in plain])


def _ladder(fields: _Plain) -> Ladder:
    rungs, *below = fields
    return Ladder._make([tuple(map(_rung, rungs)), *below])


def _rung(fields: _Plain) -> Rung:
    name, title, has, source, *more = fields
    return Rung._make([name, title, has, tuple(source), *more])


def _question(fields: _Plain) -> Question:
    *texts, source, covers, from_, maybe_not, if_unknown, choices, rows, row_when = fields[:-3]
    return Question._make(
        [
            *(*texts, tuple(source), tuple(covers), from_, maybe_not, if_unknown),
            tuple(map(Choice._make, choices)),
            tuple(map(Row._make, rows)),
            *(_by_row(row_when), *fields[-3:]),
        ]
    )


def _criterion(fields: _Plain) -> Criterion:
    *texts, when, source = fields
    return Criterion._make([*texts, condition(when), tuple(source)])


def _alarm(fields: _Plain) -> Alarm:
    *texts, when, section, source = fields
    return Alarm._make([*texts, condition(when), section, tuple(source)])


def _story(fields: _Plain) -> Story:
    *texts, source = fields
    return Story._make([*texts, tuple(source)])


def _recommendation(fields: _Plain) -> Recommendation:
    *texts, when, helps, story, source, views, easy = fields
    return Recommendation._make(
        [
            *(*texts, condition(when), Helps._make(map(tuple, helps)), story, tuple(source)),
            tuple([View(view, tuple(where)) for view, where in views]),
            easy,
        ]
    )
