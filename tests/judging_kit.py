"""Questionnaires and answers in a line or two, so that the test of a rule is one line.

`method()` is the rule of METHOD as Python values, with a handful of practice questions, alarms and
recommendations; `tiny()` makes a questionnaire out of criteria alone.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coprod_audit.answers import Answer, Answers, OffTheTable, Project, Respondent
from coprod_audit.conditions import Among, AtLeast, Condition, NobodyKnows
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
    Work,
)

ROWS = ("purpose", "money", "design", "running", "judging")
STRATEGIC = ("purpose", "money", "design")
RUNGS = ("information", "consultation", "engagement", "co-design", "co-production")
OUTSIDE = ("fixed-outside", "not-come-up")

SINGLE = {
    "told": ("nothing", "too-late", "what-in-time", "what-and-why-in-time"),
    "asked": (
        "never",
        "after-it-was-settled",
        "on-a-settled-proposal",
        "while-open",
        "several-options-open",
        "before-options",
    ),
    "came-back": ("one-occasion", "different-people", "same-people", "standing"),
    "made-different": ("nothing", "how-we-meet", "name-or-look", "what-people-get", "purpose-or-money"),
    "agenda": ("organisation", "people-suggest", "both", "people"),
    "after": ("nothing", "hear-results", "reports-to-act-on", "judge-or-run"),
}
DECISIONS = ("not-told", "told", "asked", "talked", "worked-out", "agreed", "people")
DIFFERENCES = ("organisation", "organisation-with-reasons", "in-between", "people")
PRACTICE = ("not-in-place", "partly", "in-place")


def any_of(*parts: Condition) -> Condition:
    return AtLeast(1, parts)


def all_of(*parts: Condition) -> Condition:
    return AtLeast(len(parts), parts)


def at_least(fact: str, choice: str, choices: Sequence[str]) -> Among:
    return Among(fact, frozenset(choices[choices.index(choice) :]))


def single(fact: str, choice: str) -> Among:
    return at_least(fact, choice, SINGLE[fact])


def row(name: str, choice: str) -> Among:
    return at_least(f"decisions.{name}", choice, DECISIONS)


def worked_out(name: str) -> Among:
    return Among(f"decisions.{name}", frozenset({"worked-out"}))


def people_prevail(name: str) -> Among:
    return Among(f"differences.{name}", frozenset({"people"}))


def shared(name: str) -> Condition:
    return any_of(row(name, "agreed"), all_of(worked_out(name), people_prevail(name)))


def method_criteria() -> dict[str, Condition]:
    """METHOD, The rule, word for word."""
    return {
        "information": single("told", "what-and-why-in-time"),
        "consultation": any_of(single("asked", "while-open"), any_of(*(row(r, "worked-out") for r in ROWS))),
        "engagement": all_of(single("came-back", "same-people"), any_of(*(row(r, "talked") for r in ROWS))),
        "co-design": any_of(
            any_of(*(row(r, "agreed") for r in STRATEGIC)),
            all_of(
                any_of(*(worked_out(r) for r in STRATEGIC)),
                single("came-back", "different-people"),
                any_of(
                    single("made-different", "what-people-get"),
                    any_of(*(all_of(worked_out(r), people_prevail(r)) for r in STRATEGIC)),
                ),
            ),
        ),
        "co-production": all_of(
            AtLeast(2, tuple(map(shared, ROWS))),
            any_of(shared("purpose"), shared("money")),
            single("agenda", "both"),
            single("came-back", "standing"),
            any_of(
                single("after", "reports-to-act-on"),
                row("running", "worked-out"),
                row("judging", "worked-out"),
            ),
        ),
    }


def question(
    name: str,
    choices: Sequence[str],
    section: str = "power",
    *,
    rows: Sequence[str] = (),
    matters_from: str | None = None,
    row_when: tuple[tuple[str, Condition], ...] = (),
    outside: Sequence[str] = (),
) -> Question:
    inside = [Choice(c, rank, c, c, f"It is {c}.") for rank, c in enumerate(choices)]
    beyond = [Choice(c, None, c, c, f"It is {c}.") for c in outside]
    table = tuple(Row(r, r, r, r) for r in rows)
    texts = (f"What of {name}?", "", "", "", "", ("000, Box A",), ())
    return Question(
        name,
        section,
        *texts,
        matters_from,
        True,
        f"Nobody knows {name}.",
        (*inside, *beyond),
        table,
        row_when,
    )


def alarm(name: str, when: Condition, section: str = "power", *, kind: str = "alarm") -> Alarm:
    assert kind in {"alarm", "contradiction"}
    return Alarm(
        name, "alarm" if kind == "alarm" else "contradiction", name, name, when, section, ("000, Box A",)
    )


def advice(
    name: str,
    when: Condition,
    *,
    alarms: Sequence[str] = (),
    treads: Sequence[str] = (),
    unlocks: Sequence[str] = (),
    practice: Sequence[str] = (),
) -> Recommendation:
    helps = Helps(tuple(alarms), tuple(treads), tuple(unlocks), tuple(practice))
    return Recommendation(name, name, name, name, "An hour", "anyone", when, helps, None, ("000, Box A",))


class Parts(NamedTuple):
    """What a questionnaire in these tests is made of; the rest is always the same."""

    criteria: tuple[Criterion, ...]
    questions: tuple[Question, ...]
    alarms: tuple[Alarm, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    definitions: tuple[Definition, ...] = ()
    work: Work | None = None
    community_led: CommunityLed | None = None

    def questionnaire(self) -> Questionnaire:
        rungs = tuple(Rung(c.rung, c.rung, c.rung, ("000, Box A",)) for c in self.criteria)
        sections = tuple(
            Section(name, name, name, name in {"goals", "people", "culture"})
            for name in ("goals", "scope", "people", "power", "culture")
        )
        texts = ("small", "1.0", "Small", "en-GB", "CC-BY-4.0", "About.", "0" * 64)
        ladder = Ladder(rungs, "below the ladder", "nothing")
        return Questionnaire(
            *texts,
            ladder,
            (),
            sections,
            self.questions,
            self.definitions,
            self.criteria,
            self.alarms,
            self.recommendations,
            (),
            self.work,
            self.community_led,
        )


def criterion(rung: str, when: Condition) -> Criterion:
    return Criterion(rung, f"{rung} is met.", f"{rung} is not met.", when, ("000, Box A",))


def tiny(criteria: Sequence[Condition], choices: Mapping[str, Sequence[str]]) -> Questionnaire:
    """A questionnaire of nothing but criteria, lowest rung first, over single questions.

    The two choices that METHOD knows as outside the scale are outside it here too.
    """
    return Parts(
        tuple(criterion(f"rung-{n}", when) for n, when in enumerate(criteria, start=1)),
        tuple(
            question(name, [c for c in ids if c not in OUTSIDE], outside=[c for c in ids if c in OUTSIDE])
            for name, ids in choices.items()
        ),
    ).questionnaire()


def decisive_questions() -> tuple[Question, ...]:
    decisions = question("decisions", DECISIONS, rows=ROWS, outside=OUTSIDE)
    when = tuple((r, worked_out(r)) for r in ROWS)
    differences = question("differences", DIFFERENCES, rows=ROWS, row_when=when)
    names = list(SINGLE)
    before, after = names[:3], names[3:]
    return (
        *(question(name, SINGLE[name]) for name in before),
        decisions,
        differences,
        *(question(name, SINGLE[name]) for name in after),
    )


def practice_questions() -> tuple[Question, ...]:
    kinds = (
        ("reason", "goals", "consultation"),
        ("goals-together", "goals", "engagement"),
        ("success", "goals", "co-design"),
        ("difficult-voices", "people", "consultation"),
        ("safe", "people", "consultation"),
        ("heard-back", "power", "consultation"),
        ("informed", "culture", "information"),
    )
    work = (
        question("work-people", ("little", "some", "much")),
        question("work-organisation", ("little", "some", "much")),
    )
    return (*(question(n, PRACTICE, s, matters_from=m) for n, s, m in kinds), *work)


def not_in_place(name: str) -> Among:
    return Among(name, frozenset({"not-in-place"}))


def method_parts() -> Parts:
    """The rule of METHOD with a few of everything else."""
    claim = "result.claim"
    return Parts(
        tuple(criterion(rung, when) for rung, when in method_criteria().items()),
        (*decisive_questions(), *practice_questions()),
        (
            alarm("nobody-hears-back", not_in_place("heard-back")),
            alarm("difficult-voices-left-out", not_in_place("difficult-voices"), "people"),
            alarm("claim-above-facts", Among(claim, frozenset({"above"}))),
            alarm("claim-not-shown", Among(claim, frozenset({"not-shown"}))),
            alarm("only-staff-answered", Among("respondent.people", frozenset({"none"})), "people"),
            alarm("nobody-could-say", NobodyKnows("told"), "culture"),
            alarm(
                "agreed-yet-organisation-ends",
                all_of(row("money", "agreed"), Among("differences.money", frozenset({"organisation"}))),
                kind="contradiction",
            ),
        ),
        (
            advice(
                "hear-back", not_in_place("heard-back"), alarms=["nobody-hears-back"], practice=["heard-back"]
            ),
            advice("say-less", Among(claim, frozenset({"above"})), alarms=["claim-above-facts"]),
            advice(
                "tell-why",
                Among("told", frozenset(SINGLE["told"][:3])),
                treads=["information"],
                unlocks=["told"],
            ),
            advice(
                "share-purpose",
                Among("decisions.purpose", frozenset(DECISIONS[:4])),
                unlocks=["decisions.purpose"],
            ),
            advice(
                "share-agenda",
                Among("agenda", frozenset({"organisation", "people-suggest"})),
                unlocks=["agenda"],
            ),
            advice("come-back", Among("came-back", frozenset({"one-occasion"})), unlocks=["came-back"]),
            advice(
                "why-this-way", Among("reason", frozenset({"partly", "not-in-place"})), practice=["reason"]
            ),
            advice("plain-words", not_in_place("informed"), practice=["informed"]),
            advice("say-success", not_in_place("success"), practice=["success"]),
        ),
        (Definition("shared", "shared", tuple((r, shared(r)) for r in ROWS)),),
        Work("work-people", "work-organisation"),
        CommunityLed(
            all_of(
                Among("work-people", frozenset({"much"})), Among("work-organisation", frozenset({"little"}))
            ),
            "heard-back",
        ),
    )


METHOD = method_parts().questionnaire()


def answers(
    facts: Mapping[str, str],
    project: Project | None = None,
    respondent: Respondent | None = None,
    questionnaire: Questionnaire = METHOD,
) -> Answers:
    """An answers file with these facts, in questionnaire order."""
    given = tuple((fact, Answer(facts[fact])) for fact in questionnaire.by_fact if fact in facts)
    assert len(given) == len(facts), f"not in the questionnaire: {set(facts) - set(questionnaire.by_fact)}"
    return Answers("small", "1.0", project or Project(), respondent or Respondent(), given)


def project(claims: str | None = None, intends: str | None = None, off: bool | None = None) -> Project:
    fixed = None if off is None else (OffTheTable("the total", "council"),) * off
    return Project(title="A project", unit="Decisions", claims=claims, intends=intends, off_the_table=fixed)
