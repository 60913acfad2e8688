"""From a name or a path to a questionnaire or answers: the only room that opens what people hand in.

A file is opened once, without waiting, and judged by what was opened: only regular files are read, and
only as many bytes as the limits allow (threat model, P8).
"""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from coprod_audit import answers_reader, lens_files, questionnaire_reader
from coprod_audit.answers import Answers
from coprod_audit.bytes_of import ENDINGS, fault, read_bytes, reason
from coprod_audit.compiled import compiled
from coprod_audit.errors import InputError
from coprod_audit.faults import no_such
from coprod_audit.findings import Finding, Location
from coprod_audit.guard import ANSWERS_LIMITS, QUESTIONNAIRE_LIMITS, Limits, raising
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.questionnaire_reader import SourceFile
from coprod_audit.resources import questionnaires_folder

SHIPPED: Final = "coprod-ladder"
"""The questionnaire that is used where none is named."""

_MARKDOWN = (".md", ".markdown")
_CHARTER = rb"(?m)^coprod-audit:[ \t]*[\"']?charter/"
_QUESTIONS = re.compile(rb"(?m)^(?:ladder|questions|criteria)[ \t]*:")
_HOLDS_LENSES = re.compile(rb"(?m)^(?:lenses|disagreements)[ \t]*:")
_MAKE_ONE = "make one with 'coprod-audit questionnaire answers-file'"
_FILES_OF_FULL_SIZE = 4
"""How many times the limit of a file the files of a folder may have together: 4 MB, unless --limit raises it."""


class _Kind(NamedTuple):
    """What files of questionnaires are read for: what a folder without any lacks, and what else to do."""

    lacking: str
    instead: str


_QUESTIONNAIRE = _Kind("questionnaire", "see with 'coprod-audit questionnaire list' which ones there are")
_LENSES = _Kind("lenses", "see with 'coprod-audit lens list' which lenses there are")


def read_questionnaire(
    name_or_path: str | Path | None = None,
    *,
    limits: Limits = QUESTIONNAIRE_LIMITS,
    thorough: bool | None = None,
) -> Questionnaire:
    """The questionnaire of that name, or at that path (a folder of YAML files, or one file).

    A text without slash and ending is first looked up among the questionnaires that ship with the tool,
    so that no folder that happens to lie here takes their place; without any it is `coprod-ladder`.
    Raises `InputError` with every fault of every file. `thorough` (see `questionnaire_reader.read`) is
    left out for the questionnaires that ship, unless asked for; these are taken from their compiled copies
    where there are such.
    """
    name = SHIPPED if name_or_path is None else name_or_path
    if isinstance(name, str) and _is_name(name):
        return read_shipped(name, limits=limits, thorough=bool(thorough))
    files = tuple(_questionnaire_files(Path(name), limits))
    try:
        return _read_once(files, limits, thorough is not False)
    except InputError:
        _refuse_lenses_alone(str(name), files)
        raise


def read_shipped(
    name: str, *, limits: Limits = QUESTIONNAIRE_LIMITS, thorough: bool = False
) -> Questionnaire:
    """The questionnaire of that name that ships with the tool. Raises `InputError` (F007) where there is none."""
    copy = None if thorough or limits != QUESTIONNAIRE_LIMITS else compiled(name)
    return copy or _read_once(tuple(_questionnaire_files(_shipped(name), limits)), limits, thorough)


def read_lens_files(
    paths: Sequence[str | Path], *, limits: Limits = QUESTIONNAIRE_LIMITS
) -> tuple[SourceFile, ...]:
    """What the files of lenses hold that are at these paths (folders of YAML files, or files), each once.

    Raises `InputError` for the first that cannot be read.
    """
    found = [file for path in paths for file in _questionnaire_files(Path(path), limits, _LENSES)]
    return tuple({os.path.realpath(file.path): file for file in found}.values())


def read_lenses(
    paths: Sequence[str | Path], questionnaire: Questionnaire, *, limits: Limits = QUESTIONNAIRE_LIMITS
) -> Questionnaire:
    """The questionnaire with the lenses at these paths behind its own. Raises `InputError` with every fault of every file."""
    return lens_files.joined(questionnaire, read_lens_files(paths, limits=limits), limits=limits)


@lru_cache(maxsize=1)
def _read_once(files: tuple[SourceFile, ...], limits: Limits, thorough: bool) -> Questionnaire:
    """What the files hold: whoever asks again while they are the same gets the value that was made, which is frozen."""
    return questionnaire_reader.read(files, limits=limits, thorough=thorough)


def _refuse_lenses_alone(name: str, files: Sequence[SourceFile]) -> None:
    """Raise `InputError` with a way out where what was named as a questionnaire holds lenses and nothing to ask."""
    if not any(_QUESTIONS.search(file.data) for file in files):
        holds = next((file.path for file in files if _HOLDS_LENSES.search(file.data)), None)
        if holds is not None:
            message = (
                "this holds lenses and no questions, so it is no questionnaire; see the answers through it with --lens, "
                f"or check it with 'coprod-audit lens check {name}'"
            )
            raise fault("Q025", holds, message)


