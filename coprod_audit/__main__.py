"""The console script. `--version` and `--help` are answered before typer is imported, which costs more than the rest."""

import sys


def run() -> int:
    """Carry out what the command line says and return the exit code (DESIGN, section 4)."""
    try:
        return _run()
    except KeyboardInterrupt:  # while we were still being loaded; later the boundary hears it
        return 130


def _run() -> int:
    if sys.stdout is not None and sys.argv[1:] == ["--version"]:
        from coprod_audit._version import VERSION

        return _tell(f"coprod-audit {VERSION}\n")
    if sys.stdout is not None and sys.argv[1:] == ["--help"]:
        return _tell(_help())
    if sys.argv[1:2] == ["report"]:
        import gc

        gc.disable()  # so short a process keeps nearly all it makes until it ends: collecting would find nothing
    from coprod_audit.cli.boundary import main

    return main(sys.argv[1:])


def _help() -> str:
    # `os.path` is there already; pathlib would have to be loaded. A test keeps the file equal to typer's own words.
    with open(f"{__file__.removesuffix('__main__.py')}cli/help.txt", encoding="utf-8") as file:
        return file.read()


def _tell(text: str) -> int:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        from coprod_audit.cli.streams import nobody_listens

        nobody_listens(sys.stdout)
    except OSError:
        from coprod_audit.cli.streams import nobody_listens

        nobody_listens(sys.stdout)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(run())
