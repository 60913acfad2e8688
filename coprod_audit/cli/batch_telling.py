"""What a batch says on stderr: how it ended, what could not be judged, what was left over, what a draft still needs."""

from collections.abc import Iterable
from pathlib import Path

from coprod_audit.batching import judge
from coprod_audit.batching.course import Tally
from coprod_audit.cli import streams
from coprod_audit.escapes import show
from coprod_audit.faults import listed

PORTFOLIO = "portfolio.md"


def ended(tally: Tally, out: Path, reports: int | None, *, quiet: bool) -> None:
    """Say what was done; `reports` is how many are new or others than before, None where none were wanted."""
    failures = _failures(tally, out)
    if quiet:
        streams.complain(*failures)
        return
    written = "" if reports is None else f" {_counted(reports, 'report')} written or changed."
    together = f"What they say together is in {show(str(out / PORTFOLIO))}."
    streams.complain(f"{_judged(tally)}.{written}", *failures, together)


def _judged(tally: Tally) -> str:
    number, known = _counted(tally.judged, "response"), tally.judged - tally.new
    if not known:
        return f"{number} judged"
    return f"{number}: {tally.new:,} judged now, {known:,} unchanged since the last time"


def _failures(tally: Tally, out: Path) -> list[str]:
    if not tally.failed:
        return []
    what = "1 file or row" if tally.failed == 1 else f"{tally.failed:,} files or rows"
    return [f"Not judged: {what}; {show(str(out / judge.FAILURES))} says why."]


def stopped(tally: Tally) -> None:
    """Say how far it came, and how to go on."""
    done = _counted(tally.judged, "response")
    streams.complain(
        "", f"Stopped after {done}. What is finished is whole; the same command goes on from here."
    )


def left_over(reports: Path, names: Iterable[str]) -> None:
    """Name the reports whose responses are gone, as far as they are there."""
    gone = [f"{name}.md" for name in names if (reports / f"{name}.md").exists()]
    if gone:
        what = (
            "1 report belongs to a response that is"
            if len(gone) == 1
            else f"{len(gone):,} reports belong to responses that are"
        )
        streams.complain(
            f"In {show(str(reports))} {what} not there any more: {listed(gone)}. Take away what nobody needs."
        )


def drafted(text: str) -> None:
    """Say how much of a drafted map somebody has to look at, and what no map can do without."""
    checked, unlike = text.count("# to be checked"), text.count("# nothing like it")
    streams.complain(
        f"{_counted(checked, 'line')} to be checked, and {unlike:,} that nothing in the questionnaire is like. "
        "Look the map through before you use it."
    )
    if ": project.unit" not in text:
        streams.complain(
            "No column says whose decisions about what, and over which time: give that in the map, under 'defaults', as "
            "'project.unit', or nothing is judged."
        )


def _counted(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"
