"""The facts that are worked out rather than asked: how they are addressed, and what they can be.

What the project says of itself and who answered stand in the answers; results follow from the decisive answers.
`names` lets conditions speak of them, `derived` finds out what they are.
"""

from typing import Final

PROJECT_CLAIMS: Final = "project.claims"
PROJECT_INTENDS: Final = "project.intends"
PROJECT_OFF_THE_TABLE: Final = "project.off-the-table"
RESPONDENT_PEOPLE: Final = "respondent.people"
RESULT_LOWEST: Final = "result.lowest"
RESULT_HIGHEST: Final = "result.highest"
RESULT_CLAIM: Final = "result.claim"
RESULT_INTENT: Final = "result.intent"

SAID: Final = (PROJECT_CLAIMS, PROJECT_INTENDS, PROJECT_OFF_THE_TABLE, RESPONDENT_PEOPLE)
"""Those that are said beside the answers."""

RESULTS: Final = (RESULT_LOWEST, RESULT_HIGHEST, RESULT_CLAIM, RESULT_INTENT)
"""Those that follow from a standing."""

NONE, SOME = "none", "some"
"""What `PROJECT_OFF_THE_TABLE` and `RESPONDENT_PEOPLE` can be."""

CLAIM_STATES: Final = ("shown", "not-shown", "above")
"""What `RESULT_CLAIM` can be where something is claimed (DESIGN, section 4)."""

INTENT_STATES: Final = ("below-facts", "at-facts", "above-facts")
"""What `RESULT_INTENT` can be where something is intended."""

FAMILIES: Final = ("project", "result", "respondent")
"""What their addresses begin with; no question can be called so."""
