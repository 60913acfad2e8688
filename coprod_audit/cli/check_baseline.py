"""`check --write-baseline`: what is found now becomes what is known, and what is new is refused unless it is accepted."""

import os
from pathlib import Path
from typing import Final

from coprod_audit import baseline, files
from coprod_audit.checking.course import Ran
from coprod_audit.cli import streams
from coprod_audit.errors import UsageError

USUAL: Final = "coprod-audit-baseline.json"
"""Where the baseline goes where nobody says."""

_LONGEST = 1_000_000


def write(ran: Ran, folder: str, *, accept_new: bool) -> int:
    """Write the baseline and return the exit code: 1 where something new was refused. Raises InputError and OutputError."""
    path = _path(ran)
    old = _old(ran, path)
    renewed = baseline.renewed(
        old, ran.report.charters, accept_new=accept_new, everything=ran.ground.everything
    )
    files.save(Path(ran.ground.here.root) / path, renewed.text)
    streams.complain(
        f"The baseline is in {os.path.relpath(os.path.join(ran.ground.here.root, path), folder)}."
    )
    if not ran.ground.settings.baseline:
        streams.complain(
            f'It counts once it is named: --baseline {USUAL}, or baseline = "{USUAL}" in the configuration.'
        )
    for one in renewed.refused:
        streams.complain(
            f"{one.span.path}:{one.span.line}:{one.span.column}: {one.severity} {one.code} {one.message}"
        )
    if renewed.refused:
        number = len(renewed.refused)
        streams.complain(
            f"{number:,} new {'finding was' if number == 1 else 'findings were'} not taken in; put right what {'it says' if number == 1 else 'they say'}, or add --accept-new-debt."
        )
    return 1 if renewed.refused else 0


def _path(ran: Ran) -> str:
    on = ran.ground
    if on.of_rules.commit is not None:
        raise UsageError(
            "--write-baseline writes here, and --rules-from takes the baseline from elsewhere; leave one of them out"
        )
    return on.baseline or USUAL


def _old(ran: Ran, path: str) -> baseline.Baseline | None:
    data = ran.ground.here.read(path, _LONGEST)
    return None if data is None else baseline.read(data, path)
