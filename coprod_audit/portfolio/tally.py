"""The numbers of a portfolio: plain dictionaries that can be added up in any order, and written down as data."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

FORMAT = "counts/1"

MOST_GROUPS = 10_000
"""How many groups are told apart; with more the grouping is given up, for nobody reads so long a table."""

Group = tuple[str, ...]
Span = tuple[str, str]
"""The lowest and the highest place where a response may stand."""

Standing = tuple[str | None, str, str, bool | None]
"""What is claimed, the lowest and the highest place, and whether people themselves answered."""

Spot = tuple[Group | None, str | None, str, str]
"""What is remembered with its place: a span in a group (no claim), or a claim far from its span (no group)."""

Where = tuple[str, int]


class Tally(NamedTuple):
    """How many responses there are of each kind.

    `rows` are by decision row and answer. `groups` holds for each group how many stand from where to where; it is None
    where there are too many groups, or none were asked for. `places` are the first few of each kind, in the order of
    files and rows.
    """

    responses: int
    standings: dict[Standing, int]
    rows: dict[tuple[str, str], int]
    alarms: dict[str, int]
    treads: dict[str, int]
    unknown: dict[str, int]
    recommendations: dict[str, int]
    groups: dict[Group, dict[Span, int]] | None
    places: dict[Spot, list[Where]]


def nothing(*, grouped: bool) -> Tally:
    """Return the tally of no responses."""
    return Tally(0, {}, {}, {}, {}, {}, {}, {} if grouped else None, {})


def summed(tallies: Iterable[Tally], *, grouped: bool, most: int) -> Tally:
    """Return the sum of tallies, with at most so many places of each kind: the same in whatever order they come."""
    total = nothing(grouped=grouped)
    for tally in tallies:
        total = added(total, tally, most)
    return total


def added(total: Tally, more: Tally, most: int) -> Tally:
    """Add a tally to one that the caller owns, whose dictionaries are changed; return the sum."""
    pairs: list[tuple[dict[Any, int], dict[Any, int]]] = [
        (total.standings, more.standings),
        (total.rows, more.rows),
        (total.alarms, more.alarms),
        (total.treads, more.treads),
        (total.unknown, more.unknown),
        (total.recommendations, more.recommendations),
    ]
    for numbers, others in pairs:
        _add(numbers, others)
    for spot, found in more.places.items():
        total.places[spot] = sorted([*total.places.get(spot, ()), *found])[:most]
    groups = _groups(total.groups, more.groups)
    places = total.places if groups is not None else {s: w for s, w in total.places.items() if s[0] is None}
    return total._replace(responses=total.responses + more.responses, groups=groups, places=places)


def as_data(tally: Tally) -> dict[str, Any]:
    """Return the tally as plain data for JSON, sorted: the same numbers give the same data."""
    groups = None if tally.groups is None else sorted(tally.groups.items())
    return {
        "responses": tally.responses,
        "standings": sorted(([*key, n] for key, n in tally.standings.items()), key=repr),
        "rows": [[*key, n] for key, n in sorted(tally.rows.items())],
        "alarms": dict(sorted(tally.alarms.items())),
        "treads": dict(sorted(tally.treads.items())),
        "unknown": dict(sorted(tally.unknown.items())),
        "recommendations": dict(sorted(tally.recommendations.items())),
        "groups": groups and [[list(g), [[*span, n] for span, n in sorted(s.items())]] for g, s in groups],
        "places": sorted(
            ([group and list(group), *rest, [list(w) for w in found]] for (group, *rest), found in tally.places.items()),
            key=repr,
        ),
    }  # fmt: skip


def from_data(data: dict[str, Any]) -> Tally:
    """Return the tally that `as_data` wrote."""
    groups = data["groups"]
    return Tally(
        data["responses"],
        {(claim, low, high, people): n for claim, low, high, people, n in data["standings"]},
        {(fact, answer): n for fact, answer, n in data["rows"]},
        dict(data["alarms"]),
        dict(data["treads"]),
        dict(data["unknown"]),
        dict(data["recommendations"]),
        None if groups is None else {tuple(g): {(low, high): n for low, high, n in s} for g, s in groups},
        {
            (None if group is None else tuple(group), claim, low, high): _wheres(found)
            for group, claim, low, high, found in data["places"]
        },
    )


def _wheres(found: Sequence[Sequence[Any]]) -> list[Where]:
    return [(file, row) for file, row in found]


def _add(numbers: dict[Any, int], more: dict[Any, int]) -> None:
    for key, n in more.items():
        numbers[key] = numbers.get(key, 0) + n


def _groups(
    total: dict[Group, dict[Span, int]] | None, more: dict[Group, dict[Span, int]] | None
) -> dict[Group, dict[Span, int]] | None:
    if total is None or more is None:
        return None
    for group, spans in more.items():
        _add(total.setdefault(group, {}), spans)
    return total if len(total) <= MOST_GROUPS else None
