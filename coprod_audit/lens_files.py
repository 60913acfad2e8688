"""Lenses of somebody's own, from files beside a questionnaire.

Such a file begins like every file of a questionnaire and holds lenses, disagreements, and what these cite and tell: sources
and stories. It has no questions and no rule, so that nothing in it can move a rung.
"""

from collections.abc import Sequence
from typing import Final

from coprod_audit import lens_checks
from coprod_audit.advice_reader import read_story
from coprod_audit.diagram import bring, diagram_of
from coprod_audit.documents import no_collecting
from coprod_audit.documents import read as read_document
from coprod_audit.faults import Faults, Origin
from coprod_audit.fields import Field, few
from coprod_audit.findings import Location
from coprod_audit.guard import QUESTIONNAIRE_LIMITS, Limits
from coprod_audit.lens_reader import read_disagreement, read_lens
from coprod_audit.names import Names
from coprod_audit.question_reader import scope_of
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.questionnaire_reader import FORMAT, SourceFile, read_source

_MAY_HOLD: Final = ("lenses", "disagreements", "sources", "stories")


def joined(
    questionnaire: Questionnaire, files: Sequence[SourceFile], *, limits: Limits = QUESTIONNAIRE_LIMITS
) -> Questionnaire:
    """The questionnaire with the lenses in these files behind its own. Raises `InputError` with every fault of theirs."""
    with no_collecting():
        faults = Faults()
        lists = _lists(sorted(files), limits, faults)
        if faults.fatal:
            faults.stop()
        more = _more(questionnaire, lists, _known(questionnaire, faults, limits))
    bring(more, diagram_of(questionnaire))
    return more


def _lists(files: Sequence[SourceFile], limits: Limits, faults: Faults) -> dict[str, list[Field]]:
    lists: dict[str, list[Field]] = {key: [] for key in _MAY_HOLD}
    for file in files:
        top = read_document(file.data, Origin(file.path, faults), limits)
        if faults.fatal or not top.format(FORMAT):
            continue
        for name, field in top.value.items() if isinstance(top.value, dict) else ():
            if name in lists:
                lists[name] += field.items()
            elif name != "coprod-audit":
                message = f"{field.name} in a file of lenses, which may hold {', '.join(_MAY_HOLD[:-1])} and {_MAY_HOLD[-1]}; put it into a questionnaire of your own"
                field.note("Q044", message, field.key_at)
    return lists


def _more(questionnaire: Questionnaire, lists: dict[str, list[Field]], names: Names) -> Questionnaire:
    """The questionnaire with what the lists hold."""
    sources = [read_source(field, names) for field in lists["sources"]]
    stories = [read_story(field, names) for field in lists["stories"]]
    rungs = tuple([rung.id for rung in questionnaire.ladder.rungs])
    definitions = {definition.id: dict(definition.rows) for definition in questionnaire.definitions}
    scope = scope_of(questionnaire.questions, rungs, names.limits)._replace(definitions=definitions)
    room = names.limits.lenses
    lenses = [read_lens(field, names, scope) for field in few(lists["lenses"], room, "lenses")]
    disagreements = [read_disagreement(field, names, scope) for field in lists["disagreements"]]
    names.faults.stop()
    lens_checks.check(questionnaire, names, lenses, disagreements)
    names.faults.stop()
    return questionnaire._replace(
        sources=(*questionnaire.sources, *sources),
        stories=(*questionnaire.stories, *stories),
        lenses=(*questionnaire.lenses, *lenses),
        disagreements=(*questionnaire.disagreements, *disagreements),
    )


def _known(questionnaire: Questionnaire, faults: Faults, limits: Limits) -> Names:
    """The names that the questionnaire has given already."""
    names, there = Names(faults, limits), Location(questionnaire.id, 0, 0)
    given = {
        "source": [one.id for one in questionnaire.sources],
        "story": [one.id for one in questionnaire.stories],
        "recommendation": [one.id for one in questionnaire.recommendations],
        "lens": [one.id for one in questionnaire.lenses],
        "disagreement": [one.id for one in questionnaire.disagreements],
    }
    for kind, ids in given.items():
        for name in ids:
            names.also(name, kind, there)
    return names
