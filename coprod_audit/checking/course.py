"""A whole check: what is asked for, by which rules, over which charters, and what comes of it."""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from coprod_audit import globs
from coprod_audit._version import VERSION
from coprod_audit.checked import Checked, CheckFinding, Report
from coprod_audit.checking import charters, sources
from coprod_audit.checking.letting_through import Let, known, let_through, own_waivers
from coprod_audit.checking.one import Bench, subject
from coprod_audit.checking.trees import Tree, from_root
from coprod_audit.checks import check as check_one
from coprod_audit.checks import graded
from coprod_audit.checks.telling import told
from coprod_audit.errors import UsageError
from coprod_audit.guard import Limits
from coprod_audit.settings.together import USUAL, Settled
from coprod_audit.settings.values import Settings
from coprod_audit.waivers import Waiver


class Order(NamedTuple):
    """What a run is given: the settings that flags make, the environment, where it is, and the clock.

    `config` is the configuration that is named on the command line; with `no_config` none is read. `clock` is asked
    only where nobody says which day to take as today. Where a baseline is written, the old one lets nothing through.
    """

    flags: Mapping[str, object]
    environment: Mapping[str, str]
    folder: str
    clock: Callable[[], str]
    charter_limits: Limits
    answers_limits: Limits
    questionnaire_limits: Limits
    config: str | None = None
    no_config: bool = False
    writes_baseline: bool = False


class Ground(NamedTuple):
    """What a run stands on: the files here, those that the rules are from, and what has been settled."""

    here: Tree
    of_rules: Tree
    found: sources.Configuration
    settled: Settled

    folder: str

    @property
    def settings(self) -> Settings:
        """The settings."""
        return self.settled.settings

    @property
    def baseline(self) -> str:
        """Where the baseline is, from the root; "" for none."""
        if not self.settings.baseline:
            return ""
        return sources.baseline(self.found, self.settled, self.here.root, self.folder)

    @property
    def everything(self) -> bool:
        """Whether all charters are looked at: those of the configuration, or else all that lie under the root."""
        return "paths" in self.settled.places or (not self.settings.paths and self.folder == self.here.root)


class Ran(NamedTuple):
    """A report, and what it stands on."""

    report: Report
    ground: Ground


def ground(order: Order) -> Ground:
    """Where the run stands, and its settings. Raises InputError and UsageError."""
    here = Tree(_root(order.folder))
    alone = sources.settled(sources.NONE, order.flags, order.environment)
    ref = alone.settings.rules_from
    of_rules = Tree(here.root, _commit(here.root, ref)) if ref else here
    if order.no_config:
        return Ground(here, of_rules, sources.NONE, alone, os.path.abspath(order.folder))
    named = from_root(here.root, os.path.join(order.folder, order.config)) if order.config else None
    folder = from_root(here.root, order.folder)
    found = sources.configuration(of_rules, "" if folder == "." else folder, named)
    settled = sources.settled(found, order.flags, order.environment)
    return Ground(here, of_rules, found, settled, os.path.abspath(order.folder))


def _root(folder: str) -> str:
    """The root of the repository that a folder lies in, or the folder itself where it lies in none."""
    from coprod_audit.repository import root_of

    return root_of(folder) or os.path.abspath(folder)


def _commit(root: str, ref: str) -> str:
    from coprod_audit import repository

    return repository.commit(root, ref)


def check(order: Order) -> Ran:
    """Carry out a check. Raises InputError and UsageError where the work cannot be done."""
    on = ground(order)
    bench = _bench(order, on)
    wanted = sources.places(on.found, on.settled, on.here.root, order.folder)
    paths = charters.named(on.here.root, wanted, _left_out(on.settings))
    there = [path for path in paths if os.path.lexists(os.path.join(on.here.root, path))]
    lost = _lost(on, order, wanted, there)
    _refuse_what_is_not_there(on.here, paths, {*there, *(one.span.path for one in lost)})
    bench = _with_base(bench, order, there)
    texts = dict[str, str]()
    let = _let(order, on, [_checked(bench, on, path, texts) for path in there], bench.today)
    changed = on.settings.severity
    report = Report(
        charters=tuple([one._replace(findings=graded(one.findings, changed)) for one in let.charters]),
        findings=graded((*_changes(on), *lost, *let.findings), changed),
        fail_on=on.settings.fail_on,
        today=bench.today,
        version=VERSION,
        shown={path: _shown(order.folder, on.here.root, path) for path in there},
        texts=texts,
    )
    return Ran(report, on)


