"""What must hold for lenses as a whole: every element, and every side of a disagreement, can be so and otherwise.

It is settled exactly, as for the conditions of alarms and advice (`questionnaire_checks`).
"""

from collections.abc import Sequence

from coprod_audit.conditions import AtLeast, Not
from coprod_audit.lens import Disagreement, Element, Lens, Side
from coprod_audit.names import Names
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.questionnaire_checks import domains_of
from coprod_audit.reach import Domains, Patience, can_hold


def check(
    questionnaire: Questionnaire,
    names: Names,
    lenses: Sequence[Lens] | None = None,
    disagreements: Sequence[Disagreement] | None = None,
) -> None:
    """Note elements and sides that can never be so (Q040), always are (Q041), or can never be partly so (Q042).

    Of all lenses and disagreements of the questionnaire, unless some are named.
    """
    domains, patience = domains_of(questionnaire), Patience()
    for lens in questionnaire.lenses if lenses is None else lenses:
        for element in lens.elements:
            _check(element, lens.id, domains, patience, names)
    for matter in questionnaire.disagreements if disagreements is None else disagreements:
        for side in matter.sides:
            _check_side(side, matter.id, domains, patience, names)


def _check(element: Element, lens: str, domains: Domains, patience: Patience, names: Names) -> None:
    place, otherwise = names.places[f"element of {lens}", element.id], Not(element.when)
    neither = Not(AtLeast(1, element.conditions))
    called = f"the element '{element.id}' of the lens '{lens}'"
    if not can_hold(element.when, domains, patience):
        message = f"no answers can make {called} evident; write 'any' where one of its parts is enough"
        names.faults.note("Q040", message, place)
    elif not can_hold(otherwise, domains, patience):
        names.faults.note("Q041", f"all answers make {called} evident; say what it asks for", place)
    elif not can_hold(neither, domains, patience):
        message = f"all answers make {called} evident, or partly so; let 'partly' ask for more"
        names.faults.note("Q041", message, place)
    elif element.partly is not None and not can_hold(
        AtLeast(2, (element.partly, otherwise)), domains, patience
    ):
        message = f"no answers can make {called} partly evident; leave 'partly' out, or let it ask for less than 'when'"
        names.faults.note("Q042", message, place)


def _check_side(side: Side, matter: str, domains: Domains, patience: Patience, names: Names) -> None:
    place, called = names.places["disagreement", matter], f"a side of the disagreement '{matter}'"
    if not can_hold(side.when, domains, patience):
        message = f"no answers lean to {called}; write 'any' where one of its parts is enough"
        names.faults.note("Q040", message, place)
    elif not can_hold(Not(side.when), domains, patience):
        names.faults.note("Q041", f"all answers lean to {called}; say what it asks for", place)
