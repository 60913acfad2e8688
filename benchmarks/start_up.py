"""How long one call takes, start to end: `--version`, `--help`, and the report of one answers file.

python -m benchmarks.start_up [ROUNDS]       # 25 where no number is given; wants a quiet machine
"""

import platform
import sys

from benchmarks.environments import HERE, ROOT, WORK, ours, yamllint
from benchmarks.paired import Command, Goal, busy, in_turn, table, verdicts

PASS, TYPER, PEER = "python -c pass", "a bare typer command", "yamllint --help"
EXAMPLE = str(ROOT / "examples" / "camden-after.yaml")

GOALS = (
    Goal("--version", PASS, 2.0),
    Goal("--help", PASS, 7.0),
    Goal("--help", PEER, 1.0),
    Goal("report to stdout", TYPER, 1.7),
    Goal("report to files, with picture", TYPER, 1.7),
)


def commands() -> list[Command]:
    """Return what is measured: our calls, and what each is held against."""
    programs = ours()
    python, program = str(programs / "python"), str(programs / "coprod-audit")
    return [
        Command(PASS, (python, "-c", "pass")),
        Command("--version", (program, "--version")),
        Command("--help", (program, "--help")),
        Command(PEER, (str(yamllint() / "yamllint"), "--help")),
        Command(TYPER, (python, str(HERE / "scripts" / "bare_typer.py"), "hello", "you")),
        Command("report to stdout", (program, "report", EXAMPLE)),
        Command("report to files, with picture", (program, "report", EXAMPLE, "-o", "audit.md", "--force")),
    ]


def main() -> None:
    """Measure, and print the goals and what each command took."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    measured = commands()
    print(f"Python {platform.python_version()}, {platform.system()}, {busy()}, {rounds} rounds\n", flush=True)
    runs = in_turn(measured, rounds, WORK)
    print(verdicts(runs, GOALS), table(runs), sep="\n\n")


if __name__ == "__main__":
    main()
