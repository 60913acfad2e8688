"""Write the same questions down twice: as a questionnaire of ours, and as a template of copier's.

Each question and each of its choices bears the question's number, so that whoever looks at a terminal knows which one stands
there. Ours says besides why it is asked and what would show it, as our questions do; copier has no room for that.
"""

from pathlib import Path

HEAD = """\
coprod-audit: questionnaire/1
id: many-questions
version: "1.0"
title: Many questions
ladder:
  - {id: asked, title: asked, has: a chance to say what they think}
  - {id: shared, title: shared, has: a share in what is decided}
below: {title: below the ladder, has: no say}
sections:
"""
SECTION = "  - {{id: part-{number}, title: Part {number}}}\n"
QUESTION = """\
  - id: matter-{number:03}
    section: part-{section}
    ask: "Matter {number:03}: do people hear in time what becomes of it, and can they still say what they think of it?"
    why: "What nobody hears of, nobody can speak about; matter {number:03} is one that people raise."
    evidence: The letter, the poster or the minute in which matter {number:03} is told, with its date.
{matters}    choices:
      - {{id: in-place, rank: "2", label: "Yes, all who are concerned (matter {number:03})", says: "All hear of it."}}
      - {{id: partly, rank: "1", label: "Yes, but only some (matter {number:03})", says: "Some hear of it."}}
      - {{id: not-in-place, rank: "0", label: "No, nobody yet (matter {number:03})", says: "Nobody hears of it."}}
"""
CRITERIA = """\
criteria:
  - rung: asked
    title: People hear in time of the first matter.
    unmet: People do not hear in time of the first matter.
    when: {matter-001: {at-least: partly}}
  - rung: shared
    title: People hear in time of the first two matters.
    unmet: People do not hear in time of the first two matters.
    when:
      all:
        - {matter-001: {at-least: in-place}}
        - {matter-002: {at-least: in-place}}
"""
ANSWERS = """\
coprod-audit: answers/1
questionnaire: many-questions 1.0
project:
  title: Riverside Hub
  organisation: Riverside Council
  organisation-short: the council
  people: young people
  date: 2026-05-12
  unit: Decisions of Riverside Council about the youth hub in the last twelve months
  claims: shared
  intends: shared
respondent:
  view: staff
  size: 8
"""
COPIER = """\
matter_{number:03}:
  type: str
  help: "Matter {number:03}: do people hear in time what becomes of it, and can they still say what they think of it?"
  choices:
    "No, nobody yet (matter {number:03})": not-in-place
    "Yes, but only some (matter {number:03})": partly
    "Yes, all who are concerned (matter {number:03})": in-place
"""
LAST_CHOICE = "Yes, all who are concerned (matter {number:03})"
"""What is drawn last of a question, in either: the lowest choice stands first."""

A_SECTION = 10
"""So many questions stand in one."""


def questionnaire(count: int) -> str:
    """Return so many questions in our format. The rule rests on the first two, the others describe practice."""
    numbers = range(1, count + 1)
    sections = [SECTION.format(number=number) for number in range(1, _section(count) + 1)]
    questions = [
        QUESTION.format(
            number=number,
            section=_section(number),
            matters="    matters-from: asked\n" if number > 2 else "",
        )
        for number in numbers
    ]
    return "".join([HEAD, *sections, "questions:\n", *questions, CRITERIA])


def template(count: int) -> str:
    """Return the same questions as copier's template has them."""
    return "".join(COPIER.format(number=number) for number in range(1, count + 1))


def write(folder: Path, count: int) -> None:
    """Write both below a folder: `ours/` for --questionnaire, and `copier/` with a file that it can render."""
    for name in ("ours", "copier"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "ours" / "questionnaire.yaml").write_text(questionnaire(count), encoding="utf-8")
    (folder / "copier" / "copier.yml").write_text(template(count), encoding="utf-8")
    (folder / "copier" / "answers.txt.jinja").write_text("{{ matter_001 }}\n", encoding="utf-8")


def _section(number: int) -> int:
    return (number - 1) // A_SECTION + 1
