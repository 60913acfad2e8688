"""`--lens NAME|all|none|PATH`: what is asked for by it, and the questionnaire with the lenses of somebody's own."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from coprod_audit import loading
from coprod_audit.bytes_of import ENDINGS
from coprod_audit.errors import UsageError
from coprod_audit.faults import no_such, quoted
from coprod_audit.guard import QUESTIONNAIRE_LIMITS, Limits
from coprod_audit.lens import ALL, NONE
from coprod_audit.lens_files import joined
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.questionnaire_reader import SourceFile

_OF_ONE_S_OWN = "; 'all' and 'none' choose too, and a file or a folder of your own is named with a slash or by its ending, as in ./mine/"


class Asked(NamedTuple):
    """What stands behind `--lens`: names of lenses, and paths to lenses of somebody's own."""

    names: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


class Choice(NamedTuple):
    """The questionnaire with every lens there is to choose from, and which to show: none named where the rule decides.

    `files` hold the lenses of somebody's own.
    """

    questionnaire: Questionnaire
    shown: tuple[str, ...] = ()
    files: tuple[SourceFile, ...] = ()


def asked(given: Iterable[str]) -> Asked:
    """The names and paths that were given, one by one or with commas between them. Raises UsageError for what is neither."""
    words = tuple(dict.fromkeys(word for value in given for word in _words(value)))
    names = tuple(word for word in words if not _is_path(word))
    if NONE in names and len(words) > 1:
        other = next(word for word in words if word != NONE)
        raise UsageError(
            f"--lens none shows no lens, and --lens {quoted(other)} asks for one; leave one of the two out"
        )
    return Asked(names, tuple(word for word in words if _is_path(word)))


def choice(
    given: Sequence[str],
    questionnaire: Questionnaire,
    *,
    limits: Limits = QUESTIONNAIRE_LIMITS,
    beside: str | None = None,
) -> Choice:
    """What `--lens` chooses; `beside` is the questionnaire as it was named.

    Raises UsageError for a lens that there is not, and InputError with every fault of every file of lenses.
    """
    names, paths = asked(given)
    _refuse_what_is_part_of_it(paths, beside)
    files = loading.read_lens_files(paths, limits=limits)
    whole = joined(questionnaire, files, limits=limits) if files else questionnaire
    known = [lens.id for lens in whole.lenses]
    for name in names:
        if name not in (*known, ALL, NONE):
            raise UsageError(no_such("lens", name, known, "there are") + _OF_ONE_S_OWN)
    return Choice(whole, (*names, *known[len(questionnaire.lenses) :]), files)


def lens_paths(given: Iterable[str]) -> Iterator[Path]:
    """Every file of lenses that is read, and every folder that is looked into."""
    for path in map(Path, asked(given).paths):
        yield path
        yield from _inside(path)


def _words(value: str) -> Iterator[str]:
    """The words between commas; a file in whose name a comma stands is one word."""
    words = [value] if _is_path(value) and os.path.exists(value) else value.split(",")
    for word in words:
        if not word.strip():
            raise UsageError(
                f"--lens {quoted(value)} names nothing{'' if len(words) == 1 else ' beside a comma'}; "
                "'coprod-audit lens list' has the names"
            )
        yield word.strip()


def _is_path(word: str) -> bool:
    return "/" in word or os.sep in word or word.endswith(ENDINGS)


def _refuse_what_is_part_of_it(paths: Sequence[str], beside: str | None) -> None:
    """Raise UsageError for a file that is part of the questionnaire anyway: it would be read twice."""
    if beside is None or not paths:
        return
    there = {os.path.realpath(path) for path in (Path(beside), *_inside(Path(beside)))}
    for path in paths:
        if os.path.realpath(path) in there:
            raise UsageError(
                f"{quoted(path)} is part of the questionnaire {quoted(beside)} already; name its lenses, or say --lens all"
            )


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except (OSError, ValueError):
        return []
