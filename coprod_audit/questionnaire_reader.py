"""Makes a questionnaire from the text of its files, reporting every fault of all of them in one run.

A folder's files are read in the order of their names and put together: lists of the same key are
joined, everything else stands in exactly one file. Nothing here touches a disk.
"""

import hashlib
import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from coprod_audit import lens_checks, questionnaire_checks
from coprod_audit.advice_reader import read_alarm, read_criterion, read_recommendation, read_story
from coprod_audit.condition_reader import Scope, read_condition, rows_spoken_of
from coprod_audit.documents import no_collecting
from coprod_audit.documents import read as read_document
from coprod_audit.faults import Faults, Origin, quoted
from coprod_audit.fields import Field, few
from coprod_audit.guard import QUESTIONNAIRE_LIMITS, Limits, raising
from coprod_audit.ladder import Ladder, Rung
from coprod_audit.lens_reader import read_disagreement, read_lens
from coprod_audit.names import Names
from coprod_audit.question_reader import Draft, finish, read_question, read_section, scope_of, with_rows
from coprod_audit.questionnaire import CommunityLed, Definition, Questionnaire, Source, Work
from coprod_audit.questionnaire_parts import Parts

FORMAT: Final = "questionnaire/1"

_VERSION = re.compile(r"[A-Za-z0-9._+-]{1,40}")


class SourceFile(NamedTuple):
    """One file of a questionnaire: its path as shown to people, and what it holds."""

    path: str
    data: bytes


def read(
    files: Sequence[SourceFile], *, limits: Limits = QUESTIONNAIRE_LIMITS, thorough: bool = True
) -> Questionnaire:
    """The questionnaire in these files. Raises `InputError` with every fault found.

    After a file that cannot be read to its end, or has more faults than are told apart, no other is looked at.
    `thorough` adds the checks that reason about every combination of answers (a rung that no answers
    reach, a condition that can never hold) or see whether it can be judged at all. They take longer than
    reading; the questionnaires that ship with the tool went through them when they were tested. Without
    them judging may raise `UsageError`.
    """
    with no_collecting():  # around a call, so that its fields are gone before collecting begins again
        return _read(sorted(files, key=lambda file: file.path), limits, thorough=thorough)


def _read(files: Sequence[SourceFile], limits: Limits, *, thorough: bool) -> Questionnaire:
    faults = Faults()
    tops = _tops(files, limits, faults)
    _stop_if_unread(faults)
    names = Names(faults, limits)
    questionnaire = _questionnaire(Parts(tops), names, _digest(files))
    _stop_if_unread(faults)
    questionnaire_checks.check_names(questionnaire, names)
    faults.stop()
    if thorough:
        questionnaire_checks.check_judging(questionnaire, names)
        questionnaire_checks.check_reach(questionnaire, names)
        lens_checks.check(questionnaire, names)
        faults.stop()
    return questionnaire


def _tops(files: Sequence[SourceFile], limits: Limits, faults: Faults) -> list[Field]:
    """The top of each file. After one that cannot be read, or is full of faults, no other is looked at."""
    tops = []
    for file in files:
        tops.append(read_document(file.data, Origin(file.path, faults), limits))
        if faults.fatal or faults.full:
            faults.fatal = True
            return []
    return [top for top in tops if top.format(FORMAT)]


def _stop_if_unread(faults: Faults) -> None:
    """Nothing is said about a whole that was read only in part."""
    if faults.fatal:
        faults.stop()


def _digest(files: Sequence[SourceFile]) -> str:
    digest = hashlib.sha256()
    for file in files:
        name = file.path.replace("\\", "/").rpartition("/")[2]
        digest.update(f"{name}\n{len(file.data)}\n".encode())
        digest.update(file.data)
    return digest.hexdigest()


