"""From a name or a path to a questionnaire or answers: the only room that opens what people hand in.

A file is opened once, without waiting, and judged by what was opened: only regular files are read, and
only as many bytes as the limits allow (threat model, P8).
"""

import os
import stat
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final

from coprod_audit import answers_reader, questionnaire_reader
from coprod_audit.answers import Answers
from coprod_audit.errors import InputError
from coprod_audit.faults import nearest, no_such, quoted
from coprod_audit.findings import Finding, Location
from coprod_audit.guard import ANSWERS_LIMITS, QUESTIONNAIRE_LIMITS, Limits, raising, too_large
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.questionnaire_reader import SourceFile
from coprod_audit.resources import questionnaires_folder

SHIPPED: Final = "coprod-ladder"
"""The questionnaire that is used where none is named."""

_ENDINGS = (".yaml", ".yml")
_MAKE_ONE = "make one with 'coprod-audit questionnaire answers-file'"
_SEE_WHICH = "see with 'coprod-audit questionnaire list' which ones there are"
_FILES_OF_FULL_SIZE = 4
"""How many times the limit of a file the files of a folder may have together: 4 MB, unless --limit raises it."""
_OPEN_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)


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
    left out for the questionnaires that ship, unless asked for.
    """
    name = SHIPPED if name_or_path is None else name_or_path
    shipped = isinstance(name, str) and _is_name(name)
    path = _shipped(str(name)) if shipped else Path(name)
    files = _questionnaire_files(path, limits)
    return _read_once(tuple(files), limits, not shipped if thorough is None else thorough)


@lru_cache(maxsize=1)
def _read_once(files: tuple[SourceFile, ...], limits: Limits, thorough: bool) -> Questionnaire:
    """What the files hold: whoever asks again while they are the same gets the value that was made, which is frozen."""
    return questionnaire_reader.read(files, limits=limits, thorough=thorough)


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
    """The answers in a file, and warnings that do not stand in the way of using them.

    Raises `InputError` with every fault of the file. `unit_needed` is False for a file that is still
    being answered.
    """
    data = read_bytes(path, limits.size, _MAKE_ONE)
    return answers_reader.read(data, str(path), questionnaire, limits=limits, unit_needed=unit_needed)


def shipped_questionnaires() -> tuple[str, ...]:
    """The names of the questionnaires that ship with the tool."""
    folder = questionnaires_folder()
    return tuple(sorted(p.stem for p in folder.iterdir() if p.is_dir() or p.suffix in _ENDINGS))


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
        else next(there.with_suffix(e) for e in _ENDINGS if there.with_suffix(e).exists())
    )


def _questionnaire_files(path: Path, limits: Limits) -> list[SourceFile]:
    if not os.path.isdir(path):  # not `Path.is_dir`, which raises for names that are too long
        return [SourceFile(str(path), read_bytes(path, limits.size, _SEE_WHICH))]
    try:
        paths = sorted(p for p in path.iterdir() if p.suffix in _ENDINGS)
    except OSError as error:
        raise _fault(
            "F005", path, f"the folder cannot be read ({_reason(error)}); check its permissions"
        ) from None
    if not paths:
        raise _fault("F008", path, "the folder holds no questionnaire; its files end in .yaml")
    if len(paths) > limits.files:
        advice = f"join some, or {raising('files', limits.files, len(paths))}"
        message = f"the folder holds {len(paths)} YAML files; at most {limits.files} are read, so {advice}"
        raise _fault("F008", path, message)
    return _read_together(path, paths, limits.size)


def _read_together(folder: Path, paths: list[Path], size: int) -> list[SourceFile]:
    """What the files hold, as long as together they are no more than four of the largest that is read."""
    most = _FILES_OF_FULL_SIZE * size
    found, left = list[SourceFile](), most
    for path in paths:
        found.append(SourceFile(str(path), read_bytes(path, size, _SEE_WHICH)))
        left -= len(found[-1].data)
        if left < 0:
            needed = -(-_together(paths) // _FILES_OF_FULL_SIZE)
            advice = f"shorten their texts, or {raising('bytes', size, max(needed, size + 1))}"
            raise _fault(
                "D001", folder, f"the folder's files have more than {most:,} bytes together; {advice}"
            )
    return found


def _together(paths: list[Path]) -> int:
    """How many bytes the files say that they have, those left out that do not say."""
    sizes = list[int]()
    for path in paths:
        with suppress(OSError):
            sizes.append(path.stat().st_size)
    return sum(sizes)


def read_bytes(path: str | Path, most: int, instead: str) -> bytes:
    """What a regular file holds. Raises `InputError` (F001 to F005, D001) with a way out.

    `instead` is what else can be done where there is no such file.
    """
    path = Path(path)
    try:
        descriptor = os.open(path, _OPEN_FLAGS)
    except FileNotFoundError:
        raise _fault("F001", path, _missing(path, instead)) from None
    except IsADirectoryError:
        raise _fault("F002", path, _folder(path)) from None
    except PermissionError:
        raise _not_permitted(path) from None
    except (OSError, ValueError) as error:
        raise _fault("F005", path, f"the file cannot be opened ({_reason(error)}); check its name") from None
    try:
        return _bytes(descriptor, path, most)
    finally:
        os.close(descriptor)


def _bytes(descriptor: int, path: Path, most: int) -> bytes:
    status = os.fstat(descriptor)
    if stat.S_ISDIR(status.st_mode):
        raise _fault("F002", path, _folder(path))
    if not stat.S_ISREG(status.st_mode):
        raise _fault(
            "F003", path, "this is a pipe or a device; only files are read, so save it into one first"
        )
    if status.st_size > most:
        raise _fault("D001", path, too_large(status.st_size, most))
    parts, left = [], most + 1  # a file that grows while it is read stops here, and the reader says so
    try:
        while left > 0 and (part := os.read(descriptor, min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
    except OSError as error:
        raise _fault(
            "F005", path, f"the file cannot be read ({_reason(error)}); copy it and try again"
        ) from None
    return b"".join(parts)


def _fault(code: str, path: Path, message: str) -> InputError:
    return InputError((Finding(code, message, Location(str(path))),))


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or type(error).__name__).lower()


def _not_permitted(path: Path) -> InputError:
    if os.path.isdir(path):
        return _fault("F002", path, _folder(path))
    return _fault(
        "F004", path, "reading this file is not permitted; ask its owner, or change its permissions"
    )


def _folder(path: Path) -> str:
    names = _names(path)
    hint = f", such as {quoted(str(path / names[0]))}" if names else ""
    return f"this is a folder; name a file in it{hint}"


def _missing(path: Path, instead: str) -> str:
    near = nearest(path.name, _names(path.parent))
    if near:
        return f"there is no such file; the nearest name in its folder is {quoted(near)}"
    if os.path.isdir(path.parent):
        return f"there is no such file; check its name, or {instead}"
    return f"there is no such file, and no folder {quoted(str(path.parent))}; check the path"


def _names(folder: Path) -> list[str]:
    """The YAML files in a folder, a few hundred at most; none where it cannot be looked into."""
    try:
        with os.scandir(folder) as entries:
            found = [entry.name for entry, _ in zip(entries, range(2_000), strict=False)]
    except (OSError, ValueError):
        return []
    return sorted(name for name in found if name.endswith(_ENDINGS))
