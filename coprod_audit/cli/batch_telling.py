"""What a batch says on stderr: how it ended, what could not be judged, what was left over, what a draft still needs."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from coprod_audit.batching import judge
from coprod_audit.batching.course import Tally
from coprod_audit.batching.folder import Held, Kept
from coprod_audit.batching.standing import PORTFOLIO
from coprod_audit.cli import streams
from coprod_audit.escapes import show
from coprod_audit.faults import listed, quoted
from coprod_audit.responses import Failure


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


def stopped(tally: Tally, reports: int) -> None:
    """Say how far it came, and how to go on."""
    done = _counted(tally.judged, "response") + (f" and {_counted(reports, 'report')}" if reports else "")
    streams.complain(
        "", f"Stopped after {done}. What is finished is whole; the same command goes on from here."
    )


def led_to_nothing(failures: Iterable[Failure]) -> None:
    """Say of each name why it leads to no input."""
    streams.complain(*[f"coprod-audit: '{failure.file}': {failure.reason}" for failure in failures])


def read_once(again: Sequence[tuple[str, str]]) -> None:
    """Say which names lead to what has another name already, or was named twice."""
    if len(again) == 1:
        name, kept = again[0]
        what = "was named more than once" if name == kept else f"is the same as {quoted(kept)}"
        streams.complain(f"{quoted(name)} {what}, and is read once.")
    elif again:
        names = listed([name for name, _ in again])
        streams.complain(f"{len(again):,} names lead to what was named already; each is read once: {names}.")


def passed_over(passed: Sequence[tuple[str, int]]) -> None:
    """Say how much in the folders is not read."""
    endings = [(ending or "nothing", number) for ending, number in passed if ending != "/"]
    number = sum(number for _, number in endings)
    if number:
        each = listed([f"{ending} ({number:,})" for ending, number in endings])
        what = (
            "1 file is not read, for what it ends"
            if number == 1
            else f"{number:,} files are not read, for what they end"
        )
        streams.complain(f"In the folders {what} in: {each}.")
    links = dict(passed).get("/", 0)
    if links:
        what = "1 link to a folder is" if links == 1 else f"{links:,} links to folders are"
        streams.complain(f"{what} not followed; name what should be read.")


def taken_for(fields: Iterable[tuple[str, str]]) -> None:
    """Say which field is meant where one was named in other letters."""
    streams.complain(
        *[
            f"--by {quoted(name)}: the field {quoted(field)} is meant."
            for name, field in fields
            if name != field
        ]
    )


def remembers_nothing(held: Held, out: Path) -> None:
    """Say why all is judged anew where that is to be wondered at."""
    if held.ledger.lost:
        streams.complain(
            f"What was remembered in '{show(str(out))}' is of no use ({held.ledger.lost}); everything is judged anew."
        )
    elif any(not held.ledger.knows(name) for name in held.unknown):
        streams.complain(
            f"What stands in '{show(str(out))}' looks like a batch's, and nothing is remembered of it; everything is judged anew."
        )


def kept(aside: Kept | None) -> None:
    """Say what was kept because nobody knows whether somebody changed it."""
    if aside is not None:
        streams.complain(
            f"What stood there before and is not the same now is kept in '{show(str(aside.folder))}': {listed(aside.names)}."
        )


def withdrawn(gone: Sequence[tuple[str, int]]) -> None:
    """Say how many responses of the last time are missing, and in which inputs they stood."""
    if gone:
        number = sum(number for _, number in gone)
        what = (
            "1 response of the last time is" if number == 1 else f"{number:,} responses of the last time are"
        )
        streams.complain(f"{what} not among the inputs any more: {listed([show(name) for name, _ in gone])}.")


def not_written(number: int) -> None:
    """Say how many reports wait, since what they are about is not any more what was judged."""
    if number:
        what = "1 report is" if number == 1 else f"{number:,} reports are"
        streams.complain(
            f"{what} not written: the input has changed meanwhile. The same command goes on from here."
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
            f"In {show(str(reports))} {what} not there any more, or called otherwise now: {listed(gone)}. Take away what nobody needs."
        )


def drafted(text: str) -> None:
    """Say how much of a drafted map somebody has to look at, and what no map can do without."""
    checked, unlike = text.count("# to be checked"), text.count("# nothing like it")
    found = (
        f"{_counted(checked, 'line')} to be checked, and {unlike:,} that nothing in the questionnaire is like"
        if checked or unlike
        else "Every line is certain by its words"
    )
    streams.complain(f"{found}. Look the map through before you use it.")
    if ": project.unit" not in text:
        streams.complain(
            "No column says whose decisions about what, and over which time: give that in the map, under 'defaults', as "
            "'project.unit', or nothing is judged."
        )


def _counted(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"
