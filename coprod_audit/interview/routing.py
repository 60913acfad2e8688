"""Where a conversation goes: on, back, forward, to a section, to the review. Values in, values out.

The *route* is every step that applies as the answers stand, in order. A step is open while it has no answer, or is
to be asked once more. An answer leads to the first open step; going back and forward leads along what was shown and
along the route, and changes nothing.
"""

from coprod_audit.answers import VIEWS, Answer, Answers
from coprod_audit.interview import details, overview
from coprod_audit.interview.keeping import GROUP
from coprod_audit.interview.questions import step_for
from coprod_audit.interview.rerouting import put, put_all
from coprod_audit.interview.scope import Place, open_places, parts_left, place_of, places
from coprod_audit.interview.steps import REVIEW, SECTIONS, Given, Interview, Reply, Step, Wish
from coprod_audit.interview.ticking import choices_of, so_far
from coprod_audit.questionnaire import Question


def route(interview: Interview) -> tuple[str, ...]:
    """The ids of every step that applies, answered or not: the details, then the facts."""
    return (*(one.id for one in details.applying(interview)), *(one.fact for one in places(interview)))


def open_steps(interview: Interview) -> tuple[str, ...]:
    """The ids of the steps that are still open and were not passed over, in order."""
    asked = [place.fact for place in open_places(interview) if place.fact not in interview.passed]
    return (*(one.id for one in details.open_details(interview)), *asked)


def current(interview: Interview) -> Step | None:
    """The step or the menu to put now; None when nothing is open and nobody has gone back."""
    match interview.at:
        case None:
            return None
        case "sections":
            return overview.sections(interview)
        case "review":
            return overview.review(interview)
        case fact if fact in interview.questionnaire.by_fact:
            return step_for(interview, place_of(interview.questionnaire, fact))
        case step_id:
            one = details.detail(step_id)
            return details.step_of(interview, one) if one is not None else None


def replied(interview: Interview, step: Step, reply: Reply) -> Interview:
    """The conversation after a reply to the step. A wish for a note changes nothing here."""
    match reply:
        case Given(value, fact, then):
            after = _given(interview, step, fact or step.id, value)
            return after._replace(at=then) if then else after
        case wanted:
            return _wished(interview, wanted.wish, wanted.fact or step.id)


def go_to(interview: Interview, step_id: str | None) -> Interview:
    """The conversation at another step or menu; one can go back from there to where it was."""
    history = interview.history if interview.at is None else (*interview.history, interview.at)
    return interview._replace(at=step_id, history=history, reviewing=step_id == REVIEW or interview.reviewing)


def go_on(interview: Interview) -> Interview:
    """The conversation at the first open step, of the section that the room has gone to if it has one; else at None."""
    still_open = open_steps(interview)
    if interview.section:
        inside = (one for one in still_open if section_of(interview, one) == interview.section)
        if (first := next(inside, None)) is not None:
            return interview._replace(at=first)
    return interview._replace(at=still_open[0] if still_open else None, section="")


def section_of(interview: Interview, step_id: str) -> str:
    """The section of a question; "" for a detail."""
    found = interview.questionnaire.by_fact.get(step_id)
    return found[0].section if found is not None else ""


def must_be_answered(interview: Interview, step_id: str) -> bool:
    """Whether a step cannot be left open for later: the details that every audit needs."""
    one = details.detail(step_id)
    return one is not None and not one.optional and not one.stands(interview.answers)


def _given(interview: Interview, step: Step, step_id: str, value: str) -> Interview:
    if step.id in {SECTIONS, REVIEW}:
        return _chosen(interview, step, value)
    after = kept(interview, step, step_id, value)
    if not after.reviewing:
        further = _next_row(step, step_id)
        return after._replace(at=further) if further else go_on(after)
    before = frozenset(open_steps(interview)) - {step_id}
    newly = [one for one in open_steps(after) if one not in before or _belongs_to_it(after, one)]
    return after._replace(at=newly[0] if newly else REVIEW)


_SAME_MATTER = {
    "unit.about": ("unit.level", "project.unit"),
    "unit.level": ("project.unit",),
    "respondent.view": ("respondent.size", *(f"{GROUP}{view}" for view in VIEWS)),
}
"""What is asked again when a part of the unit sentence, or who is answering, has changed."""


def _next_row(step: Step, fact: str) -> str:
    """The next row of a table, where the room has come back to one that had an answer: it may want to change that too."""
    facts = [row.fact for row in step.rows]
    had = [row.fact for row in step.rows if row.stands]
    return facts[facts.index(fact) + 1] if fact in had and fact != facts[-1] else ""


def _belongs_to_it(interview: Interview, step_id: str) -> bool:
    """Whether a detail is asked again because of what another one was changed to."""
    return step_id in interview.again and details.detail(step_id) is not None


