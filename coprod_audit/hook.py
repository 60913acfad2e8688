"""The small door, `coprod-audit-check`: what pre-commit and CI call. It is `coprod-audit check` without typer and rich."""

import sys


def run() -> int:
    """Carry out what the command line says and return the exit code (DESIGN, section 4)."""
    try:
        import gc

        gc.disable()  # so short a process keeps nearly all it makes until it ends
        from coprod_audit.cli.boundary import main

        return main(["check", *sys.argv[1:]])
    except KeyboardInterrupt:  # while we were still being loaded; later the boundary hears it
        return 130
