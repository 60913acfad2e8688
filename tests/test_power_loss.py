"""A4: the power goes. Every state that a disk may legally be in is opened with the real loader: nothing is lost.

What is legal: the data of a file is there for sure after its sync, and a name after the sync of its folder. Before that
a name may have been changed or not, each for itself; and data may be absent, zeros, a part, a part and zeros, or all.
"""

import itertools
import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from coprod_audit import files
from coprod_audit.errors import InputError
from coprod_audit.session import Changed, Missing, Session
from tests.saving_kit import (
    BEN,
    NAME,
    OPENING,
    SAVING,
    Call,
    Recorder,
    facts,
    opened,
    read,
    standing_in,
    text,
)

SESSION = 20
QUICK = 500
THOROUGH = 5_000
AT_MOST = 16
"""How many subsets of the names that may have changed are tried at one moment, and how many contents of the files."""

T = TypeVar("T")


class State(NamedTuple):
    """What is on the disk when the power comes back, and how many answers had been acknowledged before it went."""

    files: frozenset[tuple[str, bytes]]
    acknowledged: int


class Verdict(NamedTuple):
    """What the next sitting finds: how many of the answers, and whether it was told of a change that nobody made."""

    kept: int
    alarmed: bool


class Inode:
    """A file as the system sees it, and what of it is on the disk for sure."""

    def __init__(self) -> None:
        self.data = b""
        self.durable = b""

    def on_the_disk(self) -> set[bytes]:
        if self.data == self.durable:
            return {self.data}
        half, third = len(self.data) // 2, len(self.data) // 3
        torn = {self.data[:half], self.data[: 2 * third], self.data[:half].ljust(len(self.data), b"\0")}
        return {self.durable, bytes(len(self.data)), self.data, *torn}


class Drive:
    """Plays recorded calls, and says in which states they can leave a disk."""

    def __init__(self) -> None:
        self.names: dict[str, Inode] = {}
        self.durable: dict[str, Inode] = {}
        self.pending: list[tuple[str, Inode | None]] = []
        self._writing: dict[str, Inode] = {}

    def hold(self, folder: Path) -> None:
        """Begin with these files, which are on the disk."""
        for path in folder.iterdir():
            inode = self.durable[path.name] = Inode()
            inode.data = inode.durable = path.read_bytes()
        self.names = dict(self.durable)

    def play(self, call: Call) -> None:
        match call:
            case Call("create" | "open_lock", file):
                self._writing[file] = Inode()
                self._change((file, self._writing[file]))
            case Call("write", file, data):
                self._writing[file].data += data
            case Call("sync", file):
                self._writing[file].durable = self._writing[file].data
            case Call("replace", file, _, to):
                self._change((file, None), (to, self.names[file]))
            case Call("unlink", file):
                self._change((file, None))
            case Call("sync_folder"):
                self.durable, self.pending = dict(self.names), []

    def _change(self, *changes: tuple[str, Inode | None]) -> None:
        self.pending += changes
        self.names = changed(self.names, changes)

    def states(self) -> Iterator[frozenset[tuple[str, bytes]]]:
        for chosen in ways([(False, True)] * len(self.pending)):
            names = changed(self.durable, itertools.compress(self.pending, chosen))
            for contents in ways([sorted(inode.on_the_disk()) for inode in names.values()]):
                yield frozenset(zip(names, contents, strict=True))


def ways(choices: Sequence[Sequence[T]]) -> Iterable[tuple[T, ...]]:
    """Every way to choose one of each, or so many by lot (always the same)."""
    if math.prod(map(len, choices)) <= AT_MOST:
        return itertools.product(*choices)
    lots = random.Random(len(choices))  # noqa: S311 - nothing is secret here
    return [tuple(lots.choice(one) for one in choices) for _ in range(AT_MOST)]


def changed(names: dict[str, Inode], changes: Iterable[tuple[str, Inode | None]]) -> dict[str, Inode]:
    after = dict(names)
    for name, inode in changes:
        if inode is None:
            after.pop(name, None)
        else:
            after[name] = inode
    return after


def recorded(folder: Path, answers: int) -> list[tuple[Call, int]]:
    """The calls of a sitting, each with how many answers had been acknowledged before it; one was, in another sitting."""
    recorder, found = Recorder(), list[tuple[Call, int]]()
    with standing_in(recorder, (*SAVING, *OPENING)), opened(folder) as session:
        for number in range(2, answers + 2):
            session.draft("told", f"what somebody types, {number}")
            session.save(text(number))
            found += [(call, number - 1) for call in recorder.calls]
            recorder.calls.clear()
            session.clear_draft()  # by now the answer is acknowledged
            found += [(call, number) for call in recorder.calls]
            recorder.calls.clear()
    return [*found, (Call("end", ""), answers + 1)]


