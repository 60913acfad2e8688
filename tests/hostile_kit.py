"""What strangers may hand in: a text in each kind of place, and a questionnaire that asks without end."""

from collections.abc import Callable
from typing import Any

from coprod_audit.answers import OffTheTable, Project
from coprod_audit.lens import Corner, Disagreement, Drawing, Lens, StageGrid, TwoByTwo
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.result import as_data
from tests import lens_kit
from tests import telling_kit as kit
from tests.reading_kit import SMALL, changed

Data = dict[str, Any]


def in_notes(text: str) -> Data:
    return as_data(kit.assessment(kit.answers(note=text)), picture="audit.svg")


def in_evidence(text: str) -> Data:
    return as_data(kit.assessment(kit.answers(evidence=(text, "minutes.pdf"))), picture="audit.svg")


def in_the_project(text: str) -> Data:
    project = saying(kit.PROJECT, text)._replace(date=text, off_the_table=(OffTheTable(text, text),))
    return as_data(kit.assessment(kit.answers(project=project)), picture="audit.svg")


def saying(project: Project, text: str) -> Project:
    """The project with the text wherever people type what they like."""
    return project._replace(
        title=text,
        organisation=text,
        organisation_short=text,
        people=text,
        unit=text,
        about=text,
        coded_from=text,
        off_the_table=(OffTheTable(text or "money", text or "law"),),
    )


def in_the_questionnaire(text: str) -> Data:
    return as_data(kit.assessment(asked=_rewritten(text)), picture="audit.svg")


def in_names(text: str) -> Data:
    """The name of the picture's file; ids and versions, which a reader refuses, are put in all the same."""
    asked = kit.QUESTIONNAIRE._replace(id=text, version=text, digest=text, licence=text)
    return as_data(kit.assessment(asked=asked), picture=text or "audit.svg")


def in_the_lenses(text: str) -> Data:
    """Lenses come from files of other people's too; ids, which a reader refuses, stay as they are."""
    asked = lens_kit.ASKED._replace(
        lenses=tuple(_lens(one, text) for one in lens_kit.LENSES),
        disagreements=(_disagreement(lens_kit.DISAGREEMENT, text),),
    )
    return as_data(kit.assessment(asked=asked), picture="audit.svg", lenses=("all",))


def _lens(lens: Lens, text: str) -> Lens:
    elements = tuple(
        one._replace(
            part=text,
            title=text,
            means=text,
            ideas=tuple(idea._replace(idea=text, source=(text,)) for idea in one.ideas),
            source=(text,),
        )
        for one in lens.elements
    )
    return lens._replace(
        title=text,
        about=text,
        note=text,
        elements=elements,
        drawing=_drawing(lens.drawing, text),
        source=(text,),
    )


def _drawing(drawing: Drawing | None, text: str) -> Drawing | None:
    corner = Corner(text, text)
    match drawing:
        case TwoByTwo(across, up):
            return TwoByTwo(across, up, text, text, corner, corner, corner, corner)
        case StageGrid(columns, stages):
            return StageGrid(
                tuple(column._replace(title=text) for column in columns),
                tuple(stage._replace(title=text) for stage in stages),
            )
        case None:
            return None


def _disagreement(disagreement: Disagreement, text: str) -> Disagreement:
    first, second = (side._replace(view=text, source=(text,)) for side in disagreement.sides)
    return Disagreement(disagreement.id, text, (first, second))


PLACES: dict[str, Callable[[str], Data]] = {
    "notes": in_notes,
    "evidence": in_evidence,
    "the project": in_the_project,
    "the questionnaire": in_the_questionnaire,
    "names": in_names,
    "the lenses": in_the_lenses,
}


def _rewritten(text: str) -> Questionnaire:
    asked = kit.QUESTIONNAIRE
    questions = tuple(
        q._replace(
            ask=text,
            easy=text,
            if_unknown=text,
            choices=tuple(c._replace(label=text, easy=text, says=text) for c in q.choices),
            rows=tuple(r._replace(label=text, easy=text) for r in q.rows),
        )
        for q in asked.questions
    )
    view = kit.ADVICE.views[0]._replace(view=text)
    advice = kit.ADVICE._replace(
        title=text, text=text, first_step=text, effort=text, owner=text, views=(view, view), source=(text,)
    )
    return asked._replace(
        title=text,
        ladder=asked.ladder._replace(
            rungs=tuple(r._replace(title=text or "a rung", has=text) for r in asked.ladder.rungs)
        ),
        sources=tuple(s._replace(author=text, title=text, publisher=text, year=text) for s in asked.sources),
        sections=tuple(s._replace(title=text) for s in asked.sections),
        questions=questions,
        criteria=tuple(c._replace(title=text, unmet=text) for c in asked.criteria),
        alarms=tuple(a._replace(title=text, text=text) for a in asked.alarms),
        recommendations=(advice,),
        stories=tuple(s._replace(title=text, tells=text) for s in asked.stories),
    )


def many_questions(number: int) -> str:
    """The small questionnaire with so many questions more."""
    ranks = enumerate(("not-in-place", "partly", "in-place"))
    choices = ", ".join(f"{{id: {name}, rank: {rank}, label: x, says: x}}" for rank, name in ranks)
    question = "  - {{id: extra-{0}, section: culture, ask: And?, matters-from: shared, choices: [{1}]}}\n"
    more = "".join(question.format(n, choices) for n in range(number))
    return changed("definitions:\n", f"{more}definitions:\n", SMALL)
