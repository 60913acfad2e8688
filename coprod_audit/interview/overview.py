"""The two menus of a conversation: the sections with their state, and every answer with a way to change it."""

import re

from coprod_audit.interview import details
from coprod_audit.interview.questions import told
from coprod_audit.interview.scope import Place, open_places, parts_left, places
from coprod_audit.interview.steps import REVIEW, SECTIONS, Interview, Option, Step
from coprod_audit.questionnaire import Section

ON, PARTS = "on", "parts"
LEAVE = "leave:"
"""How the option begins that leaves what is open in an optional section for later."""
_OPEN = "still open"
_CALLED = {
    "project.unit": "The sentence above the audit",
    "off-the-table": "What was off the table",
    "project.claims": "What you say it is",
    "project.intends": "What you want it to be",
}
_TO_DO = re.compile(r" \(Enter[^)]*\)$")


def sections(interview: Interview) -> Step:
    """Every part of the conversation with how far it is, to go to its first open step, or else its first."""
    options = [_details(interview)]
    asked, left = places(interview), {place.fact for place in open_places(interview)}
    unopened = parts_left(interview)
    for section in interview.questionnaire.sections:
        facts = [place.fact for place in asked if place.question.section == section.id]
        if facts:
            to = next((fact for fact in facts if fact in left), facts[0])
            title = f"{section.title} (optional)" if section.optional else section.title
            options.append(Option(to, f"{title}: {_state(facts, left)}"))
        if section in unopened:
            options.append(_part(interview, section))
        elif section.optional and not left.difference(interview.passed).isdisjoint(facts):
            options.append(Option(LEAVE + section.id, f"Leave the rest of '{section.title}' for later"))
    options.append(Option(REVIEW, "Every answer, to look through and change", key="r"))
    return Step(SECTIONS, "Where do you want to go?", (*options, _on(interview)))


def _part(interview: Interview, section: Section) -> Option:
    """An optional section that nobody has opened yet."""
    here = [one for one in interview.questionnaire.questions if one.section == section.id]
    return Option(here[0].facts[0], f"{section.title}: optional, {_counted(len(here))}")


def _counted(questions: int) -> str:
    return f"{questions} questions" if questions != 1 else "1 question"


def with_parts(interview: Interview, ending: Step) -> Step:
    """What there is to do at the end; last the way to the optional sections, where one is not fully answered."""
    number = _left_in_parts(interview)
    if not number:
        return ending
    parts = Option(PARTS, f"Answer an optional part ({_counted(number)})", key="s")
    return ending._replace(options=(*ending.options, parts))


def _left_in_parts(interview: Interview) -> int:
    """How many questions of the optional sections have no answer yet, those of sections that nobody has opened among them."""
    unopened = {section.id for section in parts_left(interview)}
    optional = {section.id for section in interview.questionnaire.sections if section.optional}
    closed = {one.id for one in interview.questionnaire.questions if one.section in unopened}
    left = {one.question.id for one in open_places(interview) if one.question.section in optional}
    return len(closed | left)


def review(interview: Interview) -> Step:
    """Every answer so far, each to be changed; going on leads to what is still open, or to the result."""
    options = [
        Option(one.id, _line(called(interview, one), _detail_said(interview, one)))
        for one in details.applying(interview)
        if one.id not in {details.WHO_FIXED_IT, "unit.about", "unit.level"}
    ]
    options += [
        Option(place.fact, _line(_asked(place), _answer(interview, place))) for place in places(interview)
    ]
    aside = len(interview.answers.set_aside)
    before = (_set_aside(aside),) if aside else ()
    return Step(
        REVIEW,
        "Here is every answer. Which one do you want to change?",
        (_on(interview), *options),
        before=before,
    )


def _on(interview: Interview) -> Option:
    left = still_open(interview)
    return Option(ON, f"Go on ({left} still open)" if left else "Go on to the result", key="g")


def still_open(interview: Interview) -> int:
    """How many steps are open, those left open for later among them."""
    every = interview._replace(passed=frozenset())
    return len(open_places(every)) + len(list(details.open_details(every)))


def _details(interview: Interview) -> Option:
    asked = [one for one in details.applying(interview) if one.id != details.WHO_FIXED_IT]
    left = {one.id for one in details.open_details(interview)}
    to = next((one.id for one in asked if one.id in left), asked[0].id)
    return Option(to, f"The project itself: {_state([one.id for one in asked], left)}")


def _state(ids: list[str], left: set[str]) -> str:
    still_open = len(left.intersection(ids))
    if not still_open:
        return "all answered"
    return f"{len(ids) - still_open} of {len(ids)} answered" if still_open < len(ids) else "not begun"


def called(interview: Interview, one: details.Detail) -> str:
    """What a detail is called where its answer is shown."""
    return _CALLED.get(one.id) or _TO_DO.sub("", one.ask(interview).ask)


def _detail_said(interview: Interview, one: details.Detail) -> str:
    stands = one.stands(interview.answers)
    options = {option.value: option.label.partition(". ")[0] for option in one.ask(interview).options}
    return options.get(stands, stands) or ("left empty" if one.optional else "")


def _asked(place: Place) -> str:
    """The question; of a table's the last sentence, with the row."""
    if place.row is None:
        return place.question.ask
    return f"{place.question.ask.rpartition('. ')[2]} {place.row.label[:1].upper()}{place.row.label[1:]}"


def _answer(interview: Interview, place: Place) -> str:
    answers = interview.answers
    given = [answers.by_fact[fact] for fact in place.facts if fact in answers.by_fact]
    if len(given) < len(place.facts):
        return ""
    again = " (to be asked again)" if not set(place.facts).isdisjoint(answers.ask_again) else ""
    noted = " (with a note)" if any(one.note or one.evidence for one in given) else ""
    return told(answers, place) + again + noted


def _line(asked: str, answer: str) -> str:
    return f"{asked} - {answer or _OPEN}"


def _set_aside(number: int) -> str:
    what = (
        "1 answer is set aside, because its question does"
        if number == 1
        else (f"{number} answers are set aside, because their questions do")
    )
    return f"{what} not arise as things stand. Nothing is lost: they come back if it does."
