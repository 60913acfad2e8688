"""What must hold for a questionnaire as a whole: nothing lacks, nothing is useless, nothing is out of reach.

Whether a condition can hold is settled by `reach`.
"""

from collections.abc import Iterator
from itertools import permutations

from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN, Among, AtLeast, Condition, Not, addresses
from coprod_audit.diagram import MOST_FACTS, diagram_of
from coprod_audit.errors import UsageError
from coprod_audit.faults import quoted
from coprod_audit.names import Names, derived_facts
from coprod_audit.questionnaire import Question, Questionnaire
from coprod_audit.reach import Domains, Patience, can_hold
from coprod_audit.versions import later


def check_names(questionnaire: Questionnaire, names: Names) -> None:
    """Note rungs without a criterion (Q015), questions that nothing uses (Q018) or that changed too late (Q036)."""
    met = {criterion.rung for criterion in questionnaire.criteria}
    for rung in questionnaire.ladder.rungs:
        if rung.id not in met and "" not in met and ("rung", rung.id) in names.places:
            message = (
                f"the rung '{rung.id}' has no criterion; write one under 'criteria' with 'rung: {rung.id}'"
            )
            names.faults.note("Q015", message, names.places["rung", rung.id])
    _check_optional(questionnaire, names)
    used = _used(questionnaire)
    for question in questionnaire.questions:
        if question.id not in used and ("question", question.id) in names.places:
            message = f"nothing uses the answer to '{question.id}'; use it in a condition, or leave it out"
            names.faults.note("Q018", message, names.places["question", question.id])
        if questionnaire.version and later(question.changed, questionnaire.version):
            message = f"'changed' says {question.changed}, which is later than the questionnaire's own version, {quoted(questionnaire.version)}; raise that, or write an earlier one here"
            names.faults.note("Q036", message, names.places["changed question", question.id])


def _check_optional(questionnaire: Questionnaire, names: Names) -> None:
    """Note rungs and alarms that hang on what nobody has to answer (Q046)."""
    optional = {section.id for section in questionnaire.sections if section.optional}
    beyond = {fact for one in questionnaire.questions if one.section in optional for fact in one.facts}
    hanging = [(("rung", one.rung), one.when) for one in questionnaire.criteria]
    hanging += [(("alarm", one.id), one.when) for one in questionnaire.alarms]
    for (kind, name), when in hanging:
        found = next((fact for fact in addresses(when) if fact in beyond), None)
        if found is not None and (kind, name) in names.places:
            message = f"the {kind} '{name}' hangs on '{found}', which stands in an optional part; ask everybody, or leave it out"
            names.faults.note("Q046", message, names.places[kind, name])


def _used(questionnaire: Questionnaire) -> set[str]:
    """The ids of questions whose answers go somewhere."""
    used = {
        fact.partition(".")[0]
        for _, condition, _ in _conditions(questionnaire)
        for fact in addresses(condition)
    }
    used |= {question.id for question in questionnaire.questions if question.matters_from is not None}
    for definition in questionnaire.definitions:
        used |= {fact.partition(".")[0] for _, condition in definition.rows for fact in addresses(condition)}
    if questionnaire.work:
        used |= {questionnaire.work.people, questionnaire.work.organisation}
    if questionnaire.community_led:
        used.add(questionnaire.community_led.support)
    used |= {
        fact.partition(".")[0]
        for condition in _looked_through(questionnaire)
        for fact in addresses(condition)
    }
    return used


def _looked_through(questionnaire: Questionnaire) -> Iterator[Condition]:
    """The conditions of all lenses and disagreements."""
    for lens in questionnaire.lenses:
        yield from (condition for element in lens.elements for condition in element.conditions)
    for disagreement in questionnaire.disagreements:
        yield from (side.when for side in disagreement.sides)


def _conditions(questionnaire: Questionnaire) -> Iterator[tuple[str, Condition, str]]:
    """Every condition with the kind and id of what it belongs to; criteria are the rung's."""
    for criterion in questionnaire.criteria:
        yield "rung", criterion.when, criterion.rung
    for alarm in questionnaire.alarms:
        yield "alarm", alarm.when, alarm.id
    for recommendation in questionnaire.recommendations:
        yield "recommendation", recommendation.when, recommendation.id
    for question in questionnaire.questions:
        for _, condition in question.row_when:
            yield "question", condition, question.id
    if questionnaire.community_led:
        yield "questionnaire", questionnaire.community_led.when, questionnaire.id


