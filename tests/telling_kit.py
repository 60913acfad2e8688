"""A small questionnaire and assessments made by hand, so that the telling is tested apart from the judging."""

from typing import Any

from coprod_audit.answers import Answer, Answers, OffTheTable, Project, Respondent
from coprod_audit.conditions import Among
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
from coprod_audit.verdict import (
    Assessment,
    Change,
    ChosenRecommendation,
    CriterionResult,
    Practice,
    RaisedAlarm,
    RowResult,
    SectionReading,
    Settling,
    Standing,
    Support,
    Ways,
)

BOX_A = ("000, Box A",)


def question(name: str, section: str, ask: str, *choices: Choice, **more: Any) -> Question:
    texts = {"easy": f"Easy: {ask}", "why": "", "evidence": "", "facilitator": ""}
    fields = {
        "source": BOX_A,
        "covers": (),
        "matters_from": None,
        "not_applicable": True,
        "if_unknown": f"Nobody could say: {name}.",
    }
    return Question(id=name, section=section, ask=ask, choices=choices, **{**texts, **fields, **more})


TOLD = question(
    "told",
    "power",
    "What do people who were not in the room hear?",
    Choice("nothing", 0, "Nothing", "They hear nothing.", "{People} outside the room hear nothing."),
    Choice("why", 1, "What was decided, and why", "They hear why.", "{People} outside the room hear why."),
    if_unknown="Nobody could say what {people} outside the room hear.",
)
DECISIONS = question(
    "decisions",
    "power",
    "How was it settled?",
    Choice(
        "told",
        0,
        "The organisation settled it",
        "They decided.",
        "{Organisation} settled {row} and told {people} why.",
    ),
    Choice(
        "worked-out", 1, "It was worked out together", "We did it.", "{People} shared in working out {row}."
    ),
    Choice("people", 2, "People settled it", "We decided.", "{Row} was settled by {people}."),
    Choice("outside", None, "It was fixed from outside", "A law.", "{Row} was fixed from outside."),
    rows=(
        Row("money", "what the money goes on", "The money.", ""),
        Row("design", "what is offered", "What we get.", ""),
        Row("running", "how it runs day to day", "Each day.", ""),
    ),
    if_unknown="Nobody could say how the last real decision was settled.",
)
PRACTICES = tuple(
    question(
        name,
        section,
        f"Is there {name}?",
        Choice("not-in-place", 0, "No", "No.", f"There is no {name}."),
        Choice("partly", 1, "Partly", "Some.", f"There is some {name}."),
        Choice("in-place", 2, "Yes", "Yes.", f"There is {name}."),
        matters_from="consultation",
    )
    for name, section in (("reason", "goals"), ("access", "people"), ("papers", "culture"))
)
WORK = tuple(
    question(
        f"work-{side}",
        "power",
        f"How much of the work do {side} do?",
        Choice("little", 0, "Little", "Little.", f"The {side} do little of the work."),
        Choice("much", 1, "Much", "Much.", f"The {side} do much of the work."),
    )
    for side in ("people", "organisation")
)
HANDOVER = question(
    "handover", "power", "What support came?", Choice("some", 0, "Some", "Some.", "Some money came too.")
)
SHARED = Definition(
    "shared",
    "Shared",
    tuple((row.id, Among(f"decisions.{row.id}", frozenset({"people"}))) for row in DECISIONS.rows),
)
RUNGS = ("information", "consultation", "co-design")
CRITERIA = tuple(
    Criterion(
        rung, f"People have {rung}.", f"People do not have {rung}.", Among(fact, frozenset({choice})), BOX_A
    )
    for rung, fact, choice in (
        ("information", "told", "why"),
        ("consultation", "decisions.design", "worked-out"),
        ("co-design", "decisions.money", "people"),
    )
)
ALARM = Alarm(
    "claim",
    "alarm",
    "The claim is above the facts.",
    "Say what happened.",
    Among("told", frozenset()),
    "power",
    BOX_A,
)
CHOICE_TO_MAKE = Alarm(
    "two-stories",
    "contradiction",
    "Two answers disagree.",
    "Settle which.",
    Among("told", frozenset()),
    "power",
    BOX_A,
)
ADVICE = Recommendation(
    "tell-why", "Tell everybody why", "People outside the room hear nothing.", "Put up a note.", "An afternoon",
    "anyone", Among("told", frozenset({"nothing"})), Helps((), ("information",), ("told",), ()), "note", BOX_A,
    (View("Tell all.", BOX_A), View("Tell some.", ("003, Part 2",))),
)  # fmt: skip