def _is_name(text: str) -> bool:
    """Whether this names a questionnaire that ships, or could only be meant to."""
    path = Path(text)
    if not text:
        return True
    if path.name != text or path.suffix:
        return False
    return text in shipped_questionnaires() or not os.path.exists(path)


def read_answers(
    path: str | Path, questionnaire: Questionnaire, *, limits: Limits = ANSWERS_LIMITS
) -> Answers:
    """The answers in a file. Raises `InputError` with every fault of the file."""
    return load_answers(path, questionnaire, limits=limits)[0]


def load_answers(
    path: str | Path,
    questionnaire: Questionnaire,
    *,
    limits: Limits = ANSWERS_LIMITS,
    unit_needed: bool = True,
) -> tuple[Answers, tuple[Finding, ...]]:
    """The answers in a file, or in the front matter of a charter, and warnings that do not stand in the way of using them.

    Raises `InputError` with every fault of the file. `unit_needed` is False for a file that is still
    being answered.
    """
    data = read_bytes(path, limits.size, _MAKE_ONE)
    name = str(path)
    if name.lower().endswith(_MARKDOWN) or re.search(_CHARTER, data):
        return _of_charter(data, name, questionnaire, limits, unit_needed=unit_needed)
    return answers_reader.read(data, name, questionnaire, limits=limits, unit_needed=unit_needed)


def _of_charter(
    data: bytes, path: str, questionnaire: Questionnaire, limits: Limits, *, unit_needed: bool
) -> tuple[Answers, tuple[Finding, ...]]:
    """The answers that a charter holds, or that stand in the file which it names, seen from its folder."""
    from coprod_audit.charter import reading

    charter = reading.read(data, path, limits)
    charter.faults.stop()
    if charter.answers_at is not None:
        named = os.path.join(os.path.dirname(path), charter.answers_at.text())
        charter = reading.joined(charter, read_bytes(named, limits.size, _MAKE_ONE), named, limits)
    return answers_reader.match(charter.sheet, questionnaire, unit_needed=unit_needed)


def shipped_questionnaires() -> tuple[str, ...]:
    """The names of the questionnaires that ship with the tool."""
    folder = questionnaires_folder()
    return tuple(sorted(p.stem for p in folder.iterdir() if p.is_dir() or p.suffix in ENDINGS))


def _shipped(name: str) -> Path:
    folder = questionnaires_folder()
    known = shipped_questionnaires()
    if name not in known:
        message = (
            no_such("questionnaire", name, known, "there are") + "; a path is possible too, as in './mine/'"
        )
        raise InputError((Finding("F007", message, Location(name or "--questionnaire")),))
    there = folder / name
    return (
        there
        if there.is_dir()
        else next(there.with_suffix(e) for e in ENDINGS if there.with_suffix(e).exists())
    )


def _questionnaire_files(path: Path, limits: Limits, kind: _Kind = _QUESTIONNAIRE) -> list[SourceFile]:
    if not os.path.isdir(path):  # not `Path.is_dir`, which raises for names that are too long
        return [SourceFile(str(path), read_bytes(path, limits.size, kind.instead))]
    try:
        paths = sorted(p for p in path.iterdir() if p.suffix in ENDINGS)
    except OSError as error:
        raise fault(
            "F005", str(path), f"the folder cannot be read ({reason(error)}); check its permissions"
        ) from None
    if not paths:
        raise fault("F008", str(path), f"the folder holds no {kind.lacking}; its files end in .yaml")
    if len(paths) > limits.files:
        advice = f"join some, or {raising('files', limits.files, len(paths))}"
        message = f"the folder holds {len(paths)} YAML files; at most {limits.files} are read, so {advice}"
        raise fault("F008", str(path), message)
    return _read_together(path, paths, limits.size, kind)


def _read_together(folder: Path, paths: list[Path], size: int, kind: _Kind) -> list[SourceFile]:
    """What the files hold, as long as together they are no more than four of the largest that is read."""
    most = _FILES_OF_FULL_SIZE * size
    found, left = list[SourceFile](), most
    for path in paths:
        found.append(SourceFile(str(path), read_bytes(path, size, kind.instead)))
        left -= len(found[-1].data)
        if left < 0:
            needed = -(-_together(paths) // _FILES_OF_FULL_SIZE)
            advice = f"shorten their texts, or {raising('bytes', size, max(needed, size + 1))}"
            raise fault(
                "D001", str(folder), f"the folder's files have more than {most:,} bytes together; {advice}"
            )
    return found


def _together(paths: list[Path]) -> int:
    """How many bytes the files say that they have, those left out that do not say."""
    sizes = list[int]()
    for path in paths:
        with suppress(OSError):
            sizes.append(path.stat().st_size)
    return sum(sizes)
