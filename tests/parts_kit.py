"""The small questionnaire with an optional part, in which several can be ticked."""

from tests.reading_kit import changed, read_small

_SECTIONS = """\
  - {id: culture, title: Culture, reading: "yes"}
"""
_PART = """\
  - {id: closer, title: A closer look, aloud: Now the closer look., optional: "yes"}
"""
_QUESTIONS = """\
  - id: barriers
    section: closer
    kind: several
    ask: What gets in the way?
    easy: What makes this hard?
    why: To see what stands in the way.
    evidence: A list.
    facilitator: Tick what is true.
    rows:
      - {id: word, label: the word itself, easy: The word., help: 'What is meant by it.'}
      - {id: silos, label: 'silos, and walls'}
      - {id: money, label: the money}
    choices:
      - {id: not-named, rank: "0", label: It does not, says: "{Row} does not get in the way."}
      - {id: named, rank: "1", label: It does, says: "{Row} gets in the way."}
  - id: surprises
    section: closer
    ask: Are surprises written down?
    choices:
      - {id: 'never', rank: "0", label: Never, says: They are not.}
      - {id: sometimes, rank: "1", label: Sometimes, says: They are.}
definitions:
"""
_USED = """\
lenses:
  - id: stuck
    title: Stuck
    about: Whether something is stuck.
    elements:
      - id: stuck
        title: Something is stuck
        when: {all: [{barriers.silos: named}, {barriers.money: named}, {barriers.word: named}, {surprises: sometimes}]}
        source: ["000, Box A"]
stories:
"""

PARTS = changed(
    "stories:\n", _USED, changed("definitions:\n", _QUESTIONS, changed(_SECTIONS, _SECTIONS + _PART))
)
"""A questionnaire with the optional section `closer`: `barriers`, of which several can be ticked, and `surprises`."""

QUESTIONNAIRE = read_small(PARTS)
