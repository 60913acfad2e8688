"""How long checking charters takes by the small door, start to end, against bare Python and two programs that look at YAML.

    python -m benchmarks.check [ROUNDS]       # 25 where no number is given; wants a quiet machine

One charter as Markdown with a page of prose, the same answers as a plain file that every peer reads, and a hundred of
these in one call. All is done in a small repository of its own, and whatever is found the call ends with 0.
"""

import shutil
import statistics
import subprocess
import sys
from itertools import cycle, islice

from benchmarks.environments import ROOT, WORK, check_jsonschema, ours, yamllint
from benchmarks.paired import Command, Goal, Run, about, in_turn, table, verdict, verdicts

PROJECT = WORK / "project"
EXAMPLE = ROOT / "examples" / "camden-after.yaml"
HUNDRED = 100
MOST_MIB = 25

PASS, CHARTER, CONFIGURED = "python -c pass", "a charter", "a charter, with configuration and all formats"
FILE, MANY = "a file", "100 files"
YAMLLINT, SCHEMA = "yamllint", "check-jsonschema"

GOALS = (
    Goal(CHARTER, PASS, 6.0),
    Goal(FILE, PASS, 6.0),
    Goal(FILE, f"{YAMLLINT}, {FILE}", 0.85),
    Goal(FILE, f"{SCHEMA}, {FILE}", 0.30),
    Goal(MANY, f"{YAMLLINT}, {MANY}", 0.15),
    Goal(MANY, f"{SCHEMA}, {MANY}", 0.15),
    Goal(CONFIGURED, PASS, None),
)
IN_LITTLE = (CHARTER, FILE)
"""Those that are to do with little memory."""

PROSE = """\

# {title}

## What we want to change

{words}

## What it is about, and what not

{words}

## Who is involved

{words}

- the panel of young people, which meets every month
- the council's youth service

## How decisions are made

{words}

## How we work together

{words}
"""
WORDS = "\n".join(
    ["The panel met in the town hall and went through what had been said since the last time."] * 4
)
CONFIGURATION = """\
[project]
name = "a-project"

[tool.coprod-audit]
paths = ["docs"]
fail-on = "never"
max-age = 36500
"""
FORMATS = ("text", "github", "json=out.json", "sarif=out.sarif", "junit=out.xml", "gitlab=out-gitlab.json")


def write_project() -> None:
    """Write the repository anew, from the examples as they are now."""
    shutil.rmtree(PROJECT, ignore_errors=True)
    for folder in ("docs", "many", "configured/docs"):
        (PROJECT / folder).mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", str(PROJECT)], check=True)  # noqa: S607 - git as people have it
    answers = EXAMPLE.read_text(encoding="utf-8")
    (PROJECT / "docs" / "answers.yaml").write_text(answers, encoding="utf-8")
    for folder in ("docs", "configured/docs"):
        (PROJECT / folder / "charter.md").write_text(charter(answers), encoding="utf-8")
    (PROJECT / "configured" / "pyproject.toml").write_text(CONFIGURATION, encoding="utf-8")
    examples = sorted((ROOT / "examples").glob("*.yaml"))
    for number, path in enumerate(islice(cycle(examples), HUNDRED)):
        shutil.copy(path, PROJECT / "many" / f"{number:03}.yaml")


def charter(answers: str) -> str:
    """Return a Markdown charter with these answers."""
    matter = answers.replace("coprod-audit: answers/1", "coprod-audit: charter/1", 1)
    prose = PROSE.format(title="A charter", words=WORDS)
    return f"---\n{matter}---\n{prose}"


def commands() -> list[Command]:
    """Return what is measured: our calls, and what each is held against."""
    programs = ours()
    check = (str(programs / "coprod-audit-check"), "--fail-on", "never")
    markdown, plain = str(PROJECT / "docs" / "charter.md"), str(PROJECT / "docs" / "answers.yaml")
    many = tuple(str(path) for path in sorted((PROJECT / "many").iterdir()))
    schema = str(ROOT / "coprod_audit" / "schemas" / "answers.schema.json")
    lint = (str(yamllint() / "yamllint"), "-d", "relaxed", "--no-warnings")
    valid = (str(check_jsonschema() / "check-jsonschema"), "--schemafile", schema)
    outputs = [word for name in FORMATS for word in ("--output", name)]
    configuration = ("--config", str(PROJECT / "configured" / "pyproject.toml"), "--force")
    return [
        Command(PASS, (str(programs / "python"), "-c", "pass")),
        Command(CHARTER, (*check, markdown)),
        Command(CONFIGURED, (*check, markdown, *configuration, *outputs)),
        Command(FILE, (*check, plain)),
        Command(f"{YAMLLINT}, {FILE}", (*lint, plain)),
        Command(f"{SCHEMA}, {FILE}", (*valid, plain)),
        Command(MANY, (*check, *many)),
        Command(f"{YAMLLINT}, {MANY}", (*lint, *many)),
        Command(f"{SCHEMA}, {MANY}", (*valid, *many)),
    ]


def peaks(runs: dict[str, list[Run]]) -> str:
    """Return what the calls that are to do with little memory took, as a Markdown table."""
    lines = ["| call | at most MiB | the process | |", "| --- | ---: | ---: | --- |"]
    for name in IN_LITTLE:
        found = statistics.median(run.peak for run in runs[name])
        lines.append(f"| {name} | {MOST_MIB} | {found:.1f} | {verdict(found, found, MOST_MIB)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, and print the goals, the peaks and what each command took."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    write_project()
    measured = commands()
    print(about(rounds, "one charter and a hundred"), end="\n\n", flush=True)
    runs = in_turn(measured, rounds, PROJECT)
    print(verdicts(runs, GOALS), peaks(runs), table(runs), sep="\n\n")


if __name__ == "__main__":
    main()
