"""A charter to fill in: blank answers with every choice beside them, and prose with what belongs in each section.

All that explains is a comment, in the front matter as in the prose: it never counts as something that was said.
"""

import re
from collections.abc import Iterator
from textwrap import wrap
from types import MappingProxyType
from typing import Final, NamedTuple

from coprod_audit.blank_sheet import blanks, comment
from coprod_audit.charter.writing import CHARTER
from coprod_audit.questionnaire import Questionnaire, Section
from coprod_audit.sheet_lines import WIDTH, scalar


class Prompt(NamedTuple):
    """What is said above an empty section: its heading, what it answers, and what else belongs there."""

    heading: str
    asks: str
    more: str = ""


PROMPTS: Final = MappingProxyType(
    {
        "goals": Prompt(
            "Goals",
            "What should be different in a year or two, and for whom?",
            "Who wrote that down: the organisation, people, or both together? How will people notice that it worked, and "
            "who has the last word on whether it did? If saving money is one of the reasons, say so here.",
        ),
        "scope": Prompt(
            "Scope",
            "What can be decided here, and what cannot?",
            "Name what is off the table and who fixed it, so that nobody runs into it half-way. From when to when does "
            "this go on, and where does it meet the yearly round of plans and budgets?",
        ),
        "people": Prompt(
            "Who is involved",
            "Who takes part, and how did they come to?",
            "Who is missing, and what are you doing about it? What help is there with travel, care, language and time? "
            "Speak of roles and numbers, and leave out names: anybody may read a charter.",
        ),
        "power": Prompt(
            "Power-sharing",
            "Who decides what?",
            "Take them one by one: what this is for, what the money goes on, what is offered, how it runs day to day, and the "
            "verdict on whether it works. Who settles it, and who could have stopped it? What happens when people want one "
            "thing and the organisation another? How do those who were not in the room hear what was decided, and why?",
        ),
        "culture": Prompt(
            "Culture",
            "How do you work together from day to day?",
            "What do people have in their hands before a meeting, and what do they get for their time? How are staff made "
            "ready to work with people as equals, and where have leaders stood up for this?",
        ),
    }
)
"""What to write in each section of the questionnaire that we ship."""

_WHERE = "The answers stand here, between the two lines of dashes; your own words come below them."
_ASKED = "'coprod-audit run --charter FILE' asks these questions one by one and writes the answers in here."
_EVIDENCE = (
    "Evidence is a file of this repository, as in [minutes/2026-05.md], or an address. Take the # away below where you "
    "need what follows it."
)
_INTRODUCTION = (
    "In two or three sentences: what this is, and for whom. Remarks like this one are for whoever writes. They are not "
    "shown when the page is read, and a section that holds nothing else counts as empty."
)
_HEADING = "Our charter"
_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


def skeleton(questionnaire: Questionnaire, title: str, today: str) -> str:
    """A charter to fill in, as Markdown. `today` is a day as in 2026-05-12; `title` may be "".

    It can be read as it is, with nothing answered and every section empty. Sections other than those of `PROMPTS`, or
    in another language, are asked for in the questionnaire's own words.
    """
    front = (*_opening(questionnaire), *_filled(questionnaire, title), *_what_follows(today))
    prose = (
        *_beginning(title),
        *(line for one in questionnaire.sections if not one.optional for line in _part(questionnaire, one)),
    )
    return "\n".join(("---", *front, "---", "", *prose)) + "\n"


def _opening(questionnaire: Questionnaire) -> Iterator[str]:
    yield f"coprod-audit: {CHARTER}"
    yield f"questionnaire: {scalar(f'{questionnaire.id} {questionnaire.version}', None)}"
    for said in (_WHERE, _ASKED):
        yield from comment(0, said)


def _filled(questionnaire: Questionnaire, title: str) -> Iterator[str]:
    """The blanks, with the title in its place."""
    for line in blanks(questionnaire):
        yield f"{line} {scalar(title, None)}" if title and line == "  title:" else line


def _what_follows(today: str) -> Iterator[str]:
    """What a charter may say beyond its answers, commented out."""
    year, season = _days_after(today, 365), _days_after(today, 90)
    yield ""
    yield from comment(0, _EVIDENCE)
    yield from ("", *comment(0, "The day on which you look at all this again, together."))
    yield f"# review: {year}"
    yield from ("", *comment(0, "If you intend a rung that you have not reached: how you mean to get there."))
    yield from _commented("plan:", "  - step: The panel agrees the budget before it goes to the cabinet")
    yield from _commented(f"    by: {year}", "    owner: Head of youth services")
    yield from ("", *comment(0, "What the check should let through for a while, and why."))
    yield from _commented("waivers:", "  - code: C008", "    reason: The panel answers at its next meeting")
    yield from _commented("    owner: Head of youth services", f"    until: {season}")


def _commented(*lines: str) -> Iterator[str]:
    yield from (f"# {line}" for line in lines)


def _days_after(today: str, days: int) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(today) + timedelta(days=days)).isoformat()


def _beginning(title: str) -> Iterator[str]:
    yield from (f"# {_plain(title) or _HEADING}", "", *_remark(_INTRODUCTION))


def _part(questionnaire: Questionnaire, section: Section) -> Iterator[str]:
    ours = questionnaire.language.startswith("en") and PROMPTS.get(section.id)
    prompt = ours or Prompt(_plain(section.title), section.aloud)
    yield from ("", f"## {prompt.heading}", "", *_remark(prompt.asks, prompt.more))


def _remark(*said: str) -> Iterator[str]:
    """A comment of Markdown, with nothing in it that would end it."""
    lines = [
        line
        for text in said
        for line in wrap(_one_line(text).replace("--", "- -"), WIDTH, break_on_hyphens=False)
    ]
    yield from ("<!--", *lines, "-->")


def _plain(text: str) -> str:
    """A text as the words of a heading, whatever marks it holds."""
    return _MARKS.sub(r"\\\1", " ".join(_one_line(text).split()))


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