def _questionnaire(parts: Parts, names: Names, digest: str) -> Questionnaire:
    lists = parts.lists
    sources = tuple([read_source(field, names) for field in lists["sources"]])
    ladder = _ladder(parts, names)
    sections = tuple([read_section(field, names) for field in lists["sections"]])
    stories = tuple([read_story(field, names) for field in lists["stories"]])
    drafts = _drafts(lists["questions"], names)
    _stop_if_unread(names.faults)
    rungs = tuple([rung.id for rung in ladder.rungs])
    scope = scope_of([draft.question for draft in drafts], rungs, names.limits)
    definitions = tuple([_definition(field, names, scope) for field in lists["definitions"]])
    scope = scope._replace(definitions={d.id: dict(d.rows) for d in definitions})
    criteria = [read_criterion(field, names, scope._replace(criterion=True)) for field in lists["criteria"]]
    order = {section.id: place for place, section in enumerate(sections)}
    questions = [finish(draft, scope) for draft in drafts]
    return Questionnaire(
        id=names.new(parts.field("id"), "questionnaire"),
        version=_version(parts.field("version")),
        title=parts.field("title").text(),
        language=parts.field("language").text() or "en",
        licence=parts.field("licence").text(),
        about=parts.field("about").text(),
        digest=digest,
        ladder=ladder,
        sources=sources,
        sections=sections,
        questions=tuple(sorted(questions, key=lambda q: order.get(q.section, len(order)))),
        definitions=definitions,
        criteria=tuple(sorted(criteria, key=lambda c: rungs.index(c.rung) if c.rung in rungs else 0)),
        alarms=tuple([read_alarm(field, names, scope) for field in lists["alarms"]]),
        recommendations=tuple([read_recommendation(f, names, scope) for f in lists["recommendations"]]),
        stories=stories,
        work=_work(parts.field("work"), names),
        community_led=_community_led(parts.field("community-led"), names, scope),
        lenses=tuple(
            [read_lens(f, names, scope) for f in few(lists["lenses"], names.limits.lenses, "lenses")]
        ),
        disagreements=tuple([read_disagreement(field, names, scope) for field in lists["disagreements"]]),
    )


def _version(field: Field) -> str:
    found = field.text()
    if found and not _VERSION.fullmatch(found):
        message = f"the version {quoted(found)}; write 1 to 40 letters, digits, dots, hyphens or plus signs"
        field.note("Q001", message)
    return found


def read_source(field: Field, names: Names) -> Source:
    """A document that the questionnaire rests on."""
    record = field.mapping("id", "title", optional=("author", "publisher", "year"))
    return Source(
        names.new(record["id"], "source"),
        record["author"].text(),
        record["title"].text(),
        record["publisher"].text(),
        record["year"].text(),
    )


def _ladder(parts: Parts, names: Names) -> Ladder:
    rungs = [_rung(field, names) for field in few(parts.lists["ladder"], names.limits.rungs, "rungs")]
    below = (
        parts.field("below").mapping("title", "has", optional=("easy",)) if "below" in parts.single else {}
    )
    texts = [below[key].text() if below else "" for key in ("title", "has", "easy")]
    return Ladder(tuple(rungs), *texts)


def _rung(field: Field, names: Names) -> Rung:
    record = field.mapping("id", "title", "has", optional=("source", "easy", "note"))
    name = names.new(record["id"], "rung")
    if name == "below":
        record["id"].note("Q001", "'below' is the place under every rung; give the rung another id")
    title, has, easy, note = [record[key].text() for key in ("title", "has", "easy", "note")]
    return Rung(name, title, has, names.sources(record["source"]), easy, note)


def _drafts(fields: list[Field], names: Names) -> list[Draft]:
    drafts = [read_question(field, names) for field in fields]
    tables = {draft.question.id: draft.question for draft in drafts if draft.question.rows}
    drafts = [with_rows(draft, tables, names) for draft in drafts]
    count = sum(len(draft.question.facts) for draft in drafts)
    if count > (most := names.limits.questions):
        advice = f"leave some out, or {raising('questions', most, count)}"
        _first_beyond(drafts, most).note("Q024", f"more than {most:,} questions, rows counted; {advice}")
    return drafts


def _first_beyond(drafts: list[Draft], most: int) -> Field:
    counts = accumulate(len(draft.question.facts) for draft in drafts)
    return next(draft.field for draft, count in zip(drafts, counts, strict=True) if count > most)


def _definition(field: Field, names: Names, scope: Scope) -> Definition:
    record = field.mapping("id", "title", "when")
    name = names.new(record["id"], "definition")
    rows = rows_spoken_of(record["when"], scope, "a definition")
    conditions = [(row, read_condition(record["when"], scope._replace(row=row))) for row in rows]
    return Definition(name, record["title"].text(), tuple(conditions))


def _work(field: Field, names: Names) -> Work | None:
    if field.value is None:
        return None
    record = field.mapping("people", "organisation")
    people = names.one(record["people"], "question", "Q004", "there are")
    return Work(people, names.one(record["organisation"], "question", "Q004", "there are"))


def _community_led(field: Field, names: Names, scope: Scope) -> CommunityLed | None:
    if field.value is None:
        return None
    record = field.mapping("when", "support")
    support = names.one(record["support"], "question", "Q004", "there are")
    return CommunityLed(read_condition(record["when"], scope), support)
