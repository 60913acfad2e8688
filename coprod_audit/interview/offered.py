"""Values that are given beforehand, on the command line or in a file: they beat what is stored, and it is said.

"Explicit input always beats stored" (what-users-ask, 20), with a preview of what would be taken (15).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from coprod_audit.answers import Answer, Answers
from coprod_audit.errors import UsageError
from coprod_audit.faults import no_such, quoted
from coprod_audit.interview import details
from coprod_audit.interview.keeping import complaint
from coprod_audit.interview.overview import called
from coprod_audit.interview.questions import options, rows_to_tick, told
from coprod_audit.interview.rerouting import put
from coprod_audit.interview.routing import answered, answered_several, go_on, kept
from coprod_audit.interview.scope import applies, place_of
from coprod_audit.interview.steps import Interview, Option, Step
from coprod_audit.interview.ticking import NOT_ALONE, picked
from coprod_audit.questionnaire import Question

_SETTABLE = ("project.", "respondent.")


class Taken(NamedTuple):
    """One value that was taken, in words, and what stood there before ("" for nothing)."""

    asked: str
    now: str
    before: str


class Offer(NamedTuple):
    """A value for a fact or a detail. `answer` brings its note and evidence with it."""

    name: str
    value: str
    answer: Answer | None = None


def offers(pairs: Iterable[str]) -> Iterator[Offer]:
    """What `--set NAME=VALUE` offers. Raises UsageError where there is no `=`."""
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if not mark or not name.strip():
            raise UsageError(f"{quoted(pair)} is not NAME=VALUE; write for example told=too-late")
        yield Offer(name.strip(), value.strip())


def offers_of(answers: Answers) -> Iterator[Offer]:
    """What another answers file offers: its answers, and every detail that stands in it."""
    for one in details.DETAILS:
        value = one.stands(answers)
        if value and one.id.startswith(_SETTABLE):
            yield Offer(one.id, value)
    for matter in answers.project.off_the_table or ():
        yield Offer(details.OFF_THE_TABLE, matter.what)
        yield Offer(details.WHO_FIXED_IT, matter.who)
    if answers.project.off_the_table is not None:
        yield Offer(details.OFF_THE_TABLE, "")
    yield from (Offer(fact, given.choice, given) for fact, given in answers.answers)


def take(interview: Interview, offered: Iterable[Offer]) -> tuple[Interview, tuple[Taken, ...]]:
    """The conversation with everything that is offered, and what that changes.

    Raises UsageError for a name or a value that does not exist, with the nearest that does.
    """
    taken: list[Taken] = []
    ticked: dict[str, Interview] = {}
    for offer in offered:
        before, one = interview, details.detail(offer.name)
        interview = _fact(interview, offer) if one is None else _detail(interview, one, offer)
        if one is None and (question := _asked_in(interview, offer.name)).several:
            ticked.setdefault(question.facts[0], before)
        elif (news := _told(before, interview, offer.name)).now != news.before:
            taken.append(news)
    taken += [_told(before, interview, fact) for fact, before in ticked.items()]
    return go_on(interview), tuple([one for one in taken if one.now != one.before])


def _asked_in(interview: Interview, name: str) -> Question:
    """The question that a fact belongs to, or that is itself named because several can be ticked in it."""
    found = interview.questionnaire.by_id.get(name)
    return found if found is not None else interview.questionnaire.question_of(name)


def _detail(interview: Interview, one: details.Detail, offer: Offer) -> Interview:
    step = one.ask(interview)
    if step.options and (offer.value or not step.optional):
        offer = _one_of(offer, step.options)
    elif not (offer.value or step.default or step.optional):
        raise UsageError(f"{offer.name}: something has to stand here")
    elif (wrong := complaint(step, offer.value)) is not None:
        raise UsageError(f"{offer.name}: {wrong}")
    at = interview.at
    return kept(interview, Step(one.id, step.ask), one.id, offer.value)._replace(at=at, history=())


def _fact(interview: Interview, offer: Offer) -> Interview:
    by_fact, questionnaire = interview.questionnaire.by_fact, interview.questionnaire
    whole = questionnaire.by_id.get(offer.name)
    if whole is not None and whole.several:
        return _several(interview, whole, offer)
    if offer.name not in by_fact:
        settable = [one.id for one in details.DETAILS if one.id.startswith(_SETTABLE)]
        raise UsageError(no_such("question", offer.name, (*by_fact, *settable), "there are"))
    offer = _one_of(offer, options(by_fact[offer.name][0]))
    if offer.answer is None and not applies(questionnaire, interview.answers.facts, offer.name):
        raise UsageError(f"{offer.name}: this does not arise as the answers stand")
    if offer.answer is None:
        answers = answered(interview, offer.name, offer.value)
    else:
        answers = put(questionnaire, interview.answers, offer.name, offer.answer)
    return interview._replace(answers=answers, again=interview.again - {offer.name})


def _several(interview: Interview, question: Question, offer: Offer) -> Interview:
    """What is ticked in a question, given as a list: `barriers=[silos, austerity]`, `[]` for none of them."""
    value, wrong = picked(rows_to_tick(question), offer.value)
    if value is None and wrong in {"", NOT_ALONE}:
        raise UsageError(f"{offer.name}: write what is ticked, as in [{question.rows[0].id}], [] or unknown")
    if value is None:
        rows = [row.id for row in question.rows]
        raise UsageError(f"{offer.name}: {no_such('row', wrong, rows, 'there are')}")
    answers = answered_several(interview, question, value)
    return interview._replace(answers=answers, again=interview.again - set(question.facts))


def _one_of(offer: Offer, choices: tuple[Option, ...]) -> Offer:
    """The offer with the name of its choice, which may have been given in the words of the question."""
    values = [option.value for option in choices if option.value]
    if offer.value in values:
        return offer
    said = offer.value.lower().rstrip(".")
    for option in choices:
        taken = (option.value, option.label, option.easy, option.also)
        if said in {words.lower().rstrip(".") for words in taken if words}:
            return offer._replace(value=option.value)
    raise UsageError(f"{offer.name}: {no_such('choice', offer.value, values, 'there are')}")


def _told(before: Interview, after: Interview, name: str) -> Taken:
    one = details.detail(name)
    if one is not None:
        return Taken(called(after, one), one.stands(after.answers), one.stands(before.answers))
    place = place_of(after.questionnaire, name)
    asked = f"{place.question.ask} ({place.row.label})" if place.row else place.question.ask
    return Taken(asked, told(after.answers, place), told(before.answers, place))
