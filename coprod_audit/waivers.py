"""Waivers: findings that somebody lets through, with a reason, under their name, and until a day.

A waiver stands in the charter it is for, or in the configuration with a pattern of paths. One that is not whole lets
nothing through, nor does one that has run out, and both are findings.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from coprod_audit import globs
from coprod_audit.answer_sheet import is_day
from coprod_audit.checked import Checked, CheckFinding, Level
from coprod_audit.faults import no_such, quoted
from coprod_audit.fields import Field
from coprod_audit.spans import Span, stretch

UNWAIVABLE: Final = frozenset({"C001", "C002", "C020", "C021", "C022", "C023", "C024", "C025"})
"""Rules that nobody can waive and no baseline holds: they guard the others. Without a unit no claim is checked."""

NEEDED: Final = {
    "code": "which rule",
    "reason": "why",
    "owner": "who answers for it",
    "until": "the last day on which it holds",
}
"""What every waiver says, and what that is."""

KEYS: Final = (*NEEDED, "about")
"""What a waiver can say in a charter; in the configuration it has a `path` besides."""


class Written(NamedTuple):
    """A waiver as it was written: texts by key, where each text stands, and where the waiver stands."""

    said: Mapping[str, str]
    places: Mapping[str, Span]
    span: Span


class Waiver(NamedTuple):
    """A whole waiver. `path` is a pattern, "" for the charter in which it stands; `about` is "" for all of its code.

    `span` is where it stands, `ends` where its last day does.
    """

    code: str
    reason: str
    owner: str
    until: str
    path: str
    about: str
    span: Span
    ends: Span

    def covers(self, charter: str) -> bool:
        """Whether it is for the charter at that path."""
        return globs.matches(self.path, charter) if self.path else self.span.path == charter

    def lets(self, finding: CheckFinding) -> bool:
        """Whether a finding of such a charter is one that it lets through."""
        return finding.code == self.code and self.about in {"", finding.about}


class Waivers(NamedTuple):
    """The whole ones, and findings (C021) about the others."""

    whole: tuple[Waiver, ...]
    findings: tuple[CheckFinding, ...]


def of_charter(field: Field, lines: Sequence[str], codes: Collection[str]) -> Waivers:
    """The waivers of a charter. `codes` are those of all rules, `lines` the file's."""
    if field.blank:
        return Waivers((), ())
    if not isinstance(field.value, list):
        example = "'- {code: C008, reason: ..., owner: ..., until: 2026-07-01}'"
        message = f"'waivers' is not a list; write each waiver behind a hyphen, as in {example}"
        return Waivers((), (_finding("C021", message, span_of(field, lines), ""),))
    return _together([_of_field(item, lines, codes) for item in field.value])


def span_of(field: Field, lines: Sequence[str]) -> Span:
    """Where the waivers of a charter stand: their key, or the top of the charter where it has none."""
    return stretch(lines, field.key_at)


def of_file(written: Sequence[Written], codes: Collection[str]) -> Waivers:
    """The waivers of the configuration, which are for all charters where they have no `path`."""
    return _together([_read(one, one.said.get("path", "**"), codes) for one in written])


def _together(parts: Sequence[Waivers]) -> Waivers:
    return Waivers(
        tuple([waiver for part in parts for waiver in part.whole]),
        tuple([finding for part in parts for finding in part.findings]),
    )


def _of_field(item: Field, lines: Sequence[str], codes: Collection[str]) -> Waivers:
    span = stretch(lines, item.at)
    if not isinstance(item.value, dict):
        message = f"a waiver is a mapping; write {', '.join(NEEDED)}, each with a colon and what it says"
        return Waivers((), (_finding("C021", message, span, ""),))
    said = {key: one.value for key, one in item.value.items() if isinstance(one.value, str)}
    places = {key: stretch(lines, one.at) for key, one in item.value.items()}
    read = _read(Written(said, places, span), "", codes)
    odd = [
        _finding("C021", message, stretch(lines, one.key_at), said.get("code", ""))
        for key, one in item.value.items()
        if (message := _odd(key, one))
    ]
    return Waivers((), (*odd, *read.findings)) if odd else read


def _odd(key: str, field: Field) -> str:
    if key not in KEYS:
        return no_such("key", key, KEYS, "here stand")
    return "" if field.blank or isinstance(field.value, str) else f"{quoted(key)} is not a text; write one"


