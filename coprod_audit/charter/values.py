"""A charter as a value: what stands in its file, and where."""

from typing import Literal, NamedTuple

from coprod_audit.answer_sheet import Sheet
from coprod_audit.charter.headings import Prose
from coprod_audit.faults import Faults
from coprod_audit.fields import Field

Kind = Literal["markdown", "yaml", "answers"]


class Charter(NamedTuple):
    """A charter as it was found. Whether it can be judged is for `faults` to say.

    `answers_at` is where `answers` names a file, whose answers `joined` brings. `prose` is None where there is none to
    read. `places` are the fields of the charter by their keys, those of `project` and `respondent` among them, and
    "top"; a key that is absent has a blank field, and where the file cannot be read there is no more than the top.
    `texts` are the files that places speak of, by path, as far as they could be read.
    """

    path: str
    kind: Kind
    sheet: Sheet
    answers_at: Field | None
    prose: Prose | None
    review: Field
    plan: Field
    waivers: Field
    places: dict[str, Field]
    faults: Faults
    texts: dict[str, str]

    @property
    def text(self) -> str:
        """What the file of the charter itself holds."""
        return self.texts.get(self.path, "")
