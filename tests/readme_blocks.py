"""Hold what a document shows against what is true: what commands print, and what stands in other files.

A fenced block holds what a command prints when the line before it names the command:

    <!-- run: coprod-audit --help -->
    ```text
    ...
    ```

A quotation holds lines of a file when the line before it names the file and how its first and last line begin:

    <!-- from: examples/audits/camden-after.md, "## Staff describe" to "**Nearest rung" -->
    > ...

    python -m tests.readme_blocks README.md            # compare; exit code 1 where something differs
    python -m tests.readme_blocks --update README.md   # put in what commands print and files say now

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
COMMAND = re.compile(
    r"^(?P<head><!-- run: (?P<what>.+?) -->\n(?P<fence>`{3,})[a-z]*\n)(?P<body>.*?)(?P<foot>^(?P=fence)$)",
    re.MULTILINE | re.DOTALL,
)
QUOTATION = re.compile(
    r'^(?P<head><!-- from: (?P<what>(?P<path>.+?), "(?P<start>.+?)" to "(?P<end>.+?)") -->\n)'
    r"(?P<body>(?:>.*\n)*)(?P<foot>)",
    re.MULTILINE,
)
LINK = re.compile(r"\]\((?!https?:|#)")


def run(command: str) -> str:
    """Return what one of our commands prints, complaints included. Raises ValueError for anybody else's command."""
    program, *arguments = shlex.split(command)
    if program != "coprod-audit" or set(command) & set("|<>;&$"):
        raise ValueError(f"only coprod-audit itself can be run from a document, not {command!r}")
    plain = {
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "PYTHONUTF8": "1",
        "GITHUB_ACTIONS": "",
        "GITLAB_CI": "",
    }
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


def quote(path: str, start: str, end: str, root: Path = ROOT) -> str:
    """Return the lines of a file from one beginning to another as a quotation, its links seen from the root.

    Raises ValueError where the file has no such lines, in that order.
    """
    lines = (root / path).read_text(encoding="utf-8").splitlines()
    first = _find(lines, 0, start, path)
    last = _find(lines, first, end, path)
    text = "".join(f"> {line}".rstrip() + "\n" for line in lines[first : last + 1])
    return LINK.sub(f"]({Path(path).parent.as_posix()}/", text)


def _find(lines: list[str], after: int, beginning: str, path: str) -> int:
    for number in range(after, len(lines)):
        if lines[number].startswith(beginning):
            return number
    raise ValueError(f"{path}: no line (from line {after + 1} on) begins {beginning!r}")


Truth = Callable[[re.Match[str]], str]


def _truths(run: Callable[[str], str], root: Path) -> list[tuple[re.Pattern[str], Truth]]:
    return [
        (COMMAND, lambda block: run(block["what"])),
        (QUOTATION, lambda block: quote(block["path"], block["start"], block["end"], root)),
    ]


def updated(text: str, run: Callable[[str], str] = run, root: Path = ROOT) -> str:
    """Return the document with every block holding what is true now."""
    for pattern, truth in _truths(run, root):
        text = pattern.sub(lambda block, truth=truth: block["head"] + truth(block) + block["foot"], text)  # type: ignore[misc]
    return text


def faults(text: str, run: Callable[[str], str] = run, root: Path = ROOT) -> list[str]:
    """Return, in lines to read, where the document says what is not so; empty where all is well."""
    found: list[str] = []
    for pattern, truth in _truths(run, root):
        for block in pattern.finditer(text):
            says, should = block["body"].splitlines(), truth(block).splitlines()
            found += difflib.unified_diff(says, should, "the document", block["what"], lineterm="")
    return found


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
    if wrong:
        print("`make readme` puts in what is true now; read the difference before you commit it.")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
