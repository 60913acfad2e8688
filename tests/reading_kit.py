"""What tests of reading share: a small questionnaire as text, and faults as lines."""

from collections.abc import Callable, Iterable

from coprod_audit import answers_reader, questionnaire_reader
from coprod_audit.errors import InputError
from coprod_audit.findings import Finding
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.questionnaire_reader import SourceFile

SMALL = """\
coprod-audit: questionnaire/1
id: small
version: "1.0"
title: A small one
below: {title: below the ladder, has: nothing yet, easy: Nothing yet.}
ladder:
  - {id: told, title: told, has: word of it, source: ["000, Box A"]}
  - {id: shared, title: shared, has: a share in it, easy: They share it., note: Our reading.}
sources:
  - {id: "000", title: A book}
sections:
  - {id: power, title: Power}
  - {id: culture, title: Culture, reading: "yes"}
questions:
  - id: hear
    section: power
    ask: What do people hear?
    source: ["000, Box A"]
    choices:
      - {id: nothing, rank: "0", label: Nothing, says: "{People} hear nothing."}
      - {id: what, rank: "1", label: What, says: "{People} hear what."}
      - {id: why, rank: "2", label: And why, says: "{People} hear why."}
      - {id: law, rank: outside, label: Set by law, says: The law says what is told.}
  - id: matters
    section: power
    kind: table
    ask: How was each settled?
    rows:
      - {id: aim, label: the aim}
      - {id: money, label: the money}
    choices:
      - {id: alone, rank: "0", label: Alone, says: "{Organisation} settled {row}."}
      - {id: talked, rank: "1", label: Talked, says: "{Row} was talked over."}
      - {id: agreed, rank: "2", label: Agreed, says: "{Row} was agreed."}
  - id: ended
    section: power
    kind: table
    rows-of: matters
    row-when: {matters: talked}
    ask: How did it end?
    choices:
      - {id: theirs, rank: "0", label: Theirs, says: "{Row} ended with {organisation}."}
      - {id: ours, rank: "1", label: Ours, says: "{Row} ended with {people}."}
  - id: leaders
    section: culture
    ask: Do leaders back it?
    matters-from: shared
    not-applicable: "yes"
    choices:
      - {id: not-in-place, rank: "0", label: No, says: They do not.}
      - {id: partly, rank: "1", label: Partly, says: They do in part.}
      - {id: in-place, rank: "2", label: Yes, says: They do.}
definitions:
  - id: joint
    title: joint
    when: {any: [{matters: agreed}, {all: [{matters: talked}, {ended: ours}]}]}
criteria:
  - rung: told
    title: People hear why.
    unmet: People do not hear why.
    when: {hear: {at-least: why}}
  - rung: shared
    title: Two matters are shared.
    unmet: Fewer than two matters are shared.
    when: {rows: {at-least: "2", where: {is: joint}}}
alarms:
  - id: no-leaders
    title: Leaders do not back it.
    text: Ask them.
    section: culture
    when: {leaders: not-in-place}
stories:
  - {id: camden, title: Camden, tells: They met., source: ["000, Case 1"]}
recommendations:
  - id: tell
    title: Tell why
    text: Tell it.
    first-step: Write one line.
    effort: An hour
    owner: anyone
    when: {hear: {at-most: what}}
    helps: {treads: [told], practice: [leaders], unlocks: [hear], alarms: [no-leaders]}
    story: camden
"""

ANSWERS = """\
coprod-audit: answers/1
questionnaire: small 1.0
project:
  unit: Decisions about the park
answers:
  hear: why
"""


def told(findings: Iterable[Finding]) -> list[str]:
    """Findings as lines: `line:column code sentence`."""
    return [f"{f.location.line}:{f.location.column} {f.code} {f.message}" for f in findings]


def read_small(text: str = SMALL) -> Questionnaire:
    """The questionnaire in a text."""
    return questionnaire_reader.read([SourceFile("q.yaml", text.encode())])


def changed(old: str, new: str, text: str = SMALL) -> str:
    """The text with one thing changed, which must stand in it."""
    assert old in text, f"{old!r} stands nowhere in the text"
    return text.replace(old, new, 1)


def faults_of(read: Callable[[], object]) -> list[str]:
    """What is wrong, a line each: `line:column code sentence`; nothing where it can be read."""
    try:
        read()
    except InputError as error:
        return told(error.findings)
    return []


def questionnaire_faults(text: str) -> list[str]:
    """The faults of a questionnaire."""
    return faults_of(lambda: read_small(text))


def answers_faults(text: str, **options: bool) -> list[str]:
    """The faults of answers to the small questionnaire."""
    small = read_small()
    return faults_of(lambda: answers_reader.read(text.encode(), "a.yaml", small, **options))  # type: ignore[arg-type]
