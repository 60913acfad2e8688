"""Work shared between processes: what comes out has the order of what went in, however many there are."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from coprod_audit.errors import OutputError

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

if TYPE_CHECKING:  # one process alone needs none of it
    from concurrent.futures import Future, ProcessPoolExecutor


class Ready(NamedTuple):
    """A result that is there already, in its place among those that have to be worked for."""

    result: Any


class Trade(NamedTuple):
    """What each process does: `work` with what `begin` makes of `given`; `own` is that, where somebody has it already."""

    begin: Callable[[Any], Any]
    given: object
    work: Callable[[Any, Any], Any]
    own: Any = None


class Crew(Generic[_Task, _Result]):
    """So many processes of one trade; a single one does it here, without any.

    Others are only called in when more than `alone` tasks have come: for a few they cost more than they bring.
    """

    def __init__(self, jobs: int, trade: Trade, alone: int = 4) -> None:
        self._jobs = jobs
        self._alone = alone
        self._begin, self._given, self._work, self._own = trade

    def done(self, tasks: Iterable[_Task | Ready]) -> Iterator[_Result]:
        """The result of every task, in order. Whatever a task raises is raised here."""
        coming = iter(tasks)
        first = list(islice(coming, self._alone + 1)) if self._jobs > 1 else []
        if len(first) <= self._alone:
            yield from map(self._here, chain(first, coming))
        else:
            yield from self._together(chain(first, coming))

    def _here(self, task: _Task | Ready) -> Any:
        if isinstance(task, Ready):
            return task.result
        if self._own is None:
            self._own = self._begin(self._given)
        return self._work(self._own, task)

    def _together(self, tasks: Iterable[_Task | Ready]) -> Iterator[Any]:
        """A window of tasks is under way: never more, so that memory stays what it is."""
        with ExitStack() as ending:
            pool = self._begun()
            if pool is None:
                yield from map(self._here, tasks)
                return
            ending.callback(pool.shutdown, wait=True, cancel_futures=True)
            under_way = deque["Future[Any] | Ready"]()
            for task in tasks:
                under_way.append(task if isinstance(task, Ready) else _sent(pool, task))
                while len(under_way) > 2 * self._jobs:
                    yield _result(under_way.popleft())
            while under_way:
                yield _result(under_way.popleft())

    def _begun(self) -> "ProcessPoolExecutor | None":
        """Processes at work; None where the system lets us have no more of them: then one does it all."""
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import active_children

        try:
            pool = ProcessPoolExecutor(
                self._jobs, initializer=_enter, initargs=(self._begin, self._given, self._work)
            )
            pool.submit(_nothing)
        except (OSError, RuntimeError):  # RuntimeError: no further thread
            for begun in active_children():
                begun.kill()
            return None
        return pool


def _nothing() -> None:
    """What is sent first: processes are only begun when there is something to do."""


def _sent(pool: "ProcessPoolExecutor", task: object) -> "Future[Any]":
    with _told():
        return pool.submit(_one, task)


def _result(one: "Future[Any] | Ready") -> Any:
    if isinstance(one, Ready):
        return one.result
    with _told():
        return one.result()


@contextmanager
def _told() -> Iterator[None]:
    """Raise OutputError where a process is gone."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool as error:
        raise OutputError(
            "one of the processes was ended from outside, perhaps because the memory was used up; try it with --jobs 1"
        ) from error


_process: list[Any] = []


def _enter(begin: Callable[[Any], Any], given: object, work: Callable[[Any, Any], Any]) -> None:
    """Make one process ready. Ctrl-C and a hang-up reach all of them: the first one is told, and ends the others.

    So does what ends a whole group; it comes of that a second later, when the first one has been told for sure.
    """
    import os
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: signal.alarm(1))
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    _process[:] = [begin(given), work]


def _end_with(parent: int) -> None:
    """End this process when the one that began it is gone, however that ended: nobody would fetch the results."""
    import os
    import time

    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _one(task: Any) -> Any:
    made, work = _process
    return work(made, task)
