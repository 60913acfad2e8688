"""What the tests of saving share: a session's texts, and layers that stand in the place of `coprod_audit.disk`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from coprod_audit import answers_reader, answers_writer, disk, loading
from coprod_audit.answers import Answer, Answers, Project, Respondent
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.session import Owner, Session

NOW = "2026-05-12T14:05"
ANN = Owner("Ann", "library-pc", 4711)
BEN = Owner("Ben", "laptop", 4712)
NAME = "answers.yaml"

SAVING = (
    "create",
    "set_mode",
    "write",
    "sync",
    "close",
    "replace",
    "link",
    "unlink",
    "open_folder",
    "sync_folder",
    "read",
)
"""Every call by which a save reaches the disk."""  # fmt: skip

OPENING = ("open_lock", "rewrite")
"""Those by which a sitting takes the lock."""


@cache
def questionnaire() -> Questionnaire:
    return loading.read_questionnaire()


@cache
def facts() -> tuple[tuple[str, Answer], ...]:
    """Every fact with an answer, a note and a piece of evidence here and there."""
    return tuple(
        (
            fact,
            Answer(
                min(possible), note=f"Note {n}: as Zoë said." if n % 3 == 0 else "", evidence=("minutes",)
            ),
        )
        for n, (fact, possible) in enumerate(questionnaire().possible.values())
    )


@cache
def text(answered: int) -> str:
    """The file of a sitting in which so many questions have been answered."""
    asked = questionnaire()
    project = Project("Riverside Hub", "Riverside Council", unit="Decisions of the council about the hub")
    answers = Answers(asked.id, asked.version, project, Respondent("staff"), facts()[:answered])
    return answers_writer.write(answers, asked)


@cache
def read(data: bytes) -> tuple[tuple[str, Answer], ...]:
    """The answers in a file, by the real reader. Raises InputError."""
    return answers_reader.read(data, NAME, questionnaire())[0].answers


def opened(folder: Path, owner: Owner = ANN, now: str = NOW) -> Session:
    return Session.open(folder / NAME, now=now, owner=owner)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class Call(NamedTuple):
    """One call that was made: what, on which file, and the data or the other name."""

    name: str
    file: str
    data: bytes = b""
    to: str = ""


class Recorder:
    """Lets every call through, and writes down what happened."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._open: dict[int, str] = {}

    def around(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            result = real(*given)
            self._note(name, given, result)
            return result

        return call

    def _note(self, name: str, given: tuple[Any, ...], result: Any) -> None:
        if name in {"create", "open_folder", "open_lock"}:
            self._open[result] = given[0].name if name != "open_folder" else "."
        file = self._open.get(given[0], "?") if isinstance(given[0], int) else given[0].name
        data = bytes(given[1]) if name in {"write", "rewrite"} else b""
        to = given[1].name if name in {"replace", "link"} else ""
        self.calls.append(Call(name, file, data, to))


class Failing:
    """Lets the n-th call fail: a write half done, a close done. Counts what is done with a file after its failed sync."""

    def __init__(self, n: int, error: int) -> None:
        self.count, self.retried, self.hit = 0, 0, ""
        self._n, self._error = n, error
        self._doubtful: int | None = None

    def around(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            self.count += 1
            if self._doubtful is not None and name in {"sync", "write"} and given[0] == self._doubtful:
                self.retried += 1
            if self.count == self._n:
                self.hit = name
                self._fail(name, real, given)
            if name == "close" and given[0] == self._doubtful:
                self._doubtful = None
            return real(*given)

        return call

    def _fail(self, name: str, real: Callable[..., Any], given: tuple[Any, ...]) -> None:
        if name == "write":
            real(given[0], bytes(given[1])[: len(given[1]) // 2])
        elif name == "close":
            real(*given)
        elif name == "sync":
            self._doubtful = given[0]
        raise OSError(self._error, "Planted")


@contextmanager
def standing_in(layer: Recorder | Failing, calls: tuple[str, ...] = SAVING) -> Iterator[None]:
    """Put a layer in the place of every call that a save makes."""
    with pytest.MonkeyPatch.context() as patch:
        for name in calls:
            patch.setattr(disk, name, layer.around(name, getattr(disk, name)))
        yield
