"""The baseline: how many findings of each code are known in charters that were there before the check was.

It counts instead of naming lines, so that it stays the same when lines move. What is known stands in no one's way; one
more of a code in a charter, and all of that code there count.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from coprod_audit import documents
from coprod_audit.checked import Checked, CheckFinding
from coprod_audit.faults import Faults, Origin, quoted
from coprod_audit.fields import Field
from coprod_audit.guard import Limits
from coprod_audit.spans import Span, lines_of, stretch
from coprod_audit.waivers import UNWAIVABLE

FORMAT: Final = "baseline/1"
_LIMITS: Final = Limits(size=1_000_000)
_CODE: Final = re.compile("C[0-9]{3}")
_MOST: Final = 1_000_000

Counts = Mapping[str, Mapping[str, int]]
"""By the path of a charter and the code of a rule, how many are known."""


class Baseline(NamedTuple):
    """What is known, and where in the file each entry stands: at a path and a code, or at a path and ""."""

    counts: Counts
    places: Mapping[tuple[str, str], Span]


class Renewed(NamedTuple):
    """A baseline as it is to be written, and the findings that were not taken in because they are new."""

    text: str
    refused: tuple[CheckFinding, ...]


def read(data: bytes, path: str) -> Baseline:
    """The baseline that a file holds. Raises `InputError` with every fault: a broken one is never an empty one."""
    faults = Faults()
    top = documents.read(data, Origin(path, faults), _LIMITS)
    faults.stop()
    lines = lines_of(data.decode("utf-8-sig"))
    counts, places = {}, {}
    for charter, field in _charters(top):
        counts[charter] = dict(_counts(field))
        places[charter, ""] = stretch(lines, field.key_at)
        for code, number in _values(field):
            places[charter, code] = stretch(lines, number.key_at)
    faults.stop()
    return Baseline(counts, places)


def _charters(top: Field) -> list[tuple[str, Field]]:
    says = top.value.get("coprod-audit") if isinstance(top.value, dict) else None
    if not isinstance(top.value, dict) or says is None or says.value != FORMAT:
        message = f'this is no baseline; one begins with "coprod-audit": "{FORMAT}", and --write-baseline writes one where there is none'
        (says or top).note("G008", message)
        return []
    for key, field in top.value.items():
        if key not in {"coprod-audit", "charters"}:
            field.note("G008", f"{quoted(key)} is not for a baseline; take it out", field.key_at)
    charters = top.value.get("charters")
    if charters is None:
        top.note(
            "G008",
            'this baseline lacks "charters"; take the file away and write it anew with --write-baseline',
        )
        return []
    return _values(charters)


def _values(field: Field) -> list[tuple[str, Field]]:
    if isinstance(field.value, dict):
        return list(field.value.items())
    field.note(
        "G008", f"{field.name} is no mapping; take the file away and write it anew with --write-baseline"
    )
    return []


def _counts(charter: Field) -> Iterator[tuple[str, int]]:
    for code, field in _values(charter) if isinstance(charter.value, dict) else ():
        text = field.value if isinstance(field.value, str) else ""
        if not _CODE.fullmatch(code) or code in UNWAIVABLE:
            field.note("G009", f"no baseline knows of {quoted(code)}; take it out", field.key_at)
        elif not (text.isascii() and text.isdigit() and 0 < int(text[:8]) <= _MOST):
            field.note("G009", f"{field.name} is no whole number from 1 up; write how many there are")
        else:
            yield code, int(text)


def applied(
    baseline: Baseline, charters: Sequence[Checked], *, everything: bool = False
) -> tuple[tuple[Checked, ...], tuple[CheckFinding, ...]]:
    """The charters with what is known marked as such, and C023 for each entry that is no longer needed.

    `everything` says that all charters were looked at; else an entry for a charter that was not is left alone.
    """
    marked = [_marked(charter, baseline.counts.get(_key(charter.path), {})) for charter in charters]
    found = {_key(charter.path): _open(charter) for charter in charters}
    idle = [
        finding
        for charter, counts in baseline.counts.items()
        if everything or charter in found
        for finding in _idle(baseline, charter, counts, found.get(charter))
    ]
    return tuple(marked), tuple(idle)


def _open(charter: Checked) -> Counter[str]:
    return Counter(one.code for one in charter.findings if _counted(one))


def _counted(finding: CheckFinding) -> bool:
    return finding.standing == "open" and finding.code not in UNWAIVABLE


def _marked(charter: Checked, known: Mapping[str, int]) -> Checked:
    """A charter with all findings of a code known, or where there are more than that, all open and the first saying so."""
    there = _open(charter)
    told: set[str] = set()
    findings = list(charter.findings)
    for place in sorted(range(len(findings)), key=lambda number: findings[number].span):
        one = findings[place]
        most = known.get(one.code, 0)
        if not most or not _counted(one):
            continue
        if there[one.code] <= most:
            findings[place] = one._replace(standing="known", because="it stands in the baseline")
        elif one.code not in told:
            told.add(one.code)
            findings[place] = one._replace(
                message=f"{one.message} ({most:,} known, {there[one.code]:,} found)"
            )
    return charter._replace(findings=tuple(findings))


def _idle(
    baseline: Baseline, charter: str, counts: Mapping[str, int], found: Mapping[str, int] | None
) -> Iterator[CheckFinding]:
    if found is None:
        message = f"the charter {quoted(charter)} was not found, and the baseline still knows it"
        yield _no_longer(baseline.places[charter, ""], message, charter)
        return
    for code, most in counts.items():
        if (there := found.get(code, 0)) < most:
            message = f"{quoted(charter)} has {there:,} of {code}, and the baseline knows {most:,}"
            yield _no_longer(baseline.places[charter, code], message, f"{charter}.{code}")


def _no_longer(span: Span, message: str, about: str) -> CheckFinding:
    way_out = "tighten it with --write-baseline"
    return CheckFinding("C023", f"{message}; {way_out}", span, f"baseline.{about}", "warning")


def renewed(
    old: Baseline | None, charters: Sequence[Checked], *, accept_new: bool = False, everything: bool = False
) -> Renewed:
    """The baseline for what is open or known now, and what was not taken in: more than the old one has, unless accepted.

    Where there is no old one, all is taken in. What the old one knows of charters that were not looked at stays,
    unless `everything` was looked at.
    """
    before: Counts = old.counts if old else {}
    counts: dict[str, Mapping[str, int]] = {} if everything else dict(before)
    refused: list[CheckFinding] = []
    for charter in charters:
        known = before.get(_key(charter.path), {})
        kept = {}
        for code, there in sorted(Counter(one.code for one in _debts(charter)).items()):
            most = there if old is None or accept_new else min(there, known.get(code, 0))
            refused += [one for one in _debts(charter) if one.code == code][most:]
            kept[code] = most
        counts[_key(charter.path)] = kept
    return Renewed(_written(counts), tuple(refused))


def _debts(charter: Checked) -> list[CheckFinding]:
    """What a baseline would hold of a charter, by place."""
    found = [one for one in charter.findings if one.standing != "waived" and one.code not in UNWAIVABLE]
    return sorted(found, key=lambda one: one.span)


def _written(counts: Counts) -> str:
    import json

    charters = {
        path: {code: number for code, number in sorted(known.items()) if number}
        for path, known in sorted(counts.items())
    }
    record = {"coprod-audit": FORMAT, "charters": {path: known for path, known in charters.items() if known}}
    text = json.dumps(record, indent=2, ensure_ascii=False)
    return "".join([_escaped(sign) for sign in text]) + "\n"


def _escaped(sign: str) -> str:
    """A character as every reader of JSON and YAML takes it."""
    return sign if sign == "\n" or sign.isprintable() or ord(sign) > 0xFFFF else f"\\u{ord(sign):04x}"


def _key(path: str) -> str:
    """The path as text: bytes of a name that are not UTF-8 spelt out."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")