QUESTIONNAIRE = Questionnaire(
    id="small",
    version="1.0",
    title="Who decides?",
    language="en-GB",
    licence="CC-BY-4.0",
    about="A small one.",
    digest="0" * 64,
    ladder=Ladder(tuple(Rung(r, r, f"{r}, in short", BOX_A) for r in RUNGS), "below the ladder", "no word"),
    sources=(
        Source("000", "Terry, L.", "Co-production in practice (Briefing)", "NLGN", "about 2018"),
        Source("003", "nef (a foundation) and NESTA", "Into the mainstream", "nef", "2010"),
    ),
    sections=(
        Section("goals", "Goals", "First.", True),
        Section("people", "Who is involved", "Then.", True),
        Section("power", "Who decides", "Now.", False),
        Section("culture", "Culture", "Last.", True),
    ),
    questions=(PRACTICES[0], PRACTICES[1], TOLD, DECISIONS, *WORK, HANDOVER, PRACTICES[2]),
    definitions=(SHARED,),
    criteria=CRITERIA,
    alarms=(ALARM, CHOICE_TO_MAKE),
    recommendations=(ADVICE,),
    stories=(Story("note", "A note on the wall", "Somebody put up a note.", BOX_A),),
    work=Work("work-people", "work-organisation"),
    community_led=CommunityLed(Among("told", frozenset()), "handover"),
)

PROJECT = Project(
    title="Riverside Hub",
    organisation="Riverside Council",
    organisation_short="the council",
    people="young people",
    unit="decisions of the council about the youth hub, May 2025 to April 2026",
    off_the_table=(OffTheTable("the total budget", "the council"),),
    claims="co-design",
    intends="consultation",
    date="2026-05-12",
)
STAFF = Respondent("staff", 8)
FACTS = {
    "told": "nothing",
    "decisions.money": "told",
    "decisions.design": "worked-out",
    "decisions.running": "unknown",
    "reason": "in-place",
    "access": "not-in-place",
    "work-people": "little",
    "work-organisation": "much",
}


def answers(
    facts: dict[str, str] | None = None,
    project: Project = PROJECT,
    respondent: Respondent = STAFF,
    note: str = "",
    evidence: tuple[str, ...] = (),
) -> Answers:
    given = tuple(
        (fact, Answer(choice, note, evidence)) for fact, choice in (FACTS if facts is None else facts).items()
    )
    return Answers("small", "1.0", project, respondent, given)


def stands(*possible: str, enough: bool = True) -> Standing:
    rung = possible[0] if len(possible) == 1 else None
    return Standing(rung, possible[0], possible[-1], possible, enough)


def assessment(
    given: Answers | None = None, asked: Questionnaire = QUESTIONNAIRE, **other: Any
) -> Assessment:
    """Consultation, with the step of information missing below it; every part can be said otherwise."""
    parts: dict[str, Any] = {
        "questionnaire": asked,
        "answers": given or answers(),
        "standing": stands("consultation"),
        "claims": "co-design",
        "intends": "consultation",
        "claim": "above",
        "intent": "at-facts",
        "corroborated": False,
        "criteria": (
            CriterionResult(asked.criteria[0], False, ("told",)),
            CriterionResult(asked.criteria[1], True, ("decisions.design",)),
            CriterionResult(asked.criteria[2], False, ("decisions.money",)),
        ),
        "missing_treads": ("information",),
        "unknown_treads": (),
        "rests_on": (Support("decisions.design", "below", "below"),),
        "rows": (
            RowResult("decisions.money", False, ("decisions.money",)),
            RowResult("decisions.design", False, ("decisions.design",)),
            RowResult("decisions.running", None, ("decisions.running",)),
        ),
        "alarms": (RaisedAlarm(asked.alarms[0], ("told",)), RaisedAlarm(asked.alarms[1], ("decisions.money",))),
        "raises": (
            Ways("co-design", 2, ((Change("decisions.money", "told", "people"),), (Change("decisions.running", None, "people"),))),
        ),
        "lowers": Ways("below", 1, ((Change("decisions.design", "worked-out", "told"),),)),
        "settle": (Settling(("decisions.running",), 1),),
        "work_people": "little",
        "work_organisation": "much",
        "community_led": False,
        "sections": (
            SectionReading(asked.sections[0], "helps", ("reason",)),
            SectionReading(asked.sections[1], "holds-back", ("access",)),
            SectionReading(asked.sections[3], "not-known", ("papers",)),
        ),
        "practice_present": Practice("consultation", ("reason",), (), ("access",), ("papers",)),
        "practice_intended": Practice("consultation", ("reason",), (), ("access",), ("papers",)),
        "recommendations": (ChosenRecommendation(asked.recommendations[0], "tread", "information", ("told",)),),
    }  # fmt: skip
    return Assessment(**{**parts, **other})