def _read(written: Written, path: str, codes: Collection[str]) -> Waivers:
    said = {key: text.strip() for key, text in written.said.items()}
    code = said.get("code", "")
    wrong = [
        _finding("C021", message, written.places.get(key, written.span), code)
        for key, message in _faults(said, path, codes)
    ]
    if wrong:
        return Waivers((), tuple(wrong))
    ends = written.places.get("until", written.span)
    reason, owner, until = said["reason"], said["owner"], said["until"]
    whole = Waiver(code, reason, owner, until, path, said.get("about", ""), written.span, ends)
    return Waivers((whole,), ())


def _faults(said: Mapping[str, str], path: str, codes: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a waiver, each with the key at which it is."""
    if lacking := [key for key in NEEDED if not said.get(key)]:
        what = ", ".join(f"'{key}' ({NEEDED[key]})" for key in lacking)
        yield "", f"this waiver lacks {what}, and so lets nothing through; write it, or take the waiver out"
    code, until = said.get("code"), said.get("until")
    if code and code not in codes:
        yield "code", no_such("rule", code, codes, "there are")
    elif code in UNWAIVABLE:
        yield "code", f"{code} cannot be waived; put right what it says, and take this waiver out"
    if until and not is_day(until):
        yield "until", f"{quoted(until)} is not a day; write it as in 2026-07-01"
    if len(path) > globs.LONGEST:
        yield (
            "path",
            f"a pattern of {len(path):,} characters; at most {globs.LONGEST} are read, so shorten it",
        )


def applied(
    waivers: Sequence[Waiver], charters: Sequence[Checked], today: str, *, everything: bool
) -> tuple[tuple[Checked, ...], tuple[CheckFinding, ...]]:
    """The charters with what is waived marked as such, and findings about the waivers of the configuration.

    Those about a charter's own waivers stand with that charter. `everything` says that all charters were looked at:
    else nothing is known of what other charters need, and an unused pattern is not called so.
    """
    live = [waiver for waiver in waivers if waiver.until >= today]
    used: set[Waiver] = set()
    marked = [
        _marked(charter, [one for one in live if one.covers(charter.path)], used) for charter in charters
    ]
    seen = {charter.path for charter in charters}
    idle = [one for one in live if one not in used and _known_idle(one, seen, everything)]
    said = [*[_expired(one) for one in waivers if one.until < today], *[_unused(one) for one in idle]]
    own = [charter._replace(findings=(*charter.findings, *_at(said, charter.path))) for charter in marked]
    return tuple(own), tuple([finding for finding in said if finding.span.path not in seen])


def _at(findings: Sequence[CheckFinding], path: str) -> list[CheckFinding]:
    return [finding for finding in findings if finding.span.path == path]


def _known_idle(waiver: Waiver, seen: Collection[str], everything: bool) -> bool:
    return everything or not waiver.path or (globs.plain(waiver.path) and waiver.path in seen)


def _marked(charter: Checked, waivers: Sequence[Waiver], used: set[Waiver]) -> Checked:
    if not waivers:
        return charter
    findings = []
    for finding in charter.findings:
        lets = [one for one in waivers if one.lets(finding)] if finding.standing == "open" else []
        used.update(lets)
        findings.append(_waived(finding, lets[0]) if lets else finding)
    return charter._replace(findings=tuple(findings))


def _waived(finding: CheckFinding, waiver: Waiver) -> CheckFinding:
    because = f"{waiver.reason} ({waiver.owner}, until {waiver.until})"
    return finding._replace(standing="waived", because=because)


def _expired(waiver: Waiver) -> CheckFinding:
    message = (
        f"the waiver for {waiver.code} that {quoted(waiver.owner)} answers for ran out on {waiver.until}; "
        "put right what it lets through, or agree on a new day"
    )
    return _finding("C020", message, waiver.ends, waiver.code, waiver.about)


def _unused(waiver: Waiver) -> CheckFinding:
    message = f"the waiver for {waiver.code} that {quoted(waiver.owner)} answers for lets nothing through; take it out"
    return _finding("C022", message, waiver.span, waiver.code, waiver.about, "warning")


def _finding(  # noqa: PLR0913, PLR0917 - as many as a finding has
    code: str, message: str, span: Span, waived: str, about: str = "", severity: Level = "error"
) -> CheckFinding:
    return CheckFinding(code, message, span, ".".join(filter(None, ("waivers", waived, about))), severity)
