"""The small questionnaire of `telling_kit` with lenses beside it: one of each kind, and a disagreement."""

from typing import Any

from coprod_audit.conditions import Among, AtLeast
from coprod_audit.lens import (
    Column,
    Corner,
    Disagreement,
    Element,
    Idea,
    Lens,
    Side,
    Stage,
    StageGrid,
    TwoByTwo,
)
from coprod_audit.result import as_data
from tests import telling_kit as kit

Data = dict[str, Any]

INTO = ("003, Part 2",)


def among(fact: str, *choices: str) -> Among:
    return Among(fact, frozenset(choices))


def element(id_: str, title: str, when: Any, partly: Any = None, **more: Any) -> Element:
    texts = {"part": "", "means": "", "advice": None, "story": None, "ideas": (), "source": kit.BOX_A}
    return Element(id=id_, title=title, when=when, partly=partly, **{**texts, **more})


def lens(id_: str, title: str, *elements: Element, **more: Any) -> Lens:
    fields = {
        "about": f"How {title} are seen.",
        "note": "",
        "looks_for": "practice",
        "both_ways": False,
        "on_request": False,
        "drawing": None,
        "source": kit.BOX_A,
    }
    return Lens(id=id_, title=title, elements=elements, **{**fields, **more})


SIDES = lens(
    "sides",
    "Both sides",
    element(
        "people",
        "{People} do much",
        among("work-people", "much"),
        advice="tell-why",
        story="note",
        ideas=(Idea("Ask {people} first", INTO),),
        part="Who works",
        means="They do the work",
    ),
    element("staff", "Staff do much", among("work-organisation", "much"), part="Who works"),
    element("both", "Both know why", among("told", "why"), among("reason", "in-place"), part="Who knows"),
    element("papers", "Papers come in time", among("papers", "in-place")),
    note="Another use of the word",
    drawing=TwoByTwo(
        "staff",
        "people",
        "How much staff do",
        "How much {people} do",
        Corner("together", "Both do much"),
        Corner("provision", "Staff do it"),
        Corner("self-help", "{People} do it"),
        Corner("neither", ""),
    ),
)
STAGES = lens(
    "stages",
    "Stages",
    element("money", "{People} settle the money", among("decisions.money", "people"), advice="tell-why"),
    both_ways=True,
    drawing=StageGrid(
        (Column("alone", frozenset({"told"})), Column("together", frozenset({"worked-out", "people"}))),
        (
            Stage("Plan", ("decisions.money", "decisions.design")),
            Stage("Do", ("decisions.running",)),
        ),
    ),
)
BARRIERS = lens(
    "barriers",
    "Barriers",
    *(
        element(
            f"b{number}", f"Barrier {number}", among(fact, "not-in-place", "nothing", "little"), story="note"
        )
        for number, fact in enumerate(("access", "reason", "told", "papers", "work-people"), start=1)
    ),
    looks_for="barriers",
)
SILENT = lens("silent", "Silent ones", element("papers", "Papers come", among("papers", "in-place")))
DISAGREEMENT = Disagreement(
    "post",
    "A post or not",
    (
        Side("Name one person", among("reason", "in-place"), kit.BOX_A),
        Side("Everybody does it for {people}", among("papers", "in-place"), INTO),
    ),
)
LENSES = (SIDES, STAGES, BARRIERS, SILENT)
ASKED = kit.QUESTIONNAIRE._replace(lenses=LENSES, disagreements=(DISAGREEMENT,))


def told(
    facts: dict[str, str] | None = None,
    *lenses: str,
    asked: Any = ASKED,
    more: dict[str, str] | None = None,
    **how: Any,
) -> Data:
    """The result for these facts; `more` are answered besides those of the kit."""
    given = kit.answers((kit.FACTS if facts is None else facts) | (more or {}))
    return as_data(kit.assessment(given, asked=asked), lenses=lenses, **how)


def seen(id_: str, facts: dict[str, str] | None = None, asked: Any = ASKED, **how: Any) -> Data:
    """One lens of the result for these facts."""
    (found,) = told(facts, id_, asked=asked, **how)["lenses"]["shown"]
    return dict(found)


def only(*elements: Element, **more: Any) -> Any:
    """The questionnaire with one lens of these elements, which is called `one`."""
    return ASKED._replace(lenses=(lens("one", "One", *elements, **more),), disagreements=())


def several(number: int) -> AtLeast:
    """A condition about the answers of the kit that does not hold, a little different for each number."""
    return at_least(1, among("told", "why"), among("told", "why", f"x{number}"))


def at_least(number: int, *of: Among) -> AtLeast:
    return AtLeast(number, of)
