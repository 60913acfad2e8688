"""What a batch is made of: one response of one respondent, or the reason why there is none. Frozen values."""

from collections.abc import Mapping
from typing import Final, NamedTuple

FIRST: Final = 3
"""So many recommendations stand in a `Short`."""


class Response(NamedTuple):
    """One respondent's, or one room's, view of one project, as far as judging many of them needs it.

    `file` is the input as it is named to people, `row` the line or row in it, or 0 where it is the whole file.
    `project` holds what is said of the project by field (`title`, `organisation`, ...) and whatever else a table has to
    group by; never a note. `view` is "" where it was not said. `facts` maps fact addresses to choices, `unknown` and
    `not-applicable` among them; what was not asked is missing. `off_the_table` says whether some matter was not open.
    """

    file: str
    row: int
    project: Mapping[str, str]
    view: str
    people: bool | None
    claims: str | None
    intends: str | None
    facts: Mapping[str, str]
    off_the_table: bool | None = None


class Failure(NamedTuple):
    """An input, or a row of one, that could not be judged: `column` and `code` are "" where there is none."""

    file: str
    row: int
    column: str
    code: str
    reason: str


class Short(NamedTuple):
    """What a batch says of one response, in ids of the questionnaire: the first lines of what `assess` says.

    `rung` is None where the answers leave a range from `lowest` to `highest`. `rows` are the decision rows with their
    answers ("" where nobody was asked). `unknown` are the decisive facts that apply and that nobody could say or was
    asked. `recommendations` are the `FIRST`.
    """

    rung: str | None
    lowest: str
    highest: str
    rows: tuple[tuple[str, str], ...]
    alarms: tuple[str, ...]
    missing_treads: tuple[str, ...]
    unknown: tuple[str, ...]
    recommendations: tuple[str, ...]
