"""What is let through: waivers of charters and of the configuration, then what the baseline knows."""

from collections.abc import Sequence
from typing import NamedTuple

from coprod_audit import waivers
from coprod_audit.charter import reading
from coprod_audit.charter.reading import Charter
from coprod_audit.checked import Checked, CheckFinding, Level
from coprod_audit.checking.trees import Tree
from coprod_audit.checks import SEVERITIES
from coprod_audit.errors import InputError, UsageError
from coprod_audit.faults import quoted
from coprod_audit.fields import Field
from coprod_audit.findings import Location
from coprod_audit.guard import Limits
from coprod_audit.settings.values import Settings
from coprod_audit.spans import Span, lines_of, stretch
from coprod_audit.waivers import Waiver, Waivers

_LONGEST = 1_000_000
_OTHERS = "the waivers of this charter are not those that it is judged by; they count once they are merged, so somebody other than their author should look at them"
_UNREADABLE = "the version of this charter that it is judged by cannot be read, so no waiver of it counts; they count once this one is merged, so somebody other than its author should look at it"


class Let(NamedTuple):
    """Charters with what is let through marked as such, and what there is to say of waivers and the baseline."""

    charters: tuple[Checked, ...]
    findings: tuple[CheckFinding, ...]


def own_waivers(charter: Charter, of_rules: Tree, limits: Limits) -> Waivers:
    """The waivers of a charter: those that it has in the tree of the rules, and a finding where it has others now."""
    now = waivers.of_charter(charter.waivers, lines_of(charter.text), SEVERITIES)
    if of_rules.commit is None:
        return now
    try:
        before = _before(charter, of_rules, limits)
    except InputError:
        return Waivers((), (_changed(charter, _UNREADABLE),))
    if _plain(before.waivers if before else None) == _plain(charter.waivers):
        return now
    changed = _changed(charter, _OTHERS)
    counting = _in_charter(before, changed.span) if before else Waivers((), ())
    return Waivers(counting.whole, (changed,))


def _changed(charter: Charter, message: str) -> CheckFinding:
    """The finding that stands where the charter has its waivers, or at its top."""
    field = charter.waivers
    at = field.key_at if field.key is not None else Location(charter.path)
    return CheckFinding("C024", message, stretch(lines_of(charter.text), at), "waivers", SEVERITIES["C024"])


def _before(charter: Charter, tree: Tree, limits: Limits) -> Charter | None:
    """The charter as it stands in the commit of the rules, or None where it is new. Raises InputError for one too large."""
    path = tree.snapshot.name_of(charter.path)
    data = tree.read(path, limits.size)
    return None if data is None else reading.read(data, path, limits)


def _in_charter(before: Charter, span: Span) -> Waivers:
    """The waivers of an older version, placed where the charter has its waivers now."""
    found = waivers.of_charter(before.waivers, lines_of(before.text), SEVERITIES)
    return Waivers(tuple([one._replace(span=span, ends=span) for one in found.whole]), ())


def _plain(field: Field | None) -> object:
    """What stands in a field, without places."""
    value = field.value if field is not None else None
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value or None


def let_through(
    settings: Settings, whole: Sequence[Waiver], charters: Sequence[Checked], today: str, *, everything: bool
) -> Let:
    """Charters with their findings as waivers leave them. `everything` says that all charters were looked at."""
    file = waivers.of_file(settings.waivers, SEVERITIES)
    marked, findings = waivers.applied([*whole, *file.whole], charters, today, everything=everything)
    return Let(marked, (*findings, *file.findings))


def known(settings: Settings, tree: Tree, path: str, let: Let, *, everything: bool) -> Let:
    """The same once the baseline at a path has said what it knows. Raises InputError for one that cannot be used."""
    from coprod_audit import baseline

    data = tree.read(path, _LONGEST)
    if data is None:
        raise UsageError(f"there is no baseline {quoted(path)}; write one with --write-baseline")
    charters, findings = baseline.applied(baseline.read(data, path), let.charters, everything=everything)
    grave: Level = "error" if settings.strict_baseline else SEVERITIES["C023"]
    return Let(charters, (*let.findings, *[one._replace(severity=grave) for one in findings]))
