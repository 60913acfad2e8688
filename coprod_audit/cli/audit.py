"""The audit as text and as files, and what is said about it in a few lines."""

from pathlib import Path
from typing import Any, NamedTuple

from coprod_audit import files
from coprod_audit.errors import UsageError
from coprod_audit.picture import ladder
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.taken import MARK, Helps, refusal

Data = dict[str, Any]

AUDIT, ONE_PAGE = "audit.md.j2", "one-page.md.j2"

_WAYS_OUT = {
    Helps.NOTHING_MORE: "",
    Helps.ANOTHER_NAME: "; name another with -o",
    Helps.FORCE: "; name another file, or replace it with 'report --force'",
}
_CAN_CARRY_IT = frozenset({".md", ".markdown", ".html", ".htm", ".svg"})


class Written(NamedTuple):
    """Where an audit was written; no pictures where none were wanted."""

    audit: Path
    pictures: tuple[Path, ...] = ()

    def __str__(self) -> str:
        *first, last = map(str, (self.audit, *self.pictures))
        return f"{', '.join(first)} and {last}" if first else last


def rendered(data: Data, template: str = AUDIT, own: Path | None = None) -> str:
    """The audit as text: from a template of ours, or in a child process from one of the person's own."""
    if own is not None:
        from coprod_audit.render_child import render as render_own

        return render_own(data, own)
    from coprod_audit.report import render
    from coprod_audit.resources import shipped_template

    return render(data, template, shipped_template)


def as_json(data: Data) -> str:
    """The result as JSON."""
    import json

    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def write(path: Path, text: str, data: Data, picture: Path | None, *, force: bool) -> Written:
    """Write an audit and its pictures, of the ladder and of the lenses that it shows: all of them or none.

    Raises UsageError where a file that stands there is not ours, before anything is written.
    """
    drawn = [] if picture is None else [(picture, ladder(data)), *_drawn_lenses(path, data)]
    texts = [(path, text), *drawn]
    for target, _ in texts:
        refused = refusal(target, force=force)
        if refused is not None:
            raise UsageError(refused.why + _WAYS_OUT[refused.helps])
    files.save_together([(target, _marked(target, each)) for target, each in texts])
    return Written(path, tuple([target for target, _ in drawn]))


def beside(path: Path, ending: str) -> Path:
    """The file of the same name with another ending: where the picture of an audit lies."""
    return path.with_name(f"{path.stem}{ending}")


def lens_pictures(questionnaire: Questionnaire, path: Path | None) -> dict[str, str]:
    """What the picture of each lens that has one is called, beside an audit in this file."""
    drawn = [lens.id for lens in questionnaire.lenses if lens.drawing is not None]
    return {} if path is None else {name: beside(path, f"-{name}.svg").name for name in drawn}


def pictures_of_lenses(path: Path, data: Data) -> list[Path]:
    """Where the pictures go of the lenses that an audit in this file shows."""
    return [path.with_name(lens["picture"]["file"]) for lens in _with_pictures(data)]


def _drawn_lenses(path: Path, data: Data) -> list[tuple[Path, str]]:
    if not _with_pictures(data):
        return []
    from coprod_audit import lens_picture  # not loaded where nothing is drawn

    return [
        (target, lens_picture.drawn(lens))
        for target, lens in zip(pictures_of_lenses(path, data), _with_pictures(data), strict=True)
    ]


def _with_pictures(data: Data) -> list[Data]:
    return [lens for lens in data["lenses"]["shown"] if lens["picture"] and lens["picture"]["file"]]


def first_steps(data: Data) -> tuple[str, ...]:
    """The steps to begin with, a line each."""
    return tuple(
        f"{n}. {step['title']}: {step['first_step']}" for n, step in enumerate(data["first_steps"], start=1)
    )


def summary(data: Data, where: str) -> tuple[str, ...]:
    """The headline, the reason, the first steps and where the audit is, each a line."""
    steps = first_steps(data)
    heading = (f"{data['first_steps_heading']}:",) if steps else ()
    return (data["headline"], data["reason"], *heading, *steps, f"The audit is in {where}.")


def _marked(path: Path, text: str) -> str:
    # What we wrote carries a mark, so that the next report may replace it; an own template need not know of it.
    if path.suffix.lower() not in _CAN_CARRY_IT or text.rstrip().endswith(f"\n{MARK}"):
        return text
    return f"{text.rstrip()}\n\n{MARK}\n"