def crashes(folder: Path, answers: int = SESSION) -> list[State]:
    """Every state that a cut at any moment of a sitting can leave, once each."""
    with opened(folder) as session:
        session.save(text(1))
    drive, found = Drive(), dict[State, None]()
    drive.hold(folder)
    for call, acknowledged in recorded(folder, answers):
        found |= dict.fromkeys(State(state, acknowledged) for state in drive.states())
        drive.play(call)
        found |= dict.fromkeys(State(state, acknowledged) for state in drive.states())
    return list(found)


def judged(folder: Path, state: State) -> Verdict:
    """Open what is left, take what is offered, and count; an answer that differs counts as none."""
    folder.mkdir()
    for name, data in state.files:
        (folder / name).write_bytes(data)
    with opened(folder, BEN) as session:
        alarmed = is_alarm(session, state.acknowledged)
        session.restore()
        data = (folder / NAME).read_bytes() if (folder / NAME).exists() else b""
    found = read(data) if data else ()
    return Verdict(sum(one == other for one, other in zip(found, facts(), strict=False)), alarmed)


def is_alarm(session: Session, acknowledged: int) -> bool:
    return isinstance(session.found, Changed) or (isinstance(session.found, Missing) and acknowledged > 0)


def sampled(states: list[State], most: int | None) -> list[State]:
    if most is None:
        return states
    return random.Random(7).sample(states, min(most, len(states)))  # noqa: S311 - nothing is secret here


def test_the_order_is_write_sync_rename_sync_of_the_folder_for_the_side_file_and_then_for_the_answers(
    tmp_path: Path,
) -> None:
    recorder = Recorder()
    with opened(tmp_path) as session, standing_in(recorder):
        session.save(text(1))
    steps = [(call.name, call.file, call.to) for call in recorder.calls if call.name in ORDERED]
    temporary = [call.file for call in recorder.calls if call.name == "replace"]
    assert steps == [
        *(("write", f".{NAME}.saving", ""),),
        *(("write", temporary[0], ""), ("sync", temporary[0], ""), ("replace", temporary[0], f".{NAME}.saved")),
        *(("sync_folder", ".", ""), ("write", temporary[1], ""), ("sync", temporary[1], "")),
        *(("replace", temporary[1], NAME), ("sync_folder", ".", "")),
    ]  # fmt: skip


ORDERED = {"write", "sync", "replace", "sync_folder"}


def test_no_acknowledged_answer_is_lost_when_the_power_goes(tmp_path: Path) -> None:
    check(tmp_path, QUICK)


@pytest.mark.slow
@pytest.mark.exhaustive
def test_no_acknowledged_answer_is_lost_in_any_of_thousands_of_states(tmp_path: Path) -> None:
    check(tmp_path, None)


def check(folder: Path, most: int | None) -> None:
    everything = crashes(folder)
    states = sampled(everything, most)
    verdicts = [judged(folder / str(n), state) for n, state in enumerate(states)]
    lost = [state for state, found in zip(states, verdicts, strict=True) if found.kept < state.acknowledged]
    alarms = sum(found.alarmed for found in verdicts)
    print(f"power loss: {len(states)} of {len(everything)} states, {len(lost)} lost, {alarms} false alarms")
    assert len(states) >= (most or THOROUGH), "too few states to have shown anything"
    assert lost == []
    assert alarms == 0


def no_sync(patch: pytest.MonkeyPatch) -> None:
    real = files.fill
    patch.setattr(files, "fill", lambda path, data, mode, **_: real(path, data, mode, durable=False))


def no_sync_of_the_folder(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(files, "sync_folder", lambda folder: None)


def no_rename(patch: pytest.MonkeyPatch) -> None:
    def in_place(path: Path, data: bytes, mode: int = files.PRIVATE) -> None:
        files.remove(path)
        files.fill(path, data, files.PRIVATE)
        with files.folder_of(path) as folder:
            files.sync_folder(folder)

    patch.setattr(files, "put", in_place)


@pytest.mark.parametrize("plant", [no_sync, no_sync_of_the_folder, no_rename])
def test_a_save_that_leaves_out_a_step_is_caught(tmp_path: Path, plant: Callable[..., None]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        states = sampled(crashes(tmp_path, 3), QUICK)
    assert caught(tmp_path, states)


def caught(folder: Path, states: list[State]) -> bool:
    """Whether one of the states shows the fault: answers are gone, or cannot be read, or somebody is alarmed."""
    for n, state in enumerate(states):
        try:
            found = judged(folder / str(n), state)
        except InputError:
            return True
        if found.kept < state.acknowledged or found.alarmed:
            return True
    return False
