"""One charter: read, judged, and held against the rules, with what the repository says of it."""

import os
from collections.abc import Callable
from typing import NamedTuple

from coprod_audit import answers_reader
from coprod_audit.answers import Answers
from coprod_audit.charter import reading
from coprod_audit.charter.reading import Charter
from coprod_audit.checking.trees import Tree, from_root, is_inside, leads_out
from coprod_audit.checks.evidence import paths
from coprod_audit.checks.subject import Base, EvidenceState, Subject
from coprod_audit.errors import InputError
from coprod_audit.faults import quoted
from coprod_audit.findings import Finding, Location
from coprod_audit.guard import Limits
from coprod_audit.placing import placed
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.settings.values import Settings
from coprod_audit.spans import lines_of


class Bench(NamedTuple):
    """What is the same for every charter of a run. `base` finds the version that one is compared with, if it is."""

    tree: Tree
    questionnaire: Questionnaire
    settings: Settings
    today: str
    charter_limits: Limits
    answers_limits: Limits
    base: Callable[[str], Base | None] = lambda _: None


class Read(NamedTuple):
    """A charter with its answers, held against the questionnaire. `answers` is None where `faults` stand in the way."""

    charter: Charter
    answers: Answers | None
    faults: tuple[Finding, ...]


def subject(bench: Bench, path: str) -> Subject:
    """All that the rules want to know of a charter."""
    charter, answers, faults = read(bench, bench.tree, path)
    return Subject(
        charter=charter,
        questionnaire=bench.questionnaire,
        settings=bench.settings,
        today=bench.today,
        lines={name: lines_of(text) for name, text in charter.texts.items()},
        answers=answers,
        placed=placed(bench.questionnaire, answers) if answers is not None else None,
        faults=faults,
        evidence=_evidence(bench, charter) if answers is not None else {},
        base=bench.base(path) if answers is not None else None,
    )


def read(bench: Bench, tree: Tree, path: str) -> Read:
    """A charter as it stands in a tree. Raises nothing: what is wrong is in the faults."""
    charter, faults = _charter(bench, tree, path)
    if faults:
        return Read(charter, None, faults)
    try:
        answers, _ = answers_reader.match(charter.sheet, bench.questionnaire, unit_needed=False)
    except InputError as error:
        return Read(charter, None, error.findings)
    return Read(charter, answers, ())


def _charter(bench: Bench, tree: Tree, path: str) -> tuple[Charter, tuple[Finding, ...]]:
    try:
        charter = reading.read(_data(tree, path, bench.charter_limits), path, bench.charter_limits)
    except InputError as error:
        return reading.read(b"", path), error.findings
    if charter.answers_at is not None and not charter.faults.fatal:
        try:
            charter = _with_answers(bench, tree, charter)
        except InputError as error:
            return charter, error.findings
    return charter, tuple(charter.faults.found) if charter.faults.fatal else ()


def _with_answers(bench: Bench, tree: Tree, charter: Charter) -> Charter:
    """The charter with the answers from the file that it names. Raises InputError at that name where there is none."""
    assert charter.answers_at is not None  # noqa: S101 - the only caller has looked
    text, at = charter.answers_at.text(), charter.answers_at.at
    named = _named(tree, charter, text)
    try:
        data = _data(tree, named, bench.answers_limits)
    except InputError as error:
        said = [(one.code, f"the answers are in {quoted(text)}: {one.message}") for one in error.findings]
        raise InputError(tuple([Finding(code, message, at) for code, message in said])) from None
    return reading.joined(charter, data, named, bench.answers_limits)


def _data(tree: Tree, path: str, limits: Limits) -> bytes:
    """What a file holds. Raises InputError where there is none."""
    data = tree.read(path, limits.size)
    if data is not None:
        return data
    if tree.commit is None:
        return tree.read_here(path, limits.size)
    message = f"there is no such file in the commit {tree.commit[:12]}; name another"
    raise InputError((Finding("F001", message, Location(path)),))


def _named(tree: Tree, charter: Charter, text: str) -> str:
    """The file that `answers` names, from the root. Raises InputError where it lies outside, or is not there."""
    assert charter.answers_at is not None  # noqa: S101 - the only caller has looked
    folder = os.path.dirname(os.path.join(tree.root, charter.path))
    full = os.path.abspath(os.path.join(folder, text))
    if os.path.isabs(text) or not is_inside(tree.root, full):
        message = (
            f"the answers are in {quoted(text)}, which leads out of the repository; put the file into it"
        )
        raise InputError((Finding("C001", message, charter.answers_at.at),))
    if tree.commit is None and not os.path.lexists(full) and not leads_out(tree.root, full):
        message = f"there is no file {quoted(text)} beside the charter; correct the path"
        raise InputError((Finding("F001", message, charter.answers_at.at),))
    return from_root(tree.root, full)


def _evidence(bench: Bench, charter: Charter) -> dict[str, EvidenceState]:
    """For each piece of evidence that reads like a path, whether it is there. It is looked for as it is now, never in a base."""
    pieces = paths(charter.sheet)
    if not pieces:
        return {}
    from coprod_audit import repository

    folder = os.path.dirname(os.path.join(bench.tree.root, charter.path))
    return {
        piece: "outside" if path is None else repository.evidence(bench.tree.root, folder, path)
        for piece, path in pieces.items()
    }
