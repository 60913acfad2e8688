"""What a check says of where a charter stands is the headline of the audit, told of people without names of their own."""

from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.answers import Answer, Answers, Project, Respondent
from coprod_audit.assessment import assess
from coprod_audit.checks.telling import _who, headline
from coprod_audit.loading import read_questionnaire
from coprod_audit.narrative.standing import headline as headline_of_the_audit
from coprod_audit.narrative.voice import Voice
from coprod_audit.placing import placed

QUESTIONNAIRE = read_questionnaire()
CHOICES = {
    fact: st.sampled_from([*sorted(QUESTIONNAIRE.question_of(fact).possible), None])
    for fact in (*QUESTIONNAIRE.decisive, "work-people", "work-organisation")
}
RESPONDENTS = st.sampled_from(
    [
        Respondent(),
        Respondent("staff", 3),
        Respondent("carers"),
        Respondent("mixed"),
        Respondent("mixed", 5, (("staff", 2), ("people", 2), ("partners", 1))),
        Respondent("mixed", 2, (("staff", 0), ("leaders", 2))),
    ]
)


@given(st.fixed_dictionaries(CHOICES), RESPONDENTS, st.booleans())
def test_the_headline_of_a_check_is_that_of_the_audit(
    facts: dict[str, str | None], respondent: Respondent, coded: bool
) -> None:
    project = Project(unit="Decisions", coded_from="000, Box A" if coded else "")
    given_ = tuple((fact, Answer(choice)) for fact, choice in facts.items() if choice is not None)
    answers = Answers(QUESTIONNAIRE.id, QUESTIONNAIRE.version, project, respondent, given_)
    who = "The text" if coded else _who(respondent)
    told = headline(QUESTIONNAIRE.ladder, placed(QUESTIONNAIRE, answers), who)
    assert told == headline_of_the_audit(assess(QUESTIONNAIRE, answers), Voice(QUESTIONNAIRE, answers))


@given(st.fixed_dictionaries(CHOICES))
def test_what_is_placed_at_once_is_what_the_whole_assessment_says(facts: dict[str, str | None]) -> None:
    given_ = tuple((fact, Answer(choice)) for fact, choice in facts.items() if choice is not None)
    project = Project(unit="Decisions", claims="co-design", intends="co-production")
    answers = Answers(QUESTIONNAIRE.id, QUESTIONNAIRE.version, project, Respondent("staff"), given_)
    at_once, whole = placed(QUESTIONNAIRE, answers), assess(QUESTIONNAIRE, answers)
    assert at_once.standing == whole.standing
    assert (at_once.judged.claim, at_once.judged.intent) == (whole.claim, whole.intent)
    assert (at_once.alarms, at_once.community_led) == (whole.alarms, whole.community_led)
