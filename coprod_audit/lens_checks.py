"""What must hold for lenses as a whole: each element can come out evident and otherwise, and nothing in it is idle.

It is settled exactly, as for the conditions of alarms and advice (`questionnaire_checks`).
"""

from collections.abc import Sequence

from coprod_audit.conditions import AtLeast, Not
from coprod_audit.lens import Element, Lens
from coprod_audit.names import Names
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.questionnaire_checks import domains_of
from coprod_audit.reach import Domains, Patience, can_hold


def check(questionnaire: Questionnaire, names: Names, lenses: Sequence[Lens] | None = None) -> None:
    """Note elements that can never be evident (Q040), always are (Q041), or can never be partly so (Q042).

    Of all lenses of the questionnaire, unless some are named.
    """
    domains, patience = domains_of(questionnaire), Patience()
    for lens in questionnaire.lenses if lenses is None else lenses:
        for element in lens.elements:
            _check(element, lens.id, domains, patience, names)


def _check(element: Element, lens: str, domains: Domains, patience: Patience, names: Names) -> None:
    place, otherwise = names.places[f"element of {lens}", element.id], Not(element.when)
    called = f"the element '{element.id}' of the lens '{lens}'"
    if not can_hold(element.when, domains, patience):
        message = f"no answers can make {called} evident; write 'any' where one of its parts is enough"
        names.faults.note("Q040", message, place)
    elif not can_hold(otherwise, domains, patience):
        names.faults.note("Q041", f"all answers make {called} evident; say what it asks for", place)
    elif element.partly is not None and not can_hold(
        AtLeast(2, (element.partly, otherwise)), domains, patience
    ):
        message = f"no answers can make {called} partly evident; leave 'partly' out, or let it ask for less than 'when'"
        names.faults.note("Q042", message, place)
