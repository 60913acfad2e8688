"""A bar that says how far a long piece of work is, with its rate and the time that is left. Drawn by rich."""

from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn


class Bar:
    """One bar on one stream, gone when it ends."""

    def __init__(self, out: TextIO, size: int) -> None:
        """Begin to draw; `size` is the whole of the work."""
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=Console(file=out, markup=False, highlight=False, emoji=False, legacy_windows=False),
            transient=True,
        )
        self._task = self._progress.add_task("", total=size or None)
        self._progress.start()

    def show(self, what: str, rate: float, done: int) -> None:
        """Show what has been done, how much a second, and how far that is."""
        total = self._progress.tasks[0].total
        self._progress.update(
            self._task,
            description=f"{what}, {rate:,.0f} a second",
            completed=min(done, total) if total is not None else done,
        )

    def end(self) -> None:
        """Take the bar away."""
        self._progress.stop()
