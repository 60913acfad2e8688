"""Hold what a document shows against what is true: what commands print, and what stands in other files.

A fenced block is checked when the line before it is a comment that names the command:

    <!-- run: coprod-audit --help -->
    ```text
    ...
    ```

A quotation is checked when the line before it names the file it is taken from; each of its lines must stand there,
in that order, and a line of `...` stands for what is left out:

    <!-- from: examples/audits/camden-after.md -->
    > ...

    python -m tests.readme_blocks README.md            # compare; exit code 1 where something differs
    python -m tests.readme_blocks --update README.md   # put in what the commands print now

Only our own program may be named, without pipes or redirections; it runs in the repository's folder, 80 columns
wide, as if on a terminal without colours.
"""

import difflib
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GAP = "..."
COMMAND = re.compile(
    r"^(?P<head><!-- run: (?P<command>.+?) -->\n(?P<fence>`{3,})[a-z]*\n)(?P<body>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
QUOTATION = re.compile(r"^<!-- from: (?P<path>.+?) -->\n(?P<body>(?:>.*\n)+)", re.MULTILINE)


def run(command: str) -> str:
    """Return what one of our commands prints, complaints included. Raises ValueError for anybody else's command."""
    program, *arguments = shlex.split(command)
    if program != "coprod-audit" or set(command) & set("|<>;&$"):
        raise ValueError(f"only coprod-audit itself can be run from a document, not {command!r}")
    plain = {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "coprod_audit", *arguments],
        cwd=ROOT,
        env={**os.environ, **plain},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def updated(text: str, run: Callable[[str], str] = run) -> str:
    """Return the document with every block holding what its command prints now."""
    return COMMAND.sub(lambda block: f"{block['head']}{run(block['command'])}{block['fence']}", text)


def faults(text: str, run: Callable[[str], str] = run, root: Path = ROOT) -> list[str]:
    """Return, in lines to read, where the document says what is not so; empty where all is well."""
    found: list[str] = []
    for block in COMMAND.finditer(text):
        says, prints = block["body"].splitlines(), run(block["command"]).splitlines()
        found += difflib.unified_diff(says, prints, "the document", block["command"], lineterm="")
    for quotation in QUOTATION.finditer(text):
        whole = (root / quotation["path"]).read_text(encoding="utf-8")
        found += [
            f"not (or not here) in {quotation['path']}: {line}"
            for line in _misquoted(quotation["body"], whole)
        ]
    return found


def _misquoted(quotation: str, whole: str) -> list[str]:
    lines = iter(whole.splitlines())
    quoted = (line.removeprefix(">").removeprefix(" ") for line in quotation.splitlines())
    return [
        line for line in quoted if line != GAP and line not in lines
    ]  # looking uses up the lines looked at


def main(arguments: list[str]) -> int:
    """Check, or bring up to date, the documents named; return 1 when one of them says what is not so."""
    wrong = False
    for path in [Path(argument) for argument in arguments if argument != "--update"]:
        text = path.read_text(encoding="utf-8")
        if "--update" in arguments:
            text = updated(text)
            path.write_text(text, encoding="utf-8")
        found = faults(text)
        checked = len(COMMAND.findall(text)) + len(QUOTATION.findall(text))
        print(
            "\n".join(
                [*found, f"{path}: {checked} blocks checked, {'not all true' if found else 'all true'}"]
            )
        )
        wrong = wrong or bool(found)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
