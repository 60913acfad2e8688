"""What the pictures of a portfolio show, in words: for those who do not see them."""

from typing import Any

from coprod_audit.narrative.words import listed, small
from coprod_audit.portfolio.standings import counted

Data = dict[str, Any]


def ladder_said(distribution: Data) -> str:
    """Say how many responses stand at each place, and how many in a range."""
    rows = distribution["rows"]
    surely = [f"{small(row['title'])} {row['figure']}" for row in rows if row["surely"]]
    ranges = sum(row["n"] for row in rows if not row["surely"])
    said = f"Where {counted(rows[0]['of'], 'response stands', 'responses stand')}, from low to high: {listed(surely)}."
    return f"{said} Somewhere in a range: {ranges:,}." if ranges else said


def decisions_said(decisions: Data) -> str:
    """Say for every matter which answer was given most often."""
    said = [
        f"{small(matter['title'])}: {small(title)} ({most['says']})"
        for i, matter in enumerate(decisions["matters"])
        for most, title in [_commonest(decisions["rows"], i)]
    ]
    return f"How often each answer was given about who decides. Given most often about {'; '.join(said)}."


def _commonest(rows: list[Data], matter: int) -> tuple[Data, str]:
    best = max(rows, key=lambda row: row["cells"][matter]["n"])
    return best["cells"][matter], best["title"]
