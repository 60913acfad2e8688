"""What tests of the commands for lenses share: small lenses as text, beside the small questionnaire or part of it."""

from tests.reading_kit import SMALL

LENSES = """\
lenses:
  - id: voices
    title: Voices
    about: Whether people are heard.
    source: ["000, Box A"]
    elements:
      - id: hears
        part: First
        title: People hear what and why
        means: Word of a decision, with its reason.
        when: {hear: why}
        partly: {hear: what}
        advice: tell
        story: camden
        source: ["000, Box A"]
      - id: settles
        part: Then
        title: People settle the money
        when: {all: [{matters.money: agreed}, {leaders: in-place}]}
        ideas:
          - {idea: Ask for one pound to settle., source: ["000, Case 1"]}
        source: ["000, Box B"]
    two-by-two:
      across: {element: hears, label: What they hear}
      up: {element: settles, label: What they settle}
      both: {title: both, means: They hear and settle.}
      only-across: {title: heard}
      only-up: {title: settled}
      neither: {title: neither}
  - id: stages
    title: Stages
    about: Who settles what.
    elements:
      - {id: aim, title: The aim is agreed, when: {matters.aim: agreed}, source: ["000, Box A"]}
    stages:
      table: matters
      columns:
        - {title: alone, choices: [alone]}
        - {title: together, choices: [talked, agreed]}
      lines:
        - {title: Begin, rows: [aim]}
        - {title: Pay, rows: [money, aim]}
disagreements:
  - id: talk
    title: Talk or leaders
    sides:
      - {view: Talk is enough., when: {matters.aim: talked}, source: ["000, Box A"]}
      - {view: Leaders must back it., when: {leaders: in-place}, source: ["000, Case 1"]}
"""

WITH_LENSES = SMALL + LENSES
OWN = "coprod-audit: questionnaire/1\n" + LENSES
