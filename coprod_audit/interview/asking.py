"""The steps that ask for a project's details: what is said, what can be chosen, what is told on request."""

from coprod_audit.answers import VIEWS, View
from coprod_audit.interview.keeping import GROUP, NAME, room_for_about, short
from coprod_audit.interview.steps import Asides, Interview, Option, Step

LEVELS = (
    Option("one person's support", "One person's support"),
    Option("a service or project", "A service or project"),
    Option("an organisation's strategy", "An organisation's strategy"),
)
TITLE = Step(
    "project.title",
    "What is the project called?",
    asides=Asides(help="A short name that readers will know it by. It becomes the title of the audit."),
)
ORGANISATION = Step(
    "project.organisation",
    "Which organisation is behind it?",
    room=NAME,
    asides=Asides(
        help="The one whose managers, board or councillors could say no. If there are several, name them all."
    ),
)
PEOPLE = Step(
    "project.people",
    "What do you call the people it is for?",
    room=NAME,
    default="people",
    optional=True,
    asides=Asides(
        help="A word for several of them, as it would stand in a sentence: 'young people', 'residents', "
        "'tenants'. Paid staff with lived experience count as staff, unless a group of people chose them "
        "and can replace them."
    ),
)
VIEW = Step(
    "respondent.view",
    "Who is answering today?",
    options=tuple(
        Option(
            view,
            {
                "staff": "Staff of the organisation",
                "people": "People it is for, or residents",
                "carers": "Carers of people it is for",
                "partners": "Partner organisations",
                "leaders": "Leaders: board members, councillors, senior managers",
                "mixed": "A mixed group",
            }[view],
        )
        for view in VIEWS
    ),
    asides=Asides(
        help="Staff and the people a service is for see different projects, so the audit says who answered."
    ),
)
SIZE = Step(
    "respondent.size",
    "How many of you are there? (Enter to leave it open)",
    optional=True,
    asides=Asides(help="A number. The audit says how many answered, so that readers can weigh it."),
)
_UNIT = (
    "Now what you are looking at: decisions of the last twelve months, at one level. Other levels and other strands "
    "get a file of their own. A few words are enough, such as: the youth hub in King Street."
)
_ON_PAPER = "Before the questions: let everybody write down their own answer to this one first, on paper, without showing it."


def short_name(interview: Interview) -> Step:
    """Ask for the organisation's short name."""
    return Step(
        "project.organisation-short",
        "What is the organisation called for short?",
        room=NAME,
        default=interview.answers.project.organisation,
        optional=True,
        asides=Asides(
            help="It stands in many sentences of the audit: 'the council', 'the trust', 'the board'."
        ),
    )


def date(interview: Interview) -> Step:
    """Ask for the day; today is offered."""
    return Step(
        "project.date",
        "On which day are these questions answered?",
        default=interview.today,
        asides=Asides(
            help="As in 12/5/2026 or 2026-05-12. The questions are about the twelve months before it."
        ),
    )


def about(interview: Interview) -> Step:
    """Ask for the heart of the unit sentence: decisions about what."""
    return Step(
        "unit.about",
        f"Decisions of {short(interview.answers)} about what?",
        before=(_UNIT,),
        room=room_for_about(interview.answers),
        asides=Asides(
            help="Choose what the people in the room know from their own experience. If there were several "
            "phases, take one of them and say which."
        ),
    )


def level(_: Interview) -> Step:
    """Ask for the level of the decisions."""
    return Step(
        "unit.level",
        "At which level were these decisions?",
        options=LEVELS,
        asides=Asides(
            help="A service can share power in one person's support and none over its strategy, or the reverse."
        ),
    )


def unit(interview: Interview) -> Step:
    """Show the unit sentence and let it be written better."""
    return Step(
        "project.unit",
        "Press Enter to keep it, or write it better:",
        default=interview.answers.project.unit,
        optional=True,
        edit=True,
        before=("One sentence will stand above everything in the audit:", interview.answers.project.unit),
        asides=Asides(
            help="Whose decisions, about what, over which time, at which level: no rung without it."
        ),
    )


def off_the_table(interview: Interview) -> Step:
    """Ask what was not open, until there is nothing more."""
    matters = interview.answers.project.off_the_table or ()
    so_far = "; ".join(f"{one.what} ({one.who})" for one in matters)
    return Step(
        "off-the-table",
        "What else was off the table? (Enter if nothing else)"
        if matters
        else "What was off the table from the start? (Enter if nothing was)",
        optional=True,
        before=(f"So far: {so_far}. To take one out, type it with a minus before it.",) if matters else (),
        asides=Asides(
            help="What nobody here could have changed: the total budget, a law, a date, a building."
        ),
    )


def who_fixed_it(interview: Interview) -> Step:
    """Ask who fixed the matter named last."""
    matters = interview.answers.project.off_the_table
    what = matters[-1].what if matters else "this"
    return Step(
        "off-the-table.who",
        f"Who fixed that ({what})?",
        default=short(interview.answers),
        asides=Asides(help="Whoever could have left it open: a funder, a law, a board, a manager."),
    )


def group(view: View, interview: Interview) -> Step:
    """Ask how many of one group a mixed room has, in the project's own word for the people it is for."""
    people = interview.answers.project.people or "people"
    named = {
        "staff": "members of staff",
        "people": people if people != "people" else "people it is for",
        "carers": "carers",
        "partners": "people from partner organisations",
        "leaders": "leaders (board members, councillors, senior managers)",
    }[view]
    return Step(
        f"{GROUP}{view}",
        f"How many {named} are in the room? (Enter for none)",
        optional=True,
        asides=Asides(help="The audit says how many of whom answered, so that readers can weigh it."),
    )


def claims(interview: Interview) -> Step:
    """Ask for the rung the project says it is on, before any question of fact (METHOD, principle 2)."""
    return Step(
        "project.claims",
        "Which of these do you say this is, in what you publish about it?",
        options=(*_rungs(interview), Option("", "We have not said", key="d")),
        optional=True,
        before=(_ON_PAPER,),
        asides=Asides(
            help="Answer from what is written in bids, leaflets or reports. Nobody needs to see the papers: keep "
            "them and look at them together at the end. The facts come later, and they alone decide the rung."
        ),
    )


def intends(interview: Interview) -> Step:
    """Ask for the rung the project wants to be on."""
    return Step(
        "project.intends",
        "Which of these do you want it to be?",
        options=(*_rungs(interview), Option("", "We have not decided", key="d")),
        optional=True,
        asides=Asides(
            help="Every rung is worth doing and can be done well. The advice at the end is for the rung you want."
        ),
    )


def _rungs(interview: Interview) -> tuple[Option, ...]:
    return tuple(
        Option(r.id, f"{r.title}. People have {r.has}") for r in interview.questionnaire.ladder.rungs
    )
