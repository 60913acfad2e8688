"""The exports that are read as they come: how each is recognised, and what in it is the tool's own.

`tests/exports/README.md` names the documentation of each. A tool that is not here is read all the same: its own
columns are then reported as columns that the map does not name.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from coprod_audit.forms.texts import plainly
from coprod_audit.table_rows import Head


class Unfinished(NamedTuple):
    """How a row says that its respondent broke off: what stands in one of the columns; empty: anything at all."""

    columns: tuple[str, ...]
    finished: frozenset[str]


class Shape(NamedTuple):
    """One tool's way of exporting. `marks` are sets of columns, any of which gives it away.

    `own` are its columns, `own_like` a pattern of more; `more_rows` how many header rows follow the first; `absent`
    what a cell says where a question was not put; `splits` how the header of a matrix column is taken apart.
    """

    id: str
    title: str
    marks: tuple[frozenset[str], ...]
    own: frozenset[str]
    own_like: re.Pattern[str] | None = None
    first: int = 0
    more_rows: int = 0
    absent: tuple[str, ...] = ()
    splits: tuple[re.Pattern[str], ...] = ()
    unfinished: Unfinished | None = None

    def is_own(self, header: str, place: int) -> bool:
        """Whether the tool made this column, and not whoever made the form. Some stand only among the `first`."""
        if self.first and place >= self.first and header.casefold() in {"name", "email", "language", "id"}:
            return False
        return header.strip() in self.own or bool(self.own_like and self.own_like.fullmatch(header.strip()))

    def split(self, header: str) -> tuple[str, str] | None:
        """The question and the row of a matrix column; None for any other header."""
        return next(_split(self.splits, header), None)


def split_any(header: str) -> Iterator[tuple[str, str]]:
    """Every way in which a tool may have put a question and a row together."""
    yield from _split((_BRACKETS, _ARROWS, _PATH, _DASH, _DOT), header)


def _split(patterns: tuple[re.Pattern[str], ...], header: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        found = pattern.fullmatch(" ".join(header[:_LONGEST].split()))
        if found:
            yield found[1].strip(), found[2].strip()


_LONGEST = 2_000
_BRACKETS = re.compile(r"(.+?) ?\[([^\[\]]+)\]")
_ARROWS = re.compile(r"(.+?) ?>> ?(.+)")
_PATH = re.compile(r"(?:.*/)?([^/]+)/([^/]+)")
_DASH = re.compile(r"(.+) [-–] (.+)")
_DOT = re.compile(r"(.+?)\.([^.]+)\.?")

MICROSOFT = Shape(
    "microsoft-forms",
    "Microsoft Forms",
    marks=(frozenset({"id", "start time", "completion time"}),),
    own=frozenset({"ID", "Id", "Start time", "Completion time", "Email", "Name", "Language"})
    | frozenset({"Last modified time", "Total points", "Quiz feedback", "Grade posted time"}),
    own_like=re.compile(r"(?:Points|Feedback) - .+"),
    first=7,
    splits=(_DOT,),
)
GOOGLE = Shape(
    "google-forms",
    "Google Forms",
    marks=(frozenset({"timestamp"}),),
    own=frozenset({"Timestamp", "Email Address", "Email address", "Username", "Score", "Total score"}),
    splits=(_BRACKETS,),
)
LIMESURVEY = Shape(
    "limesurvey",
    "LimeSurvey",
    marks=(frozenset({"id", "submitdate"}), frozenset({"response id", "date submitted"})),
    own=frozenset(
        {"id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp"}
    )
    | frozenset({"ipaddr", "refurl", "interviewtime", "Response ID", "Date submitted", "Last page"})
    | frozenset({"Start language", "Seed", "Access code", "Token", "Date started", "Date last action"})
    | frozenset({"IP address", "Referrer URL", "Total time"}),
    own_like=re.compile(r"(?:group|question)time.*|(?:Group|Question) time: .+", re.IGNORECASE),
    absent=("N/A",),
    splits=(_BRACKETS,),
    unfinished=Unfinished(("submitdate", "Date submitted"), frozenset()),
)
KOBO = Shape(
    "kobotoolbox",
    "KoboToolbox or ODK",
    marks=(
        frozenset({"_id", "_uuid", "_submission_time"}),
        frozenset({"submissiondate", "key"}),
    ),
    own=frozenset(
        {"start", "end", "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid"}
    )
    | frozenset({"_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_tags"})
    | frozenset({"_submitted_by", "__version__", "_version_", "_index", "formhub/uuid", "SubmissionDate"})
    | frozenset({"KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected"})
    | frozenset({"Status", "ReviewState", "DeviceID", "Edits", "FormVersion", "isValidated", "instanceID"}),
    own_like=re.compile(r"meta[-/]\w+|_version__\d+"),
    splits=(_PATH, _DASH),
)
QUALTRICS = Shape(
    "qualtrics",
    "Qualtrics",
    marks=(frozenset({"startdate", "enddate", "progress", "finished", "responseid"}),),
    own=frozenset({"StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)"})
    | frozenset({"Finished", "RecordedDate", "ResponseId", "RecipientLastName", "RecipientFirstName"})
    | frozenset({"RecipientEmail", "ExternalReference", "LocationLatitude", "LocationLongitude"})
    | frozenset({"DistributionChannel", "UserLanguage"}),
    more_rows=2,
    splits=(_DASH,),
    unfinished=Unfinished(("Finished",), frozenset({"true", "1"})),
)
JOTFORM = Shape(
    "jotform",
    "Jotform",
    marks=(frozenset({"submission date"}),),
    own=frozenset(
        {"Submission Date", "Submission ID", "Last Update Date", "Submission IP", "IP", "Flow Status"}
    ),
    splits=(_ARROWS,),
)

SHAPES: Final = (QUALTRICS, LIMESURVEY, KOBO, MICROSOFT, JOTFORM, GOOGLE)
"""All that are known, the most telling first."""


def shape_of(head: Head) -> Shape | None:
    """Which tool exported the table; None where its columns do not say."""
    found = {plainly(column) for column in head.columns}
    return next((shape for shape in SHAPES if any(mark <= found for mark in shape.marks)), None)


def shape_called(name: str) -> Shape | None:
    """The shape of that id."""
    return next((shape for shape in SHAPES if shape.id == name), None)