def _bench(order: Order, on: Ground) -> Bench:
    settings = on.settings
    questionnaire = sources.questionnaire(on.of_rules, settings, order.questionnaire_limits)
    places = questionnaire.ladder.places
    for name, place in (("min_rung", settings.min_rung), ("evidence_from", settings.evidence_from)):
        if place and place not in places and on.settled.origins[name] != USUAL:
            from coprod_audit.faults import no_such

            raise on.settled.refusal(name, no_such("rung", place, places[1:], "the ladder has"))
    if settings.evidence_from not in places:
        settings = settings._replace(evidence_from="")  # what is usual is a rung of the ladder that ships
    sections = [section.id for section in questionnaire.sections]
    for name in settings.sections:
        if name not in sections:
            from coprod_audit.faults import no_such

            raise on.settled.refusal("sections", no_such("section", name, sections, "there are"))
    today = settings.today or order.clock()
    return Bench(on.here, questionnaire, settings, today, order.charter_limits, order.answers_limits)


def _left_out(settings: Settings) -> Callable[[str], bool]:
    return lambda path: any(globs.matches(pattern, path) for pattern in settings.exclude)


def _with_base(bench: Bench, order: Order, there: Sequence[str]) -> Bench:
    if not bench.settings.no_regress_from:
        return bench
    from coprod_audit.checking.base import bases

    return bench._replace(base=bases(bench, order.folder, there))


def _lost(on: Ground, order: Order, wanted: Sequence[str], there: Sequence[str]) -> list[CheckFinding]:
    """Charters that were there in the commit of the rules, or in the one that is compared with."""
    tree = on.of_rules
    if tree.commit is None:
        from coprod_audit.checking.base import version

        compared = version(on.here, order.folder, on.settings)
        tree = compared.tree if compared is not None else tree
    if tree.commit is None:
        return []
    from coprod_audit.checking.gone import gone

    places = [from_root(on.here.root, path) for path in wanted]
    lost = gone(tree, places, there, _left_out(on.settings))
    if on.of_rules.commit is not None:
        tree.snapshot.fetch([tree.snapshot.name_of(path) for path in there], order.charter_limits.size)
    return lost


def _refuse_what_is_not_there(here: Tree, paths: Sequence[str], spoken_of: set[str]) -> None:
    """Raise InputError for a charter that was named and does not exist, UsageError where there is none at all."""
    for path in paths:
        if path not in spoken_of and not any(one.startswith(f"{path}/") for one in spoken_of):
            here.read_here(path, 0)
    if not spoken_of:
        raise UsageError(
            "no charter was found; name one, or write one with 'coprod-audit check --init docs/charter.md'"
            " (in folders, only files that say 'coprod-audit: charter/1' or 'answers/1' are taken)"
        )


class _Judged(NamedTuple):
    """A charter with what was found, and its own waivers."""

    checked: Checked
    waivers: tuple[Waiver, ...]


def _checked(bench: Bench, on: Ground, path: str, texts: dict[str, str]) -> _Judged:
    """What is found in one charter; nothing else of it is kept, so that many can be checked."""
    one = subject(bench, path)
    own = own_waivers(one.charter, on.of_rules, bench.charter_limits)
    findings = (*check_one(one), *own.findings)
    if findings:
        texts.update(one.charter.texts)
    return _Judged(told(one, findings), own.whole)


def _let(order: Order, on: Ground, judged: Sequence[_Judged], today: str) -> Let:
    """What is let through: by waivers first, then by the baseline."""
    own = [waiver for one in judged for waiver in one.waivers]
    charters = [one.checked for one in judged]
    let = let_through(on.settings, own, charters, today, everything=on.everything)
    if not on.settings.baseline or order.writes_baseline:
        return let
    return known(on.settings, on.of_rules, on.baseline, let, everything=on.everything)


def _changes(on: Ground) -> tuple[CheckFinding, ...]:
    if on.of_rules.commit is None:
        return ()
    from coprod_audit.checking.changes import changes

    return changes(on.here, on.of_rules, on.found, on.settings, on.baseline)


def _shown(folder: str, root: str, path: str) -> str:
    """A path as one would type it in a folder."""
    if folder == root:
        return path.replace("/", os.sep)
    return os.path.relpath(os.path.join(root, path), folder)