def check_reach(questionnaire: Questionnaire, names: Names) -> None:
    """Note rungs that no answers reach (Q019) or all do (Q020), and conditions that never hold (Q021)."""
    domains, patience = domains_of(questionnaire), Patience()
    for kind, condition, name in _conditions(questionnaire):
        if kind != "rung" and not can_hold(condition, domains, patience):
            message = f"no answers can make the condition of the {kind} '{name}' true; write 'any' where one of its parts is enough"
            names.faults.note("Q021", message, names.places[kind, name])
    higher: list[Condition] = []
    for criterion in reversed(questionnaire.criteria):
        place = names.places["rung", criterion.rung]
        here = (criterion.when, *[Not(condition) for condition in higher])
        if not can_hold(AtLeast(len(here), here), domains, patience):
            message = f"no answers reach the rung '{criterion.rung}'; loosen its criterion, or tighten the ones above"
            names.faults.note("Q019", message, place)
        elif not can_hold(Not(criterion.when), domains, patience):
            message = f"all answers meet the criterion of the rung '{criterion.rung}'; say what it asks for"
            names.faults.note("Q020", message, place)
        higher.append(criterion.when)


def check_judging(questionnaire: Questionnaire, names: Names) -> None:
    """Note criteria that cannot be judged (Q032, Q033) or look at rows that are not asked (Q034).

    What passes here is judged without a fault: `assess` relies on it.
    """
    most = max(questionnaire.criteria, key=lambda criterion: len(list(addresses(criterion.when))))
    place = names.places["criterion of the rung", most.rung]
    if (asked := len(questionnaire.decisive)) > MOST_FACTS:
        message = f"the criteria rest on {asked} answers, rows counted, and at most {MOST_FACTS} can be judged; let them rest on fewer, this one first"
        names.faults.note("Q032", message, place)
        return
    try:
        diagram_of(questionnaire)
    except UsageError:
        message = f"the criteria are too entangled to be judged; make this one of the rung '{most.rung}' simpler, which asks most"
        names.faults.note("Q033", message, place)
    _check_unasked(questionnaire, names)


def _check_unasked(questionnaire: Questionnaire, names: Names) -> None:
    domains, patience = domains_of(questionnaire), Patience()
    for criterion in questionnaire.criteria:
        spoken = set(addresses(criterion.when))
        for question in questionnaire.questions:
            waiting = [(f"{question.id}.{row}", when) for row, when in question.row_when]
            for fact, when in waiting:
                if fact in spoken and _matters_unasked(criterion.when, fact, when, domains, patience):
                    message = f"the criterion looks at '{fact}' even where it is not asked; join it by 'all' with the condition under 'row-when' of '{question.id}'"
                    names.faults.note("Q034", message, names.places["criterion of the rung", criterion.rung])
                    break


def _matters_unasked(
    condition: Condition, fact: str, when: Condition, domains: Domains, patience: Patience
) -> bool:
    """Whether two answers to a fact can tell the condition apart though the fact is not asked."""
    answers = domains[fact] - {UNKNOWN}
    settled = {answer: _settled(condition, fact, answer) for answer in sorted(answers)}
    return any(
        patience.left > 0
        and can_hold(AtLeast(3, (Not(when), one, Not(other))), domains, patience)
        and patience.left > 0
        for one, other in permutations(settled.values(), 2)
        if one != other
    )


def _settled(condition: Condition, fact: str, answer: str) -> Condition:
    """The condition once a fact is answered so."""
    match condition:
        case Among(name, choices) if name == fact:
            return AtLeast(int(answer not in choices), ())
        case AtLeast(n, of):
            return AtLeast(n, tuple([_settled(part, fact, answer) for part in of]))
        case Not(inner):
            return Not(_settled(inner, fact, answer))
    return condition


def domains_of(questionnaire: Questionnaire) -> dict[str, frozenset[str]]:
    """Every value that each fact can have, `unknown` included."""
    rungs = tuple([rung.id for rung in questionnaire.ladder.rungs])
    derived = {fact: frozenset(scale.ranks) | {UNKNOWN} for fact, scale in derived_facts(rungs).items()}
    return derived | {
        fact: _values(question) for question in questionnaire.questions for fact in question.facts
    }


def _values(question: Question) -> frozenset[str]:
    reserved = {UNKNOWN, NOT_APPLICABLE} if question.not_applicable else {UNKNOWN}
    return frozenset([choice.id for choice in question.choices]) | reserved
