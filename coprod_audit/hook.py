"""The small door, `coprod-audit-check`: what pre-commit and CI call. It is `coprod-audit check` without typer and rich."""

import os
import sys
from typing import NoReturn


def run() -> NoReturn:
    """Carry out what the command line says and end with the exit code (DESIGN, section 4).

    Everything is written and closed by then. Python's own tidying up would take as long as checking a charter, so the
    process ends without it.
    """
    os._exit(call())


def call() -> int:
    """Carry out what the command line says and return the exit code. Raises nothing but what `--help` ends with."""
    try:
        import gc

        gc.disable()  # so short a process keeps nearly all it makes until it ends
        from coprod_audit.cli.boundary import main

        return main(["check", *sys.argv[1:]])
    except KeyboardInterrupt:  # while we were still being loaded; later the boundary hears it
        return 130
