"""A page in Markdown for the summary of a job: what was found as a table, and what the charters come to."""

from collections.abc import Iterable, Sequence
from typing import Final

from coprod_audit.checked import Checked, CheckFinding, Report, RuleText, failed
from coprod_audit.escapes import cell, md
from coprod_audit.formats.wording import counted, place, still_open, totals, worst_first

MOST: Final = 1_000_000
"""How many bytes the page may have: GitHub refuses more than a mebibyte, and other steps may write there too."""

_FOR_CHARTERS: Final = 300_000
_SPARE: Final = 100  # for empty lines, and to say how many there is no room for
_LONGEST: Final = 1_000
_HEAD: Final = ("| severity | rule | where | what |", "| --- | --- | --- | --- |")


def written(report: Report, rules: Sequence[RuleText] = (), most: int = MOST) -> str:
    """The page. Rows that would make it larger than so many bytes are left out and counted, the worst kept first."""
    begins = [
        "## Charters",
        "",
        f"{totals(report)}. The check {'fails' if failed(report) else 'passes'}.",
        "",
    ]
    charters = _listed(report, min(_FOR_CHARTERS, most // 3))
    left = most - sum(map(_size, (*begins, *_HEAD, *charters))) - _SPARE
    return "\n".join([*begins, *_table(report, rules, left), *charters, ""])


def _table(report: Report, rules: Sequence[RuleText], most: int) -> list[str]:
    titles = {rule.code: f"{rule.code} {rule.title}" for rule in rules}
    found = worst_first(still_open(report))
    if not found:
        return []
    rows = _fitting((_row(one, titles.get(one.code, one.code)) for one in found), most)
    return [*_HEAD, *rows, "", *_more(len(found) - len(rows), "finding")]


def _row(one: CheckFinding, title: str) -> str:
    where = place(one.span, one.span.path)
    return f"| {one.severity} | {_cell(title)} | {_cell(where)} | {_cell(one.message)} |"


def _listed(report: Report, most: int) -> list[str]:
    items = _fitting((_item(charter) for charter in report.charters), most)
    if not report.charters:
        return []
    return ["### What they come to", "", *items, "", *_more(len(report.charters) - len(items), "charter")]


def _item(charter: Checked) -> str:
    said = charter.verdict or "nothing is said of a rung"
    return f"- {md(_short(charter.path))}: {md(_short(said))}"


def _more(number: int, what: str) -> list[str]:
    return [f"And {counted(number, what)} more, for which there is no room here.", ""] if number else []


def _fitting(lines: Iterable[str], most: int) -> list[str]:
    """The first lines, as many as have room in so many bytes."""
    kept: list[str] = []
    for one in lines:
        most -= _size(one)
        if most < 0:
            break
        kept.append(one)
    return kept


def _size(one: str) -> int:
    return len(one.encode("utf-8")) + 1


def _cell(text: str) -> str:
    return cell(_short(text))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