def kept(interview: Interview, step: Step, step_id: str, value: str) -> Interview:
    """The answer in its place, and the step behind us. `step_id` may be another row of the step's table."""
    text = value or step.default
    one = details.detail(step_id)
    unchanged = step_id == step.id and bool(step.stands) and text == step.stands
    again, answers_to = interview.again - {step_id}, {step_id}
    if one is None:
        place = place_of(interview.questionnaire, step_id)
        answers_to.update(place.facts)
        interview = interview._replace(answers=_placed(interview, place, text))
    elif not unchanged:
        interview = interview._replace(answers=one.put(interview, text))
        again |= frozenset(_SAME_MATTER.get(step_id, ()))
    more_to_come = step_id == details.OFF_THE_TABLE and bool(text)
    return interview._replace(
        history=(*interview.history, step_id),
        done=interview.done - {step_id} if more_to_come else interview.done | answers_to,
        passed=interview.passed - {step_id},
        again=again,
    )


def answered(interview: Interview, fact: str, choice: str) -> Answers:
    """The answers with one given today, and with what follows from it for the others; a note stays with its answer."""
    return put(interview.questionnaire, interview.answers, fact, _today(interview, fact, choice))


def answered_several(interview: Interview, question: Question, text: str) -> Answers:
    """The same for all the rows of a question: those in the text are ticked, or nobody could say of any.

    Where the same are ticked as before, what was not known of a row stays so.
    """
    before = [interview.answers.facts.get(fact) for fact in question.facts]
    chosen = choices_of(question, before, text, same=text == so_far(question, interview.answers))
    new = {fact: _today(interview, fact, choice) for fact, choice in zip(question.facts, chosen, strict=True)}
    return put_all(interview.questionnaire, interview.answers, new)


def _placed(interview: Interview, place: Place, text: str) -> Answers:
    if place.question.several:
        return answered_several(interview, place.question, text)
    return answered(interview, place.fact, text)


def _today(interview: Interview, fact: str, choice: str) -> Answer:
    """A choice as the answer of today, beside the note that the fact had."""
    answers = interview.answers
    old = answers.by_fact.get(fact) or dict(answers.set_aside).get(fact) or Answer(choice)
    another_day = "project.date" not in interview.done and interview.today != answers.project.date
    return old._replace(choice=choice, date=interview.today if another_day else "")


def _wished(interview: Interview, wish: Wish, step_id: str) -> Interview:
    match wish:
        case Wish.BACK:
            return _back(interview)
        case Wish.FORWARD:
            return _forward(interview, step_id)
        case Wish.SECTIONS:
            return go_to(interview, SECTIONS)
        case Wish.REVIEW:
            return go_to(interview, REVIEW)
        case Wish.NOTE:
            return interview


def _back(interview: Interview) -> Interview:
    """To the step shown before; where nothing was shown, to the one before on the route."""
    reviewing = interview.reviewing and interview.at != REVIEW
    there, history = route(interview), list(interview.history)
    reachable = {*there, SECTIONS, REVIEW} - {interview.at}
    while history:
        before = history.pop()
        if before in reachable:
            return interview._replace(at=before, history=tuple(history), reviewing=reviewing)
    place = there.index(interview.at) if interview.at in there else len(there)
    return interview._replace(at=there[place - 1], history=(), reviewing=reviewing) if place else interview


def _forward(interview: Interview, step_id: str) -> Interview:
    """To the next step on the route; an open one stays open for later, unless no audit can do without it."""
    if must_be_answered(interview, step_id):
        return interview
    if step_id in {SECTIONS, REVIEW}:
        return _on(interview)
    there = route(interview)
    passed = interview.passed | ({step_id} if step_id in open_steps(interview) else frozenset())
    after = there[there.index(step_id) + 1 :] if step_id in there else ()
    further = interview._replace(history=(*interview.history, step_id), passed=passed)
    return (
        further._replace(at=after[0]) if after else go_on(further)
    )  # what is open before it is not passed over


def _chosen(interview: Interview, step: Step, value: str) -> Interview:
    """What a menu leads to: a step, the review, or on to what is open."""
    if value == overview.ON:
        return _on(interview)
    if value.startswith(overview.LEAVE):
        return _left(interview, value.removeprefix(overview.LEAVE))
    section = section_of(interview, value) if step.id == SECTIONS else ""
    opened = {section} & {one.id for one in parts_left(interview)}
    there = go_to(interview, value)
    return there._replace(
        reviewing=REVIEW in {step.id, value}, section=section, opened=interview.opened | opened
    )


def _left(interview: Interview, section: str) -> Interview:
    """On to what is open elsewhere; what is open in the section is left for later."""
    left = [place.fact for place in open_places(interview) if place.question.section == section]
    return go_on(interview._replace(passed=interview.passed.union(left), reviewing=False, section=""))


def _on(interview: Interview) -> Interview:
    """From a menu to what is open; where nothing else is, to what was left open for later."""
    further = go_on(interview._replace(reviewing=False, section=""))
    return further if further.at is not None else go_on(further._replace(passed=frozenset()))
